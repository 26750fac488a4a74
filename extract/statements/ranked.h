// From the candidates of a sentence to its statements.
#pragma once

#include <vector>

#include "extract/ranking/ranker.h"
#include "extract/relations/sentence_statements.h"

namespace trama {

// What `builder` read of the sentence, and what no rule reads, each as sure as the ranker holds it to be, in the order
// of the predicates. No two have the same participants, relation, polarity and modality.
std::vector<Statement> ranked_statements(const Ranker& ranker, const SentenceView& view, SentenceStatements read,
                                         StatementBuilder& builder);

}  // namespace trama
