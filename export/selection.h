// Which part of a graph an export writes.
#pragma once

#include <cstddef>
#include <vector>

#include "export/format.h"
#include "graph/model/graph.h"

namespace trama {

struct Selection {
  std::vector<EntityId> entities;     // By id.
  std::vector<RelationId> relations;  // By id; both ends are among `entities`.
  std::size_t entities_left_out = 0;
  std::size_t relations_left_out = 0;
};

// Takes, in this order: the relations that have enough evidence and confidence; of the entities those within
// `options.hops` of `options.around` along such relations, in either direction; of these the `options.top` with the
// most support, which is the number of statements in all those relations (ties: the smaller id; whom `around` names is
// always kept); and last those that still have a relation. Without any restriction it is the whole graph, including
// entities without relations. Depends on nothing but the graph and the options.
//
// Where `around` fits several entities, the best match of Graph::find is meant. Throws Error (kInvalid) if it fits none
// or if a number in `options` is out of its range.
Selection select(const Graph& graph, const ExportOptions& options);

}  // namespace trama
