#include "graph/query/plan/pattern_planner.h"

#include <algorithm>

namespace trama::cypher {

PatternPlanner::PatternPlanner(Compiler& compiler, Scope& scope, bool new_variables)
    : compiler_(compiler), scope_(scope), new_variables_(new_variables) {}

MatchPlan PatternPlanner::plan(const std::vector<PatternPart*>& parts, Expression* where, bool optional) {
  for (PatternPart* part : parts) declare(*part);
  check_parts(parts);
  if (where != nullptr) split(*where);
  plan_.optional = optional;
  for (Pending& one : pending_) {
    if (!ready(one.needs)) continue;
    plan_.before.push_back(one.condition);
    one.placed = true;
  }
  order_steps();
  plan_.new_slots.assign(new_slots_.begin(), new_slots_.end());
  return std::move(plan_);
}

// --- names ---

void PatternPlanner::declare(PatternPart& part) {
  PathPlan path;
  const auto add_node = [&](NodePattern& node) {
    nodes_.push_back({&node, declare_node(node)});
    path.nodes.push_back(nodes_.back().slot);
  };
  add_node(part.nodes[0]);
  for (std::size_t i = 0; i < part.relationships.size(); ++i) {
    Edge edge;
    edge.pattern = &part.relationships[i];
    edge.left = nodes_.size() - 1;
    edge.right = nodes_.size();
    edge.shortest = part.shortest;
    edge.in_path = !part.variable.empty();
    edge.slot = declare_relationship(part.relationships[i], edge);
    path.relationships.push_back(edge.slot);
    edges_.push_back(std::move(edge));
    add_node(part.nodes[i + 1]);
  }
  if (part.variable.empty()) return;
  if (scope_.find(part.variable) != nullptr) {
    compiler_.fail_at(part.position, "the variable '" + part.variable + "' is there already");
  }
  path.slot = compiler_.new_slot();
  new_slots_.insert(path.slot);
  scope_.set(part.variable, {path.slot, {types::kPath}});
  paths_.push_back(std::move(path));
  path_placed_.push_back(false);
}

int PatternPlanner::declare_node(NodePattern& node) {
  if (!node.variable.empty()) {
    if (const Variable* known = scope_.find(node.variable)) {
      if (!known->type.may_be(types::kNode)) {
        compiler_.fail_at(node.position, "'" + node.variable + "' is no node");
      }
      compiler_.saw(known->slot);
      return known->slot;
    }
    if (!new_variables_) compiler_.fail_at(node.position + 1, "unknown variable '" + node.variable + "'");
  }
  const int slot = compiler_.new_slot();
  new_slots_.insert(slot);
  if (!node.variable.empty()) scope_.set(node.variable, {slot, {types::kNode}});
  return slot;
}

int PatternPlanner::declare_relationship(RelationshipPattern& relationship, Edge& edge) {
  const std::string& name = relationship.variable;
  if (edge.shortest != Shortest::kNo && relationship.least > 1) {
    compiler_.fail_at(relationship.position, "a shortest path can only begin at a length of 0 or 1");
  }
  if (!name.empty()) {
    if (const Variable* known = scope_.find(name)) {
      if (!known->type.may_be(relationship.variable_length ? types::kList : types::kRelationship)) {
        compiler_.fail_at(relationship.position, "'" + name + "' is no relation");
      }
      if (!clause_relationships_.insert(known->slot).second) {
        compiler_.fail_at(relationship.position, "the relation '" + name + "' is used twice");
      }
      compiler_.saw(known->slot);
      edge.was_bound = true;
      return known->slot;
    }
    if (!new_variables_) compiler_.fail_at(relationship.position, "unknown variable '" + name + "'");
  }
  const int slot = compiler_.new_slot();
  new_slots_.insert(slot);
  clause_relationships_.insert(slot);
  const bool list = relationship.variable_length || edge.shortest != Shortest::kNo;
  if (!name.empty()) {
    scope_.set(name, {slot, list ? StaticType{types::kList, types::kRelationship} : StaticType{types::kRelationship}});
  }
  return slot;
}

// --- what must hold ---

void PatternPlanner::check_parts(const std::vector<PatternPart*>& parts) {
  std::size_t node = 0;
  std::size_t edge = 0;
  for (PatternPart* part : parts) {
    for (NodePattern& pattern : part->nodes) {
      if (pattern.labels) compiler_.check_labels(*pattern.labels, true, false);
      check_properties(pattern.properties.get(), nodes_[node].slot, true, nullptr);
      if (pattern.where != nullptr) split(*pattern.where);
      ++node;
    }
    for (RelationshipPattern& pattern : part->relationships) {
      Edge& one = edges_[edge++];
      if (pattern.types) compiler_.check_labels(*pattern.types, false, true);
      const bool several = pattern.variable_length || one.shortest != Shortest::kNo;
      check_properties(pattern.properties.get(), one.slot, false, several ? &one.each : nullptr);
      if (pattern.where == nullptr) continue;
      if (!several) {
        split(*pattern.where);
        continue;
      }
      // Here the variable is each of the relationships.
      Scope inner;
      inner.set_outer(&scope_);
      if (!pattern.variable.empty()) inner.set(pattern.variable, {one.slot, {types::kRelationship}});
      compiler_.check_condition(*pattern.where, {&inner, false, true});
      one.each.push_back({pattern.where.get()});
    }
  }
}

void PatternPlanner::check_properties(Expression* map, int slot, bool of_node, std::vector<Condition>* each) {
  if (map == nullptr) return;
  for (std::size_t i = 0; i < map->keys.size(); ++i) {
    Condition condition;
    condition.slot = slot;
    condition.value = map->children[i].get();
    condition.property = compiler_.known_property(map->keys[i], of_node, map->children[i]->begin);
    std::set<int> needs = watch(*map->children[i], false);
    if (each != nullptr) {
      each->push_back(condition);
      continue;
    }
    needs.insert(slot);
    add_condition(condition, std::move(needs));
  }
}

std::set<int> PatternPlanner::watch(Expression& expression, bool condition) {
  std::set<int> seen;
  compiler_.watchers_.push_back(&seen);
  if (condition) {
    compiler_.check_condition(expression, {&scope_, false, true});
  } else {
    compiler_.check(expression, {&scope_});
  }
  compiler_.watchers_.pop_back();
  std::erase_if(seen, [&](int slot) { return !new_slots_.contains(slot); });
  return seen;
}

void PatternPlanner::add_condition(Condition condition, std::set<int> needs) {
  std::erase_if(needs, [&](int slot) { return !new_slots_.contains(slot); });
  condition.needs.assign(needs.begin(), needs.end());
  pending_.push_back({std::move(condition), std::move(needs)});
}

// What is joined by AND can be told apart.
void PatternPlanner::split(Expression& where) {
  if (where.op == Op::kAnd) {
    split(*where.children[0]);
    split(*where.children[1]);
    return;
  }
  std::set<int> needs = watch(where, true);
  add_condition({&where}, std::move(needs));
}

bool PatternPlanner::ready(const std::set<int>& needs, int more) const {
  return std::all_of(needs.begin(), needs.end(), [&](int slot) { return slot == more || is_bound(slot); });
}

// --- the order ---

void PatternPlanner::order_steps() {
  while (true) {
    if (plan_anchor() || plan_edge()) continue;
    const bool left = std::any_of(edges_.begin(), edges_.end(), [](const Edge& one) { return !one.planned; }) ||
                      std::any_of(nodes_.begin(), nodes_.end(), [](const NodePlace& one) { return !one.visited; });
    if (!left) break;
    plan_start();
  }
}

// A node that an index finds by one value: what leads there is then asked for by both ends, and not all that leads away
// from the other. False if there is none.
bool PatternPlanner::plan_anchor() {
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    const int slot = nodes_[i].slot;
    if (nodes_[i].visited || !new_slots_.contains(slot) || is_bound(slot)) continue;
    const std::vector<Lookup> found = lookups(slot);
    if (std::none_of(found.begin(), found.end(), [](const Lookup& one) { return !one.many; })) continue;
    add_node_step(i);
    return true;
  }
  return false;
}

// The next relationship that leads on from what is found; false if none does.
bool PatternPlanner::plan_edge() {
  Edge* best = nullptr;
  int least = 0;
  bool backward = false;
  for (Edge& edge : edges_) {
    if (edge.planned) continue;
    const auto found = [&](std::size_t place) {
      const int slot = nodes_[place].slot;
      return is_bound(slot) || !new_slots_.contains(slot);
    };
    const bool left = found(edge.left);
    const bool right = found(edge.right);
    if ((!left && !right) || (edge.shortest != Shortest::kNo && !(left && right))) continue;
    const bool several = edge.pattern->variable_length || edge.shortest != Shortest::kNo;
    const int value = (left && right ? 0 : 1) + (several ? 2 : 0) - (edge.was_bound ? 3 : 0);
    if (best != nullptr && value >= least) continue;
    best = &edge;
    least = value;
    backward = !left;
  }
  if (best == nullptr) return false;
  add_edge_step(*best, backward);
  return true;
}

int PatternPlanner::score(const NodePlace& node) const {
  if (!new_slots_.contains(node.slot) || is_bound(node.slot)) return 0;
  if (!lookups(node.slot).empty()) return 1;
  const bool tested = std::any_of(pending_.begin(), pending_.end(), [&](const Pending& one) {
    return one.condition.slot == node.slot && one.needs.size() == 1;
  });
  return tested ? 2 : node.pattern->labels ? 3 : 4;
}

void PatternPlanner::plan_start() {
  std::size_t best = nodes_.size();
  int least = 0;
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    if (nodes_[i].visited) continue;
    const int value = score(nodes_[i]);
    if (best < nodes_.size() && value >= least) continue;
    best = i;
    least = value;
  }
  add_node_step(best);
}

void PatternPlanner::add_node_step(std::size_t place) {
  NodePlace& node = nodes_[place];
  MatchStep step;
  step.kind = MatchStep::Kind::kNode;
  step.node_slot = node.slot;
  step.node_bound = is_bound(node.slot) || !new_slots_.contains(node.slot);
  if (!step.node_bound) step.lookups = lookups(node.slot);
  if (node.pattern->labels) step.labels = &*node.pattern->labels;
  node.visited = true;
  finish_step(step);
}

void PatternPlanner::add_edge_step(Edge& edge, bool backward) {
  edge.planned = true;
  NodePlace& from = nodes_[backward ? edge.right : edge.left];
  NodePlace& to = nodes_[backward ? edge.left : edge.right];
  if (!from.visited && from.pattern->labels) {
    add_node_step(backward ? edge.right : edge.left);
  }
  from.visited = true;
  MatchStep step;
  const bool shortest = edge.shortest != Shortest::kNo;
  step.kind = shortest                        ? MatchStep::Kind::kShortest
              : edge.pattern->variable_length ? MatchStep::Kind::kWalk
                                              : MatchStep::Kind::kHop;
  step.from_slot = from.slot;
  step.node_slot = to.slot;
  step.node_bound = is_bound(to.slot) || !new_slots_.contains(to.slot);
  if (to.pattern->labels) step.labels = &*to.pattern->labels;
  step.relationship_slot = edge.slot;
  step.relationship_bound = edge.was_bound;
  if (edge.pattern->types) step.types = &*edge.pattern->types;
  const Direction direction = edge.pattern->direction;
  step.way = direction == Direction::kBoth                  ? Way::kBoth
             : (direction == Direction::kRight) != backward ? Way::kOut
                                                            : Way::kIn;
  step.backward = backward;
  step.least = edge.pattern->least;
  step.most = edge.pattern->most;
  step.shortest = edge.shortest;
  step.of_relationship = edge.each;
  step.keep_walk = !edge.pattern->variable.empty() || edge.in_path || edges_.size() > 1;
  if (shortest) {
    set_each(edge, step);
  } else {
    step.earlier = taken_;
    taken_.push_back(edge.slot);
  }
  if (step.kind == MatchStep::Kind::kHop) {
    set_symmetric(edge, step);
    for (Pending& one : pending_) {  // What looks at the relationship alone, before anything of the node is read.
      if (one.placed || !one.needs.contains(edge.slot) || !ready(one.needs, edge.slot)) continue;
      step.of_relationship.push_back(one.condition);
      one.placed = true;
    }
  }
  bound_.insert(edge.slot);
  to.visited = true;
  finish_step(step);
}

void PatternPlanner::finish_step(MatchStep& step) {
  bound_.insert(step.node_slot);
  for (std::size_t i = 0; i < paths_.size(); ++i) {
    const auto there = [&](int slot) { return is_bound(slot) || !new_slots_.contains(slot); };
    if (path_placed_[i] || !std::all_of(paths_[i].nodes.begin(), paths_[i].nodes.end(), there) ||
        !std::all_of(paths_[i].relationships.begin(), paths_[i].relationships.end(), there)) {
      continue;
    }
    path_placed_[i] = true;
    step.paths.push_back(paths_[i]);
    bound_.insert(paths_[i].slot);
  }
  for (Pending& one : pending_) {
    if (one.placed || !ready(one.needs)) continue;
    step.conditions.push_back(one.condition);
    one.placed = true;
  }
  plan_.steps.push_back(std::move(step));
}

// --- indexes ---

std::vector<Lookup> PatternPlanner::lookups(int slot) const {
  std::vector<Lookup> result;
  for (const Pending& one : pending_) {
    const Condition& condition = one.condition;
    std::set<int> others = one.needs;
    others.erase(slot);
    if (!one.needs.contains(slot) || !ready(others)) continue;
    if (condition.expression == nullptr) {
      if (condition.slot == slot && compiler_.graph_.is_indexed(condition.property)) {
        result.push_back({condition.property, condition.value, false, true});
      }
      continue;
    }
    const Expression& test = *condition.expression;
    if (test.op == Op::kEqual) {
      add_lookup(*test.children[0], *test.children[1], slot, false, result);
      add_lookup(*test.children[1], *test.children[0], slot, false, result);
    } else if (test.op == Op::kIn) {
      add_lookup(*test.children[0], *test.children[1], slot, true, result);
    } else if (test.op == Op::kCall && test.name == "same_name" && test.children[0]->op == Op::kVariable &&
               test.children[0]->slot == slot &&
               fingerprint(*test.children[1]).find(test.children[0]->name) == std::string::npos) {
      const int property = compiler_.graph_.node_property_number("name");
      if (compiler_.graph_.is_indexed(property)) result.push_back({property, test.children[1].get(), false, true});
    }
  }
  return result;
}

// Of `variable.property = value`, if the value can be told without the variable.
void PatternPlanner::add_lookup(const Expression& of, const Expression& value, int slot, bool many,
                                std::vector<Lookup>& into) const {
  if (of.op != Op::kProperty || of.children[0]->op != Op::kVariable || of.children[0]->slot != slot) return;
  if (!compiler_.graph_.is_indexed(of.node_property)) return;
  if (value.op != Op::kLiteral && value.op != Op::kParameter && value.op != Op::kList) {
    // Of other variables, which are found already, but not of this one.
    if (value.op != Op::kProperty && value.op != Op::kVariable) return;
    const Expression& root = value.op == Op::kProperty ? *value.children[0] : value;
    if (root.op != Op::kVariable || root.slot == slot) return;
  }
  if (value.op == Op::kList && std::any_of(value.children.begin(), value.children.end(), [](const ExpressionPtr& one) {
        return one->op != Op::kLiteral && one->op != Op::kParameter;
      })) {
    return;
  }
  into.push_back({of.node_property, &value, many, false});
}

// --- conditions on every part of a shortest path ---

namespace {

// Whether the expression looks at a slot, or may do so out of sight.
bool looks_at(const Expression& expression, int slot) {
  if (expression.pattern != nullptr || expression.subquery != nullptr) return true;
  if (expression.op == Op::kVariable && expression.slot == slot) return true;
  return std::any_of(expression.children.begin(), expression.children.end(),
                     [&](const ExpressionPtr& child) { return child != nullptr && looks_at(*child, slot); });
}

}  // namespace

// Of `all(x IN relationships(p) WHERE …)`, and the same with none() and nodes(). What is found is asked again as a
// whole.
void PatternPlanner::set_each(const Edge& edge, MatchStep& step) const {
  int path_slot = -1;
  for (const PathPlan& path : paths_) {
    if (path.relationships.size() == 1 && path.relationships[0] == edge.slot) path_slot = path.slot;
  }
  for (const Pending& one : pending_) {
    const Expression* test = one.condition.expression;
    if (one.placed || test == nullptr || test->op != Op::kQuantifier || (test->name != "ALL" && test->name != "NONE")) {
      continue;
    }
    std::set<int> others = one.needs;
    others.erase(path_slot);
    others.erase(edge.slot);
    const Expression& condition = *test->children[1];
    if (!ready(others) || looks_at(condition, path_slot) || looks_at(condition, edge.slot)) continue;
    const Expression& list = *test->children[0];
    const auto of_path = [&](const char* function) {
      return list.op == Op::kCall && list.name == function && list.children[0]->op == Op::kVariable &&
             list.children[0]->slot == path_slot && path_slot >= 0;
    };
    const EachCondition each{&condition, test->second_slot, test->name == "ALL"};
    if (of_path("nodes")) {
      step.each_node.push_back(each);
    } else if (of_path("relationships") || (list.op == Op::kVariable && list.slot == edge.slot)) {
      step.each_relationship.push_back(each);
    }
  }
}

// --- symmetric relationships ---

bool PatternPlanner::stands_elsewhere(int slot) const {
  if (!new_slots_.contains(slot)) return true;
  std::size_t ends = 0;
  for (const Edge& edge : edges_) {
    ends += (nodes_[edge.left].slot == slot ? 1 : 0) + (nodes_[edge.right].slot == slot ? 1 : 0);
  }
  return ends > 1;
}

void PatternPlanner::set_symmetric(const Edge& edge, MatchStep& step) const {
  const NodePlace& left = nodes_[edge.left];
  const NodePlace& right = nodes_[edge.right];
  if (edge.pattern->direction == Direction::kBoth || stands_elsewhere(left.slot) || stands_elsewhere(right.slot))
    return;
  step.once_if_symmetric = true;
  step.left_slot = left.slot;
  step.right_slot = right.slot;
  if (left.pattern->labels) step.left_labels = &*left.pattern->labels;
  if (right.pattern->labels) step.right_labels = &*right.pattern->labels;
  for (const Pending& one : pending_) {
    const bool alone = one.needs.size() == 1 && (one.needs.contains(left.slot) || one.needs.contains(right.slot));
    if (alone) step.of_ends.push_back(one.condition);
  }
}

}  // namespace trama::cypher
