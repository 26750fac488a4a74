// Text to sentences and tokens in the way of UD Spanish AnCora, with exact offsets into the original bytes.
#pragma once

#include <string_view>
#include <vector>

#include "extract/analysis/sentence.h"

namespace trama {

// Sets form, span, space_after of words, multiword tokens, sentence spans and paragraph starts; nothing else.
// `text` is valid UTF-8, in any normal form, with any line ends; a BOM is skipped. Blank lines end paragraphs (and
// sentences). Never throws on content; linear in the size of the text; a "sentence" never has more than
// kMaxSentenceWords words.
inline constexpr int kMaxSentenceWords = 512;
std::vector<Sentence> segment(std::string_view text);

}  // namespace trama
