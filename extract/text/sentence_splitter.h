// Sentence ends inside a paragraph.
#pragma once

#include <cstdint>
#include <vector>

#include "extract/text/characters.h"
#include "extract/text/tokenizer.h"

namespace trama {

// Index of the first token of each sentence but the first, in order. Sentences end at a full stop, question or
// exclamation mark or ellipsis with the quotes and brackets that close behind it, when what follows may begin a
// sentence. `tokens` are those of tokenize(characters, stretch); of an open stretch, sentences are found that no
// further text can change.
std::vector<std::uint32_t> find_sentence_starts(const std::vector<Character>& characters,
                                                const std::vector<Token>& tokens, const Stretch& stretch = {});

}  // namespace trama
