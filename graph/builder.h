// Statements to graph: resolves entities, merges statements into relations.
#pragma once

#include <vector>

#include "base/statement.h"
#include "graph/alias_rules.h"
#include "graph/graph.h"

namespace trama {

// The graph of a set of statements: their order does not matter, and a statement given twice counts once. Statements
// become one relation when subject, lemma, preposition, object, polarity and modality agree; of symmetric relations
// neither direction nor preposition counts. Any thread. Throws Error (kInvalid) if `rules` contradict themselves.
Graph build_graph(std::vector<Statement> statements, const AliasRules& rules = {});

// All that a graph holds, as text: equal graphs and no others give equal bytes. For comparing graphs.
std::string dump(const Graph& graph);

}  // namespace trama
