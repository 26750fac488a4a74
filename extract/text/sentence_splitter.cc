#include "extract/text/sentence_splitter.h"

#include <optional>
#include <string>
#include <string_view>

#include "extract/text/characters.h"

namespace trama {
namespace {

enum class EndMark { kNone, kStop, kAbbreviation, kMark, kEllipsis };

class Splitter {
 public:
  Splitter(const std::vector<Character>& characters, const std::vector<Token>& tokens)
      : characters_(characters), tokens_(tokens), size_(static_cast<std::uint32_t>(tokens.size())) {}

  // The end of an open stretch needs no care: all that is read ahead lies in `tokens`, and where they end, no sentence
  // is found to begin. Only a dateline may not be known as one yet.
  std::vector<std::uint32_t> run(const Stretch& stretch) {
    std::vector<std::uint32_t> starts;
    std::uint32_t start = 0;
    if (stretch.at_start()) {
      const std::optional<std::uint32_t> end = dateline_end();
      if (!end && stretch.open) return starts;
      start = end.value_or(0);
    }
    if (start > 0) starts.push_back(start);
    for (std::uint32_t i = start; i < size_; ++i) {
      if (first(i) == U'"') quoted_ = !quoted_;
      if (ends_headline(i, start)) {
        start = i;
        starts.push_back(start);
        quoted_ = false;
      }
      EndMark mark = end_mark(i);
      if (mark == EndMark::kNone || (mark == EndMark::kEllipsis && i == start)) continue;
      std::uint32_t last = i;
      while (last + 1 < size_ && closes(last + 1)) {
        if (first(++last) == U'"') quoted_ = !quoted_;
        // "(EE. UU.).": the stop behind the bracket is a stop whatever stands inside.
        if (mark == EndMark::kAbbreviation && end_mark(last) != EndMark::kNone) mark = end_mark(last);
      }
      i = last;
      if (last + 1 >= size_ || !ends_before(mark, last)) continue;
      start = last + 1;
      starts.push_back(start);
      quoted_ = false;
    }
    return starts;
  }

 private:
  const Character& head(std::uint32_t token) const { return characters_[tokens_[token].first]; }
  char32_t first(std::uint32_t token) const { return head(token).code; }
  bool punctuation(std::uint32_t token) const { return tokens_[token].kind == TokenKind::kPunctuation; }

  EndMark end_mark(std::uint32_t i) const {
    const char32_t c = first(i);
    if (tokens_[i].kind == TokenKind::kAbbreviation) return EndMark::kAbbreviation;
    if (!punctuation(i)) return EndMark::kNone;
    if (c == U'…' || (c == U'.' && tokens_[i].last > tokens_[i].first)) return EndMark::kEllipsis;
    if (c == U'.' || c == U'。') return EndMark::kStop;
    return is_one_of(c, U"?!？！") ? EndMark::kMark : EndMark::kNone;
  }

  // Whether the token belongs to the sentence whose end mark stands before it.
  bool closes(std::uint32_t i) const {
    if (!punctuation(i)) return false;
    const char32_t c = first(i);
    const bool joined = !tokens_[i].space_before;
    if (is_one_of(c, U")]}”»›")) return true;
    if (is_one_of(c, U"?!.…？！")) return joined;
    if (is_one_of(c, U"’'")) return joined;
    // A straight quote closes if it sticks to the mark, or stands free while one is open. Between a mark and a word,
    // all without a space, it closes only if one is open.
    const bool space_behind = i + 1 >= size_ || tokens_[i + 1].space_before;
    if (c == U'"') return space_behind || punctuation(i + 1) ? joined || quoted_ : quoted_;
    // "MADRID (EFE).-" at the head of agency reports.
    return is_one_of(c, U"-—–") && joined && space_behind && first(i - 1) == U'.';
  }

  // "MADRID, 10 feb. (EFE) - ", "Ginebra (Reuters).— ": the token behind the place, date and agency that open a report,
  // 0 if there are none, nullopt if the tokens end before that is known. A place in capitals needs no agency.
  std::optional<std::uint32_t> dateline_end() const {
    constexpr std::uint32_t kLongest = 16;
    bool capitals = size_ > 0 && tokens_[0].last - tokens_[0].first >= 2;
    for (std::uint32_t k = 0; capitals && k <= tokens_[0].last; ++k) capitals = characters_[k].upper;
    if (size_ > 0 && !head(0).upper) return 0;
    for (std::uint32_t i = 0; i < kLongest; ++i) {
      if (i + 1 >= size_) return std::nullopt;
      const char32_t c = first(i);
      if (punctuation(i) && is_one_of(c, U"-—–") && i > 0 && tokens_[i + 1].space_before) {
        const bool opens = head(i + 1).upper || is_one_of(first(i + 1), U"\"“«¿¡");
        const bool agency = first(i - 1) == U')' || (i > 1 && first(i - 1) == U'.' && first(i - 2) == U')');
        return opens && (agency || capitals) ? i + 1 : 0;
      }
      if (punctuation(i) && !is_one_of(c, U"(),./")) return 0;
    }
    return 0;
  }

  // Whether a sentence ends between `last` and the token behind it.
  bool ends_before(EndMark mark, std::uint32_t last) const {
    std::uint32_t next = last + 1;
    const char32_t c = first(next);
    if (mark == EndMark::kAbbreviation) return after_abbreviation(last);
    if (is_one_of(c, U"-—–") && punctuation(next)) {
      // A new speaker; or the old one, and the narrator goes on in lower case.
      while (next < size_ && punctuation(next) && is_one_of(first(next), U"-—–")) ++next;
      return next < size_ && !head(next).lower && !is_one_of(first(next), U".,;:");
    }
    if (head(next).lower) return false;
    if (punctuation(next)) return is_one_of(c, U"¿¡(\"“«‘'[*•·-—–#@") || (c == U'…' || c == U'.' ? false : symbol(c));
    return true;
  }

  // Whether token `i` begins normal text after a headline in capitals, which the sentence was up to here: several
  // words, an article or the like among them. To be called for every token in turn.
  bool ends_headline(std::uint32_t i, std::uint32_t start) {
    if (i == start) headline_ = Headline();
    if (headline_.over || punctuation(i)) return false;
    const Token& token = tokens_[i];
    for (std::uint32_t k = token.first; k <= token.last; ++k) headline_.over |= characters_[k].lower;
    if (headline_.over) {
      constexpr int kFewestWords = 4;
      return headline_.words >= kFewestWords && headline_.function_words > 0 && head(i).upper &&
             characters_[token.first + 1].lower;
    }
    ++headline_.words;
    headline_.function_words += is_sentence_starter(lower_key(characters_, token.first, token.last));
    return false;
  }

  // "en EE.UU. Según": a stop that closes abbreviation and sentence.
  bool after_abbreviation(std::uint32_t last) const {
    const Token& abbreviation = tokens_[last];
    if (abbreviation.kind != TokenKind::kAbbreviation) return false;
    const std::uint32_t next = last + 1;
    if (characters_[abbreviation.first].digit()) return false;
    std::uint32_t stops = 0;
    for (std::uint32_t i = abbreviation.first; i <= abbreviation.last; ++i) stops += characters_[i].code == U'.';
    const bool final_part = stops > 1 || abbreviation.last - abbreviation.first == 2;  // "EE.UU.", "UU."
    if (!final_part) return false;
    if (punctuation(next)) return is_one_of(first(next), U"¿¡“«") && tokens_[next].space_before;
    if (!head(next).upper) return false;
    if (stops > 1 && is_last_of_name(lower_key(characters_, abbreviation.last - 2, abbreviation.last)) &&
        !in_capitals(next)) {
      return true;
    }
    return is_sentence_starter(lower_key(characters_, tokens_[next].first, tokens_[next].last));
  }

  // Whether a token is in capitals as those of a headline are, where a capital says nothing.
  bool in_capitals(std::uint32_t i) const {
    return tokens_[i].last > tokens_[i].first && characters_[tokens_[i].first + 1].upper;
  }

  static bool symbol(char32_t c) { return c > 0x2FFF || (c >= 0x2190 && c <= 0x2BFF); }  // Arrows, emoji.

  struct Headline {
    int words = 0;
    int function_words = 0;
    bool over = false;  // A word in lower case was seen.
  };

  const std::vector<Character>& characters_;
  const std::vector<Token>& tokens_;
  const std::uint32_t size_;
  bool quoted_ = false;  // Inside straight double quotes.
  Headline headline_;
};

}  // namespace

std::vector<std::uint32_t> find_sentence_starts(const std::vector<Character>& characters,
                                                const std::vector<Token>& tokens, const Stretch& stretch) {
  return Splitter(characters, tokens).run(stretch);
}

}  // namespace trama
