// The graph as Boost.Graph sees it, for callers who want Boost's algorithms. The one public header that shows Boost.
#pragma once

#include <boost/graph/adjacency_list.hpp>

#include "graph/model/graph.h"

namespace trama {

struct BoostVertex {
  EntityId entity{};
};

struct BoostEdge {
  RelationId relation{};
};

// A multigraph: several relations may join the same two entities, and an entity may have a relation to itself.
using BoostGraph = boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS, BoostVertex, BoostEdge>;

// Vertex descriptors are the numbers of the entity ids; `boost::get(&BoostEdge::relation, view)` maps edges. The view
// lives as long as the graph and does not change.
const BoostGraph& boost_view(const Graph& graph);

}  // namespace trama
