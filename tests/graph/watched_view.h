#pragma once

#include <utility>
#include <vector>

#include "base/error.h"
#include "graph/model/graph.h"

namespace trama::test {

// A graph that refuses to be read as a whole and counts what else it is asked.
class Watched : public GraphView {
 public:
  explicit Watched(Graph graph) : graph_(std::move(graph)) {}

  mutable std::size_t neighbours_read = 0;
  mutable std::size_t evidence_read = 0;  // Relations.

  std::size_t entity_count() const override { return graph_.entity_count(); }
  std::size_t relation_count() const override { return graph_.relation_count(); }
  const Entity& entity(EntityId id) const override { return graph_.entity(id); }
  const RelationEdge& relation(RelationId id) const override { return graph_.relation(id); }
  std::vector<EntityId> entity_ids() const override {
    throw Error(ErrorCode::kInvalid, "the whole graph was asked for");
  }
  std::vector<RelationId> relation_ids() const override {
    throw Error(ErrorCode::kInvalid, "the whole graph was asked for");
  }
  std::vector<RelationId> relations_from(EntityId id) const override { return graph_.relations_from(id); }
  std::vector<RelationId> relations_to(EntityId id) const override { return graph_.relations_to(id); }
  std::vector<RelationId> relations_between(EntityId subject, EntityId object) const override {
    return graph_.relations_between(subject, object);
  }
  std::vector<Neighbour> neighbours(EntityId id) const override {
    std::vector<Neighbour> result = graph_.neighbours(id);
    neighbours_read += result.size();
    return result;
  }
  std::vector<Statement> evidence(RelationId id) const override {
    ++evidence_read;
    return graph_.evidence(id);
  }
  std::vector<NameMerge> merges(EntityId id) const override { return graph_.merges(id); }
  std::vector<EntityId> find(std::string_view name) const override { return graph_.find(name); }
  std::vector<EntityId> most_mentioned(std::size_t limit) const override { return graph_.most_mentioned(limit); }

 private:
  Graph graph_;
};

}  // namespace trama::test
