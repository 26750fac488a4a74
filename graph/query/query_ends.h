// Which entities trails lead to, without walking every trail. Private to graph/.
#pragma once

#include <functional>
#include <vector>

#include "graph/query/query_plan.h"

namespace trama::query {

// Calls `visit(relation, other end)` for each relation that may be taken from an entity, once, until it gives false;
// then gives false itself. `out`, `in`: whether relations are taken from subject to object, from object to subject.
template <typename Visit>
bool each_hop(const GraphView& graph, EntityId from, bool out, bool in, Visit visit) {
  for (const RelationId id : graph.relations_from(from)) {
    const RelationEdge& relation = graph.relation(id);
    if ((out || relation.symmetric) && !visit(relation, relation.object)) return false;
  }
  for (const RelationId id : graph.relations_to(from)) {
    const RelationEdge& relation = graph.relation(id);
    if (!in && !relation.symmetric) continue;
    // A relation of an entity to itself was seen among those that go out.
    if (relation.subject == from && (out || relation.symmetric)) continue;
    if (!visit(relation, relation.subject)) return false;
  }
  return true;
}

class EndFinder {
 public:
  // `admits`: whether a step may take a relation. `count`: called for whatever is looked at.
  EndFinder(const GraphView& graph, const Step& step, std::function<bool(const RelationEdge&)> admits,
            std::function<void()> count);

  // The entities at which a trail (a way that uses no relation twice) of step.min_hops to step.max_hops relations from
  // `from` ends, each once, in no order. Of max_hops up to 2.
  std::vector<EntityId> ends(EntityId from);

 private:
  struct FirstHops;
  FirstHops first_hops(EntityId from);
  FirstHops any_first_hops(EntityId from);
  template <typename Visit>
  void each_other(EntityId from, Visit visit);
  bool has_loop(EntityId id);
  void add_second_hops(EntityId from, const FirstHops& first);
  void add(EntityId id);

  const GraphView& graph_;
  const Step& step_;
  std::function<bool(const RelationEdge&)> admits_;
  std::function<void()> count_;
  bool any_;  // All relations are admitted, in both directions: then neighbours are enough.
  std::unordered_set<EntityId> seen_;
  std::vector<EntityId> ends_;
};

}  // namespace trama::query
