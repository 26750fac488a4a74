#include "extract/text/segmenter.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

#include "extract/text/characters.h"
#include "extract/text/clitics.h"
#include "extract/text/paragraphs.h"
#include "extract/text/sentence_splitter.h"
#include "extract/text/tokenizer.h"

namespace trama {
namespace {

// No token is split in more words than this.
constexpr int kMaxParts = 4;

// A text of which the bytes from `offset` on are at hand.
struct Window {
  std::string_view text;
  std::size_t offset = 0;

  std::string_view bytes(Span span) const { return text.substr(span.begin - offset, span.size()); }
};

// Makes sentences of a stretch of one paragraph.
class StretchSegmenter {
 public:
  // `previous` is the last token of the sentence before `span`; empty at the head of the paragraph. `open`: the
  // paragraph may go on behind `span`, and sentences are wanted that do not depend on how.
  StretchSegmenter(const Window& window, Span span, Span previous, bool open, std::vector<Sentence>& out)
      : window_(window),
        offset_(previous.empty() ? span.begin : previous.begin),
        characters_(read_characters(window.bytes({offset_, span.end}), {0, span.end - offset_})),
        stretch_{count_until(previous), open},
        tokens_(tokenize(characters_, stretch_)),
        out_(out) {}

  // Returns the last token of the last sentence added; empty if there was none.
  Span run() {
    const std::size_t first_sentence = out_.size();
    std::vector<std::uint32_t> ends = find_sentence_starts(characters_, tokens_, stretch_);
    if (!stretch_.open) ends.push_back(static_cast<std::uint32_t>(tokens_.size()));
    std::uint32_t begin = 0;
    for (const std::uint32_t end : ends) {
      while (begin < end) begin = add_sentence(begin, end);
    }
    if (begin == 0) return {};
    out_[first_sentence].paragraph_start = stretch_.at_start();
    return span_of(tokens_[begin - 1]);
  }

 private:
  // How many of the characters belong to the token `previous`, with which they begin.
  std::uint32_t count_until(Span previous) const {
    const auto end = std::partition_point(characters_.begin(), characters_.end(),
                                          [&](const Character& c) { return offset_ + c.begin < previous.end; });
    return static_cast<std::uint32_t>(end - characters_.begin());
  }

  Span span_of(const Token& token) const {
    return {offset_ + characters_[token.first].begin, offset_ + characters_[token.last].end};
  }

  std::string form_of(const Token& token) const {
    const std::string_view bytes = window_.bytes(span_of(token));
    const auto begin = characters_.begin() + token.first, end = characters_.begin() + token.last + 1;
    const bool plain = std::all_of(begin, end, [](const Character& c) { return c.plain; });
    return plain ? std::string(bytes) : clean_form(bytes);
  }

  // Adds a sentence of tokens [begin, end), or of the first part of them if they are too many; returns where it ended.
  std::uint32_t add_sentence(std::uint32_t begin, std::uint32_t end) {
    Sentence sentence;
    sentence.words.reserve(std::min<std::size_t>(end - begin + 4, kMaxSentenceWords));
    const std::uint32_t last = cut(begin, end);
    for (std::uint32_t i = begin; i < last; ++i) add_token(i, begins(i, begin), sentence);
    sentence.span = {span_of(tokens_[begin]).begin, span_of(tokens_[last - 1]).end};
    out_.push_back(std::move(sentence));
    return last;
  }

  // Where a sentence of tokens [begin, end) has to be cut: at `end` if it is short enough, else behind a mark between
  // clauses in its last quarter, else where it is full.
  std::uint32_t cut(std::uint32_t begin, std::uint32_t end) const {
    if (static_cast<std::size_t>(end - begin) * kMaxParts <= kMaxSentenceWords) return end;
    int words = 0;
    std::uint32_t last = begin;
    while (last < end && words + kMaxParts <= kMaxSentenceWords) {
      words +=
          tokens_[last].kind == TokenKind::kWord ? static_cast<int>(parts_of(last, begins(last, begin)).size()) : 0;
      ++words;  // One too many for a split token, which errs on the safe side.
      ++last;
    }
    if (last == end) return end;
    for (std::uint32_t i = last; i > begin + (last - begin) * 3 / 4; --i) {
      const char32_t c = characters_[tokens_[i - 1].first].code;
      if (tokens_[i - 1].kind == TokenKind::kPunctuation && (c == U';' || c == U',' || c == U':')) return i;
    }
    return last;
  }

  // Whether token `i` of the sentence that starts at `begin` may owe its capital to its place: behind a colon, a quote.
  bool begins(std::uint32_t i, std::uint32_t begin) const {
    return i == begin || tokens_[i - 1].kind == TokenKind::kPunctuation;
  }

  std::vector<std::string> parts_of(std::uint32_t i, bool first) const {
    const std::string form = form_of(tokens_[i]);
    std::string next;
    if (form.size() == 2 && i + 1 < tokens_.size()) next = form_of(tokens_[i + 1]);
    return split_word(form, next, first);
  }

  void add_token(std::uint32_t i, bool first, Sentence& sentence) const {
    const Token& token = tokens_[i];
    const Span span = span_of(token);
    const bool space_after = i + 1 >= tokens_.size() || tokens_[i + 1].space_before;
    std::string form = form_of(token);
    std::vector<std::string> parts;
    if (token.kind == TokenKind::kWord) parts = parts_of(i, first);
    if (parts.empty()) {
      add_word(std::move(form), span, space_after, sentence);
      return;
    }
    const int index = static_cast<int>(sentence.words.size());
    sentence.multiword_tokens.push_back({index, index + static_cast<int>(parts.size()) - 1, std::move(form), span});
    for (std::string& part : parts) add_word(std::move(part), span, space_after, sentence);
  }

  static void add_word(std::string form, Span span, bool space_after, Sentence& sentence) {
    Word& word = sentence.words.emplace_back();
    word.form = std::move(form);
    word.span = span;
    word.space_after = space_after;
  }

  const Window window_;
  const std::size_t offset_;
  const std::vector<Character> characters_;
  const Stretch stretch_;
  const std::vector<Token> tokens_;
  std::vector<Sentence>& out_;
};

// Where to cut `stretch`, in which no sentence ends: at white space in its last quarter, if there is any.
std::size_t cut_position(std::string_view stretch) {
  const std::size_t from = stretch.size() - stretch.size() / 4;
  if (const std::size_t space = stretch.substr(from).find_last_of(" \n\t"); space != stretch.npos) return from + space;
  std::size_t cut = stretch.size();
  while (cut > from && (static_cast<unsigned char>(stretch[cut - 1]) & 0xC0) == 0x80) --cut;
  return cut > from ? cut - 1 : stretch.size();  // Before the last character, of which there may be more bytes.
}

// The state of a text being segmented.
class Segmentation {
 public:
  explicit Segmentation(std::size_t offset) : paragraphs_(offset), begin_(offset) {}

  // Makes what sentences it can of `window`, which reaches further than the one before; `last`: to the text's end.
  void run(const Window& window, bool last, std::vector<Sentence>& out) {
    paragraphs_.read(window.text, window.offset, last);
    while (const auto part = paragraphs_.paragraph()) {
      begin_ = std::max(begin_, part->span.begin);
      while (begin_ < part->span.end && take_stretch(window, *part, out)) {
      }
      if (!part->complete) return;
      paragraphs_.next();
      previous_ = {};
    }
    begin_ = std::max(begin_, paragraphs_.position());
  }

  // The first byte that is still of use.
  std::size_t position() const { return previous_.empty() ? begin_ : previous_.begin; }

 private:
  // Segments what is known of the paragraph from `begin_` on, or the beginning of that; false if more text must come.
  bool take_stretch(const Window& window, const ParagraphReader::Part& part, std::vector<Sentence>& out) {
    const Span rest{begin_, part.span.end};
    const bool whole = rest.size() <= kMaxStretchBytes;
    if (whole && part.complete) {
      add(window, rest, false, out);
      begin_ = rest.end;
      tried_ = 0;
      return true;
    }
    if (whole && rest.size() < tried_ + tried_ / 4 && tried_ > kLongSentence) return false;
    const Span stretch{begin_, std::min(rest.end, begin_ + kMaxStretchBytes)};
    tried_ = stretch.size();
    if (add(window, stretch, true, out)) {
      begin_ = previous_.end;
      tried_ = 0;
      return true;
    }
    if (whole) return false;
    const std::size_t cut = begin_ + cut_position(window.bytes(stretch));
    add(window, {begin_, cut}, false, out);
    begin_ = cut;
    previous_ = {};
    tried_ = 0;
    return true;
  }

  bool add(const Window& window, Span span, bool open, std::vector<Sentence>& out) {
    const Span last = StretchSegmenter(window, span, previous_, open, out).run();
    if (!last.empty()) previous_ = last;
    return !last.empty();
  }

  // Sentences beyond this length, which are none, are not looked into again with every piece that comes.
  static constexpr std::size_t kLongSentence = std::size_t{1} << 14;

  ParagraphReader paragraphs_;
  std::size_t begin_;      // Where the text goes on that is not yet in sentences.
  Span previous_;          // The last token before, in the same paragraph.
  std::size_t tried_ = 0;  // How many bytes from `begin_` on hold no sentence for sure.
};

}  // namespace

std::vector<Sentence> segment(std::string_view text) {
  std::vector<Sentence> sentences;
  Segmentation(0).run({text, 0}, true, sentences);
  return sentences;
}

struct StreamSegmenter::Impl {
  explicit Impl(std::size_t begin) : segmentation(begin), offset(begin) {}

  Segmentation segmentation;
  std::string text;
  std::size_t offset;  // Of `text` in the whole.
};

StreamSegmenter::StreamSegmenter(std::size_t offset) : impl_(std::make_unique<Impl>(offset)) {}
StreamSegmenter::~StreamSegmenter() = default;
StreamSegmenter::StreamSegmenter(StreamSegmenter&&) noexcept = default;
StreamSegmenter& StreamSegmenter::operator=(StreamSegmenter&&) noexcept = default;

void StreamSegmenter::add(std::string_view piece, std::vector<Sentence>& sentences) {
  impl_->text += piece;
  impl_->segmentation.run({impl_->text, impl_->offset}, false, sentences);
  const std::size_t done = impl_->segmentation.position() - impl_->offset;
  if (done < impl_->text.size() / 2) return;  // So that each byte is moved but a few times.
  impl_->text.erase(0, done);
  impl_->offset += done;
}

void StreamSegmenter::finish(std::vector<Sentence>& sentences) {
  impl_->segmentation.run({impl_->text, impl_->offset}, true, sentences);
}

}  // namespace trama
