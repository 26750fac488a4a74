#include "explore/part_view.h"

#include <algorithm>
#include <unordered_map>

namespace trama {

PartView::PartView(const GraphView& graph, Part part) : graph_(graph), part_(std::move(part)) {
  sort_by_name(graph_, part_.entities);
  std::vector<std::pair<std::uint64_t, RelationId>> keyed;
  graph_.for_each_relation(part_.relations,
                           [&](const RelationEdge& relation) { keyed.emplace_back(relation.key, relation.id); });
  std::sort(keyed.begin(), keyed.end());
  part_.relations.clear();
  for (const auto& [key, id] : keyed) part_.relations.push_back(id);
}

std::vector<RelationId> PartView::those(std::vector<RelationId> ids) const {
  std::vector<RelationId> result;
  graph_.for_each_relation(ids, [&](const RelationEdge& relation) {
    if (part_.has(relation)) result.push_back(relation.id);
  });
  return result;
}

std::vector<Neighbour> PartView::neighbours(EntityId id) const {
  std::unordered_map<EntityId, std::int64_t> best;
  for (const auto& ids : {graph_.relations_from(id), graph_.relations_to(id)}) {
    graph_.for_each_relation(ids, [&](const RelationEdge& relation) {
      const EntityId other = relation.subject == id ? relation.object : relation.subject;
      if (other == id || !part_.has(relation)) return;
      std::int64_t& documents = best[other];
      documents = std::max(documents, relation.document_count);
    });
  }
  std::vector<Neighbour> result;
  for (const auto& [other, documents] : best) result.push_back({other, documents});
  return result;
}

}  // namespace trama
