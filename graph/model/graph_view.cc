#include "graph/model/graph_view.h"

#include <algorithm>
#include <string>
#include <tuple>

#include "base/hash.h"
#include "graph/model/dates.h"
#include "graph/model/merge.h"
#include "graph/names/names.h"

namespace trama {
namespace {

// The first `limit` of `ids` by `rank`, which is worked out once for each.
template <typename Id, typename Rank>
std::vector<Id> first_ranked(const std::vector<Id>& ids, std::size_t limit, Rank rank) {
  std::vector<std::pair<decltype(rank(ids.front())), Id>> ranked;
  ranked.reserve(ids.size());
  for (const Id id : ids) ranked.emplace_back(rank(id), id);
  limit = std::min(limit, ranked.size());
  const auto by_rank = [](const auto& left, const auto& right) { return left.first < right.first; };
  std::partial_sort(ranked.begin(), ranked.begin() + static_cast<std::ptrdiff_t>(limit), ranked.end(), by_rank);
  std::vector<Id> result;
  for (std::size_t i = 0; i < limit; ++i) result.push_back(ranked[i].second);
  return result;
}

}  // namespace

std::string GraphView::story(std::string_view document) const {
  return std::string(document);
}

std::vector<RelationId> GraphView::find_relations(std::string_view id) const {
  const auto key = find_key('r', id);
  std::vector<RelationId> found = key ? relation_ids() : std::vector<RelationId>();
  std::erase_if(found, [&](RelationId one) { return relation(one).key != *key; });
  return found;
}

std::vector<RelationId> GraphView::said_by(EntityId id) const {
  const std::string& name = entity(id).name;
  std::vector<RelationId> found;
  for_each_relation(relation_ids(), [&](const RelationEdge& one) {
    if (std::binary_search(one.sources.begin(), one.sources.end(), name)) found.push_back(one.id);
  });
  return found;
}

std::string GraphView::made_by(std::string_view /*document*/) const {
  return {};
}

void GraphView::for_each_relation(std::span<const RelationId> ids,
                                  const std::function<void(const RelationEdge&)>& take) const {
  for (const RelationId id : ids) take(relation(id));
}

void GraphView::scan_relations(const std::function<void(const RelationEdge&)>& take) const {
  for_each_relation(relation_ids(), take);
}

RelationEnds GraphView::ends(RelationId id) const {
  const RelationEdge& edge = relation(id);
  return {id, edge.subject, edge.object, edge.symmetric};
}

std::vector<RelationEnds> GraphView::incident(EntityId id) const {
  std::vector<RelationEnds> all;
  for (const RelationId one : relations_from(id)) all.push_back(ends(one));
  for (const RelationId one : relations_to(id)) {
    const RelationEnds in = ends(one);
    if (in.subject != in.object) all.push_back(in);
  }
  return all;
}

const RelationEdge& GraphView::glance(RelationId id) const {
  return relation(id);
}

std::vector<StatementWeight> GraphView::weights(RelationId id) const {
  std::vector<StatementWeight> result;
  for (const Statement& statement : evidence(id)) {
    auto [first, last] = statement_days(statement);
    const std::string& date = statement.evidence.date;
    result.push_back({content_hash(story(statement.evidence.document)), std::move(first), std::move(last),
                      days_of(date) ? date : std::string(), statement.salience, statement.evidence.publisher});
  }
  return result;
}

std::vector<EntityId> GraphView::most_connected(std::size_t limit) const {
  return first_ranked(entity_ids(), limit, [&](EntityId id) {
    const Entity& one = entity(id);
    return std::make_tuple(-one.relation_count, -one.mention_count, one.key);
  });
}

std::vector<RelationId> GraphView::best_supported(std::size_t limit) const {
  return first_ranked(relation_ids(), limit, [&](RelationId id) {
    const RelationEdge& one = relation(id);
    return std::make_tuple(-one.document_count, -one.count, -one.confidence, one.key);
  });
}

std::vector<EntityId> most_mentioned_of(const GraphView& view, const std::vector<EntityId>& entities,
                                        std::size_t limit) {
  return first_ranked(entities, limit, [&](EntityId id) {
    const Entity& one = view.entity(id);
    return std::make_tuple(-one.mention_count, one.key);
  });
}

void sort_as_found(const GraphView& view, std::string_view name, std::vector<EntityId>& entities) {
  entities = first_ranked(entities, entities.size(), [&](EntityId id) {
    const Entity& one = view.entity(id);
    const bool alias = std::binary_search(one.aliases.begin(), one.aliases.end(), name);
    return std::make_tuple(one.name != name, !alias, -one.mention_count, one.key);
  });
}

void sort_by_name(const GraphView& view, std::vector<EntityId>& entities) {
  entities = first_ranked(entities, entities.size(), [&](EntityId id) {
    const std::string& name = view.entity(id).name;
    return std::make_pair(fold_name(name), name);
  });
}

}  // namespace trama
