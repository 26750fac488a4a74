// The graph of who has to do with whom, as algorithms over all of it want it. Private to trama.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "graph/model/graph_view.h"

namespace trama {

// Actors by key. Every pair with a relation in either direction once, the smaller index first, in order; how many
// stories tell of the relations between the two, added up.
struct ActorGraph {
  std::vector<EntityId> actors;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
  std::vector<double> weights;
};
ActorGraph actor_graph(const GraphView& view);

// One number for each actor. Neither looks at directions or weights.
std::vector<double> page_ranks(const ActorGraph& graph);  // In all 1.
// Of how many shortest paths between two others it is a part, each of several equal ones counted in part. Takes actors
// times pairs steps: throws Error (kInvalid) beyond a few minutes of them.
std::vector<double> betweenness(const ActorGraph& graph);

}  // namespace trama
