// The knowledge graph in memory: entities, relations between them, and the evidence of each relation.
//
// Boost's descriptors stay inside graph/*.cc (graph/model/boost_view.h shows the Boost graph to callers who want
// Boost's algorithms).
#pragma once

#include <memory>
#include <span>

#include "graph/model/graph_view.h"
#include "graph/model/records.h"

namespace trama {

// Immutable, so any number of threads may ask. Ids are numbers from 0 in the order of entities() and relations(), which
// depends on the content alone: not on the order in which documents came, nor on the number of threads.
class Graph final : public GraphView {
 public:
  Graph();
  ~Graph() override;
  Graph(Graph&&) noexcept;
  Graph& operator=(Graph&&) noexcept;

  // For algorithms over the whole graph: all, by id. Entities are numbered by name.
  std::span<const Entity> entities() const;
  std::span<const RelationEdge> relations() const;
  // evidence() without a copy.
  std::span<const Statement> statements(RelationId id) const;

  std::size_t entity_count() const override;
  std::size_t relation_count() const override;
  const Entity& entity(EntityId id) const override;
  const RelationEdge& relation(RelationId id) const override;
  std::vector<EntityId> entity_ids() const override;
  std::vector<RelationId> relation_ids() const override;
  std::vector<RelationId> relations_from(EntityId id) const override;
  std::vector<RelationId> relations_to(EntityId id) const override;
  std::vector<RelationId> relations_between(EntityId subject, EntityId object) const override;
  std::vector<Neighbour> neighbours(EntityId id) const override;
  std::vector<Statement> evidence(RelationId id) const override;
  std::vector<NameMerge> merges(EntityId id) const override;
  std::vector<EntityId> find(std::string_view name) const override;
  std::vector<EntityId> most_mentioned(std::size_t limit) const override;
  std::string story(std::string_view document) const override;

  struct Impl;
  const Impl& impl() const { return *impl_; }
  explicit Graph(std::unique_ptr<Impl> impl);

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace trama
