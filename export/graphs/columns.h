// What nodes and edges of GraphML, GEXF and plain DOT have: the table of properties (graph/model/properties.h) less
// what these formats name themselves. Private to export/.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "graph/model/properties.h"

namespace trama {

struct NodeColumn {
  std::string_view name;
  const EntityProperty* property;
};

struct EdgeColumn {
  std::string_view name;
  const RelationProperty* property;  // Null for "weight", which is the count as a real number.
};

// Readers show "label"; an attribute called "id" gets lost between NetworkX and igraph, so a relation's is
// "relation_id".
const std::vector<NodeColumn>& node_columns();
// What the relation tells, and document, address and sentence of its first statement.
const std::vector<EdgeColumn>& edge_columns();

Value edge_value(const EdgeColumn& column, const RelationEdge& relation, EvidenceReader& evidence);

// The shortest digits that read back as the same number; 0 for what is no number.
std::string number_text(double number);

}  // namespace trama
