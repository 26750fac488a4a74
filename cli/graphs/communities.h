// Groups of actors that have more to do with each other than with others, by Leiden's method.
#pragma once

#include <functional>
#include <vector>

#include "graph/model/graph_view.h"

namespace trama::cli {

// All actors of a graph in groups: the greatest first, in each the best known first. `resolution`: greater gives more
// and smaller groups. Throws Error (kInvalid) if the program was built without igraph.
std::vector<std::vector<EntityId>> find_communities(const GraphView& view, double resolution);

// The groups of three actors and more for those who show graphs; empty if the program was built without igraph.
std::function<std::vector<std::vector<EntityId>>(const GraphView&)> community_finder();

}  // namespace trama::cli
