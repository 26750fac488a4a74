// Patterns: (a:Label {…})-[r:TYPE*1..3]->(b).
#include <charconv>

#include "graph/query/syntax/parser_impl.h"

namespace trama::cypher {

std::vector<PatternPart> Parser::patterns() {
  std::vector<PatternPart> parts;
  do {
    parts.push_back(pattern_part(true));
  } while (take_sign(","));
  return parts;
}

PatternPart Parser::pattern_part(bool variable_allowed) {
  PatternPart part;
  part.position = peek().begin;
  if (variable_allowed && at_sign("=", 1)) {
    part.variable = want_name("a variable");
    take();
  }
  const bool all = at_word("ALLSHORTESTPATHS");
  if ((all || at_word("SHORTESTPATH")) && at_sign("(", 1)) {
    part.shortest = all ? Shortest::kAll : Shortest::kOne;
    take();
    take();
    chain(part);
    want_sign(")");
    if (part.relationships.size() != 1)
      fail_at(part.position, "a shortest path needs one relationship between two nodes");
    return part;
  }
  chain(part);
  return part;
}

void Parser::chain(PatternPart& part) {
  part.nodes.push_back(node());
  while (starts_relationship()) {
    part.relationships.push_back(relationship());
    part.nodes.push_back(node());
  }
}

bool Parser::starts_relationship() const {
  if (at_sign("-")) return at_sign("-", 1) || at_sign("[", 1);
  return at_sign("<") && at_sign("-", 1) && (at_sign("-", 2) || at_sign("[", 2));
}

NodePattern Parser::node() {
  NodePattern pattern;
  pattern.position = peek().begin;
  want_sign("(");
  const Nesting nesting(*this, kDeepestNesting);
  const bool named = peek().kind == TokenKind::kName || peek().kind == TokenKind::kQuotedName;
  if (named && !(at_word("WHERE") && !at_sign(")", 1))) pattern.variable = take().text;
  if (take_sign(":")) pattern.labels = label_or();
  pattern.properties = pattern_properties();
  if (take_word("WHERE")) pattern.where = expression();
  want_sign(")");
  return pattern;
}

ExpressionPtr Parser::pattern_properties() {
  if (peek().kind == TokenKind::kParameter) {
    fail_at(peek().begin, "a parameter cannot stand for all properties; write {name: $name}");
  }
  return at_sign("{") ? map() : nullptr;
}

RelationshipPattern Parser::relationship() {
  RelationshipPattern pattern;
  pattern.position = peek().begin;
  const bool left = take_sign("<");
  want_sign("-");
  if (take_sign("[")) {
    const Nesting nesting(*this, kDeepestNesting);
    relationship_inside(pattern);
    want_sign("]");
  }
  want_sign("-");
  const bool right = take_sign(">");
  pattern.direction = left == right ? Direction::kBoth : left ? Direction::kLeft : Direction::kRight;
  quantifier(pattern);
  return pattern;
}

void Parser::relationship_inside(RelationshipPattern& pattern) {
  const bool named = peek().kind == TokenKind::kName || peek().kind == TokenKind::kQuotedName;
  if (named && !at_word("WHERE")) pattern.variable = take().text;
  if (take_sign(":")) pattern.types = label_or();
  if (take_sign("*")) length(pattern);
  pattern.properties = pattern_properties();
  if (take_word("WHERE")) pattern.where = expression();
}

// Behind the asterisk.
void Parser::length(RelationshipPattern& pattern) {
  pattern.variable_length = true;
  pattern.least = 1;
  pattern.most = kNoBound;
  if (peek().kind == TokenKind::kInteger) {
    pattern.least = bound();
    if (!take_sign("..")) {
      pattern.most = pattern.least;
      return;
    }
  } else if (!take_sign("..")) {
    return;
  }
  if (peek().kind == TokenKind::kInteger) pattern.most = bound();
}

// GQL's form, behind the arrow: ->+, ->*, ->{1,3}.
void Parser::quantifier(RelationshipPattern& pattern) {
  const bool plus = at_sign("+");
  if (!plus && !at_sign("*") && !at_sign("{")) return;
  if (pattern.variable_length) fail_at(peek().begin, "the length is given twice");
  pattern.variable_length = true;
  pattern.least = plus ? 1 : 0;
  pattern.most = kNoBound;
  if (!take_sign("{")) {
    take();
    return;
  }
  if (!at_sign(",")) pattern.least = pattern.most = bound();
  if (take_sign(",")) pattern.most = at_sign("}") ? kNoBound : bound();
  want_sign("}");
}

std::int64_t Parser::bound() {
  const std::string& text = peek().text;
  std::int64_t value = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  if (peek().kind != TokenKind::kInteger || result.ec != std::errc() || result.ptr != text.data() + text.size()) {
    unexpected("a number of relationships");
  }
  take();
  return value;
}

LabelExpression Parser::label_or() {
  LabelExpression first = label_and();
  while (at_sign("|") || at_sign(":")) {
    const bool alternative = take_sign("|");
    take_sign(":");  // :A|:B is the older form of :A|B, and :A:B of :A&B.
    LabelExpression joined;
    joined.kind = alternative ? LabelExpression::Kind::kOr : LabelExpression::Kind::kAnd;
    joined.position = first.position;
    joined.children.push_back(std::move(first));
    joined.children.push_back(label_and());
    first = std::move(joined);
  }
  return first;
}

LabelExpression Parser::label_and() {
  LabelExpression first = label_not();
  while (take_sign("&")) {
    LabelExpression joined;
    joined.kind = LabelExpression::Kind::kAnd;
    joined.position = first.position;
    joined.children.push_back(std::move(first));
    joined.children.push_back(label_not());
    first = std::move(joined);
  }
  return first;
}

LabelExpression Parser::label_not() {
  const Nesting nesting(*this, kDeepestNesting * 2);
  LabelExpression result;
  result.position = peek().begin;
  if (take_sign("!")) {
    result.kind = LabelExpression::Kind::kNot;
    result.children.push_back(label_not());
  } else if (take_sign("%")) {
    result.kind = LabelExpression::Kind::kAny;
  } else if (take_sign("(")) {
    result = label_or();
    want_sign(")");
  } else {
    result.name = want_name("a label or type");
  }
  return result;
}

}  // namespace trama::cypher
