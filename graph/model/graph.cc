#include "graph/model/graph.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>

#include "base/error.h"
#include "base/hash.h"
#include "graph/model/graph_impl.h"
#include "graph/names/lookup.h"

namespace trama {
namespace {

std::size_t index(EntityId id) {
  return static_cast<std::size_t>(id);
}
std::size_t index(RelationId id) {
  return static_cast<std::size_t>(id);
}

}  // namespace

Graph::Graph() : impl_(std::make_unique<Impl>()) {
  impl_->evidence_begin = {0};
}
Graph::Graph(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Graph::~Graph() = default;
Graph::Graph(Graph&&) noexcept = default;
Graph& Graph::operator=(Graph&&) noexcept = default;

std::size_t Graph::entity_count() const {
  return impl_->entities.size();
}
std::size_t Graph::relation_count() const {
  return impl_->relations.size();
}
std::span<const Entity> Graph::entities() const {
  return impl_->entities;
}
std::span<const RelationEdge> Graph::relations() const {
  return impl_->relations;
}

const Entity& Graph::entity(EntityId id) const {
  if (index(id) >= impl_->entities.size()) {
    throw Error(ErrorCode::kInvalid, "no entity has the id " + std::to_string(index(id)));
  }
  return impl_->entities[index(id)];
}

const RelationEdge& Graph::relation(RelationId id) const {
  if (index(id) >= impl_->relations.size()) {
    throw Error(ErrorCode::kInvalid, "no relation has the id " + std::to_string(index(id)));
  }
  return impl_->relations[index(id)];
}

std::vector<EntityId> Graph::entity_ids() const {
  std::vector<EntityId> ids;
  for (const Entity& entity : impl_->entities) ids.push_back(entity.id);
  return ids;
}

std::vector<RelationId> Graph::relation_ids() const {
  return impl_->relations_by_key;
}

// Edges were added by key, and Boost keeps the order of each entity's.
std::vector<RelationId> Graph::relations_from(EntityId id) const {
  std::vector<RelationId> result;
  for (const auto edge : boost::make_iterator_range(boost::out_edges(index(entity(id).id), impl_->boost))) {
    result.push_back(impl_->boost[edge].relation);
  }
  return result;
}

std::vector<RelationId> Graph::relations_to(EntityId id) const {
  std::vector<RelationId> result;
  for (const auto edge : boost::make_iterator_range(boost::in_edges(index(entity(id).id), impl_->boost))) {
    result.push_back(impl_->boost[edge].relation);
  }
  return result;
}

std::vector<RelationId> Graph::relations_between(EntityId subject, EntityId object) const {
  const BoostGraph& view = impl_->boost;
  const std::size_t from = index(entity(subject).id);
  const std::size_t to = index(entity(object).id);
  std::vector<RelationId> result;
  const auto take = [&](auto edges) {
    for (const auto edge : boost::make_iterator_range(edges)) {
      if (boost::source(edge, view) == from && boost::target(edge, view) == to) result.push_back(view[edge].relation);
    }
  };
  if (boost::out_degree(from, view) <= boost::in_degree(to, view)) {
    take(boost::out_edges(from, view));
  } else {
    take(boost::in_edges(to, view));
  }
  return result;
}

std::vector<Neighbour> Graph::neighbours(EntityId id) const {
  const BoostGraph& view = impl_->boost;
  const std::size_t vertex = index(entity(id).id);
  std::unordered_map<std::size_t, std::int64_t> documents;
  const auto meet = [&](std::size_t other, RelationId relation) {
    if (other == vertex) return;
    std::int64_t& best = documents[other];
    best = std::max(best, impl_->relations[index(relation)].document_count);
  };
  for (const auto edge : boost::make_iterator_range(boost::out_edges(vertex, view))) {
    meet(boost::target(edge, view), view[edge].relation);
  }
  for (const auto edge : boost::make_iterator_range(boost::in_edges(vertex, view))) {
    meet(boost::source(edge, view), view[edge].relation);
  }
  std::vector<Neighbour> result;
  for (const auto& [other, best] : documents) result.push_back({static_cast<EntityId>(other), best});
  return result;
}

std::span<const Statement> Graph::statements(RelationId id) const {
  const std::size_t i = index(relation(id).id);
  const std::size_t begin = impl_->evidence_begin[i];
  return std::span(impl_->statements).subspan(begin, impl_->evidence_begin[i + 1] - begin);
}

std::vector<Statement> Graph::evidence(RelationId id) const {
  const std::span<const Statement> all = statements(id);
  return {all.begin(), all.end()};
}

std::vector<NameMerge> Graph::merges(EntityId id) const {
  return impl_->merges[index(entity(id).id)];
}

std::vector<EntityId> Graph::find(std::string_view name) const {
  if (const auto key = find_key('n', name)) {
    for (const Entity& entity : impl_->entities) {
      if (entity.key == *key) return {entity.id};
    }
  }
  for (const std::string& key : lookup_keys(name)) {
    const auto found = impl_->by_key.find(key);
    if (found == impl_->by_key.end()) continue;
    std::vector<EntityId> result = found->second;
    sort_as_found(*this, name, result);
    return result;
  }
  return {};
}

std::vector<EntityId> Graph::most_mentioned(std::size_t limit) const {
  return most_mentioned_of(*this, entity_ids(), limit);
}

std::string Graph::story(std::string_view document) const {
  const auto found = impl_->copies.find(document);
  return found == impl_->copies.end() ? std::string(document) : found->second;
}

void Graph::Impl::make_indices() {
  boost = BoostGraph(entities.size());
  relations_by_key.clear();
  for (RelationEdge& relation : relations) {
    relations_by_key.push_back(relation.id);
    ++entities[index(relation.subject)].relation_count;
    ++entities[index(relation.object)].relation_count;
  }
  std::sort(relations_by_key.begin(), relations_by_key.end(), [&](RelationId left, RelationId right) {
    return relations[index(left)].key < relations[index(right)].key;
  });
  for (const Entity& entity : entities) {
    boost[index(entity.id)].entity = entity.id;
    const auto add = [&](const std::string& name) {
      for (const std::string& key : lookup_keys(name)) {
        auto& ids = by_key[key];
        if (ids.empty() || ids.back() != entity.id) ids.push_back(entity.id);
      }
    };
    add(entity.name);
    for (const std::string& alias : entity.aliases) add(alias);
  }
  for (const RelationId id : relations_by_key) {
    const RelationEdge& relation = relations[index(id)];
    boost::add_edge(index(relation.subject), index(relation.object), BoostEdge{relation.id}, boost);
  }
}

const BoostGraph& boost_view(const Graph& graph) {
  return graph.impl().boost;
}

}  // namespace trama
