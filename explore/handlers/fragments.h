// Parts of a graph that are sent to be drawn. Private to explore/.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "explore/handlers/context.h"

namespace trama {

struct Fragment {
  std::vector<EntityId> nodes;
  std::vector<RelationId> edges;
  std::size_t nodes_left_out = 0;  // What would belong to it too.
  std::size_t edges_left_out = 0;
};

inline constexpr std::size_t kMostEdges = 800;  // Of a fragment: more than these nobody can tell apart.

// Whether the filters admit a relation between the two; looks at its statements only if it must. `exempt` is the actor
// that is looked at, which may be of any type.
bool admits(const GraphView& view, const Filters& filters, const RelationEdge& relation,
            std::optional<EntityId> exempt = std::nullopt);

// The relations between two actors, in either direction, that the filters admit. By key, first those from the first.
void take_between(const GraphView& view, EntityId left, EntityId right, const Filters& filters,
                  std::vector<RelationId>& relations);

// Adds the relations among the nodes, those of the best supported pairs first, until there are kMostEdges, and counts
// the pairs left out. Of pairs with `done` none are added. Without a survey each pair is looked at.
void add_relations_among(const GraphView& view, const Survey* survey, const Filters& filters, Fragment& fragment,
                         std::optional<EntityId> done = std::nullopt);

// Its members: "nodes", "edges", "left_out". Remembers the relations.
void write_fragment(Json& json, Context& context, Desk::Seat& seat, const Fragment& fragment);
void write_node(Json& json, const GraphView& view, EntityId id, const Survey::Groups* groups);
void write_edge(Json& json, Context& context, const GraphView& view, const RelationEdge& relation);

// The actors with most support among those that share relations with `of`: by documents of their best relation, then
// mentions, then key. `limit` of them, and how many there are.
struct Neighbours {
  std::vector<EntityId> best;
  std::size_t all = 0;
};
Neighbours neighbours_of(const GraphView& view, const Survey& survey, EntityId of, std::size_t limit);

// The relations of an actor that the filters admit, of its best supported neighbours first, about `limit` of them.
std::vector<RelationId> best_relations(const GraphView& view, const Survey& survey, EntityId of, std::size_t limit);

}  // namespace trama
