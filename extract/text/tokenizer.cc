#include "extract/text/tokenizer.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "base/tsv.h"
#include "base/utf8.h"
#include "extract/data/embedded.h"
#include "extract/text/characters.h"
#include "extract/text/shorthand.h"

namespace trama {
namespace {

enum class AbbreviationKind : std::uint8_t { kName, kNumber, kAny, kLast, kInner };

struct TokenizerTables {
  std::unordered_map<std::string, AbbreviationKind> abbreviations;
  std::unordered_set<std::string> sentence_starters;
  std::unordered_set<std::string> top_level_domains;
  std::unordered_set<std::string> regnal_names;

  TokenizerTables() {
    for (const auto& row : parse_tsv(embedded_data("es/abbreviations.tsv"))) {
      if (row.size() < 2) continue;
      const AbbreviationKind kind = row[1] == "name"     ? AbbreviationKind::kName
                                    : row[1] == "number" ? AbbreviationKind::kNumber
                                    : row[1] == "last"   ? AbbreviationKind::kLast
                                    : row[1] == "inner"  ? AbbreviationKind::kInner
                                                         : AbbreviationKind::kAny;
      abbreviations.emplace(row[0], kind);
    }
    for (const auto& row : parse_tsv(embedded_data("es/sentence_starters.tsv"))) sentence_starters.emplace(row[0]);
    for (const auto& row : parse_tsv(embedded_data("es/top_level_domains.tsv"))) top_level_domains.emplace(row[0]);
    for (const auto& row : parse_tsv(embedded_data("es/regnal_names.tsv"))) regnal_names.emplace(row[0]);
  }
};

const TokenizerTables& tokenizer_tables() {
  static const TokenizerTables instance;
  return instance;
}

bool is_apostrophe(char32_t c) {
  return c == U'\'' || c == U'’' || c == U'´';
}

// Reads tokens off a paragraph from left to right. Positions beyond the end read as white space.
class Scanner {
 public:
  explicit Scanner(const std::vector<Character>& characters)
      : characters_(characters), size_(static_cast<std::uint32_t>(characters.size())) {}

  std::vector<Token> run(const Stretch& stretch) {
    std::vector<Token> tokens;
    tokens.reserve(size_ / 5 + 1);
    const std::uint32_t limit = stretch.open ? last_whole_piece() : size_;
    bool space = stretch.at_start();
    if (!stretch.at_start()) previous_ = {0, stretch.previous - 1, TokenKind::kWord, false};
    for (std::uint32_t i = stretch.previous; i < limit;) {
      if (at(i).space()) {
        space = true;
        ++i;
        continue;
      }
      kind_ = TokenKind::kWord;
      at_start_ = tokens.empty() && stretch.at_start();
      if (!tokens.empty()) previous_ = tokens.back();
      const std::uint32_t end = std::min(token_end(i), i + kMaxTokenCharacters);
      tokens.push_back({i, end - 1, kind_, space});
      space = false;
      i = end;
    }
    return tokens;
  }

 private:
  // Where the last piece between white spaces begins that has white space behind it.
  std::uint32_t last_whole_piece() const {
    std::uint32_t i = size_;
    while (i > 0 && !characters_[i - 1].space()) --i;
    while (i > 0 && characters_[i - 1].space()) --i;
    while (i > 0 && !characters_[i - 1].space()) --i;
    return i;
  }

  const Character& at(std::uint32_t i) const {
    static const Character kSpace;
    return i < size_ ? characters_[i] : kSpace;
  }
  char32_t code(std::uint32_t i) const { return i < size_ ? characters_[i].code : U' '; }
  std::string key(std::uint32_t begin, std::uint32_t end) const { return lower_key(characters_, begin, end - 1); }

  std::uint32_t token_end(std::uint32_t i) {
    if (const std::uint32_t end = address_end(i); end > i) return end;
    if (at(i).word()) {
      if (const std::uint32_t end = currency_end(i); end > i) return end;
      if (const std::uint32_t end = acronym_end(i); end > i) return end;
      return word_end(i);
    }
    if (const std::uint32_t end = signed_number_end(i); end > i) return end;
    if (code(i) == U'°' && at(i + 1).upper && !at(i + 2).word()) return i + 2;  // "20 °C"
    if (is_one_of(code(i), U"#@") && (at(i + 1).letter() || at(i + 1).digit() || code(i + 1) == U'_')) {
      return tag_end(i + 1);
    }
    kind_ = TokenKind::kPunctuation;
    return punctuation_end(i);
  }

  // End of a number with its sign at `i`; `i` if there is none. Not at the head of a paragraph (a list, a speaker), nor
  // behind another number (a range, a sum).
  std::uint32_t signed_number_end(std::uint32_t i) const {
    if (!is_one_of(code(i), U"-+\u2212") || !at(i + 1).digit() || at_start_) return i;
    if (!(at(i - 1).space() || code(i - 1) == U'(') || at(previous_.last).digit()) return i;
    return Scanner(*this).word_end(i + 1);
  }

  // A hashtag or a user's name.
  std::uint32_t tag_end(std::uint32_t i) const {
    const std::uint32_t limit = i + kMaxTokenCharacters;
    while (i < limit && (at(i).word() || code(i) == U'_')) ++i;
    return i;
  }

  std::uint32_t punctuation_end(std::uint32_t i) const {
    const char32_t c = code(i);
    if (is_one_of(c, U".=*_~·•+#-—") || (is_one_of(c, U"'`") && code(i + 1) == c)) {
      std::uint32_t end = i + 1;
      while (code(end) == c && end - i < kMaxTokenCharacters) ++end;
      if (is_one_of(c, U"'`") || (c == U'-' && end - i == 2)) return i + 2;
      if (c == U'.' && end - i == 4) return i + 3;  // An ellipsis and a full stop.
      if (!is_one_of(c, U"+#•·")) return end;
    }
    return i + 1;
  }

  // End of a URL or an e-mail address at `i`; `i` if there is none.
  std::uint32_t address_end(std::uint32_t i) const {
    if (!at(i).word()) return i;
    static constexpr std::string_view kPrefixes[] = {"http://", "https://", "ftp://", "www."};
    for (const std::string_view prefix : kPrefixes) {
      std::uint32_t k = 0;
      while (k < prefix.size() && to_lower(code(i + k)) == static_cast<unsigned char>(prefix[k])) ++k;
      if (k == prefix.size() && at(i + k).word()) return url_end(i + k, i);
    }
    return email_end(i);
  }

  std::uint32_t url_end(std::uint32_t i, std::uint32_t begin) const {
    int open = 0;
    for (; i - begin < kMaxTokenCharacters && !at(i).space() && !is_one_of(code(i), U"<>\"«»“”‘’"); ++i) {
      if (code(i) == U'(') ++open;
      if (code(i) == U')' && --open < 0) break;
    }
    while (is_one_of(code(i - 1), U".,;:!?'…")) --i;
    return i;
  }

  std::uint32_t email_end(std::uint32_t begin) const {
    std::uint32_t i = begin;
    while (i - begin < 64 && (at(i).word() || is_one_of(code(i), U"._%+-"))) ++i;
    if (code(i) != U'@' || !at(i + 1).word()) return begin;
    bool dotted = false;
    for (++i; i - begin < kMaxTokenCharacters && (at(i).word() || is_one_of(code(i), U".-")); ++i) {
      dotted |= code(i) == U'.' && at(i + 1).letter();
    }
    while (is_one_of(code(i - 1), U".-")) --i;
    return dotted ? i : begin;
  }

  // End of a currency's sign at `i`, before an amount ("S/ 4.000", "U$S20"); `i` if there is none.
  std::uint32_t currency_end(std::uint32_t i) const {
    if (!at(i).upper) return i;
    std::uint32_t end = i;
    std::string sign;
    while (end - i < 4 && code(end) < 0x80 && !at(end).space() && !at(end).digit())
      sign += static_cast<char>(code(end++));
    if (!at(end).digit() && !(at(end).space() && at(end + 1).digit())) return i;
    return is_currency_sign(sign) ? end : i;
  }

  // End of an acronym with stops, "EE.UU." or "S.A.", at `i`; `i` if there is none.
  std::uint32_t acronym_end(std::uint32_t begin) {
    std::uint32_t i = begin, groups = 0;
    while (at(i).upper && i - begin < kMaxTokenCharacters) {
      const std::uint32_t letters = at(i + 1).upper ? 2 : 1;
      if (code(i + letters) != U'.') break;
      i += letters + 1;
      ++groups;
    }
    if (groups < 2) return begin;
    if (at(i).word()) {
      // "EE.UU" without its last stop; but not "S.A.Los".
      const std::uint32_t letters = at(i + 1).upper ? 2 : 1;
      if (at(i).upper && !at(i + letters).word()) i += letters;
    } else if (code(i) == U'.' && code(i + 1) == U'.') {
      --i;  // "EE.UU..."
    }
    kind_ = TokenKind::kAbbreviation;
    return i;
  }

  std::uint32_t word_end(std::uint32_t begin) {
    std::uint32_t i = begin;
    bool number = true;  // Only digits and what joins them so far.
    while (true) {
      while (at(i).word() && i - begin < kMaxTokenCharacters) number &= at(i++).digit();
      if (i - begin >= kMaxTokenCharacters) return i;
      if (code(i) == U'.') {
        const std::uint32_t end = after_stop(begin, i, number);
        if (kind_ == TokenKind::kAbbreviation || end == i) return end;
        i = end;
      } else if (joins(i, number)) {
        ++i;
      } else {
        return with_suffix(begin, i, number);
      }
    }
  }

  // Whether the mark at `i`, behind a letter or a digit, joins it with what follows.
  bool joins(std::uint32_t i, bool number) const {
    const Character& before = at(i - 1);
    const Character& after = at(i + 1);
    const char32_t c = code(i);
    if (!after.word()) return false;
    if (is_hyphen(c) || c == U'/' || c == U'_' || is_apostrophe(c)) return true;
    if (c == U',' || c == U':') return before.digit() && after.digit();
    if (c == U'–' || c == U'\u2212') return number && after.digit();
    if (c == U'&' || c == U'+') return before.upper && after.upper;
    if (c == U'·') return before.letter() && after.letter();
    return c == U'°' && after.upper;
  }

  // A number's percent or degree sign, minutes (27'), and "US$".
  std::uint32_t with_suffix(std::uint32_t begin, std::uint32_t i, bool number) const {
    const char32_t c = code(i);
    if (number && is_one_of(c, U"%‰°")) return i + 1;
    if (number && is_apostrophe(c) && (begin == 0 || !is_apostrophe(code(begin - 1)))) return i + 1;
    if (c == U'°' && i == begin + 1 && to_lower(code(begin)) == U'n') return i + 1;
    if (c == U'$' && at(i - 1).upper && i - begin <= 3) return i + 1;
    return i;
  }

  // What the full stop at `stop` does to the word that begins at `begin`: returns `stop` if the stop is no part of it,
  // and the position behind it if it is; the word ends there if `kind_` became kAbbreviation.
  std::uint32_t after_stop(std::uint32_t begin, std::uint32_t stop, bool number) {
    const Character& before = at(stop - 1);
    const Character& after = at(stop + 1);
    if (before.digit() && after.digit()) return stop + 1;
    if ((number || stop - begin <= 3) && is_one_of(code(stop + 1), number ? U"ªº°" : U"ªº"))
      return stop + 1;                                                                // "2.ª", "n.º"
    if (number && stop - begin <= 2 && is_ordinal_ending(stop + 1)) return stop + 1;  // "1.er"
    if (const std::uint32_t end = inner_abbreviation_end(begin, stop); end > stop) return end;
    if (before.lower && stop - begin <= 4 && after.digit()) return stop + 1;  // "min.59", "art.5"
    if (is_abbreviation(begin, stop, number)) {
      kind_ = TokenKind::kAbbreviation;
      return stop + 1;
    }
    if (!after.word()) return stop;
    if (to_lower(before.code) == U'l' && after.code == before.code && stop - begin > 1 && at(stop + 2).letter()) {
      return stop + 1;  // "Col.legi", the Catalan l·l; but not "papel.La".
    }
    return before.word() && is_domain(stop + 1) ? stop + 1 : stop;
  }

  bool is_ordinal_ending(std::uint32_t i) const {
    const std::string ending = at(i).lower && at(i + 1).lower && !at(i + 2).word() ? key(i, i + 2) : "";
    return ending == "er" || ending == "ro" || ending == "ra" || ending == "do" || ending == "da" || ending == "to";
  }

  // "a.m.", "d.C.": one letter, then more letters and stops, in the table as a whole.
  std::uint32_t inner_abbreviation_end(std::uint32_t begin, std::uint32_t stop) {
    if (stop - begin > 2 || !at(stop + 1).letter()) return stop;
    std::uint32_t end = stop;
    for (std::uint32_t i = stop + 1; i - begin < 10 && (at(i).letter() || code(i) == U'.'); ++i) {
      if (code(i) != U'.') continue;
      const auto found = tokenizer_tables().abbreviations.find(key(begin, i + 1));
      if (found != tokenizer_tables().abbreviations.end() && found->second == AbbreviationKind::kInner) end = i + 1;
    }
    if (end > stop) kind_ = TokenKind::kAbbreviation;
    return end;
  }

  bool is_abbreviation(std::uint32_t begin, std::uint32_t stop, bool number) const {
    if (code(stop + 1) == U'.') return false;  // "etc..."
    std::uint32_t next = stop + 1;
    while (next < size_ && at(next).space()) ++next;
    if (next >= size_) return false;
    const bool spaced = next > stop + 1;
    if (number) return at_start_ && spaced && stop - begin <= 2 && at(next).letter();  // "1. Los ríos"
    if (stop - begin > 8) return false;
    if (stop - begin == 1 && at(begin).upper) {
      if (begin > 0 && !at(begin - 1).space() && !is_one_of(code(begin - 1), U"(\"“«¿¡'‘-.[")) return false;
      // "Carlos V. Don Juan": a numeral that ends a sentence.
      if (is_one_of(code(begin), U"IVX") && at(next).upper && follows_regnal_name()) return false;
      return !starts_sentence(next) && (at(next).word() || is_one_of(code(next), U",;:-'’)(\""));
    }
    const auto found = tokenizer_tables().abbreviations.find(key(begin, stop + 1));
    if (found == tokenizer_tables().abbreviations.end()) return false;
    switch (found->second) {
      case AbbreviationKind::kName:
        return at(next).word() || is_one_of(code(next), U"\"“«");
      case AbbreviationKind::kNumber:
        return at(next).digit() || at(next).lower || is_roman(next);
      case AbbreviationKind::kAny:
        if (at(begin).upper && stop - begin == 2 && at(begin + 1).upper) return !starts_sentence(next);  // "EE. UU."
        [[fallthrough]];
      case AbbreviationKind::kLast:
        return !at(next).upper && !is_one_of(code(next), U"¿¡\"“«—");
      case AbbreviationKind::kInner:
        return true;
    }
    return false;
  }

  bool follows_regnal_name() const {
    return !at_start_ && at(previous_.first).upper &&
           tokenizer_tables().regnal_names.count(lower_key(characters_, previous_.first, previous_.last)) > 0;
  }

  bool is_roman(std::uint32_t i) const {
    const std::uint32_t begin = i;
    while (i - begin < 16 && is_one_of(code(i), U"IVXLCDM")) ++i;
    return i > begin && !at(i).word();
  }

  // Whether the word at `i` has a capital and is one that begins sentences.
  bool starts_sentence(std::uint32_t i) const {
    if (is_one_of(code(i), U"¿¡\"“«—")) return true;
    if (!at(i).upper) return false;
    std::uint32_t end = i;
    while (end - i < 16 && at(end).word()) ++end;
    return !at(end).word() && is_sentence_starter(key(i, end)) && (end - i > 1 || at(end).space());
  }

  // Whether letters from `i` on are the rest of a host name.
  bool is_domain(std::uint32_t i) const {
    const std::uint32_t begin = i;
    std::uint32_t label = i;
    for (; i - begin < 64 && (at(i).word() || is_hyphen(code(i)) || (code(i) == U'.' && at(i + 1).word())); ++i) {
      if (at(i).upper) return false;
      if (code(i) == U'.') label = i + 1;
    }
    return i > label && tokenizer_tables().top_level_domains.count(key(label, i)) > 0;
  }

  const std::vector<Character>& characters_;
  const std::uint32_t size_;
  TokenKind kind_ = TokenKind::kWord;  // Of the token being read.
  bool at_start_ = false;              // It is the paragraph's first.
  Token previous_;                     // The token before it, if it is not.
};

}  // namespace

std::vector<Token> tokenize(const std::vector<Character>& characters, const Stretch& stretch) {
  return Scanner(characters).run(stretch);
}

std::string lower_key(const std::vector<Character>& characters, std::uint32_t first, std::uint32_t last) {
  std::string key;
  for (std::uint32_t i = first; i <= last; ++i) append_utf8(key, to_lower(characters[i].code));
  return key;
}

bool is_last_of_name(const std::string& lower_key) {
  const auto found = tokenizer_tables().abbreviations.find(lower_key);
  return found != tokenizer_tables().abbreviations.end() && found->second == AbbreviationKind::kLast;
}

bool is_sentence_starter(const std::string& lower_key) {
  return tokenizer_tables().sentence_starters.count(lower_key) > 0;
}

}  // namespace trama
