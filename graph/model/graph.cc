#include "graph/model/graph.h"

#include <algorithm>

#include "base/error.h"
#include "graph/model/graph_impl.h"
#include "graph/names/names.h"

namespace trama {
namespace {

std::size_t index(EntityId id) {
  return static_cast<std::size_t>(id);
}
std::size_t index(RelationId id) {
  return static_cast<std::size_t>(id);
}

// Keys under which a name is found, the surest first.
std::vector<std::string> lookup_keys(std::string_view name) {
  const std::string folded = fold_name(name);
  std::vector<std::string> keys{"name " + folded, "letters " + compact_name(folded)};
  if (const std::string_view code = country_code(folded); !code.empty()) keys.push_back("country " + std::string(code));
  std::string spelling = "spelling";
  for (const std::string& word : person_words(folded)) spelling += " " + word;
  keys.push_back(spelling);
  return keys;
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

std::vector<RelationId> Graph::relations_of(EntityId id) const {
  const auto vertex = static_cast<BoostGraph::vertex_descriptor>(index(entity(id).id));
  std::vector<RelationId> result;
  const auto [out, out_end] = boost::out_edges(vertex, impl_->boost);
  for (auto edge = out; edge != out_end; ++edge) result.push_back(impl_->boost[*edge].relation);
  const auto [in, in_end] = boost::in_edges(vertex, impl_->boost);
  for (auto edge = in; edge != in_end; ++edge) result.push_back(impl_->boost[*edge].relation);
  std::sort(result.begin(), result.end());
  result.erase(std::unique(result.begin(), result.end()), result.end());  // A relation to itself goes out and in.
  return result;
}

std::span<const Statement> Graph::evidence(RelationId id) const {
  const std::size_t i = index(relation(id).id);
  const std::size_t begin = impl_->evidence_begin[i];
  return std::span(impl_->statements).subspan(begin, impl_->evidence_begin[i + 1] - begin);
}

std::span<const NameMerge> Graph::merges(EntityId id) const {
  return impl_->merges[index(entity(id).id)];
}

std::vector<EntityId> Graph::find(std::string_view name) const {
  for (const std::string& key : lookup_keys(name)) {
    const auto found = impl_->by_key.find(key);
    if (found == impl_->by_key.end()) continue;
    std::vector<EntityId> result = found->second;
    const auto rank = [&](EntityId id) {
      const Entity& candidate = entity(id);
      const bool alias = std::binary_search(candidate.aliases.begin(), candidate.aliases.end(), name);
      return std::make_tuple(candidate.name != name, !alias, -candidate.mention_count, id);
    };
    std::sort(result.begin(), result.end(), [&](EntityId left, EntityId right) { return rank(left) < rank(right); });
    return result;
  }
  return {};
}

void Graph::Impl::make_indices() {
  boost = BoostGraph(entities.size());
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
  for (const RelationEdge& relation : relations) {
    boost::add_edge(index(relation.subject), index(relation.object), BoostEdge{relation.id}, boost);
  }
}

const BoostGraph& boost_view(const Graph& graph) {
  return graph.impl().boost;
}

}  // namespace trama
