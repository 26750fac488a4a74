// Text to sentences and tokens in the way of UD Spanish AnCora, with exact offsets into the original bytes.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

#include "extract/analysis/sentence.h"

namespace trama {

// Sets form, span, space_after of words, multiword tokens, sentence spans and paragraph starts; nothing else.
// `text` is valid UTF-8, in any normal form, with any line ends; a BOM is skipped. Blank lines end paragraphs (and
// sentences). Never throws on content; linear in the size of the text; a "sentence" never has more than
// kMaxSentenceWords words. Where no sentence ends for kMaxStretchBytes, a new paragraph is made to begin.
inline constexpr int kMaxSentenceWords = 512;
inline constexpr std::size_t kMaxStretchBytes = std::size_t{1} << 18;
std::vector<Sentence> segment(std::string_view text);

// The same for a text that comes in pieces, of any length: what comes out is what segment() makes of the whole text,
// however it is cut. Gives each sentence as soon as no further text can change it: when the word behind the next one's
// first has come, or the line that it ends. Holds about kMaxStretchBytes besides a piece.
class StreamSegmenter {
 public:
  // Spans count from `offset`.
  explicit StreamSegmenter(std::size_t offset = 0);
  ~StreamSegmenter();
  StreamSegmenter(StreamSegmenter&&) noexcept;
  StreamSegmenter& operator=(StreamSegmenter&&) noexcept;

  // Appends to `sentences` those that are known with `piece`, which ends on a character boundary.
  void add(std::string_view piece, std::vector<Sentence>& sentences);
  // The text has ended: appends the rest. Then nothing more can be added.
  void finish(std::vector<Sentence>& sentences);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace trama
