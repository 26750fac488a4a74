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

// Makes sentences of one paragraph.
class ParagraphSegmenter {
 public:
  ParagraphSegmenter(std::string_view text, Span span, std::vector<Sentence>& out)
      : text_(text),
        offset_(span.begin),
        characters_(read_characters(text, span)),
        tokens_(tokenize(characters_)),
        out_(out) {}

  void run() {
    const std::size_t first_sentence = out_.size();
    std::vector<std::uint32_t> ends = find_sentence_starts(characters_, tokens_);
    ends.push_back(static_cast<std::uint32_t>(tokens_.size()));
    std::uint32_t begin = 0;
    for (const std::uint32_t end : ends) {
      while (begin < end) begin = add_sentence(begin, end);
    }
    if (out_.size() > first_sentence) out_[first_sentence].paragraph_start = true;
  }

 private:
  Span span_of(const Token& token) const {
    return {offset_ + characters_[token.first].begin, offset_ + characters_[token.last].end};
  }

  std::string form_of(const Token& token) const {
    const std::string_view bytes = span_of(token).of(text_);
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

  const std::string_view text_;
  const std::size_t offset_;
  const std::vector<Character> characters_;
  const std::vector<Token> tokens_;
  std::vector<Sentence>& out_;
};

}  // namespace

std::vector<Sentence> segment(std::string_view text) {
  std::vector<Sentence> sentences;
  for (const Span& paragraph : find_paragraphs(text)) ParagraphSegmenter(text, paragraph, sentences).run();
  return sentences;
}

}  // namespace trama
