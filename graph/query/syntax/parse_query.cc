// Queries and their clauses.
#include <algorithm>
#include <array>

#include "graph/query/syntax/parser_impl.h"

namespace trama::cypher {

Query Parser::whole_query() {
  Query result = query();
  take_sign(";");
  if (peek().kind != TokenKind::kEnd) {
    refuse_writing();
    unexpected("the end of the query");
  }
  return result;
}

Query Parser::query() {
  Query result;
  result.parts.push_back(single_query());
  while (at_word("UNION")) {
    const std::size_t position = take().begin;
    const bool all = take_word("ALL");
    if (!all) take_word("DISTINCT");
    if (result.parts.size() > 1 && all != result.all) fail_at(position, "UNION and UNION ALL cannot be mixed");
    result.all = all;
    result.parts.push_back(single_query());
  }
  return result;
}

SingleQuery Parser::single_query() {
  SingleQuery result;
  result.position = peek().begin;
  while (clause(result)) {
    if (result.clauses.back().kind == Clause::Kind::kReturn) return result;
  }
  refuse_writing();
  if (result.clauses.empty()) unexpected("MATCH, OPTIONAL MATCH, UNWIND, WITH, CALL or RETURN");
  return result;  // Without RETURN: what stands around must allow it.
}

bool Parser::clause(SingleQuery& query) {
  std::vector<Clause>& clauses = query.clauses;
  if (at_word("OPTIONAL") && (at_word("MATCH", 1) || at_word("CALL", 1))) {
    take();
    clauses.push_back(at_word("MATCH") ? match(true) : call(true));
  } else if (at_word("MATCH")) {
    clauses.push_back(match(false));
  } else if (at_word("UNWIND")) {
    clauses.push_back(unwind());
  } else if (at_word("WITH")) {
    clauses.push_back(projection(Clause::Kind::kWith));
  } else if (at_word("RETURN")) {
    clauses.push_back(projection(Clause::Kind::kReturn));
  } else if (at_word("CALL")) {
    clauses.push_back(call(false));
  } else {
    return false;
  }
  return true;
}

void Parser::refuse_writing() {
  constexpr std::array<std::string_view, 9> kWriting = {"CREATE", "MERGE", "SET",     "DELETE", "DETACH",
                                                        "REMOVE", "DROP",  "FOREACH", "LOAD"};
  for (const std::string_view word : kWriting) {
    if (at_word(word)) {
      fail_at(peek().begin, "queries are read-only: " + std::string(word) + " is not possible");
    }
  }
}

Clause Parser::match(bool optional) {
  Clause result;
  result.kind = Clause::Kind::kMatch;
  result.optional = optional;
  result.position = take().begin;
  result.patterns = patterns();
  if (take_word("WHERE")) result.where = expression();
  return result;
}

Clause Parser::unwind() {
  Clause result;
  result.kind = Clause::Kind::kUnwind;
  result.position = take().begin;
  result.list = expression();
  want_word("AS");
  result.variable = want_name("a variable");
  return result;
}

Clause Parser::projection(Clause::Kind kind) {
  Clause result;
  result.kind = kind;
  result.position = take().begin;
  result.distinct = take_word("DISTINCT");
  items(result);
  order_by(result);
  if (take_word("SKIP") || take_word("OFFSET")) result.skip = expression();
  if (take_word("LIMIT")) result.limit = expression();
  if (kind == Clause::Kind::kWith && take_word("WHERE")) result.where = expression();
  return result;
}

void Parser::items(Clause& clause) {
  if (take_sign("*")) {
    clause.star = true;
    if (!take_sign(",")) return;
  }
  do {
    ProjectionItem item;
    const std::size_t begin = peek().begin;
    item.expression = expression();
    if (take_word("AS")) {
      item.named = true;
      item.name = want_name("a name");
    } else if (item.expression->op == Op::kVariable) {
      item.name = item.expression->name;
    } else {
      item.name = std::string(text_.substr(begin, last_end() - begin));
    }
    clause.items.push_back(std::move(item));
  } while (take_sign(","));
}

void Parser::order_by(Clause& clause) {
  if (!at_word("ORDER") || !at_word("BY", 1)) return;
  take();
  take();
  do {
    SortItem item;
    item.expression = expression();
    if (take_word("DESC") || take_word("DESCENDING")) {
      item.descending = true;
    } else if (!take_word("ASC")) {
      take_word("ASCENDING");
    }
    clause.order.push_back(std::move(item));
  } while (take_sign(","));
}

Clause Parser::call(bool optional) {
  Clause result;
  result.kind = Clause::Kind::kCall;
  result.optional = optional;
  result.position = take().begin;
  if (take_sign("(")) {
    result.imports.emplace();
    if (!at_sign(")")) {
      do {
        if (take_sign("*")) {
          result.imports.reset();
          result.star = true;
        } else {
          result.imports->push_back(want_name("a variable"));
        }
      } while (result.imports && take_sign(","));
    }
    want_sign(")");
  } else if (!at_sign("{")) {
    fail_at(peek().begin, "procedures cannot be called; CALL { … } takes a subquery");
  }
  result.subquery = std::make_unique<Query>(braced_query(false));
  return result;
}

// { MATCH … RETURN … }, or where a pattern may stand for the whole { (a)-->(b) WHERE … }.
Query Parser::braced_query(bool pattern_allowed) {
  want_sign("{");
  const Nesting nesting(*this, kDeepestNesting);
  Query result;
  if (pattern_allowed && (at_sign("(") || at_sign("=", 1))) {
    Clause clause;
    clause.kind = Clause::Kind::kMatch;
    clause.position = peek().begin;
    clause.patterns = patterns();
    if (take_word("WHERE")) clause.where = expression();
    result.parts.emplace_back();
    result.parts.back().position = clause.position;
    result.parts.back().clauses.push_back(std::move(clause));
  } else {
    result = query();
  }
  want_sign("}");
  return result;
}

}  // namespace trama::cypher
