// Operators on values. Throw Problem.
#include <re2/re2.h>

#include <cmath>
#include <limits>

#include "graph/query/functions/functions.h"
#include "graph/query/run/evaluate.h"
#include "graph/query/values/problem.h"

namespace trama::cypher {
namespace {

std::string sign_of(Op op) {
  switch (op) {
    case Op::kAdd:
      return "+";
    case Op::kSubtract:
      return "-";
    case Op::kMultiply:
      return "*";
    case Op::kDivide:
      return "/";
    case Op::kModulo:
      return "%";
    default:
      return "^";
  }
}

[[noreturn]] void no_operator(Op op, const Value& left, const Value& right) {
  throw Problem("there is no " + std::string(type_name(left.type())) + " " + sign_of(op) + " " +
                std::string(type_name(right.type())));
}

Value integers(Op op, std::int64_t a, std::int64_t b) {
  std::int64_t result = 0;
  bool overflow = false;
  switch (op) {
    case Op::kAdd:
      overflow = __builtin_add_overflow(a, b, &result);
      break;
    case Op::kSubtract:
      overflow = __builtin_sub_overflow(a, b, &result);
      break;
    case Op::kMultiply:
      overflow = __builtin_mul_overflow(a, b, &result);
      break;
    case Op::kPower:
      return std::pow(static_cast<double>(a), static_cast<double>(b));
    default:
      if (b == 0) throw Problem("division by zero");
      overflow = a == std::numeric_limits<std::int64_t>::min() && b == -1;
      if (!overflow) result = op == Op::kDivide ? a / b : a % b;
  }
  if (overflow) throw Problem("the result is too large");
  return result;
}

Value reals(Op op, double a, double b) {
  switch (op) {
    case Op::kAdd:
      return a + b;
    case Op::kSubtract:
      return a - b;
    case Op::kMultiply:
      return a * b;
    case Op::kDivide:
      return a / b;
    case Op::kModulo:
      return std::fmod(a, b);
    default:
      return std::pow(a, b);
  }
}

std::optional<Value> plus_duration(const Value& moment, const Duration& duration) {
  switch (moment.type()) {
    case Type::kDate:
      return plus(moment.get<Date>(), duration);
    case Type::kLocalTime:
      return plus(moment.get<LocalTime>(), duration);
    case Type::kTime:
      return plus(moment.get<Time>(), duration);
    case Type::kLocalDateTime:
      return plus(moment.get<LocalDateTime>(), duration);
    case Type::kDateTime:
      return plus(moment.get<DateTime>(), duration);
    case Type::kDuration:
      return plus(moment.get<Duration>(), duration);
    default:
      return std::nullopt;
  }
}

std::optional<Value> with_durations(Op op, const Value& left, const Value& right) {
  if (right.is(Type::kDuration)) {
    const auto& duration = right.get<Duration>();
    if (op == Op::kAdd) return plus_duration(left, duration);
    if (op == Op::kSubtract) return plus_duration(left, negate(duration));
    if (op == Op::kMultiply && left.is_number()) return scale(duration, left.number());
    return std::nullopt;
  }
  if (!left.is(Type::kDuration)) return std::nullopt;
  const auto& duration = left.get<Duration>();
  if (op == Op::kAdd) return plus_duration(right, duration);
  if (op == Op::kMultiply && right.is_number()) return scale(duration, right.number());
  if (op == Op::kDivide && right.is_number()) return scale(duration, 1 / right.number());
  return std::nullopt;
}

Value joined_lists(const Value& left, const Value& right, Run& run) {
  run.budget.check_size(2 * (left.bytes() + right.bytes()));
  List list;
  const auto size = [](const Value& part) { return part.is(Type::kList) ? part.list().size() : 1; };
  list.reserve(size(left) + size(right));
  const auto add = [&](const Value& part) {
    if (part.is(Type::kList)) {
      list.insert(list.end(), part.list().begin(), part.list().end());
    } else {
      list.push_back(part);
    }
  };
  add(left);
  add(right);
  return list;
}

// Of texts and numbers.
Value joined_texts(const Value& left, const Value& right, Run& run) {
  const auto append = [](const Value& part, std::string& text) {
    text += part.is(Type::kString) ? part.text() : text_of(part);
  };
  run.budget.check_size(2 * (left.bytes() + right.bytes()));
  std::string text;
  text.reserve(left.bytes() + right.bytes());
  append(left, text);
  append(right, text);
  return text;
}

std::size_t clamped(std::int64_t index, std::size_t size) {
  const auto signed_size = static_cast<std::int64_t>(size);
  if (index < 0) index += signed_size;
  return static_cast<std::size_t>(std::min(std::max<std::int64_t>(index, 0), signed_size));
}

}  // namespace

Value arithmetic(Op op, const Value& left, const Value& right, Run& run) {
  if (op == Op::kAdd && (left.is(Type::kList) || right.is(Type::kList))) {
    if (left.is_null() || right.is_null()) return {};
    return joined_lists(left, right, run);
  }
  if (left.is_null() || right.is_null()) return {};
  if (left.is(Type::kInteger) && right.is(Type::kInteger)) return integers(op, left.integer(), right.integer());
  if (left.is_number() && right.is_number()) return reals(op, left.number(), right.number());
  if (op == Op::kAdd && (left.is(Type::kString) || right.is(Type::kString))) {
    const Value& other = left.is(Type::kString) ? right : left;
    if (other.is(Type::kString) || other.is_number()) return joined_texts(left, right, run);
  }
  if (const std::optional<Value> result = with_durations(op, left, right)) return *result;
  no_operator(op, left, right);
}

Value negated(const Value& value) {
  if (value.is_null()) return {};
  if (value.is(Type::kFloat)) return -value.real();
  if (value.is(Type::kDuration)) return negate(value.get<Duration>());
  if (!value.is(Type::kInteger)) throw Problem("there is no - of a " + std::string(type_name(value.type())));
  return integers(Op::kSubtract, 0, value.integer());
}

Value comparison(Op op, const Value& left, const Value& right) {
  if (op == Op::kEqual || op == Op::kNotEqual) {
    const std::optional<bool> same = equal(left, right);
    return same ? Value(*same == (op == Op::kEqual)) : Value();
  }
  const std::optional<std::partial_ordering> order = compare(left, right);
  if (!order) return {};
  switch (op) {
    case Op::kLess:
      return *order < 0;
    case Op::kLessEqual:
      return *order <= 0;
    case Op::kGreater:
      return *order > 0;
    default:
      return *order >= 0;
  }
}

Value text_predicate(Op op, const Value& left, const Value& right, Run& run) {
  if (!left.is(Type::kString) || !right.is(Type::kString)) return {};
  switch (op) {
    case Op::kStartsWith:
      return left.text().starts_with(right.text());
    case Op::kEndsWith:
      return left.text().ends_with(right.text());
    case Op::kContains:
      return left.text().find(right.text()) != std::string::npos;
    default:
      return re2::RE2::FullMatch(left.text(), run.regular_expression(right.text()));
  }
}

Value contained(const Value& item, const Value& list, Run& run) {
  if (list.is_null()) return {};
  if (!list.is(Type::kList)) throw Problem("IN needs a list");
  bool open = false;
  for (const Value& one : list.list()) {
    run.budget.step();
    const std::optional<bool> same = equal(item, one);
    if (same.value_or(false)) return true;
    open = open || !same;
  }
  return open ? Value() : Value(false);
}

Value element(const Value& of, const Value& index, Run& run) {
  if (of.is_null() || index.is_null()) return {};
  if (of.is(Type::kList)) {
    if (!index.is(Type::kInteger)) throw Problem("the place in a list must be an integer");
    const auto size = static_cast<std::int64_t>(of.list().size());
    const std::int64_t place = index.integer() < 0 ? index.integer() + size : index.integer();
    return place < 0 || place >= size ? Value() : of.list()[static_cast<std::size_t>(place)];
  }
  const bool keyed = of.is(Type::kMap) || of.is(Type::kNode) || of.is(Type::kRelationship);
  if (!keyed) throw Problem("a " + std::string(type_name(of.type())) + " has no elements");
  if (!index.is(Type::kString)) throw Problem("a key must be a text");
  if (of.is(Type::kNode)) return run.graph.property(of.node(), run.graph.node_property_number(index.text()));
  if (of.is(Type::kRelationship)) {
    return run.graph.property(of.relationship(), run.graph.relationship_property_number(index.text()));
  }
  const auto found = of.map().find(index.text());
  return found == of.map().end() ? Value() : found->second;
}

Value slice(const Value& list, const Value* from, const Value* to, Run&) {
  if (list.is_null() || (from != nullptr && from->is_null()) || (to != nullptr && to->is_null())) return {};
  if (!list.is(Type::kList)) throw Problem("only a list has a part from..to");
  for (const Value* bound : {from, to}) {
    if (bound != nullptr && !bound->is(Type::kInteger)) throw Problem("the bounds of a part must be integers");
  }
  const List& items = list.list();
  const std::size_t begin = from == nullptr ? 0 : clamped(from->integer(), items.size());
  const std::size_t end = to == nullptr ? items.size() : clamped(to->integer(), items.size());
  if (begin >= end) return List();
  return List(items.begin() + static_cast<std::ptrdiff_t>(begin), items.begin() + static_cast<std::ptrdiff_t>(end));
}

Value property_of(const Value& of, const Expression& expression, Run& run) {
  switch (of.type()) {
    case Type::kNull:
      return {};
    case Type::kNode:
      return run.graph.property(of.node(), expression.node_property);
    case Type::kRelationship:
      return run.graph.property(of.relationship(), expression.relationship_property);
    case Type::kMap: {
      const auto found = of.map().find(expression.name);
      return found == of.map().end() ? Value() : found->second;
    }
    case Type::kDate:
    case Type::kLocalTime:
    case Type::kTime:
    case Type::kLocalDateTime:
    case Type::kDateTime:
    case Type::kDuration:
      if (const std::optional<Value> found = temporal_component(of, expression.name)) return *found;
      throw Problem("a " + std::string(type_name(of.type())) + " has no '" + expression.name + "'");
    default:
      throw Problem("a " + std::string(type_name(of.type())) + " has no properties");
  }
}

}  // namespace trama::cypher
