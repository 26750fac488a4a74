#include <algorithm>
#include <map>

#include "graph/query/plan/compiler.h"

namespace trama::cypher {
namespace {

// Ends of trails that are neither so short nor begin at one relationship are no easier to tell than by walking them.
bool ends_are_easy(const MatchStep& step) {
  return step.most <= 2 || step.least <= 1;
}

bool is_relationship(const MatchStep& step) {
  return step.kind == MatchStep::Kind::kHop || step.kind == MatchStep::Kind::kWalk;
}

bool same_types(const LabelExpression* left, const LabelExpression* right) {
  if (left == nullptr || right == nullptr) return left == right;
  return left->kind == right->kind && left->type == right->type && left->name == right->name &&
         std::equal(left->children.begin(), left->children.end(), right->children.begin(), right->children.end(),
                    [](const LabelExpression& a, const LabelExpression& b) { return same_types(&a, &b); });
}

// Whether two steps are the two hops of one trail: the same relationships, and nothing is wanted of the node between.
bool continues(const MatchStep& first, const MatchStep& second, const std::set<int>& used) {
  const auto plain = [&](const MatchStep& step) {
    return step.kind == MatchStep::Kind::kHop && !step.relationship_bound && step.of_relationship.empty() &&
           step.paths.empty() && !used.contains(step.relationship_slot);
  };
  return plain(first) && plain(second) && second.from_slot == first.node_slot && !first.node_bound &&
         !used.contains(first.node_slot) && first.labels == nullptr && first.conditions.empty() &&
         first.way == second.way && same_types(first.types, second.types);
}

void add_used(const std::vector<Condition>& conditions, std::set<int>& used) {
  for (const Condition& one : conditions) {
    if (one.slot >= 0) used.insert(one.slot);
    used.insert(one.needs.begin(), one.needs.end());
  }
}

}  // namespace

void leave_out_trails(MatchPlan& plan, const std::set<int>& asked, bool ordered) {
  if (plan.optional) return;
  std::set<int> used = asked;
  std::map<int, int> starts;  // A node between is wanted, too, if another pattern goes on from it.
  std::ptrdiff_t relationships = 0;
  for (const MatchStep& step : plan.steps) {
    add_used(step.conditions, used);
    for (const PathPlan& path : step.paths) {
      used.insert(path.nodes.begin(), path.nodes.end());
      used.insert(path.relationships.begin(), path.relationships.end());
    }
    if (step.kind == MatchStep::Kind::kShortest) return;
    if (is_relationship(step)) {
      ++relationships;
      ++starts[step.from_slot];
    }
    if (step.node_bound) used.insert(step.node_slot);
  }
  for (const auto& [slot, count] : starts) {
    if (count > 1) used.insert(slot);
  }
  std::vector<MatchStep> steps;
  for (std::size_t i = 0; i < plan.steps.size(); ++i) {
    MatchStep step = std::move(plan.steps[i]);
    const bool open = is_relationship(step) && !step.relationship_bound && !used.contains(step.relationship_slot);
    if (open && relationships == 1 && ends_are_easy(step) && !step.once_if_symmetric) {
      step.ends_only = true;
    } else if (open && relationships == 2 && i + 1 < plan.steps.size() && continues(step, plan.steps[i + 1], used)) {
      const int from = step.from_slot;
      step = std::move(plan.steps[++i]);
      step.from_slot = from;
      step.earlier.clear();
      step.least = step.most = 2;
      step.ends_only = true;
    }
    step.ends_in_order = ordered;
    steps.push_back(std::move(step));
  }
  plan.steps = std::move(steps);
}

}  // namespace trama::cypher
