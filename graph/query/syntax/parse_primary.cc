// Operands: literals, variables, calls, lists, maps, CASE, comprehensions, subqueries.
#include <charconv>
#include <cmath>
#include <cstdlib>

#include "base/error.h"
#include "base/utf8.h"
#include "graph/query/syntax/parser_impl.h"

namespace trama::cypher {

ExpressionPtr Parser::primary() {
  const Token& token = peek();
  const std::size_t begin = token.begin;
  switch (token.kind) {
    case TokenKind::kInteger:
    case TokenKind::kFloat:
      return number(false);
    case TokenKind::kString: {
      const std::string& text = take().text;
      ExpressionPtr literal = make(Op::kLiteral, begin);
      literal->literal = text;
      return literal;
    }
    case TokenKind::kParameter: {
      const std::string& name = take().text;
      ExpressionPtr parameter = make(Op::kParameter, begin);
      parameter->name = name;
      return parameter;
    }
    case TokenKind::kName:
    case TokenKind::kQuotedName:
      return named();
    case TokenKind::kSign:
      break;
    case TokenKind::kEnd:
      unexpected("a value");
  }
  if (at_sign("[")) return list();
  if (at_sign("{")) return map();
  if (!at_sign("(")) unexpected("a value");
  if (ExpressionPtr pattern = try_pattern_predicate()) return pattern;
  const Nesting nesting(*this, kDeepestNesting);
  take();
  ExpressionPtr inside = expression();
  want_sign(")");
  return inside;
}

ExpressionPtr Parser::number(bool negative) {
  const Token& token = take();
  ExpressionPtr literal = make(Op::kLiteral, token.begin);
  const std::string& text = token.text;
  if (token.kind == TokenKind::kFloat) {
    char* end = nullptr;
    const double value = std::strtod(text.c_str(), &end);
    if (end != text.c_str() + text.size()) fail_at(token.begin, "this is no number");
    if (!std::isfinite(value)) fail_at(token.begin, "the number is too large");
    literal->literal = negative ? -value : value;
    return literal;
  }
  const bool hexadecimal = text.starts_with("0x");
  const bool other = hexadecimal || text.starts_with("0o");
  std::string digits = negative ? "-" : "";
  digits += other ? text.substr(2) : text;
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value,
                                            hexadecimal ? 16
                                            : other     ? 8
                                                        : 10);
  if (error == std::errc::result_out_of_range) fail_at(token.begin, "the number is too large");
  if (error != std::errc() || end != digits.data() + digits.size()) fail_at(token.begin, "this is no number");
  literal->literal = value;
  return literal;
}

// What begins with a name.
ExpressionPtr Parser::named() {
  const std::size_t begin = peek().begin;
  if (peek().kind == TokenKind::kName) {
    const bool truth = at_word("TRUE");
    if (truth || at_word("FALSE") || at_word("NULL")) {
      ExpressionPtr literal = make(Op::kLiteral, begin);
      if (truth || at_word("FALSE")) literal->literal = truth;
      take();
      literal->end = last_end();
      return literal;
    }
    if (at_word("CASE") && !at_sign(".", 1) && !at_sign(",", 1)) return case_expression();
    if (at_sign("{", 1)) {
      if (at_word("EXISTS")) return subquery(Op::kExists, begin);
      if (at_word("COUNT")) return subquery(Op::kCount, begin);
      if (at_word("COLLECT")) return subquery(Op::kCollect, begin);
    }
    if (at_sign("(", 1)) {
      for (const std::string_view word : {"ALL", "ANY", "NONE", "SINGLE"}) {
        if (at_word(word) && at_word("IN", 3)) return quantified(std::string(word), begin);
      }
      if (at_word("REDUCE") && at_sign("=", 3)) return reduce(begin);
      if (at_word("SHORTESTPATH")) return shortest_path(Shortest::kOne, begin);
      if (at_word("ALLSHORTESTPATHS")) return shortest_path(Shortest::kAll, begin);
    }
  }
  // A call, with a name of one or more parts.
  std::size_t parts = 0;
  while (at_sign(".", parts + 1) && (peek(parts + 2).kind == TokenKind::kName)) parts += 2;
  if (at_sign("(", parts + 1)) {
    std::string name = take().text;
    for (; parts > 0; parts -= 2) {
      take();
      name += "." + take().text;
    }
    return call_of(name, begin);
  }
  const std::string name = take().text;
  ExpressionPtr variable = make(Op::kVariable, begin);
  variable->name = name;
  return at_sign("{") ? map_projection(std::move(variable)) : std::move(variable);
}

ExpressionPtr Parser::call_of(const std::string& name, std::size_t begin) {
  const Nesting nesting(*this, kDeepestNesting);
  want_sign("(");
  const std::string folded = to_lower(name);
  if (folded == "count" && take_sign("*")) {
    want_sign(")");
    return make(Op::kCountStar, begin);
  }
  const bool distinct = take_word("DISTINCT");
  std::vector<ExpressionPtr> arguments;
  if (!at_sign(")")) {
    do {
      arguments.push_back(expression());
    } while (take_sign(","));
  }
  want_sign(")");
  ExpressionPtr call = make(Op::kCall, begin, std::move(arguments));
  call->name = folded;
  call->distinct = distinct;
  return call;
}

ExpressionPtr Parser::list() {
  const std::size_t begin = peek().begin;
  const Nesting nesting(*this, kDeepestNesting);
  take();
  const bool named = peek().kind == TokenKind::kName || peek().kind == TokenKind::kQuotedName;
  if (named && at_word("IN", 1)) return list_comprehension(begin);
  if (ExpressionPtr comprehension = try_pattern_comprehension(begin)) return comprehension;
  std::vector<ExpressionPtr> items;
  if (!at_sign("]")) {
    do {
      items.push_back(expression());
    } while (take_sign(","));
  }
  want_sign("]");
  return make(Op::kList, begin, std::move(items));
}

ExpressionPtr Parser::list_comprehension(std::size_t begin) {
  const std::string variable = take().text;
  take();
  ExpressionPtr from = expression();
  ExpressionPtr where = take_word("WHERE") ? expression() : nullptr;
  ExpressionPtr result = take_sign("|") ? expression() : nullptr;
  want_sign("]");
  ExpressionPtr comprehension =
      make_of(Op::kListComprehension, begin, std::move(from), std::move(where), std::move(result));
  comprehension->name = variable;
  return comprehension;
}

// Null, and nothing taken, if this is no pattern comprehension.
ExpressionPtr Parser::try_pattern_comprehension(std::size_t begin) {
  if (!at_sign("(") && !(at_sign("=", 1) && at_sign("(", 2))) return nullptr;
  const std::size_t start = at_;
  if (no_comprehensions_.contains(start)) return nullptr;
  auto pattern = std::make_unique<PatternPart>();
  try {
    *pattern = pattern_part(true);
  } catch (const Error&) {
    pattern->relationships.clear();
  }
  if (pattern->relationships.empty() || (!at_word("WHERE") && !at_sign("|"))) {
    at_ = start;
    no_comprehensions_.insert(start);
    return nullptr;
  }
  ExpressionPtr where = take_word("WHERE") ? expression() : nullptr;
  want_sign("|");
  ExpressionPtr result = expression();
  want_sign("]");
  ExpressionPtr comprehension = make_of(Op::kPatternComprehension, begin, std::move(where), std::move(result));
  comprehension->pattern = std::move(pattern);
  return comprehension;
}

// Null, and nothing taken, if this is no pattern but something in parentheses.
ExpressionPtr Parser::try_pattern_predicate() {
  const std::size_t start = at_;
  const std::size_t begin = peek().begin;
  // A node first: a variable or nothing, labels, properties.
  const bool empty = at_sign(")", 1) || at_sign(":", 1) || at_sign("{", 1);
  const bool named = (peek(1).kind == TokenKind::kName || peek(1).kind == TokenKind::kQuotedName) &&
                     (at_sign(")", 2) || at_sign(":", 2) || at_sign("{", 2));
  if ((!empty && !named) || no_patterns_.contains(start)) return nullptr;
  auto pattern = std::make_unique<PatternPart>();
  pattern->position = begin;
  try {
    chain(*pattern);
  } catch (const Error&) {
    if (empty) throw;  // Nothing else begins so.
    pattern->relationships.clear();
  }
  if (pattern->relationships.empty()) {
    at_ = start;
    no_patterns_.insert(start);
    return nullptr;
  }
  ExpressionPtr predicate = make(Op::kPatternPredicate, begin);
  predicate->pattern = std::move(pattern);
  return predicate;
}

ExpressionPtr Parser::map() {
  const std::size_t begin = peek().begin;
  const Nesting nesting(*this, kDeepestNesting);
  want_sign("{");
  std::vector<std::string> keys;
  std::vector<ExpressionPtr> values;
  if (!at_sign("}")) {
    do {
      keys.push_back(want_name("a key"));
      want_sign(":");
      values.push_back(expression());
    } while (take_sign(","));
  }
  want_sign("}");
  ExpressionPtr result = make(Op::kMap, begin, std::move(values));
  result->keys = std::move(keys);
  return result;
}

ExpressionPtr Parser::map_projection(ExpressionPtr variable) {
  const std::size_t begin = variable->begin;
  const std::string name = variable->name;
  const Nesting nesting(*this, kDeepestNesting);
  want_sign("{");
  const auto variable_again = [&](const std::string& of) {
    ExpressionPtr copy = make(Op::kVariable, begin);
    copy->name = of;
    return copy;
  };
  std::vector<std::string> keys;
  std::vector<ExpressionPtr> children;
  children.push_back(std::move(variable));
  if (!at_sign("}")) {
    do {
      if (take_sign(".")) {
        if (take_sign("*")) {
          keys.emplace_back("*");
          children.push_back(nullptr);
          continue;
        }
        keys.push_back(want_name("a property"));
        ExpressionPtr property = make_of(Op::kProperty, begin, variable_again(name));
        property->name = keys.back();
        children.push_back(std::move(property));
        continue;
      }
      keys.push_back(want_name("a key"));
      children.push_back(take_sign(":") ? expression() : variable_again(keys.back()));
    } while (take_sign(","));
  }
  want_sign("}");
  ExpressionPtr result = make(Op::kMapProjection, begin, std::move(children));
  result->keys = std::move(keys);
  return result;
}

ExpressionPtr Parser::case_expression() {
  const std::size_t begin = take().begin;
  const Nesting nesting(*this, kDeepestNesting);
  std::vector<ExpressionPtr> children;
  const bool has_operand = !at_word("WHEN");
  if (has_operand) children.push_back(expression());
  if (!at_word("WHEN")) unexpected("WHEN");
  while (take_word("WHEN")) {
    children.push_back(expression());
    want_word("THEN");
    children.push_back(expression());
  }
  children.push_back(take_word("ELSE") ? expression() : make(Op::kLiteral, begin));
  want_word("END");
  ExpressionPtr result = make(Op::kCase, begin, std::move(children));
  result->has_operand = has_operand;
  return result;
}

// any(x IN list WHERE …)
ExpressionPtr Parser::quantified(const std::string& name, std::size_t begin) {
  const Nesting nesting(*this, kDeepestNesting);
  take();
  take();
  const std::string variable = want_name("a variable");
  take();
  ExpressionPtr from = expression();
  want_word("WHERE");
  ExpressionPtr where = expression();
  want_sign(")");
  ExpressionPtr result = make_of(Op::kQuantifier, begin, std::move(from), std::move(where));
  result->name = name;
  result->variable = variable;
  return result;
}

ExpressionPtr Parser::reduce(std::size_t begin) {
  const Nesting nesting(*this, kDeepestNesting);
  take();
  take();
  const std::string name = want_name("a variable");
  want_sign("=");
  ExpressionPtr first = expression();
  want_sign(",");
  const std::string variable = want_name("a variable");
  want_word("IN");
  ExpressionPtr from = expression();
  want_sign("|");
  ExpressionPtr next = expression();
  want_sign(")");
  ExpressionPtr result = make_of(Op::kReduce, begin, std::move(first), std::move(from), std::move(next));
  result->name = name;
  result->variable = variable;
  return result;
}

ExpressionPtr Parser::shortest_path(Shortest kind, std::size_t begin) {
  const Nesting nesting(*this, kDeepestNesting);
  auto pattern = std::make_unique<PatternPart>(pattern_part(false));
  pattern->shortest = kind;
  ExpressionPtr result = make(Op::kShortestPath, begin);
  result->pattern = std::move(pattern);
  return result;
}

ExpressionPtr Parser::subquery(Op op, std::size_t begin) {
  take();
  auto query = std::make_unique<Query>(braced_query(op != Op::kCollect));
  ExpressionPtr result = make(op, begin);
  result->subquery = std::move(query);
  return result;
}

}  // namespace trama::cypher
