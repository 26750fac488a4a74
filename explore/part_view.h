// A part of a graph: some of its relations, as they are, and the actors that have one of them or were asked for.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "graph/model/graph_view.h"

namespace trama {

// Asks another view, which must outlive it, and leaves out what `has` does not admit. Unlike in a BoundedView,
// relations and actors keep their counts.
class PartView final : public GraphView {
 public:
  struct Part {
    std::function<bool(const RelationEdge&)> has;
    // All of them, where they are known: the order does not matter. Without them, functions that give all ask `has` for
    // every relation of the graph.
    std::vector<EntityId> entities;
    std::vector<RelationId> relations;
  };
  PartView(const GraphView& graph, Part part);

  std::size_t entity_count() const override { return part_.entities.size(); }
  std::size_t relation_count() const override { return part_.relations.size(); }
  const Entity& entity(EntityId id) const override { return graph_.entity(id); }
  const RelationEdge& relation(RelationId id) const override { return graph_.relation(id); }
  std::vector<EntityId> entity_ids() const override { return part_.entities; }
  std::vector<RelationId> relation_ids() const override { return part_.relations; }
  std::vector<RelationId> relations_from(EntityId id) const override { return those(graph_.relations_from(id)); }
  std::vector<RelationId> relations_to(EntityId id) const override { return those(graph_.relations_to(id)); }
  std::vector<RelationId> relations_between(EntityId subject, EntityId object) const override {
    return those(graph_.relations_between(subject, object));
  }
  std::vector<Neighbour> neighbours(EntityId id) const override;
  std::vector<Statement> evidence(RelationId id) const override { return graph_.evidence(id); }
  std::vector<NameMerge> merges(EntityId id) const override { return graph_.merges(id); }
  std::vector<EntityId> find(std::string_view name) const override { return graph_.find(name); }
  std::vector<EntityId> most_mentioned(std::size_t limit) const override {
    return most_mentioned_of(graph_, part_.entities, limit);
  }
  std::string story(std::string_view document) const override { return graph_.story(document); }
  std::string made_by(std::string_view document) const override { return graph_.made_by(document); }
  void for_each_relation(std::span<const RelationId> ids,
                         const std::function<void(const RelationEdge&)>& take) const override {
    graph_.for_each_relation(ids, take);
  }
  std::vector<StatementWeight> weights(RelationId id) const override { return graph_.weights(id); }

 private:
  std::vector<RelationId> those(std::vector<RelationId> ids) const;

  const GraphView& graph_;
  Part part_;
};

}  // namespace trama
