#include "graph/query/run/evaluate.h"

#include <algorithm>

#include "graph/query/functions/functions.h"
#include "graph/query/run/operator.h"
#include "graph/query/syntax/source.h"
#include "graph/query/values/problem.h"

namespace trama::cypher {
namespace {

std::optional<bool> truth(const Value& value) {
  if (value.is_null()) return std::nullopt;
  if (!value.is(Type::kBoolean)) {
    throw Problem("this must be true or false, and is a " + std::string(type_name(value.type())));
  }
  return value.boolean();
}

Value of_truth(std::optional<bool> value) {
  return value ? Value(*value) : Value();
}

// What an operator makes of its two sides. Variables and literals are not copied: a text may be long.
template <typename Operation>
Value of_two(const Expression& expression, Run& run, const Operation& operation) {
  Value made[2];
  const auto side = [&](std::size_t i) -> const Value& {
    const Expression& child = *expression.children[i];
    if (child.op == Op::kLiteral) return child.literal;
    if (child.op == Op::kVariable) return slot_of(run, child.slot);
    return made[i] = evaluate(child, run);
  };
  const Value& left = side(0);
  return operation(left, side(1));
}

// A list that grows within the bounds. `bytes` is what its items take.
void append(Value item, List& list, std::size_t& bytes, Run& run) {
  bytes += item.bytes();
  const std::size_t growth = list.size() == list.capacity() ? 2 * list.capacity() * sizeof(Value) : 0;
  run.budget.check_size(bytes + growth);
  list.push_back(std::move(item));
}

// AND and OR: the value that decides, whatever the other side is.
Value joined(const Expression& expression, Run& run) {
  run.budget.step();  // Hundreds of conditions may be joined to one.
  const bool decisive = expression.op == Op::kOr;
  const std::optional<bool> left = truth(evaluate(*expression.children[0], run));
  if (left && *left == decisive) return decisive;
  const std::optional<bool> right = truth(evaluate(*expression.children[1], run));
  if (right && *right == decisive) return decisive;
  return left && right ? Value(!decisive) : Value();
}

Value chained(const Expression& expression, Run& run) {
  Value left = evaluate(*expression.children[0], run);
  bool open = false;
  for (std::size_t i = 0; i < expression.chain.size(); ++i) {
    Value right = evaluate(*expression.children[i + 1], run);
    const std::optional<bool> one = truth(comparison(expression.chain[i], left, right));
    if (one && !*one) return false;
    open = open || !one;
    left = std::move(right);
  }
  return open ? Value() : Value(true);
}

Value call(const Expression& expression, Run& run) {
  constexpr std::size_t kFew = 4;
  const std::size_t count = expression.children.size();
  Value few[kFew];
  std::vector<Value> many;
  std::span<Value> arguments(few, std::min(count, kFew));
  if (count > kFew) {
    many.resize(count);
    arguments = many;
  }
  for (std::size_t i = 0; i < count; ++i) {
    arguments[i] = evaluate(*expression.children[i], run);
    if (expression.function->null_for_null && arguments[i].is_null()) return {};
  }
  const std::vector<TypeMask>& accepts = expression.function->accepts;
  for (std::size_t i = 0; i < count && !accepts.empty(); ++i) {
    const TypeMask mask = accepts[std::min(i, accepts.size() - 1)];
    if ((mask | types::kNull) & mask_of(arguments[i].type())) continue;
    throw Problem(expression.name + "() cannot be had of a " + std::string(type_name(arguments[i].type())));
  }
  Value result = expression.function->call(run, arguments);
  run.budget.check_size(result.bytes());
  return result;
}

// The list that comprehensions go over; null if there is none.
std::optional<Value> source_list(const Expression& from, Run& run) {
  Value list = evaluate(from, run);
  if (list.is_null()) return std::nullopt;
  if (!list.is(Type::kList)) throw Problem("this needs a list, and is a " + std::string(type_name(list.type())));
  return list;
}

Value list_comprehension(const Expression& expression, Run& run) {
  const std::optional<Value> source = source_list(*expression.children[0], run);
  if (!source) return {};
  List result;
  std::size_t bytes = 0;
  for (const Value& item : source->list()) {
    run.budget.step();
    slot_of(run, expression.slot) = item;
    if (expression.children[1] != nullptr && !holds(*expression.children[1], run)) continue;
    append(expression.children[2] == nullptr ? item : evaluate(*expression.children[2], run), result, bytes, run);
  }
  return result;
}

Value quantified(const Expression& expression, Run& run) {
  const std::optional<Value> source = source_list(*expression.children[0], run);
  if (!source) return {};
  std::size_t yes = 0;
  std::size_t open = 0;
  for (const Value& item : source->list()) {
    run.budget.step();
    slot_of(run, expression.second_slot) = item;
    const std::optional<bool> one = truth(evaluate(*expression.children[1], run));
    yes += one.value_or(false) ? 1 : 0;
    open += one ? 0 : 1;
  }
  const std::size_t all = source->list().size();
  if (expression.name == "ANY") return yes > 0 ? Value(true) : open > 0 ? Value() : Value(false);
  if (expression.name == "NONE") return yes > 0 ? Value(false) : open > 0 ? Value() : Value(true);
  if (expression.name == "ALL") return yes + open < all ? Value(false) : open > 0 ? Value() : Value(true);
  return yes > 1 ? Value(false) : open > 0 ? Value() : Value(yes == 1);
}

Value reduced(const Expression& expression, Run& run) {
  Value result = evaluate(*expression.children[0], run);
  const std::optional<Value> source = source_list(*expression.children[1], run);
  if (!source) return {};
  for (const Value& item : source->list()) {
    run.budget.step();
    slot_of(run, expression.slot) = std::move(result);
    slot_of(run, expression.second_slot) = item;
    result = evaluate(*expression.children[2], run);
    run.budget.check_size(result.bytes());
  }
  return result;
}

Value case_of(const Expression& expression, Run& run) {
  const std::size_t first = expression.has_operand ? 1 : 0;
  const Value operand = expression.has_operand ? evaluate(*expression.children[0], run) : Value();
  for (std::size_t i = first; i + 1 < expression.children.size(); i += 2) {
    const bool chosen = expression.has_operand ? equal(operand, evaluate(*expression.children[i], run)).value_or(false)
                                               : holds(*expression.children[i], run);
    if (chosen) return evaluate(*expression.children[i + 1], run);
  }
  return evaluate(*expression.children.back(), run);
}

Value map_of(const Expression& expression, Run& run) {
  Map map;
  for (std::size_t i = 0; i < expression.keys.size(); ++i) {
    map.insert_or_assign(expression.keys[i], evaluate(*expression.children[i], run));
  }
  return map;
}

Value map_projection(const Expression& expression, Run& run) {
  const Value of = evaluate(*expression.children[0], run);
  if (of.is_null()) return {};
  Map map;
  for (std::size_t i = 0; i < expression.keys.size(); ++i) {
    const Expression* child = expression.children[i + 1].get();
    if (child != nullptr) {
      map.insert_or_assign(expression.keys[i], evaluate(*child, run));
      continue;
    }
    Map all = of.is(Type::kNode)           ? run.graph.properties(of.node())
              : of.is(Type::kRelationship) ? run.graph.properties(of.relationship())
              : of.is(Type::kMap)          ? of.map()
                                           : throw Problem("only nodes, relationships and maps have properties");
    for (auto& [key, value] : all) map.insert_or_assign(key, std::move(value));
  }
  return map;
}

Value has_labels_of(const Expression& expression, Run& run) {
  const Value of = evaluate(*expression.children[0], run);
  if (of.is_null()) return {};
  if (of.is(Type::kNode)) return has_labels(*expression.labels, of.node(), run.graph);
  if (of.is(Type::kRelationship)) return has_type(*expression.labels, of.relationship(), run.graph);
  throw Problem("a " + std::string(type_name(of.type())) + " has no labels");
}

Value pattern_comprehension(const Expression& expression, Run& run) {
  List result;
  std::size_t bytes = 0;
  expression.plan->open(run);
  while (expression.plan->next(run)) {
    append(evaluate(*expression.children[1], run), result, bytes, run);
  }
  return result;
}

Value subquery(const Expression& expression, Run& run) {
  Operator& plan = *expression.plan;
  plan.open(run);
  if (expression.op == Op::kCount) {
    std::int64_t count = 0;
    while (plan.next(run)) ++count;
    return count;
  }
  if (expression.op == Op::kCollect) {
    List result;
    std::size_t bytes = 0;
    while (plan.next(run)) {
      append(slot_of(run, expression.slot), result, bytes, run);
    }
    return result;
  }
  if (expression.op == Op::kShortestPath && expression.pattern->shortest == Shortest::kAll) {
    List result;
    std::size_t bytes = 0;
    while (plan.next(run)) append(slot_of(run, expression.slot), result, bytes, run);
    return result;
  }
  const bool found = plan.next(run);
  if (expression.op != Op::kShortestPath) return found;
  return found ? slot_of(run, expression.slot) : Value();
}

Value parameter(const Expression& expression, Run& run) {
  const auto found = run.parameters.find(expression.name);
  if (found == run.parameters.end()) throw Problem("the parameter $" + expression.name + " is not given");
  return found->second;
}

Value evaluate_any(const Expression& expression, Run& run) {
  const auto child = [&](std::size_t i) { return evaluate(*expression.children[i], run); };
  switch (expression.op) {
    case Op::kLiteral:
      return expression.literal;
    case Op::kParameter:
      return parameter(expression, run);
    case Op::kVariable:
      return slot_of(run, expression.slot);
    case Op::kProperty:
      // The common case, without a copy of the variable.
      if (expression.children[0]->op == Op::kVariable) {
        return property_of(slot_of(run, expression.children[0]->slot), expression, run);
      }
      return property_of(child(0), expression, run);
    case Op::kIndex:
      return element(child(0), child(1), run);
    case Op::kSlice: {
      const Value list = child(0);
      const Value from = expression.children[1] != nullptr ? child(1) : Value();
      const Value to = expression.children[2] != nullptr ? child(2) : Value();
      return slice(list, expression.children[1] != nullptr ? &from : nullptr,
                   expression.children[2] != nullptr ? &to : nullptr, run);
    }
    case Op::kList: {
      List list;
      for (std::size_t i = 0; i < expression.children.size(); ++i) list.push_back(child(i));
      return list;
    }
    case Op::kMap:
      return map_of(expression, run);
    case Op::kMapProjection:
      return map_projection(expression, run);
    case Op::kCall:
      return expression.aggregate != nullptr ? slot_of(run, expression.slot) : call(expression, run);
    case Op::kCountStar:
      return slot_of(run, expression.slot);
    case Op::kNegate:
      return negated(child(0));
    case Op::kPlus: {
      Value value = child(0);
      if (!value.is_null() && !value.is_number()) throw Problem("there is no + of such a value");
      return value;
    }
    case Op::kAdd:
    case Op::kSubtract:
    case Op::kMultiply:
    case Op::kDivide:
    case Op::kModulo:
    case Op::kPower:
      return of_two(expression, run,
                    [&](const Value& left, const Value& right) { return arithmetic(expression.op, left, right, run); });
    case Op::kEqual:
    case Op::kNotEqual:
    case Op::kLess:
    case Op::kLessEqual:
    case Op::kGreater:
    case Op::kGreaterEqual:
      return of_two(expression, run,
                    [&](const Value& left, const Value& right) { return comparison(expression.op, left, right); });
    case Op::kChain:
      return chained(expression, run);
    case Op::kContains:
    case Op::kStartsWith:
    case Op::kEndsWith:
    case Op::kMatches:
      return of_two(expression, run, [&](const Value& left, const Value& right) {
        return text_predicate(expression.op, left, right, run);
      });
    case Op::kIn:
      return contained(child(0), child(1), run);
    case Op::kIsNull:
      return child(0).is_null();
    case Op::kIsNotNull:
      return !child(0).is_null();
    case Op::kHasLabels:
      return has_labels_of(expression, run);
    case Op::kNot: {
      const std::optional<bool> value = truth(child(0));
      return of_truth(value ? std::optional(!*value) : std::nullopt);
    }
    case Op::kAnd:
    case Op::kOr:
      return joined(expression, run);
    case Op::kXor: {
      const std::optional<bool> left = truth(child(0));
      const std::optional<bool> right = truth(child(1));
      return left && right ? Value(*left != *right) : Value();
    }
    case Op::kCase:
      return case_of(expression, run);
    case Op::kListComprehension:
      return list_comprehension(expression, run);
    case Op::kQuantifier:
      return quantified(expression, run);
    case Op::kReduce:
      return reduced(expression, run);
    case Op::kPatternComprehension:
      return pattern_comprehension(expression, run);
    case Op::kPatternPredicate:
    case Op::kShortestPath:
    case Op::kExists:
    case Op::kCount:
    case Op::kCollect:
      return subquery(expression, run);
  }
  return {};
}

template <typename Test>
bool fits(const LabelExpression& labels, const Test& test) {
  using enum LabelExpression::Kind;
  const auto child = [&](const LabelExpression& one) { return fits(one, test); };
  switch (labels.kind) {
    case kName:
    case kAny:
      return test(labels);
    case kAnd:
      return std::all_of(labels.children.begin(), labels.children.end(), child);
    case kOr:
      return std::any_of(labels.children.begin(), labels.children.end(), child);
    case kNot:
      return !fits(labels.children[0], test);
  }
  return false;
}

}  // namespace

Value evaluate(const Expression& expression, Run& run) {
  try {
    return evaluate_any(expression, run);
  } catch (const Problem& problem) {
    fail(run.text, expression.begin, problem.what());
  }
}

bool holds(const Expression& condition, Run& run) {
  run.budget.step();
  const Value value = evaluate(condition, run);
  if (!value.is_null() && !value.is(Type::kBoolean)) {
    fail(run.text, condition.begin, "a condition must be true or false");
  }
  return value.is_true();
}

bool has_labels(const LabelExpression& labels, Node node, const PropertyGraph& graph) {
  return fits(labels, [&](const LabelExpression& one) {
    if (one.kind == LabelExpression::Kind::kAny) return !graph.labels(node).empty();
    return one.label >= 0 && graph.has_label(node, one.label);
  });
}

bool has_type(const LabelExpression& labels, Relationship relationship, const PropertyGraph& graph) {
  return fits(labels, [&](const LabelExpression& one) {
    if (one.kind == LabelExpression::Kind::kAny) return true;
    return one.type >= 0 && graph.has_type(relationship, one.type);
  });
}

}  // namespace trama::cypher
