// From what a query says to the stages that answer it. Everything that can be told before a row is read is checked
// here: names, types, scopes, aggregation. Private to graph/query.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "graph/query/run/match.h"
#include "graph/query/run/operator.h"
#include "graph/query/run/stages.h"
#include "graph/query/syntax/ast.h"
#include "graph/query/values/static_type.h"

namespace trama::cypher {

struct Variable {
  int slot = -1;
  StaticType type;
};

// The variables that can be seen at a place.
class Scope {
 public:
  const Variable* find(const std::string& name) const;
  void set(const std::string& name, Variable variable);
  // In the order in which they came.
  const std::vector<std::string>& names() const { return names_; }
  // Of a subquery: what it sees beside its own variables, whatever its clauses let through.
  void set_outer(const Scope* outer) { outer_ = outer; }
  const Scope* outer() const { return outer_; }

 private:
  std::map<std::string, Variable> variables_;
  std::vector<std::string> names_;
  const Scope* outer_ = nullptr;
};

struct Compiled {
  OperatorPtr plan;
  std::vector<std::string> columns;
  std::vector<int> slots;  // Of the columns.
  std::vector<StaticType> types;
};

class Compiler {
 public:
  Compiler(const PropertyGraph& graph, std::string_view text) : graph_(graph), text_(text) {}

  // The plan refers to `query`, into which it writes where things stand. Throws Error (kSyntax).
  Compiled compile(Query& query);
  // An expression without variables.
  void check_constant(Expression& expression);
  std::size_t slot_count() const { return static_cast<std::size_t>(slots_); }

 private:
  // Where an expression stands, and what may be in it.
  struct Place {
    const Scope* scope = nullptr;
    bool aggregates = false;
    bool patterns = false;  // (a)-->(b) is a condition here.
  };

  // compile_query.cc
  enum class Use { kWhole, kRows, kCall };  // What a query is for: its rows may matter without columns.
  Compiled query(Query& query, const Scope& outer, Use use);
  Compiled single_query(SingleQuery& query, const Scope& outer, Use use);
  void match(Clause& clause, Scope& scope, OperatorPtr& plan);
  void finish_match(OperatorPtr& plan, const std::set<int>* used = nullptr, bool ordered = true);
  void unwind(Clause& clause, Scope& scope, OperatorPtr& plan);
  void call(Clause& clause, Scope& scope, OperatorPtr& plan);

  // compile_projection.cc
  struct Projected;
  void projection(Clause& clause, Scope& scope, OperatorPtr& plan, Compiled& result);
  void expand_star(Clause& clause, const Scope& scope) const;
  void check_items(Clause& clause, const Scope& scope, Projected& to);
  void regroup(Expression& expression, const Projected& projected) const;
  void check_order(Clause& clause, const Scope& before, const Scope& after, Projected& projected);
  void substitute(Expression& expression, const Projected& projected, const Scope& after,
                  bool within_aggregation) const;
  void refuse_hidden(const Expression& expression, const Scope& seen, const Scope& before) const;
  void check_count(Expression* count);

  friend class PatternPlanner;

  // compile_expression.cc
  StaticType check(Expression& expression, const Place& place);
  StaticType check_any(Expression& expression, const Place& place);
  StaticType check_variable(Expression& expression, const Place& place);
  StaticType check_property(Expression& expression, const Place& place);
  StaticType check_call(Expression& expression, const Place& place);
  StaticType check_aggregate(Expression& expression, const Aggregate& aggregate, const Place& place);
  StaticType check_arithmetic(Expression& expression, const Place& place);
  StaticType check_comprehension(Expression& expression, const Place& place);
  StaticType check_quantifier(Expression& expression, const Place& place);
  StaticType check_reduce(Expression& expression, const Place& place);
  StaticType check_case(Expression& expression, const Place& place);
  StaticType check_pattern(Expression& expression, const Place& place);
  StaticType check_subquery(Expression& expression, const Place& place);
  StaticType check_child(Expression& expression, std::size_t child, const Place& place, TypeMask allowed,
                         const std::string& what);
  void check_labels(LabelExpression& labels, bool of_node, bool of_relationship) const;
  int known_property(const std::string& name, bool of_node, std::size_t position) const;
  void check_condition(Expression& expression, const Place& place);

  int new_slot() { return slots_++; }
  void saw(int slot) {
    for (std::set<int>* watcher : watchers_) watcher->insert(slot);
  }
  [[noreturn]] void fail_at(std::size_t position, const std::string& message) const;

  const PropertyGraph& graph_;
  std::string_view text_;
  int slots_ = 0;
  std::vector<Expression*>* aggregates_ = nullptr;  // Those that are found.
  std::vector<std::set<int>*> watchers_;            // Get the slots of all variables that are looked up.
  std::optional<MatchPlan> open_match_;             // Of the last clause: what comes next tells how much it must find.
};

// For a query to which it does not matter how often a row comes. `used`: slots whose values are asked for. Steps of one
// or two relationships, or of any number from one on, also of two patterns with a nameless node between, find ends only
// where their relationships are not asked for and are the only ones of their MATCH; in the order of nodes if `ordered`.
void leave_out_trails(MatchPlan& plan, const std::set<int>& used, bool ordered);

// Texts that are equal for expressions that say the same.
std::string fingerprint(const Expression& expression);
// Whether an aggregating call is in it.
bool has_aggregate(const Expression& expression);

}  // namespace trama::cypher
