// A trail of two relations from A over M to B uses a relation twice only if it goes back to A by the relation by which
// it came. So ends other than A are those that one finds by steps of neighbours, and A itself needs two relations.
#include "graph/query/query_ends.h"

namespace trama::query {

struct EndFinder::FirstHops {
  std::vector<EntityId> others;  // At the other end of one relation, each once.
  bool loop = false;             // There is a relation to itself.
  bool back = false;             // Two different relations lead away and back.
};

EndFinder::EndFinder(const GraphView& graph, const Step& step, std::function<bool(const RelationEdge&)> admits,
                     std::function<void()> count)
    : graph_(graph),
      step_(step),
      admits_(std::move(admits)),
      count_(std::move(count)),
      any_(step.outwards() && step.inwards() && step.relation->types.empty() && step.relation->properties.empty()) {}

std::vector<EntityId> EndFinder::ends(EntityId from) {
  seen_.clear();
  ends_.clear();
  if (step_.min_hops == 0) add(from);
  if (step_.max_hops == 0) return std::move(ends_);
  const FirstHops first = any_ ? any_first_hops(from) : first_hops(from);
  if (step_.min_hops <= 1) {
    if (first.loop) add(from);
    for (const EntityId other : first.others) add(other);
  }
  if (step_.max_hops == 2) add_second_hops(from, first);
  return std::move(ends_);
}

void EndFinder::add_second_hops(EntityId from, const FirstHops& first) {
  if (first.back) add(from);
  if (first.loop) {
    for (const EntityId other : first.others) add(other);  // Round the loop, then there.
  }
  for (const EntityId middle : first.others) {
    each_other(middle, [&](EntityId end) {
      if (end != from) add(end);
    });
  }
  for (const EntityId middle : first.others) {
    if (!seen_.contains(middle) && has_loop(middle)) add(middle);
  }
}

EndFinder::FirstHops EndFinder::any_first_hops(EntityId from) {
  FirstHops first;
  for (const Neighbour& neighbour : graph_.neighbours(from)) {
    count_();
    first.others.push_back(neighbour.entity);
  }
  const std::size_t loops = graph_.relations_between(from, from).size();
  first.loop = loops > 0;
  // More relations than others: two of them lead to the same one.
  const auto relations = static_cast<std::size_t>(graph_.entity(from).relation_count) - 2 * loops;
  first.back = loops > 1 || relations > first.others.size();
  return first;
}

EndFinder::FirstHops EndFinder::first_hops(EntityId from) {
  FirstHops first;
  std::unordered_map<EntityId, std::vector<RelationId>> away;
  std::size_t loops = 0;
  each_hop(graph_, from, step_.outwards(), step_.inwards(), [&](const RelationEdge& relation, EntityId to) {
    count_();
    if (!admits_(relation)) return true;
    if (to == from) {
      ++loops;
      return true;
    }
    std::vector<RelationId>& there = away[to];
    if (there.empty()) first.others.push_back(to);
    if (there.size() < 2) there.push_back(relation.id);
    return true;
  });
  first.loop = loops > 0;
  first.back = loops > 1;
  if (first.back || step_.max_hops < 2) return first;
  // What leads back is what leads away in the other direction.
  each_hop(graph_, from, step_.inwards(), step_.outwards(), [&](const RelationEdge& relation, EntityId to) {
    count_();
    const auto there = away.find(to);
    if (to == from || there == away.end() || !admits_(relation)) return true;
    first.back = there->second.size() > 1 || there->second.front() != relation.id;
    return !first.back;
  });
  return first;
}

template <typename Visit>
void EndFinder::each_other(EntityId from, Visit visit) {
  if (any_) {
    for (const Neighbour& neighbour : graph_.neighbours(from)) {
      count_();
      visit(neighbour.entity);
    }
    return;
  }
  each_hop(graph_, from, step_.outwards(), step_.inwards(), [&](const RelationEdge& relation, EntityId to) {
    count_();
    if (to != from && admits_(relation)) visit(to);
    return true;
  });
}

bool EndFinder::has_loop(EntityId id) {
  for (const RelationId loop : graph_.relations_between(id, id)) {
    count_();
    if (admits_(graph_.relation(loop))) return true;
  }
  return false;
}

void EndFinder::add(EntityId id) {
  if (seen_.insert(id).second) ends_.push_back(id);
}

}  // namespace trama::query
