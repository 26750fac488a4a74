// Which part of a graph an export writes.
#pragma once

#include <cstddef>
#include <vector>

#include "export/format.h"
#include "graph/model/graph_view.h"

namespace trama {

struct Selection {
  std::vector<EntityId> entities;     // By name.
  std::vector<RelationId> relations;  // By subject, then lemma, then object; both ends are among `entities`.
  std::size_t entities_left_out = 0;
  std::size_t relations_left_out = 0;
};

// Whether `options` leave anything out.
bool restricts(const ExportOptions& options);

// Takes, in this order: the relations that have enough evidence and confidence; of the entities those within
// `options.hops` of `options.around` along such relations, in either direction; of these the `options.top` with the
// most support, which is the number of statements in all those relations (ties: the smaller key; whom `around` names is
// always kept); and last those that still have a relation. Without any restriction it is the whole graph, including
// entities without relations. Depends on nothing but the graph and the options.
//
// Where `around` fits several entities, the best match of GraphView::find is meant. Throws Error (kInvalid) if it fits
// none or if a number in `options` is out of its range.
//
// Reads no more of the graph than it must: with `around` what is near, with `top` alone those many entities.
Selection select(const GraphView& graph, const ExportOptions& options);

}  // namespace trama
