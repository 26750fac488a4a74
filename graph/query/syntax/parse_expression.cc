// Expressions, from the operators that bind least to those that bind most.
#include "graph/query/syntax/parser_impl.h"

namespace trama::cypher {

ExpressionPtr Parser::whole_expression() {
  ExpressionPtr result = expression();
  if (peek().kind != TokenKind::kEnd) unexpected("the end");
  return result;
}

ExpressionPtr Parser::expression() {
  const std::size_t begin = peek().begin;
  ExpressionPtr left = xor_expression();
  while (take_word("OR")) {
    ExpressionPtr right = xor_expression();
    left = make_of(Op::kOr, begin, std::move(left), std::move(right));
  }
  return left;
}

ExpressionPtr Parser::xor_expression() {
  const std::size_t begin = peek().begin;
  ExpressionPtr left = and_expression();
  while (take_word("XOR")) {
    ExpressionPtr right = and_expression();
    left = make_of(Op::kXor, begin, std::move(left), std::move(right));
  }
  return left;
}

ExpressionPtr Parser::and_expression() {
  const std::size_t begin = peek().begin;
  ExpressionPtr left = not_expression();
  while (take_word("AND")) {
    ExpressionPtr right = not_expression();
    left = make_of(Op::kAnd, begin, std::move(left), std::move(right));
  }
  return left;
}

ExpressionPtr Parser::not_expression() {
  std::vector<std::size_t> nots;
  while (at_word("NOT")) nots.push_back(take().begin);
  ExpressionPtr result = comparison();
  for (; !nots.empty(); nots.pop_back()) result = make_of(Op::kNot, nots.back(), std::move(result));
  return result;
}

// 1 < x <= 3 is 1 < x AND x <= 3.
ExpressionPtr Parser::comparison() {
  struct Sign {
    std::string_view text;
    Op op;
  };
  constexpr Sign kSigns[] = {{"=", Op::kEqual},      {"<>", Op::kNotEqual}, {"<", Op::kLess},
                             {"<=", Op::kLessEqual}, {">", Op::kGreater},   {">=", Op::kGreaterEqual}};
  const auto sign_here = [&]() -> const Sign* {
    for (const Sign& sign : kSigns) {
      if (at_sign(sign.text)) return &sign;
    }
    return nullptr;
  };
  const std::size_t begin = peek().begin;
  std::vector<ExpressionPtr> operands;
  std::vector<Op> operators;
  operands.push_back(predicate());
  while (const Sign* sign = sign_here()) {
    take();
    operators.push_back(sign->op);
    operands.push_back(predicate());
  }
  if (operators.empty()) return std::move(operands.front());
  if (operators.size() == 1) return make(operators.front(), begin, std::move(operands));
  ExpressionPtr chain = make(Op::kChain, begin, std::move(operands));
  chain->chain = std::move(operators);
  return chain;
}

ExpressionPtr Parser::predicate() {
  const std::size_t begin = peek().begin;
  ExpressionPtr left = additive();
  while (true) {
    Op op;
    if (take_word("IN")) {
      op = Op::kIn;
    } else if (at_word("STARTS") && at_word("WITH", 1)) {
      take();
      take();
      op = Op::kStartsWith;
    } else if (at_word("ENDS") && at_word("WITH", 1)) {
      take();
      take();
      op = Op::kEndsWith;
    } else if (take_word("CONTAINS")) {
      op = Op::kContains;
    } else if (take_sign("=~")) {
      op = Op::kMatches;
    } else if (at_word("IS") && (at_word("NULL", 1) || (at_word("NOT", 1) && at_word("NULL", 2)))) {
      take();
      const bool negated = take_word("NOT");
      take();
      left = make_of(negated ? Op::kIsNotNull : Op::kIsNull, begin, std::move(left));
      continue;
    } else {
      return left;
    }
    ExpressionPtr right = additive();
    left = make_of(op, begin, std::move(left), std::move(right));
  }
}

ExpressionPtr Parser::additive() {
  const std::size_t begin = peek().begin;
  ExpressionPtr left = multiplicative();
  while (at_sign("+") || at_sign("-")) {
    const Op op = take().text == "+" ? Op::kAdd : Op::kSubtract;
    ExpressionPtr right = multiplicative();
    left = make_of(op, begin, std::move(left), std::move(right));
  }
  return left;
}

ExpressionPtr Parser::multiplicative() {
  const std::size_t begin = peek().begin;
  ExpressionPtr left = power();
  while (at_sign("*") || at_sign("/") || at_sign("%")) {
    const std::string sign = take().text;
    ExpressionPtr right = power();
    left = make_of(sign == "*"   ? Op::kMultiply
                   : sign == "/" ? Op::kDivide
                                 : Op::kModulo,
                   begin, std::move(left), std::move(right));
  }
  return left;
}

ExpressionPtr Parser::power() {
  const std::size_t begin = peek().begin;
  ExpressionPtr left = unary();
  while (take_sign("^")) {
    ExpressionPtr right = unary();
    left = make_of(Op::kPower, begin, std::move(left), std::move(right));
  }
  return left;
}

ExpressionPtr Parser::unary() {
  std::vector<std::pair<std::size_t, bool>> signs;
  while (at_sign("-") || at_sign("+")) {
    const bool minus = at_sign("-");
    const std::size_t begin = take().begin;
    // The smallest integer is none without its sign.
    if (minus && peek().kind == TokenKind::kInteger) {
      ExpressionPtr literal = number(true);
      literal->begin = begin;
      ExpressionPtr result = subscript(std::move(literal), begin);
      for (; !signs.empty(); signs.pop_back()) {
        result = make_of(signs.back().second ? Op::kNegate : Op::kPlus, signs.back().first, std::move(result));
      }
      return result;
    }
    signs.emplace_back(begin, minus);
  }
  ExpressionPtr result = postfix();
  for (; !signs.empty(); signs.pop_back()) {
    result = make_of(signs.back().second ? Op::kNegate : Op::kPlus, signs.back().first, std::move(result));
  }
  return result;
}

ExpressionPtr Parser::postfix() {
  const std::size_t begin = peek().begin;
  return subscript(primary(), begin);
}

// .name, [index], [from..to] and :Label behind an operand.
ExpressionPtr Parser::subscript(ExpressionPtr of, std::size_t begin) {
  while (true) {
    if (at_sign(".")) {
      take();
      const std::string name = want_name("a property");
      of = make_of(Op::kProperty, begin, std::move(of));
      of->name = name;
    } else if (at_sign("[")) {
      const Nesting nesting(*this, kDeepestNesting);
      take();
      ExpressionPtr from = at_sign("..") ? nullptr : expression();
      if (take_sign("..")) {
        ExpressionPtr to = at_sign("]") ? nullptr : expression();
        want_sign("]");
        of = make_of(Op::kSlice, begin, std::move(of), std::move(from), std::move(to));
      } else {
        want_sign("]");
        of = make_of(Op::kIndex, begin, std::move(of), std::move(from));
      }
    } else if (at_sign(":") && (peek(1).kind == TokenKind::kName || peek(1).kind == TokenKind::kQuotedName ||
                                at_sign("!", 1) || at_sign("(", 1) || at_sign("%", 1))) {
      take();
      LabelExpression labels = label_or();
      of = make_of(Op::kHasLabels, begin, std::move(of));
      of->labels = std::move(labels);
    } else {
      return of;
    }
  }
}

}  // namespace trama::cypher
