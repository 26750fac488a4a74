// Factuality: whether a text holds what it says (Modality), and whether it says that it is so or not (Polarity).
//
// Innermost cue first, as in FactBank's nesting of sources (Saurí & Pustejovsky 2009): the verb's own form and modals,
// adverbs in its clause, then the verbs and conjunctions above it.
#pragma once

#include <vector>

#include "extract/relations/scope.h"

namespace trama {

struct Factuality {
  Polarity polarity = Polarity::kPositive;
  Modality modality = Modality::kAsserted;
};

// Of every proposition of a sentence.
std::vector<Factuality> find_factuality(const DocumentContext& context, int sentence, const std::vector<Scope>& scopes);

}  // namespace trama
