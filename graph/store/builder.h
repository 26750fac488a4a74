// Statements to graph, without a file.
#pragma once

#include <string>
#include <vector>

#include "base/statement.h"
#include "graph/model/graph.h"
#include "graph/names/alias_rules.h"

namespace trama {

struct BuildOptions {
  AliasRules rules;
  // Whether things without a name ("comida": type MISC) and bare nouns ("países": one word in lower case) are entities
  // too. They are no actors that could be told from others; without them, statements in which they take part are no
  // part of the graph.
  bool things = false;
};

// The graph of a set of statements: their order does not matter, and a statement given twice counts once. Statements
// become one relation when subject, lemma, preposition, object, polarity and modality agree; of symmetric relations
// neither direction nor preposition counts. Statements of one Evidence::document are of one document. Any thread.
// Throws Error (kInvalid) if the rules contradict themselves.
Graph build_graph(std::vector<Statement> statements, const BuildOptions& options = {});

// All that a graph holds but for ids, as text: equal graphs and no others give equal bytes, whatever views show them.
// For comparing graphs.
std::string dump(const GraphView& graph);

}  // namespace trama
