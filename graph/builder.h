// Statements to graph: resolves entities, merges statements into relations.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/statement.h"
#include "graph/alias_rules.h"
#include "graph/graph.h"

namespace trama {

using DocumentCopies = std::map<std::string, std::string, std::less<>>;

// The graph of a set of statements: their order does not matter, and a statement given twice counts once. Statements
// become one relation when subject, lemma, preposition, object, polarity and modality agree; of symmetric relations
// neither direction nor preposition counts. Any thread. Throws Error (kInvalid) if `rules` contradict themselves.
// `copies` maps the id of a document to the id of the story that it is a copy of, where there are such: in counting
// documents and in the confidence of a relation, copies are one document.
Graph build_graph(std::vector<Statement> statements, const AliasRules& rules = {}, const DocumentCopies& copies = {});

// All that a graph holds, as text: equal graphs and no others give equal bytes. For comparing graphs.
std::string dump(const Graph& graph);

}  // namespace trama
