// Adverbs and sources that say how far a clause holds: "supuestamente", "según presuntas fuentes".
#pragma once

#include <optional>
#include <vector>

#include "extract/relations/context.h"

namespace trama {

// By proposition of the sentence: what its adverbs, else its sources, say of it.
std::vector<std::optional<Modality>> find_hedges(const DocumentContext& context, int sentence);

}  // namespace trama
