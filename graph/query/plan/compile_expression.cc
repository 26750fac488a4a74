// Names, types and places of expressions.
#include <algorithm>

#include "graph/query/plan/compiler.h"
#include "graph/query/plan/pattern_planner.h"
#include "graph/query/syntax/source.h"

namespace trama::cypher {
namespace {

std::string types_text(TypeMask mask) {
  std::string text;
  for (int i = 1; i < 16; ++i) {
    if ((mask & (TypeMask{1} << i)) == 0) continue;
    text += (text.empty() ? "" : " or ") + std::string(type_name(static_cast<Type>(i)));
  }
  return text;
}

}  // namespace

StaticType Compiler::check(Expression& expression, const Place& place) {
  return check_any(expression, place);
}

StaticType Compiler::check_child(Expression& expression, std::size_t child, const Place& place, TypeMask allowed,
                                 const std::string& what) {
  Expression& of = *expression.children[child];
  const StaticType type = check(of, place);
  if (!type.may_be(allowed)) {
    fail_at(of.begin, what + " needs a " + types_text(allowed) + ", and this is a " + types_text(type.mask));
  }
  return type;
}

void Compiler::check_condition(Expression& expression, const Place& place) {
  const StaticType type = check(expression, place);
  if (!type.may_be(types::kBoolean)) fail_at(expression.begin, "a condition must be true or false");
}

StaticType Compiler::check_any(Expression& expression, const Place& place) {
  Place inner = place;
  inner.patterns = false;
  const auto child = [&](std::size_t i, TypeMask allowed, const std::string& what) {
    return check_child(expression, i, inner, allowed, what);
  };
  switch (expression.op) {
    case Op::kLiteral:
      return {mask_of(expression.literal.type())};
    case Op::kParameter:
      return {};
    case Op::kVariable:
      return check_variable(expression, place);
    case Op::kProperty:
      return check_property(expression, inner);
    case Op::kIndex: {
      const StaticType of = child(0, types::kList | types::kMap | types::kElement, "[…]");
      const TypeMask keys = of.mask == types::kList         ? types::kInteger
                            : (of.mask & types::kList) != 0 ? types::kInteger | types::kString
                                                            : types::kString;
      child(1, keys, "the place in […]");
      return of.mask == types::kList ? StaticType{of.elements} : StaticType{};
    }
    case Op::kSlice: {
      const StaticType of = child(0, types::kList, "[…]");
      for (std::size_t i = 1; i < 3; ++i) {
        if (expression.children[i] != nullptr) child(i, types::kInteger, "a bound of […]");
      }
      return {types::kList, of.elements};
    }
    case Op::kList: {
      TypeMask elements = 0;
      for (std::size_t i = 0; i < expression.children.size(); ++i) elements |= child(i, types::kAny, "").mask;
      return {types::kList, elements == 0 ? types::kAny : elements};
    }
    case Op::kMap:
    case Op::kMapProjection:
      if (expression.op == Op::kMapProjection) child(0, types::kElement | types::kMap, "{…}");
      for (std::size_t i = expression.op == Op::kMap ? 0 : 1; i < expression.children.size(); ++i) {
        if (expression.children[i] != nullptr) child(i, types::kAny, "");
      }
      return {types::kMap};
    case Op::kCall:
      return check_call(expression, place);
    case Op::kCountStar:
      return check_aggregate(expression, count_star(), place);
    case Op::kNegate:
    case Op::kPlus: {
      const StaticType of = child(0, types::kNumber | types::kDuration, "a sign");
      return {of.mask & (types::kNumber | types::kDuration | types::kNull)};
    }
    case Op::kAdd:
    case Op::kSubtract:
    case Op::kMultiply:
    case Op::kDivide:
    case Op::kModulo:
    case Op::kPower:
      return check_arithmetic(expression, inner);
    case Op::kEqual:
    case Op::kNotEqual:
    case Op::kLess:
    case Op::kLessEqual:
    case Op::kGreater:
    case Op::kGreaterEqual:
    case Op::kChain:
    case Op::kContains:
    case Op::kStartsWith:
    case Op::kEndsWith:
    case Op::kMatches:
    case Op::kIsNull:
    case Op::kIsNotNull:
      for (std::size_t i = 0; i < expression.children.size(); ++i) child(i, types::kAny, "");
      return {types::kBoolean};
    case Op::kIn:
      child(0, types::kAny, "");
      child(1, types::kList, "IN");
      return {types::kBoolean};
    case Op::kHasLabels: {
      const StaticType of = child(0, types::kElement, ":Label");
      check_labels(*expression.labels, (of.mask & types::kNode) != 0, (of.mask & types::kRelationship) != 0);
      return {types::kBoolean};
    }
    case Op::kNot:
    case Op::kAnd:
    case Op::kXor:
    case Op::kOr:
      for (std::size_t i = 0; i < expression.children.size(); ++i) {
        check_child(expression, i, place, types::kBoolean, "a condition");
      }
      return {types::kBoolean};
    case Op::kCase:
      return check_case(expression, inner);
    case Op::kListComprehension:
      return check_comprehension(expression, inner);
    case Op::kQuantifier:
      return check_quantifier(expression, inner);
    case Op::kReduce:
      return check_reduce(expression, inner);
    case Op::kPatternPredicate:
      if (!place.patterns) fail_at(expression.begin, "a pattern cannot stand here; write EXISTS { … } or COUNT { … }");
      return check_pattern(expression, inner);
    case Op::kPatternComprehension:
    case Op::kShortestPath:
      return check_pattern(expression, inner);
    case Op::kExists:
    case Op::kCount:
    case Op::kCollect:
      return check_subquery(expression, inner);
  }
  return {};
}

StaticType Compiler::check_variable(Expression& expression, const Place& place) {
  const Variable* variable = place.scope->find(expression.name);
  if (variable == nullptr) {
    if (expression.slot >= 0) return {};  // A column that was put in.
    std::string hint = nearest_name(expression.name, place.scope->names());
    fail_at(expression.begin,
            "unknown variable '" + expression.name + "'" + (hint.empty() ? "" : "; did you mean '" + hint + "'?"));
  }
  if (expression.slot < 0) expression.slot = variable->slot;
  saw(expression.slot);
  return variable->type;
}

int Compiler::known_property(const std::string& name, bool of_node, std::size_t position) const {
  const int number = of_node ? graph_.node_property_number(name) : graph_.relationship_property_number(name);
  const std::vector<std::string> known =
      of_node ? graph_.known_node_properties() : graph_.known_relationship_properties();
  if (number >= 0 || known.empty()) return number;
  std::string message = std::string(of_node ? "nodes" : "relations") + " have no property '" + name + "'";
  const std::string hint = nearest_name(name, known);
  if (!hint.empty()) fail_at(position, message + "; did you mean '" + hint + "'?");
  constexpr std::size_t kMostListed = 10;
  if (known.size() > kMostListed) fail_at(position, message + "; .schema in the shell lists those there are");
  message += "; they have ";
  for (std::size_t i = 0; i < known.size(); ++i) message += (i == 0 ? "" : ", ") + known[i];
  fail_at(position, message);
}

StaticType Compiler::check_property(Expression& expression, const Place& place) {
  const StaticType of =
      check_child(expression, 0, place, types::kMap | types::kElement | types::kTemporal, "." + expression.name);
  const std::size_t position = expression.end - std::min(expression.end, expression.name.size());
  const bool node = (of.mask & types::kNode) != 0;
  const bool relationship = (of.mask & types::kRelationship) != 0;
  if (of.mask == types::kNode) {
    expression.node_property = known_property(expression.name, true, position);
  } else if (of.mask == types::kRelationship) {
    expression.relationship_property = known_property(expression.name, false, position);
  } else {
    if (node) expression.node_property = graph_.node_property_number(expression.name);
    if (relationship) expression.relationship_property = graph_.relationship_property_number(expression.name);
  }
  return {};
}

StaticType Compiler::check_call(Expression& expression, const Place& place) {
  if (const Aggregate* aggregate = find_aggregate(expression.name))
    return check_aggregate(expression, *aggregate, place);
  // exists((a)-->(b)) is the pattern itself.
  if (expression.name == "exists" && expression.children.size() == 1 &&
      expression.children[0]->op == Op::kPatternPredicate) {
    ExpressionPtr pattern = std::move(expression.children[0]);
    expression.op = Op::kPatternPredicate;
    expression.pattern = std::move(pattern->pattern);
    expression.children.clear();
    return check_pattern(expression, place);
  }
  const Function* function = find_function(expression.name);
  if (function == nullptr) {
    const std::string hint = nearest_name(expression.name, function_names());
    fail_at(expression.begin,
            "unknown function '" + expression.name + "'" + (hint.empty() ? "" : "; did you mean " + hint + "()?"));
  }
  const auto count = static_cast<int>(expression.children.size());
  if (expression.distinct || count < function->fewest || (function->most >= 0 && count > function->most)) {
    fail_at(expression.begin, "wrong arguments for " + expression.name + "()");
  }
  Place inner = place;
  inner.patterns = false;
  TypeMask all = 0;
  StaticType first;
  for (std::size_t i = 0; i < expression.children.size(); ++i) {
    const TypeMask accepted = function->accepts[std::min(i, function->accepts.size() - 1)];
    const StaticType type = check_child(expression, i, inner, accepted, expression.name + "()");
    all |= type.mask;
    if (i == 0) first = type;
  }
  expression.function = function;
  if (expression.name == "coalesce") return {all, types::kAny};
  if (expression.name == "head" || expression.name == "last") return {first.elements | types::kNull};
  if (expression.name == "tail" || (expression.name == "reverse" && first.mask == types::kList)) {
    return {types::kList, first.elements};
  }
  return function->result;
}

StaticType Compiler::check_aggregate(Expression& expression, const Aggregate& aggregate, const Place& place) {
  if (!place.aggregates || aggregates_ == nullptr) {
    fail_at(expression.begin, std::string(aggregate.name) + "() cannot stand here");
  }
  if (static_cast<int>(expression.children.size()) != aggregate.arguments) {
    fail_at(expression.begin,
            std::string(aggregate.name) + "() takes " + (aggregate.arguments == 1 ? "one argument" : "two arguments"));
  }
  Place inner = place;
  inner.aggregates = false;
  inner.patterns = false;
  StaticType type;
  for (std::size_t i = 0; i < expression.children.size(); ++i) {
    const StaticType one = check_child(expression, i, inner, i == 0 ? aggregate.accepts : types::kNumber,
                                       std::string(aggregate.name) + "()");
    if (i == 0) type = one;
    if (expression.children[i]->op == Op::kCall && expression.children[i]->function != nullptr &&
        expression.children[i]->function->varies) {
      fail_at(expression.children[i]->begin, "what is aggregated cannot be left to chance");
    }
  }
  expression.aggregate = &aggregate;
  expression.name = aggregate.name;
  expression.slot = new_slot();
  aggregates_->push_back(&expression);
  if (aggregate.kind == Aggregate::Kind::kCollect) return {types::kList, type.mask};
  if (aggregate.kind == Aggregate::Kind::kLeast || aggregate.kind == Aggregate::Kind::kGreatest) return type;
  return aggregate.result;
}

StaticType Compiler::check_arithmetic(Expression& expression, const Place& place) {
  const Op op = expression.op;
  TypeMask allowed = types::kNumber;
  if (op == Op::kAdd) {
    const StaticType left = check(*expression.children[0], place);
    const StaticType right = check(*expression.children[1], place);
    if (left.mask == types::kList || right.mask == types::kList) {
      const TypeMask a = left.mask == types::kList ? left.elements : left.mask;
      const TypeMask b = right.mask == types::kList ? right.elements : right.mask;
      return {types::kList, a | b};
    }
    const TypeMask summands = types::kNumber | types::kString | types::kList | types::kTemporal;
    for (const auto& [type, child] : {std::pair(left, 0), std::pair(right, 1)}) {
      const TypeMask other = child == 0 ? right.mask : left.mask;
      if (!type.may_be(summands) && (other & types::kList) == 0) {
        fail_at(expression.children[static_cast<std::size_t>(child)]->begin,
                "+ cannot be had of a " + types_text(type.mask));
      }
    }
    if ((left.mask | right.mask | types::kNull) == (types::kNumber | types::kNull) ||
        ((left.mask | right.mask) & ~(types::kNumber | types::kNull)) == 0) {
      return {(left.mask | right.mask) & types::kFloat ? types::kNumber : types::kInteger};
    }
    if (left.mask == types::kString && (right.mask & types::kList) == 0) return {types::kString};
    if (right.mask == types::kString && (left.mask & types::kList) == 0) return {types::kString};
    return {};
  }
  if (op == Op::kSubtract) allowed |= types::kTemporal;
  if (op == Op::kMultiply || op == Op::kDivide) allowed |= types::kDuration;
  const std::string sign = op == Op::kSubtract   ? "-"
                           : op == Op::kMultiply ? "*"
                           : op == Op::kDivide   ? "/"
                           : op == Op::kModulo   ? "%"
                                                 : "^";
  const StaticType left = check_child(expression, 0, place, allowed, sign);
  const StaticType right = check_child(
      expression, 1, place,
      op == Op::kSubtract || op == Op::kMultiply ? types::kNumber | types::kDuration : types::kNumber, sign);
  if (op == Op::kPower) return {types::kFloat};
  if (left.mask == types::kInteger && right.mask == types::kInteger) return {types::kInteger};
  if (((left.mask | right.mask) & ~(types::kNumber | types::kNull)) == 0) return {types::kNumber};
  return {types::kNumber | types::kTemporal};
}

StaticType Compiler::check_comprehension(Expression& expression, const Place& place) {
  Place outside = place;
  const StaticType list = check_child(expression, 0, outside, types::kList, "a list comprehension");
  Scope scope;
  scope.set_outer(place.scope);
  expression.slot = new_slot();
  const StaticType item = list.mask == types::kList ? StaticType{list.elements} : StaticType{};
  scope.set(expression.name, {expression.slot, item});
  if (expression.children[1] != nullptr) check_condition(*expression.children[1], {&scope, false, true});
  if (expression.children[2] == nullptr) return {types::kList, item.mask};
  return {types::kList, check(*expression.children[2], {&scope}).mask};
}

StaticType Compiler::check_quantifier(Expression& expression, const Place& place) {
  const StaticType list = check_child(expression, 0, place, types::kList, expression.name);
  Scope scope;
  scope.set_outer(place.scope);
  expression.second_slot = new_slot();
  scope.set(expression.variable,
            {expression.second_slot, list.mask == types::kList ? StaticType{list.elements} : StaticType{}});
  check_condition(*expression.children[1], {&scope, false, true});
  return {types::kBoolean};
}

StaticType Compiler::check_reduce(Expression& expression, const Place& place) {
  check(*expression.children[0], place);
  const StaticType list = check_child(expression, 1, place, types::kList, "reduce()");
  Scope scope;
  scope.set_outer(place.scope);
  expression.slot = new_slot();
  expression.second_slot = new_slot();
  scope.set(expression.name, {expression.slot, {}});
  scope.set(expression.variable,
            {expression.second_slot, list.mask == types::kList ? StaticType{list.elements} : StaticType{}});
  check(*expression.children[2], {&scope});
  return {};
}

StaticType Compiler::check_case(Expression& expression, const Place& place) {
  const std::size_t first = expression.has_operand ? 1 : 0;
  if (expression.has_operand) check(*expression.children[0], place);
  TypeMask result = 0;
  for (std::size_t i = first; i + 1 < expression.children.size(); i += 2) {
    if (expression.has_operand) {
      check(*expression.children[i], place);
    } else {
      Place condition = place;
      condition.patterns = true;
      check_condition(*expression.children[i], condition);
    }
    result |= check(*expression.children[i + 1], place).mask;
  }
  return {result | check(*expression.children.back(), place).mask};
}

StaticType Compiler::check_pattern(Expression& expression, const Place& place) {
  Scope scope;
  scope.set_outer(place.scope);
  const bool comprehension = expression.op == Op::kPatternComprehension;
  PatternPart& part = *expression.pattern;
  if (expression.op == Op::kShortestPath) {
    part.variable = " path";  // A name that no query can give.
    for (const NodePattern& node : part.nodes) {
      if (place.scope->find(node.variable) == nullptr) {
        fail_at(node.position, "both ends of a shortest path must be found before");
      }
    }
  }
  std::vector<PatternPart*> parts = {&part};
  PatternPlanner planner(*this, scope, comprehension || expression.op == Op::kShortestPath);
  Expression* where = comprehension ? expression.children[0].get() : nullptr;
  MatchPlan plan = planner.plan(parts, where, false);
  expression.plan = make_match(make_one_row(), std::move(plan));
  if (comprehension) return {types::kList, check(*expression.children[1], {&scope}).mask};
  if (expression.op == Op::kPatternPredicate) return {types::kBoolean};
  expression.slot = scope.find(part.variable)->slot;
  return {part.shortest == Shortest::kAll ? types::kList : types::kPath, types::kPath};
}

StaticType Compiler::check_subquery(Expression& expression, const Place& place) {
  std::vector<Expression*>* const outer = std::exchange(aggregates_, nullptr);
  std::optional<MatchPlan> open = std::exchange(open_match_, std::nullopt);
  Compiled inner = query(*expression.subquery, *place.scope, Use::kRows);
  aggregates_ = outer;
  open_match_ = std::move(open);
  expression.plan = std::move(inner.plan);
  if (expression.op == Op::kExists) return {types::kBoolean};
  if (expression.op == Op::kCount) return {types::kInteger};
  if (inner.columns.size() != 1) fail_at(expression.begin, "COLLECT { } must RETURN one column");
  expression.slot = inner.slots[0];
  return {types::kList, inner.types[0].mask};
}

void Compiler::check_labels(LabelExpression& labels, bool of_node, bool of_relationship) const {
  for (LabelExpression& child : labels.children) check_labels(child, of_node, of_relationship);
  if (labels.kind != LabelExpression::Kind::kName) return;
  if (of_node) labels.label = graph_.label_number(labels.name);
  if (of_relationship) labels.type = graph_.type_number(labels.name);
  const std::vector<std::string> known = graph_.known_labels();
  if (!of_node || of_relationship || labels.label >= 0 || known.empty()) return;
  std::string message = "unknown label '" + labels.name + "'; there are ";
  for (std::size_t i = 0; i < known.size(); ++i) message += (i == 0 ? "" : ", ") + known[i];
  fail_at(labels.position, message);
}

}  // namespace trama::cypher
