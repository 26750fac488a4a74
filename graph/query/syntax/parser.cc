#include "graph/query/syntax/parser.h"

#include <algorithm>

#include "base/error.h"
#include "base/utf8.h"
#include "graph/query/syntax/parser_impl.h"

namespace trama::cypher {

namespace {

// The keyword that somebody wrote who wrote this word, if it is none itself.
std::string near_keyword(const Token& token) {
  static const std::vector<std::string> kKeywords = {
      "MATCH", "OPTIONAL", "WHERE",    "RETURN",      "WITH",      "UNWIND", "UNION", "ORDER BY", "SKIP", "LIMIT",
      "CALL",  "DISTINCT", "CONTAINS", "STARTS WITH", "ENDS WITH", "EXISTS", "DESC",  "AND",      "THEN"};
  if (token.kind != TokenKind::kName) return {};
  const std::string found = nearest_name(token.text, kKeywords);
  return found.starts_with(to_upper(token.text)) ? std::string() : found;
}

}  // namespace

Expression::Expression() = default;
Expression::~Expression() = default;

Parser::Parser(std::string_view text) : text_(text) {
  if (text.size() > kLongestQuery) {
    throw Error(ErrorCode::kSyntax, "the query is longer than " + std::to_string(kLongestQuery) + " bytes");
  }
  const std::size_t zero = text.find('\0');
  if (zero != std::string_view::npos) fail(text, zero, "a query cannot have a zero byte");
  if (!is_valid_utf8(text)) fail(text, 0, "the query is not valid UTF-8");
  tokens_ = tokenize(text);
}

const Token& Parser::peek(std::size_t ahead) const {
  return tokens_[std::min(at_ + ahead, tokens_.size() - 1)];
}
const Token& Parser::take() {
  const Token& token = peek();
  if (at_ + 1 < tokens_.size()) ++at_;
  return token;
}
bool Parser::at_sign(std::string_view sign, std::size_t ahead) const {
  return peek(ahead).kind == TokenKind::kSign && peek(ahead).text == sign;
}
bool Parser::at_word(std::string_view word, std::size_t ahead) const {
  return is_word(peek(ahead), word);
}
bool Parser::take_sign(std::string_view sign) {
  if (!at_sign(sign)) return false;
  take();
  return true;
}
bool Parser::take_word(std::string_view word) {
  if (!at_word(word)) return false;
  take();
  return true;
}
void Parser::want_sign(std::string_view sign) {
  if (!take_sign(sign)) unexpected("'" + std::string(sign) + "'");
}
void Parser::want_word(std::string_view word) {
  if (!take_word(word)) unexpected(std::string(word));
}
std::string Parser::want_name(const std::string& what) {
  if (peek().kind != TokenKind::kName && peek().kind != TokenKind::kQuotedName) unexpected(what);
  return take().text;
}

void Parser::unexpected(const std::string& expected) const {
  if (peek().kind == TokenKind::kEnd) fail_at(peek().begin, "the query ends here, expected " + expected);
  const std::string hint = near_keyword(peek());
  fail_at(peek().begin, "expected " + expected + (hint.empty() ? "" : "; did you mean " + hint + "?"));
}

void Parser::fail_at(std::size_t position, const std::string& message) const {
  fail(text_, position, message);
}

ExpressionPtr Parser::make(Op op, std::size_t begin, std::vector<ExpressionPtr> children) const {
  auto expression = std::make_unique<Expression>();
  expression->op = op;
  expression->begin = begin;
  expression->end = last_end();
  for (const ExpressionPtr& child : children) {
    if (child != nullptr) expression->depth = std::max(expression->depth, child->depth + 1);
  }
  if (expression->depth > kDeepestExpression) fail_at(begin, "too many operators in one expression");
  expression->children = std::move(children);
  return expression;
}

Parser::Nesting::Nesting(Parser& parser, int most) : parser_(parser) {
  if (++parser.nesting_ > most) {
    --parser.nesting_;
    parser.fail_at(parser.peek().begin, "nested too deeply");
  }
}

Query parse_query(std::string_view text) {
  return Parser(text).whole_query();
}
ExpressionPtr parse_expression(std::string_view text) {
  return Parser(text).whole_expression();
}

}  // namespace trama::cypher
