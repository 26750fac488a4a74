#include "export/selection.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <unordered_set>

#include "base/error.h"

namespace trama {

namespace {

struct IdHash {
  std::size_t operator()(EntityId id) const { return std::hash<std::uint32_t>()(static_cast<std::uint32_t>(id)); }
};
using EntitySet = std::unordered_set<EntityId, IdHash>;
using RelationList = std::vector<const RelationEdge*>;

void check(const ExportOptions& options) {
  const auto require = [](bool holds, const char* message) {
    if (!holds) throw Error(ErrorCode::kInvalid, message);
  };
  require(options.top >= 0, "top must not be negative");
  require(options.hops >= 0, "hops must not be negative");
  require(options.min_evidence >= 0, "min-evidence must not be negative");
  require(std::isfinite(options.min_confidence), "min-confidence must be a number");
}

bool restricts(const ExportOptions& options) {
  return options.top > 0 || !options.around.empty() || options.min_evidence > 1 || options.min_confidence > 0;
}

std::size_t evidence_count(const Graph& graph, const RelationEdge& relation) {
  return graph.evidence(relation.id).size();
}

RelationList supported_relations(const Graph& graph, const ExportOptions& options) {
  RelationList kept;
  for (const RelationEdge& relation : graph.relations()) {
    if (options.min_evidence > 1 && evidence_count(graph, relation) < static_cast<std::size_t>(options.min_evidence)) {
      continue;
    }
    if (options.min_confidence > 0 && relation.confidence < options.min_confidence) continue;
    kept.push_back(&relation);
  }
  return kept;
}

RelationList between(const RelationList& relations, const EntitySet& entities) {
  RelationList kept;
  for (const RelationEdge* relation : relations) {
    if (entities.contains(relation->subject) && entities.contains(relation->object)) kept.push_back(relation);
  }
  return kept;
}

// Breadth first, one round over the relations for each hop: stops as soon as nothing new is reached.
EntitySet within_hops(EntityId centre, int hops, const RelationList& relations) {
  EntitySet reached = {centre};
  EntitySet frontier = reached;
  for (int hop = 0; hop < hops && !frontier.empty(); ++hop) {
    EntitySet next;
    for (const RelationEdge* relation : relations) {
      if (frontier.contains(relation->subject) && !reached.contains(relation->object)) next.insert(relation->object);
      if (frontier.contains(relation->object) && !reached.contains(relation->subject)) next.insert(relation->subject);
    }
    reached.insert(next.begin(), next.end());
    frontier = std::move(next);
  }
  return reached;
}

EntitySet best_supported(const Graph& graph, const EntitySet& candidates, const RelationList& relations,
                         std::size_t limit, std::optional<EntityId> centre) {
  std::unordered_map<EntityId, std::size_t, IdHash> support;
  for (const RelationEdge* relation : relations) {
    const std::size_t count = evidence_count(graph, *relation);
    support[relation->subject] += count;
    if (relation->object != relation->subject) support[relation->object] += count;
  }
  if (centre) support[*centre] = SIZE_MAX;
  std::vector<EntityId> ranked(candidates.begin(), candidates.end());
  std::sort(ranked.begin(), ranked.end(), [&](EntityId a, EntityId b) {
    const std::size_t support_a = support[a];
    const std::size_t support_b = support[b];
    return support_a != support_b ? support_a > support_b : a < b;
  });
  if (ranked.size() > limit) ranked.resize(limit);
  return {ranked.begin(), ranked.end()};
}

EntitySet with_relations(const RelationList& relations, std::optional<EntityId> centre) {
  EntitySet entities;
  for (const RelationEdge* relation : relations) {
    entities.insert(relation->subject);
    entities.insert(relation->object);
  }
  if (centre) entities.insert(*centre);
  return entities;
}

}  // namespace

Selection select(const Graph& graph, const ExportOptions& options) {
  check(options);
  RelationList relations = supported_relations(graph, options);
  EntitySet entities;
  for (const Entity& entity : graph.entities()) entities.insert(entity.id);
  std::optional<EntityId> centre;
  if (!options.around.empty()) {
    const std::vector<EntityId> found = graph.find(options.around);
    if (found.empty()) throw Error(ErrorCode::kInvalid, "no entity of the graph is called '" + options.around + "'");
    centre = found.front();
    entities = within_hops(*centre, options.hops, relations);
    relations = between(relations, entities);
  }
  if (options.top > 0) {
    entities = best_supported(graph, entities, relations, static_cast<std::size_t>(options.top), centre);
    relations = between(relations, entities);
  }
  if (restricts(options)) entities = with_relations(relations, centre);

  Selection selection;
  selection.entities.assign(entities.begin(), entities.end());
  std::sort(selection.entities.begin(), selection.entities.end());
  for (const RelationEdge* relation : relations) selection.relations.push_back(relation->id);
  std::sort(selection.relations.begin(), selection.relations.end());
  selection.entities_left_out = graph.entity_count() - selection.entities.size();
  selection.relations_left_out = graph.relation_count() - selection.relations.size();
  return selection;
}

}  // namespace trama
