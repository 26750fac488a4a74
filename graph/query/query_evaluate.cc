#include <algorithm>
#include <cmath>
#include <limits>

#include "base/hash.h"
#include "base/utf8.h"
#include "graph/names/names.h"
#include "graph/query/query_parser.h"
#include "graph/query/query_value.h"

namespace trama::query {
namespace {

// Texts folded for comparison are remembered, up to so many.
constexpr std::size_t kRemembered = 100000;

Cell truth(std::optional<bool> value) {
  return value ? Cell{*value} : Cell{};
}

const std::string* text_of(const Cell& cell) {
  return std::get_if<std::string>(&cell.value);
}

bool is_number(const Cell& cell) {
  return cell.value.index() == 2 || cell.value.index() == 3;
}

double number_of(const Cell& cell) {
  const auto* integer = std::get_if<std::int64_t>(&cell.value);
  return integer != nullptr ? static_cast<double>(*integer) : std::get<double>(cell.value);
}

// By which something is looked up.
bool is_name_or_id(const Expression& expression) {
  return expression.kind == Kind::kProperty && (is_name(expression.name) || is_id(expression.name));
}

struct Function {
  const char* name;
  std::size_t fewest;
  std::size_t most;
};
constexpr Function kFunctions[] = {{"type", 1, 1},      {"labels", 1, 1},  {"id", 1, 1},       {"size", 1, 1},
                                   {"length", 1, 1},    {"tolower", 1, 1}, {"toupper", 1, 1},  {"coalesce", 1, 16},
                                   {"startnode", 1, 1}, {"endnode", 1, 1}, {"tostring", 1, 1}, {"head", 1, 1}};
constexpr const char* kAggregates[] = {"count", "sum", "min", "max", "avg", "collect"};

[[noreturn]] void no_property(std::string_view query, bool of_node, const std::string& name, std::size_t position) {
  std::string message = std::string(of_node ? "nodes" : "relations") + " have no property '" + name + "'; they have ";
  const char* comma = "";
  for (const std::string_view known : property_names(of_node)) {
    message.append(comma).append(known);
    comma = ", ";
  }
  fail(query, position, message);
}

}  // namespace

bool is_aggregate(const Expression& call) {
  return call.kind == Kind::kCall &&
         std::find(std::begin(kAggregates), std::end(kAggregates), call.name) != std::end(kAggregates);
}

void find_aggregates(const Expression& expression, std::vector<const Expression*>& into) {
  if (is_aggregate(expression)) {
    into.push_back(&expression);
    return;
  }
  for (const ExpressionPtr& child : expression.children) find_aggregates(*child, into);
}

const std::string& Evaluator::folded(const std::string& text) {
  const auto found = folded_.find(text);
  if (found != folded_.end()) return found->second;
  if (folded_.size() >= kRemembered) folded_.clear();
  return folded_.emplace(text, fold_name(text)).first->second;
}

const std::unordered_set<RelationId>& Evaluator::find_relations(const std::string& id) {
  const auto [place, is_new] = relations_.try_emplace(id);
  if (is_new) {
    const std::vector<RelationId> found = graph_.find_relations(id);
    place->second.insert(found.begin(), found.end());
  }
  return place->second;
}

const std::vector<EntityId>& Evaluator::find(const std::string& name) {
  const auto known = found_.find(name);
  if (known != found_.end()) return known->second;
  if (found_.size() >= kRemembered) {
    found_.clear();
    bearers_.clear();
  }
  std::vector<EntityId> found = graph_.find(name);
  sort_by_name(graph_, found);
  bearers_.emplace(name, std::unordered_set<EntityId>(found.begin(), found.end()));
  return found_.emplace(name, std::move(found)).first->second;
}

void Evaluator::check(const Expression& expression, bool aggregates_allowed) const {
  if (expression.kind == Kind::kVariable && !slots_.contains(expression.name)) {
    fail(query_, expression.position, "unknown variable '" + expression.name + "'");
  }
  if (expression.kind == Kind::kCall) {
    if (is_aggregate(expression)) {
      if (!aggregates_allowed) fail(query_, expression.position, expression.name + "() cannot stand here");
      if (expression.star ? expression.name != "count" : expression.children.size() != 1) {
        fail(query_, expression.position, expression.name + "() takes one argument");
      }
      aggregates_allowed = false;
    } else {
      const auto* function = std::find_if(std::begin(kFunctions), std::end(kFunctions),
                                          [&](const Function& known) { return expression.name == known.name; });
      if (function == std::end(kFunctions)) {
        fail(query_, expression.position, "unknown function '" + expression.name + "'");
      }
      const std::size_t count = expression.children.size();
      if (count < function->fewest || count > function->most || expression.star || expression.distinct) {
        fail(query_, expression.position, "wrong arguments for " + expression.name + "()");
      }
    }
  }
  for (const ExpressionPtr& child : expression.children) check(*child, aggregates_allowed);
}

Cell Evaluator::evaluate(const Expression& expression, const Row& row, const Aggregates* aggregates) {
  const auto child = [&](std::size_t i) { return evaluate(*expression.children[i], row, aggregates); };
  switch (expression.kind) {
    case Kind::kLiteral: {
      Cell cell;
      std::visit([&](const auto& value) { cell.value = value; }, expression.literal);
      return cell;
    }
    case Kind::kList: {
      CellList list;
      for (std::size_t i = 0; i < expression.children.size(); ++i) list.push_back(child(i));
      return Cell{std::move(list)};
    }
    case Kind::kVariable:
      return row[slots_.at(expression.name)];
    case Kind::kProperty:
      return property(child(0), expression.name, expression.position);
    case Kind::kCall:
      return call(expression, row, aggregates);
    case Kind::kNegate:
      return arithmetic(expression, Cell{std::int64_t{0}}, child(0));
    case Kind::kArithmetic:
      return arithmetic(expression, child(0), child(1));
    case Kind::kCompare:
      return compare(expression, row, aggregates);
    case Kind::kContains:
    case Kind::kStartsWith:
    case Kind::kEndsWith:
      return text_predicate(expression, child(0), child(1));
    case Kind::kIn:
      return in_list(expression, child(0), child(1), row);
    case Kind::kIsNull:
      return Cell{child(0).is_null()};
    case Kind::kIsNotNull:
      return Cell{!child(0).is_null()};
    default:
      return logic(expression, row, aggregates);
  }
}

bool Evaluator::holds(const Expression& condition, const Row& row) {
  const Cell cell = evaluate(condition, row);
  const bool* value = std::get_if<bool>(&cell.value);
  if (value == nullptr && !cell.is_null()) fail(query_, condition.position, "a condition must be true or false");
  return value != nullptr && *value;
}

Cell Evaluator::property(const Cell& of, const std::string& name, std::size_t position) {
  if (of.is_null()) return {};
  std::optional<Cell> value = find_property(graph_, evidence_, of, name);
  if (value) return std::move(*value);
  if (std::holds_alternative<EntityId>(of.value)) no_property(query_, true, name, position);
  if (std::holds_alternative<RelationId>(of.value)) no_property(query_, false, name, position);
  fail(query_, position, "only nodes and relations have properties");
}

void Evaluator::check_property(bool of_node, const std::string& name, std::size_t position) const {
  const bool known = of_node ? find_entity_property(name) != nullptr : find_relation_property(name) != nullptr;
  if (!known) no_property(query_, of_node, name, position);
}

std::optional<bool> Evaluator::equal(const Cell& left, const Cell& right) {
  if (left.is_null() || right.is_null()) return std::nullopt;
  if (is_number(left) && is_number(right)) return order(graph_, left, right) == 0;
  if (left.value.index() != right.value.index()) return false;
  if (const std::string* text = text_of(left)) return folded(*text) == folded(*text_of(right));
  return identity(left) == identity(right);
}

// `a.name = 'x'` accepts aliases, as does {name: 'x'}, and `r.id = 'x'` ids of before. Nullopt if `left` is neither.
std::optional<bool> Evaluator::names(const Expression& left, const Row& row, const Cell& wanted) {
  if (!is_name_or_id(left) || text_of(wanted) == nullptr) return std::nullopt;
  const Cell of = evaluate(*left.children[0], row);
  const bool relation = std::holds_alternative<RelationId>(of.value);
  if (!relation && !std::holds_alternative<EntityId>(of.value)) return std::nullopt;
  return property_matches(of, left.name, wanted, left.position);
}

bool Evaluator::property_matches(const Cell& of, const std::string& name, const Cell& wanted, std::size_t position) {
  const auto* entity = std::get_if<EntityId>(&of.value);
  const std::string* wanted_name = text_of(wanted);
  const bool by_id = wanted_name != nullptr && is_id(name);
  if (entity != nullptr && wanted_name != nullptr && (is_name(name) || (by_id && find_key('n', *wanted_name)))) {
    find(*wanted_name);
    return bearers_.at(*wanted_name).contains(*entity);
  }
  const auto* relation = std::get_if<RelationId>(&of.value);
  if (relation != nullptr && by_id && find_key('r', *wanted_name))
    return find_relations(*wanted_name).contains(*relation);
  return equal(property(of, name, position), wanted).value_or(false);
}

Cell Evaluator::compare(const Expression& expression, const Row& row, const Aggregates* aggregates) {
  const Cell left = evaluate(*expression.children[0], row, aggregates);
  const Cell right = evaluate(*expression.children[1], row, aggregates);
  if (left.is_null() || right.is_null()) return {};
  const std::string& sign = expression.name;
  if (sign == "=" || sign == "<>") {
    std::optional<bool> same;
    if (aggregates == nullptr) same = names(*expression.children[0], row, right);
    if (aggregates == nullptr && !same) same = names(*expression.children[1], row, left);
    if (!same) same = equal(left, right);
    return truth(sign == "=" ? *same : !*same);
  }
  if (is_number(left) != is_number(right) || (!is_number(left) && left.value.index() != right.value.index())) return {};
  // Texts that are compared for order are mostly dates: by bytes.
  const std::string* text = text_of(left);
  const int result = text != nullptr ? text->compare(*text_of(right)) : order(graph_, left, right);
  if (sign == "<") return Cell{result < 0};
  if (sign == "<=") return Cell{result <= 0};
  if (sign == ">") return Cell{result > 0};
  return Cell{result >= 0};
}

Cell Evaluator::text_predicate(const Expression& expression, const Cell& left, const Cell& right) {
  // aliases CONTAINS 'x': any of them.
  if (const auto* list = std::get_if<CellList>(&left.value)) {
    for (const Cell& item : *list) {
      Cell cell = text_predicate(expression, item, right);
      const bool* value = std::get_if<bool>(&cell.value);
      if (value != nullptr && *value) return cell;
    }
    return Cell{false};
  }
  if (text_of(left) == nullptr || text_of(right) == nullptr) return {};
  const std::string& text = folded(*text_of(left));
  const std::string part = fold_name(*text_of(right));
  if (expression.kind == Kind::kStartsWith) return Cell{text.starts_with(part)};
  if (expression.kind == Kind::kEndsWith) return Cell{text.ends_with(part)};
  return Cell{text.find(part) != std::string::npos};
}

Cell Evaluator::in_list(const Expression& expression, const Cell& left, const Cell& right, const Row& row) {
  if (left.is_null() || right.is_null()) return {};
  const auto* list = std::get_if<CellList>(&right.value);
  if (list == nullptr) fail(query_, expression.children[1]->position, "IN needs a list");
  bool unknown = false;
  for (const Cell& item : *list) {
    std::optional<bool> same = names(*expression.children[0], row, item);
    if (!same) same = equal(left, item);
    if (same.value_or(false)) return Cell{true};
    unknown = unknown || !same;
  }
  return unknown ? Cell{} : Cell{false};
}

Cell Evaluator::logic(const Expression& expression, const Row& row, const Aggregates* aggregates) {
  const auto value = [&](std::size_t i) -> std::optional<bool> {
    const Cell cell = evaluate(*expression.children[i], row, aggregates);
    if (cell.is_null()) return std::nullopt;
    const bool* known = std::get_if<bool>(&cell.value);
    if (known == nullptr) fail(query_, expression.children[i]->position, "a condition must be true or false");
    return *known;
  };
  const std::optional<bool> left = value(0);
  if (expression.kind == Kind::kNot) return left ? Cell{!*left} : Cell{};
  if (expression.kind == Kind::kXor) {
    const std::optional<bool> right = value(1);
    return left && right ? Cell{*left != *right} : Cell{};
  }
  // The value that decides, whatever the other side is: false for AND, true for OR.
  const bool decisive = expression.kind == Kind::kOr;
  if (left && *left == decisive) return Cell{decisive};
  const std::optional<bool> right = value(1);
  if (right && *right == decisive) return Cell{decisive};
  return left && right ? Cell{!decisive} : Cell{};
}

Cell Evaluator::arithmetic(const Expression& expression, const Cell& left, const Cell& right) const {
  if (left.is_null() || right.is_null()) return {};
  const char sign = expression.kind == Kind::kNegate ? '-' : expression.name[0];
  if (sign == '+' && text_of(left) != nullptr && text_of(right) != nullptr)
    return Cell{*text_of(left) + *text_of(right)};
  if (!is_number(left) || !is_number(right)) fail(query_, expression.position, "this needs numbers");
  const auto* a = std::get_if<std::int64_t>(&left.value);
  const auto* b = std::get_if<std::int64_t>(&right.value);
  if (a == nullptr || b == nullptr) {
    const double x = number_of(left);
    const double y = number_of(right);
    return Cell{sign == '+'   ? x + y
                : sign == '-' ? x - y
                : sign == '*' ? x * y
                : sign == '/' ? x / y
                              : std::fmod(x, y)};
  }
  std::int64_t result = 0;
  bool overflow = false;
  if (sign == '/' || sign == '%') {
    if (*b == 0) fail(query_, expression.position, "division by zero");
    overflow = *a == std::numeric_limits<std::int64_t>::min() && *b == -1;
    if (!overflow) result = sign == '/' ? *a / *b : *a % *b;
  } else {
    overflow = sign == '+'   ? __builtin_add_overflow(*a, *b, &result)
               : sign == '-' ? __builtin_sub_overflow(*a, *b, &result)
                             : __builtin_mul_overflow(*a, *b, &result);
  }
  if (overflow) fail(query_, expression.position, "the result is too large");
  return Cell{result};
}

Cell Evaluator::call(const Expression& expression, const Row& row, const Aggregates* aggregates) {
  if (aggregates != nullptr) {
    if (const auto known = aggregates->find(&expression); known != aggregates->end()) return known->second;
  }
  if (expression.name == "coalesce") {
    for (const ExpressionPtr& child : expression.children) {
      Cell cell = evaluate(*child, row, aggregates);
      if (!cell.is_null()) return cell;
    }
    return {};
  }
  const Cell argument = evaluate(*expression.children[0], row, aggregates);
  if (argument.is_null()) return {};
  const auto* entity = std::get_if<EntityId>(&argument.value);
  const auto* relation = std::get_if<RelationId>(&argument.value);
  const auto* list = std::get_if<CellList>(&argument.value);
  const std::string* text = text_of(argument);
  const std::string& name = expression.name;
  if (name == "type" && relation != nullptr) return Cell{graph_.relation(*relation).lemma};
  if (name == "labels" && entity != nullptr) {
    return Cell{CellList{Cell{std::string(to_string(graph_.entity(*entity).type))}}};
  }
  if (name == "id" && (entity != nullptr || relation != nullptr))
    return *find_property(graph_, evidence_, argument, "id");
  if ((name == "size" || name == "length") && list != nullptr) return Cell{static_cast<std::int64_t>(list->size())};
  if (name == "size" && text != nullptr) {
    std::int64_t characters = 0;
    for (std::size_t at = 0; at < text->size(); ++characters) decode_utf8(*text, at);
    return Cell{characters};
  }
  if (name == "head" && list != nullptr) return list->empty() ? Cell{} : list->front();
  if (name == "tolower" && text != nullptr) return Cell{to_lower(*text)};
  if (name == "toupper" && text != nullptr) return Cell{to_upper(*text)};
  if (name == "startnode" && relation != nullptr) return Cell{graph_.relation(*relation).subject};
  if (name == "endnode" && relation != nullptr) return Cell{graph_.relation(*relation).object};
  if (name == "tostring" && list == nullptr) {
    if (is_number(argument))
      return Cell{std::holds_alternative<double>(argument.value)
                      ? std::to_string(std::get<double>(argument.value))
                      : std::to_string(std::get<std::int64_t>(argument.value))};
    const Value value = to_value(graph_, argument);
    if (const auto* shown = std::get_if<std::string>(&value)) return Cell{*shown};
    return Cell{std::string(std::get<bool>(value) ? "true" : "false")};
  }
  fail(query_, expression.position, name + "() cannot be had of such a value");
}

}  // namespace trama::query
