#include "graph/query/run/match.h"

#include <algorithm>

#include "graph/query/run/evaluate.h"

namespace trama::cypher {
namespace {

Path path_of(const PathPlan& plan, Run& run) {
  Path path;
  Node at = slot_of(run, plan.nodes[0]).node();
  path.nodes.push_back(at);
  const auto add = [&](Relationship one) {
    const Node start = run.graph.start(one);
    at = start == at ? run.graph.end(one) : start;
    path.relationships.push_back(one);
    path.nodes.push_back(at);
  };
  for (const int slot : plan.relationships) {
    const Value& value = slot_of(run, slot);
    if (value.is(Type::kRelationship)) {
      add(value.relationship());
    } else {
      for (const Value& one : value.list()) add(one.relationship());
    }
  }
  return path;
}

bool is_used(const Value& value, Relationship relationship) {
  if (value.is(Type::kRelationship)) return value.relationship() == relationship;
  if (!value.is(Type::kList)) return false;
  const List& list = value.list();
  return std::any_of(list.begin(), list.end(), [&](const Value& one) { return one.relationship() == relationship; });
}

std::unique_ptr<StepCursor> make_cursor(const MatchStep& step) {
  switch (step.kind) {
    case MatchStep::Kind::kNode:
      return make_node_cursor(step);
    case MatchStep::Kind::kHop:
      return step.ends_only ? make_ends_cursor(step) : make_hop_cursor(step);
    case MatchStep::Kind::kWalk:
      return step.ends_only ? make_ends_cursor(step) : make_walk_cursor(step);
    case MatchStep::Kind::kShortest:
      break;
  }
  return make_shortest_cursor(step);
}

class Match final : public Operator {
 public:
  Match(OperatorPtr input, MatchPlan plan) : input_(std::move(input)), plan_(std::move(plan)) {
    for (const MatchStep& step : plan_.steps) cursors_.push_back(make_cursor(step));
  }

  void open(Run& run) override {
    input_->open(run);
    active_ = false;
  }

  bool next(Run& run) override {
    while (true) {
      if (!active_) {
        if (!input_->next(run)) return false;
        active_ = true;
        matched_ = false;
        depth_ = 0;
        const bool possible = all_hold(plan_.before, run);
        done_ = !possible;
        if (possible && !cursors_.empty()) cursors_[0]->open(run);
      }
      if (advance(run)) {
        matched_ = true;
        return true;
      }
      active_ = false;
      if (!plan_.optional || matched_) continue;
      for (const int slot : plan_.new_slots) slot_of(run, slot) = Value();
      return true;
    }
  }

 private:
  // The next place at which all steps are taken.
  bool advance(Run& run) {
    while (!done_) {
      if (cursors_[depth_]->next(run)) {
        if (depth_ + 1 == cursors_.size()) return true;
        cursors_[++depth_]->open(run);
      } else if (depth_ == 0) {
        done_ = true;
      } else {
        --depth_;
      }
    }
    return false;
  }

  OperatorPtr input_;
  MatchPlan plan_;
  std::vector<std::unique_ptr<StepCursor>> cursors_;
  bool active_ = false;
  bool matched_ = false;
  bool done_ = false;
  std::size_t depth_ = 0;
};

// Nodes anywhere.
class NodeCursor final : public StepCursor {
 public:
  explicit NodeCursor(const MatchStep& step) : step_(step) {}

  void open(Run& run) override {
    next_ = 0;
    own_.clear();
    nodes_ = &own_;
    if (step_.node_bound) {
      const Value& value = slot_of(run, step_.node_slot);
      if (value.is(Type::kNode)) own_.push_back(value.node());
      return;
    }
    for (const Lookup& lookup : step_.lookups) {
      if (look_up(lookup, run)) return;
    }
    nodes_ = &run.graph.nodes_with(step_.labels);
  }

  bool next(Run& run) override {
    while (next_ < nodes_->size()) {
      run.budget.step();
      if (arrive(step_, (*nodes_)[next_++], run)) return true;
    }
    return false;
  }

 private:
  bool look_up(const Lookup& lookup, Run& run) {
    const Value value = evaluate(*lookup.value, run);
    if (!lookup.many) {
      auto found = run.graph.lookup(lookup.property, value, lookup.forgiving);
      if (!found) return false;
      own_ = std::move(*found);
      return true;
    }
    if (!value.is(Type::kList)) return false;
    std::vector<Node> all;
    for (const Value& one : value.list()) {
      auto found = run.graph.lookup(lookup.property, one, lookup.forgiving);
      if (!found) return false;
      all.insert(all.end(), found->begin(), found->end());
    }
    std::sort(all.begin(), all.end(), [&](Node left, Node right) { return run.graph.compare_nodes(left, right) < 0; });
    all.erase(std::unique(all.begin(), all.end()), all.end());
    own_ = std::move(all);
    return true;
  }

  const MatchStep& step_;
  std::vector<Node> own_;
  const std::vector<Node>* nodes_ = &own_;
  std::size_t next_ = 0;
};

// One relationship from a node.
class HopCursor final : public StepCursor {
 public:
  explicit HopCursor(const MatchStep& step) : step_(step) {}

  void open(Run& run) override {
    next_ = 0;
    hops_.clear();
    const Value& from = slot_of(run, step_.from_slot);
    if (!from.is(Type::kNode)) return;
    from_ = from.node();
    if (step_.relationship_bound) {
      bound_ = slot_of(run, step_.relationship_slot);
      if (bound_.is(Type::kRelationship)) add_bound(bound_.relationship(), run);
    } else if (step_.node_bound) {
      const Value& to = slot_of(run, step_.node_slot);
      if (to.is(Type::kNode)) run.graph.between(from_, to.node(), step_.way, hops_);
    } else {
      run.graph.expand_of(from_, step_.way, step_.types, hops_);
    }
  }

  bool next(Run& run) override {
    while (next_ < hops_.size()) {
      run.budget.step();
      const Hop hop = hops_[next_++];
      slot_of(run, step_.relationship_slot) = hop.relationship;
      if (!admits(step_, hop.relationship, run)) continue;
      if (step_.once_if_symmetric && run.graph.is_symmetric(hop.relationship) && fits_turned(hop, run)) continue;
      if (arrive(step_, hop.other, run)) return true;
    }
    return false;
  }

 private:
  void add_bound(Relationship one, Run& run) {
    const Node start = run.graph.start(one);
    const Node end = run.graph.end(one);
    const bool any = step_.way == Way::kBoth || run.graph.is_symmetric(one);
    if (start == from_ && (any || step_.way == Way::kOut)) {
      hops_.push_back({one, end});
    } else if (end == from_ && (any || step_.way == Way::kIn)) {
      hops_.push_back({one, start});
    }
  }

  // Whether the relationship is taken here against its direction, and would fit along it.
  bool fits_turned(const Hop& hop, Run& run) const {
    const Node start = run.graph.start(hop.relationship);
    const Node left = step_.backward ? hop.other : from_;
    const Node end = run.graph.end(hop.relationship);
    // The pattern's arrow, seen from its left end, leads away where a step in its direction goes out.
    const bool left_is_tail = (step_.way == Way::kOut) != step_.backward;
    const Node tail = left_is_tail ? left : (left == start ? end : start);
    if (tail == start) return false;
    const Value keep_left = slot_of(run, step_.left_slot);
    const Value keep_right = slot_of(run, step_.right_slot);
    const Node turned_left = left_is_tail ? start : end;
    const Node turned_right = left_is_tail ? end : start;
    slot_of(run, step_.left_slot) = turned_left;
    slot_of(run, step_.right_slot) = turned_right;
    const bool fits = (step_.left_labels == nullptr || has_labels(*step_.left_labels, turned_left, run.graph)) &&
                      (step_.right_labels == nullptr || has_labels(*step_.right_labels, turned_right, run.graph)) &&
                      all_hold(step_.of_ends, run);
    slot_of(run, step_.left_slot) = keep_left;
    slot_of(run, step_.right_slot) = keep_right;
    return fits;
  }

  const MatchStep& step_;
  Node from_;
  Value bound_;
  std::vector<Hop> hops_;
  std::size_t next_ = 0;
};

}  // namespace

bool holds(const Condition& condition, Run& run) {
  if (condition.expression != nullptr) return holds(*condition.expression, run);
  run.budget.step();
  const Value wanted = evaluate(*condition.value, run);
  const Value& of = slot_of(run, condition.slot);
  std::optional<bool> admitted;
  if (of.is(Type::kNode)) {
    admitted = run.graph.admits(of.node(), condition.property, wanted);
    return admitted ? *admitted : equal(run.graph.property(of.node(), condition.property), wanted).value_or(false);
  }
  if (!of.is(Type::kRelationship)) return false;
  admitted = run.graph.admits(of.relationship(), condition.property, wanted);
  return admitted ? *admitted
                  : equal(run.graph.property(of.relationship(), condition.property), wanted).value_or(false);
}

bool all_hold(const std::vector<Condition>& conditions, Run& run) {
  return std::all_of(conditions.begin(), conditions.end(), [&](const Condition& one) { return holds(one, run); });
}

bool admits(const MatchStep& step, Relationship relationship, Run& run) {
  if (step.types != nullptr && !has_type(*step.types, relationship, run.graph)) return false;
  for (const int slot : step.earlier) {
    if (is_used(slot_of(run, slot), relationship)) return false;
  }
  return all_hold(step.of_relationship, run);
}

bool arrive(const MatchStep& step, Node node, Run& run) {
  if (step.node_bound) {
    const Value& there = slot_of(run, step.node_slot);
    if (!there.is(Type::kNode) || there.node() != node) return false;
  }
  if (step.labels != nullptr && !has_labels(*step.labels, node, run.graph)) return false;
  if (!step.node_bound) slot_of(run, step.node_slot) = node;
  for (const PathPlan& path : step.paths) slot_of(run, path.slot) = path_of(path, run);
  return all_hold(step.conditions, run);
}

OperatorPtr make_match(OperatorPtr input, MatchPlan plan) {
  return std::make_unique<Match>(std::move(input), std::move(plan));
}
std::unique_ptr<StepCursor> make_node_cursor(const MatchStep& step) {
  return std::make_unique<NodeCursor>(step);
}
std::unique_ptr<StepCursor> make_hop_cursor(const MatchStep& step) {
  return std::make_unique<HopCursor>(step);
}

}  // namespace trama::cypher
