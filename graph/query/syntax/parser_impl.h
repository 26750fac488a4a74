// The parser: recursive descent over tokens. Private to graph/query/syntax.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "graph/query/syntax/ast.h"
#include "graph/query/syntax/parser.h"
#include "graph/query/syntax/source.h"
#include "graph/query/syntax/token.h"

namespace trama::cypher {

class Parser {
 public:
  explicit Parser(std::string_view text);

  Query whole_query();
  ExpressionPtr whole_expression();

 private:
  // parse_query.cc
  Query query();
  SingleQuery single_query();
  bool clause(SingleQuery& query);
  Clause match(bool optional);
  Clause unwind();
  Clause projection(Clause::Kind kind);
  Clause call(bool optional);
  void items(Clause& clause);
  void order_by(Clause& clause);
  void refuse_writing();
  Query braced_query(bool pattern_allowed);

  // parse_pattern.cc
  std::vector<PatternPart> patterns();
  PatternPart pattern_part(bool variable_allowed);
  void chain(PatternPart& part);
  NodePattern node();
  RelationshipPattern relationship();
  void relationship_inside(RelationshipPattern& pattern);
  void length(RelationshipPattern& pattern);
  void quantifier(RelationshipPattern& pattern);
  ExpressionPtr pattern_properties();
  LabelExpression label_or();
  LabelExpression label_and();
  LabelExpression label_not();
  bool starts_relationship() const;
  std::int64_t bound();

  // parse_expression.cc
  ExpressionPtr expression();
  ExpressionPtr xor_expression();
  ExpressionPtr and_expression();
  ExpressionPtr not_expression();
  ExpressionPtr comparison();
  ExpressionPtr predicate();
  ExpressionPtr additive();
  ExpressionPtr multiplicative();
  ExpressionPtr power();
  ExpressionPtr unary();
  ExpressionPtr postfix();
  ExpressionPtr subscript(ExpressionPtr of, std::size_t begin);

  // parse_primary.cc
  ExpressionPtr primary();
  ExpressionPtr named();
  ExpressionPtr call_of(const std::string& name, std::size_t begin);
  ExpressionPtr number(bool negative);
  ExpressionPtr list();
  ExpressionPtr list_comprehension(std::size_t begin);
  ExpressionPtr try_pattern_comprehension(std::size_t begin);
  ExpressionPtr map();
  ExpressionPtr map_projection(ExpressionPtr variable);
  ExpressionPtr case_expression();
  ExpressionPtr quantified(const std::string& name, std::size_t begin);
  ExpressionPtr reduce(std::size_t begin);
  ExpressionPtr shortest_path(Shortest kind, std::size_t begin);
  ExpressionPtr subquery(Op op, std::size_t begin);
  ExpressionPtr try_pattern_predicate();

  // parser.cc
  const Token& peek(std::size_t ahead = 0) const;
  const Token& take();
  bool at_sign(std::string_view sign, std::size_t ahead = 0) const;
  bool at_word(std::string_view word, std::size_t ahead = 0) const;
  bool take_sign(std::string_view sign);
  bool take_word(std::string_view word);
  void want_sign(std::string_view sign);
  void want_word(std::string_view word);
  std::string want_name(const std::string& what);
  [[noreturn]] void unexpected(const std::string& expected) const;
  [[noreturn]] void fail_at(std::size_t position, const std::string& message) const;

  // A node with its children; throws if it is too deep.
  ExpressionPtr make(Op op, std::size_t begin, std::vector<ExpressionPtr> children = {}) const;
  template <typename... Children>
  ExpressionPtr make_of(Op op, std::size_t begin, Children... children) const {
    std::vector<ExpressionPtr> list;
    (list.push_back(std::move(children)), ...);
    return make(op, begin, std::move(list));
  }
  std::size_t last_end() const { return at_ == 0 ? 0 : tokens_[at_ - 1].end; }

  // Counts brackets within brackets while it lives.
  class Nesting {
   public:
    Nesting(Parser& parser, int most);
    ~Nesting() { --parser_.nesting_; }
    Nesting(const Nesting&) = delete;
    Nesting& operator=(const Nesting&) = delete;

   private:
    Parser& parser_;
  };

  std::string_view text_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  int nesting_ = 0;
  std::set<std::size_t> no_comprehensions_;
  std::set<std::size_t> no_patterns_;  // Tokens at which no pattern begins, as was found: not tried again.
};

}  // namespace trama::cypher
