// A part of a graph: of each relation the statements of a time alone, and the relations that matter.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "graph/model/graph_view.h"

namespace trama {

// Days are ISO days, all included; empty: no bound.
struct GraphBounds {
  std::string since;  // The event is on this day or later; where a statement does not say when, its publication.
  std::string until;  // On this day or earlier. A period that touches the range counts.
  std::string as_of;  // Published on this day or earlier.

  double min_salience = 0;  // Only relations one of whose statements of that time is at least so salient.

  bool has_time() const { return !since.empty() || !until.empty() || !as_of.empty(); }
  bool empty() const { return !has_time() && min_salience <= 0; }
};

// Whether `text` is a day of the calendar in the form 2025-07-31.
bool is_iso_day(std::string_view text);

// Shows of another view what is left when statements outside the time are taken away, and relations that are not
// salient enough, as if they had never been read: relations are summed up from the statements that are left, entities
// are counted anew, and what has no statement is not there. Names, types, aliases and merges of entities stay.
// Statements without the day that a bound asks for are outside.
//
// Works out what it is asked for, and remembers it. entity_count(), relation_count(), entity_ids() and relation_ids()
// look at the whole graph once.
class BoundedView final : public GraphView {
 public:
  // Throws Error (kInvalid) if a bound is no day or `since` is after `until`.
  BoundedView(std::unique_ptr<const GraphView> graph, GraphBounds bounds);
  ~BoundedView() override;

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
  std::vector<RelationId> find_relations(std::string_view id) const override;
  std::vector<RelationId> said_by(EntityId id) const override;
  std::vector<EntityId> most_mentioned(std::size_t limit) const override;
  std::string story(std::string_view document) const override;
  std::string made_by(std::string_view document) const override;
  std::vector<StatementWeight> weights(RelationId id) const override;

 private:
  enum class Share { kNone, kSome, kAll };  // Of a relation's statements.
  struct Whole;                             // What is known after the whole graph was looked at.

  bool covers(const StatementWeight& statement) const;
  bool may_cover(const RelationEdge& relation) const;
  Share share_of_time(const std::vector<StatementWeight>& all) const;
  Share share(RelationId id) const;
  bool has(RelationId id) const { return share(id) != Share::kNone; }
  bool has(EntityId id) const;
  RelationEdge sum_up(RelationId id) const;
  std::string source_name(const Statement& statement, const RelationEdge& relation) const;
  Entity count_again(EntityId id) const;
  std::vector<RelationId> those_there(std::vector<RelationId> relations) const;
  const Whole& whole() const;

  std::unique_ptr<const GraphView> graph_;
  GraphBounds bounds_;
  mutable std::unordered_map<RelationId, Share> shares_;
  mutable std::unordered_map<RelationId, RelationEdge> relations_;  // With some of their statements.
  mutable std::unordered_map<EntityId, Entity> entities_;           // With other counts.
  mutable std::unordered_map<EntityId, bool> there_;
  mutable std::unique_ptr<Whole> whole_;
};

}  // namespace trama
