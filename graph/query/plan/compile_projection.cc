// WITH and RETURN: columns, grouping, order, and how far variables are seen.
#include <algorithm>
#include <unordered_map>

#include "graph/query/plan/compiler.h"

namespace trama::cypher {

// What is known of the columns while a projection is compiled.
struct Compiler::Projected {
  struct Item {
    std::string fingerprint;
    bool aggregating = false;
    bool simple = false;  // A variable, or properties of one.
    int slot = -1;
    StaticType type;
    std::string name;
    std::set<int> used;  // Slots of its variables.
  };
  std::vector<Item> items;
  std::vector<Expression*> calls;  // Aggregating ones.
  bool aggregated = false;
  const Scope* before = nullptr;

  // Where equal rows are one, they need not be found again and again.
  bool each_once(bool distinct) const {
    if (!aggregated) return distinct;
    return std::all_of(calls.begin(), calls.end(), [](const Expression* call) {
      using enum Aggregate::Kind;
      return call->op == Op::kCall &&
             (call->distinct || call->aggregate->kind == kLeast || call->aggregate->kind == kGreatest);
    });
  }
  // Whether there is one group, and all that is asked of it is how many.
  bool only_counts() const {
    return aggregated && std::all_of(items.begin(), items.end(), [](const Item& one) { return one.aggregating; }) &&
           std::all_of(calls.begin(), calls.end(), [](const Expression* call) {
             return call->op == Op::kCall && call->aggregate->kind == Aggregate::Kind::kCount;
           });
  }
};

namespace {

bool is_simple(const Expression& expression) {
  if (expression.op == Op::kVariable) return true;
  return expression.op == Op::kProperty && is_simple(*expression.children[0]);
}

void become_variable(Expression& expression, int slot, const std::string& name) {
  expression.op = Op::kVariable;
  expression.name = name;
  expression.slot = slot;
  expression.aggregate = nullptr;
  expression.children.clear();
  expression.keys.clear();
}

bool has_pattern(const Expression& expression) {
  return expression.pattern != nullptr || expression.subquery != nullptr;
}

}  // namespace

std::string fingerprint(const Expression& expression) {
  std::string text = std::to_string(static_cast<int>(expression.op)) + ":" + expression.name + ":" +
                     expression.variable + ":" + (expression.distinct ? "d" : "") + (expression.has_operand ? "o" : "");
  const auto add_key = [&](const Value& value) {
    text += "=" + std::to_string(static_cast<int>(value.type())) + ":";
    append_key(value, text);
  };
  if (expression.op == Op::kLiteral) add_key(expression.literal);
  if (expression.labels || has_pattern(expression)) text += "@" + std::to_string(expression.begin);  // Of no other.
  for (const std::string& key : expression.keys) text += "," + key;
  for (const Op op : expression.chain) text += "," + std::to_string(static_cast<int>(op));
  text += "(";
  for (const ExpressionPtr& child : expression.children) text += (child == nullptr ? "" : fingerprint(*child)) + ";";
  return text + ")";
}

bool has_aggregate(const Expression& expression) {
  if (expression.op == Op::kCountStar) return true;
  if (expression.op == Op::kCall && find_aggregate(expression.name) != nullptr) return true;
  return std::any_of(expression.children.begin(), expression.children.end(),
                     [](const ExpressionPtr& child) { return child != nullptr && has_aggregate(*child); });
}

void Compiler::expand_star(Clause& clause, const Scope& scope) const {
  if (!clause.star) return;
  std::vector<ProjectionItem> items;
  for (const std::string& name : scope.names()) {
    ProjectionItem item;
    item.expression = std::make_unique<Expression>();
    item.expression->op = Op::kVariable;
    item.expression->name = item.name = name;
    item.expression->begin = item.expression->end = clause.position;
    items.push_back(std::move(item));
  }
  if (items.empty() && clause.items.empty() && clause.kind == Clause::Kind::kReturn) {
    fail_at(clause.position, "RETURN * needs a variable");
  }
  std::move(clause.items.begin(), clause.items.end(), std::back_inserter(items));
  clause.items = std::move(items);
}

void Compiler::check_items(Clause& clause, const Scope& scope, Projected& to) {
  std::set<std::string> names;
  for (ProjectionItem& item : clause.items) {
    Expression& expression = *item.expression;
    Projected::Item known;
    known.name = item.name;
    known.fingerprint = fingerprint(expression);
    known.simple = is_simple(expression);
    const std::size_t calls = to.calls.size();
    std::vector<Expression*>* const outer = std::exchange(aggregates_, &to.calls);
    watchers_.push_back(&known.used);
    known.type = check(expression, {&scope, true});
    watchers_.pop_back();
    aggregates_ = outer;
    known.aggregating = to.calls.size() > calls;
    to.aggregated = to.aggregated || known.aggregating;
    if (clause.kind == Clause::Kind::kWith && !item.named && expression.op != Op::kVariable) {
      fail_at(expression.begin, "name this with AS");
    }
    if (!names.insert(item.name).second) {
      fail_at(expression.begin, "two columns are called '" + item.name + "'; name one with AS");
    }
    const bool same = expression.op == Op::kVariable && expression.name == item.name;
    known.slot = same ? expression.slot : new_slot();
    to.items.push_back(std::move(known));
  }
}

// Beside an aggregating call an expression can only use what rows are grouped by.
void Compiler::regroup(Expression& expression, const Projected& projected) const {
  if (expression.aggregate != nullptr) return;
  if (is_simple(expression)) {
    const std::string own = fingerprint(expression);
    for (const Projected::Item& item : projected.items) {
      if (!item.aggregating && item.fingerprint == own) return become_variable(expression, item.slot, item.name);
    }
  }
  if (expression.op == Op::kVariable) {
    const Variable* variable = projected.before->find(expression.name);
    const bool local = variable == nullptr || variable->slot != expression.slot;
    const bool outer =
        projected.before->outer() != nullptr && projected.before->outer()->find(expression.name) == variable;
    if (!local && !outer) {
      fail_at(expression.begin, "'" + expression.name +
                                    "' stands beside an aggregation and is not grouped by; put it "
                                    "into a column of its own");
    }
  }
  if (has_pattern(expression)) {
    fail_at(expression.begin, "this cannot stand beside an aggregation; put it into a WITH before");
  }
  for (const ExpressionPtr& child : expression.children) {
    if (child != nullptr) regroup(*child, projected);
  }
}

// Puts columns in the place of what says the same.
void Compiler::substitute(Expression& expression, const Projected& projected, const Scope& after,
                          bool within_aggregation) const {
  const bool seen = expression.op == Op::kVariable && after.find(expression.name) != nullptr;
  if (!seen) {
    const std::string own = fingerprint(expression);
    for (const Projected::Item& item : projected.items) {
      if (item.fingerprint != own || (within_aggregation && !item.aggregating && !item.simple)) continue;
      return become_variable(expression, item.slot, item.name);
    }
  }
  for (const ExpressionPtr& child : expression.children) {
    if (child != nullptr) substitute(*child, projected, after, within_aggregation);
  }
}

void Compiler::check_order(Clause& clause, const Scope& before, const Scope& after, Projected& projected) {
  const bool closed = projected.aggregated || clause.distinct;
  Scope both = before;
  for (const std::string& name : after.names()) both.set(name, *after.find(name));
  for (SortItem& item : clause.order) {
    Expression& expression = *item.expression;
    const std::string own = fingerprint(expression);
    const auto column = std::find_if(projected.items.begin(), projected.items.end(),
                                     [&](const Projected::Item& one) { return one.fingerprint == own; });
    const bool alias = expression.op == Op::kVariable && after.find(expression.name) != nullptr;
    if (!alias && column != projected.items.end()) {
      become_variable(expression, column->slot, column->name);
      continue;
    }
    const bool aggregating = has_aggregate(expression);
    if (aggregating && !projected.aggregated) {
      fail_at(expression.begin, "an aggregation in ORDER BY must be a column of the result");
    }
    if (closed) substitute(expression, projected, after, aggregating);
    if (has_aggregate(expression)) {
      fail_at(expression.begin, "ORDER BY can only use what the result has here");
    }
    // Columns that were put in have their slots; they need not be found.
    Scope seen = closed ? after : both;
    for (const Projected::Item& one : projected.items) {
      if (closed && seen.find(one.name) == nullptr) seen.set(one.name, {one.slot, one.type});
    }
    if (closed) refuse_hidden(expression, seen, before);
    check(expression, {&seen});
  }
}

// A variable that was there before and is not a column is no slip of spelling.
void Compiler::refuse_hidden(const Expression& expression, const Scope& seen, const Scope& before) const {
  if (expression.op == Op::kVariable && expression.slot < 0 && seen.find(expression.name) == nullptr &&
      before.find(expression.name) != nullptr) {
    fail_at(expression.begin, "ORDER BY can only use what the result has here");
  }
  for (const ExpressionPtr& child : expression.children) {
    if (child != nullptr) refuse_hidden(*child, seen, before);
  }
}

void Compiler::check_count(Expression* count) {
  if (count == nullptr) return;
  std::set<int> used;
  const Scope none;
  if (count->op == Op::kVariable || count->op == Op::kProperty) {
    fail_at(count->begin, "this must be told without looking at rows");
  }
  const StaticType type = check(*count, {&none});
  if (!type.may_be(types::kInteger)) fail_at(count->begin, "this must be an integer");
  if (count->op == Op::kLiteral && count->literal.is(Type::kInteger) && count->literal.integer() < 0) {
    fail_at(count->begin, "this cannot be negative");
  }
}

void Compiler::projection(Clause& clause, Scope& scope, OperatorPtr& plan, Compiled& result) {
  Projected projected;
  projected.before = &scope;
  expand_star(clause, scope);
  check_items(clause, scope, projected);

  Scope after;
  after.set_outer(scope.outer());
  result = {};
  for (std::size_t i = 0; i < clause.items.size(); ++i) {
    const Projected::Item& item = projected.items[i];
    after.set(item.name, {item.slot, item.type});
    result.columns.push_back(item.name);
    result.slots.push_back(item.slot);
    result.types.push_back(item.type);
  }
  std::set<int> used;
  for (const Projected::Item& item : projected.items) used.insert(item.used.begin(), item.used.end());
  finish_match(plan, projected.each_once(clause.distinct) ? &used : nullptr, !projected.only_counts());
  check_order(clause, scope, after, projected);
  check_count(clause.skip.get());
  check_count(clause.limit.get());

  std::vector<Computed> keys;
  std::vector<Computed> values;
  for (std::size_t i = 0; i < clause.items.size(); ++i) {
    Expression* expression = clause.items[i].expression.get();
    const Projected::Item& item = projected.items[i];
    const bool in_place = expression->op == Op::kVariable && expression->slot == item.slot;
    if (projected.aggregated && !item.aggregating) {
      keys.push_back({expression, item.slot});
    } else if (!in_place) {
      if (projected.aggregated) regroup(*expression, projected);
      values.push_back({expression, item.slot});
    }
  }
  if (projected.aggregated) {
    plan = make_group(std::move(plan), keys, {projected.calls.begin(), projected.calls.end()});
  }
  if (!values.empty()) plan = make_project(std::move(plan), std::move(values));
  if (clause.distinct) plan = make_distinct(std::move(plan), result.slots);

  const bool closed = projected.aggregated || clause.distinct;
  Scope seen = after;
  if (!closed) {
    seen = scope;
    for (const std::string& name : after.names()) seen.set(name, *after.find(name));
  }
  if (!clause.order.empty()) {
    std::vector<SortKey> sort;
    for (const SortItem& item : clause.order) sort.push_back({item.expression.get(), item.descending});
    std::set<int> kept(result.slots.begin(), result.slots.end());
    if (clause.where != nullptr) {
      for (const std::string& name : seen.names()) kept.insert(seen.find(name)->slot);
    }
    plan =
        make_sort(std::move(plan), std::move(sort), {kept.begin(), kept.end()}, clause.skip.get(), clause.limit.get());
  }
  if (clause.skip != nullptr) plan = make_skip(std::move(plan), clause.skip.get());
  if (clause.limit != nullptr) plan = make_limit(std::move(plan), clause.limit.get());
  if (clause.where != nullptr) {
    if (closed) substitute(*clause.where, projected, after, false);
    check_condition(*clause.where, {&seen, false, true});
    plan = make_filter(std::move(plan), clause.where.get());
  }
  scope = std::move(after);
}

}  // namespace trama::cypher
