#include <algorithm>

#include "graph/query/plan/compiler.h"
#include "graph/query/plan/pattern_planner.h"
#include "graph/query/syntax/source.h"

namespace trama::cypher {

const Variable* Scope::find(const std::string& name) const {
  const auto found = variables_.find(name);
  if (found != variables_.end()) return &found->second;
  return outer_ == nullptr ? nullptr : outer_->find(name);
}

void Scope::set(const std::string& name, Variable variable) {
  const auto [place, is_new] = variables_.insert_or_assign(name, variable);
  if (is_new) names_.push_back(name);
}

void Compiler::fail_at(std::size_t position, const std::string& message) const {
  fail(text_, position, message);
}

Compiled Compiler::compile(Query& query_tree) {
  return query(query_tree, Scope(), Use::kWhole);
}

void Compiler::check_constant(Expression& expression) {
  const Scope none;
  check(expression, {&none});
}

Compiled Compiler::query(Query& tree, const Scope& outer, Use use) {
  if (tree.parts.size() == 1) return single_query(tree.parts[0], outer, use);
  std::vector<Branch> branches;
  Compiled result;
  for (SingleQuery& part : tree.parts) {
    Compiled one = single_query(part, outer, use);
    if (branches.empty()) {
      result.columns = one.columns;
      result.types.resize(one.columns.size());
    } else if (std::set(one.columns.begin(), one.columns.end()) !=
               std::set(result.columns.begin(), result.columns.end())) {
      fail_at(part.position, "all parts of a UNION must have the same columns");
    }
    std::vector<int> slots;  // In the order of the first part's columns.
    for (const std::string& column : result.columns) {
      const auto place = std::find(one.columns.begin(), one.columns.end(), column) - one.columns.begin();
      slots.push_back(one.slots[static_cast<std::size_t>(place)]);
    }
    branches.push_back({std::move(one.plan), std::move(slots)});
  }
  for (std::size_t i = 0; i < result.columns.size(); ++i) result.slots.push_back(new_slot());
  result.plan = make_union(std::move(branches), result.slots);
  if (!tree.all) result.plan = make_distinct(std::move(result.plan), result.slots);
  return result;
}

Compiled Compiler::single_query(SingleQuery& tree, const Scope& outer, Use use) {
  Compiled result;
  OperatorPtr plan = make_one_row();
  Scope scope;
  const Scope none;
  if (use != Use::kCall) scope.set_outer(&outer);
  for (std::size_t i = 0; i < tree.clauses.size(); ++i) {
    Clause& clause = tree.clauses[i];
    switch (clause.kind) {
      case Clause::Kind::kMatch:
        match(clause, scope, plan);
        break;
      case Clause::Kind::kUnwind:
        unwind(clause, scope, plan);
        break;
      case Clause::Kind::kCall:
        call(clause, scope, plan);
        break;
      case Clause::Kind::kWith:
        // The first WITH of CALL { } takes variables in from around.
        if (use == Use::kCall && i == 0) scope.set_outer(&outer);
        projection(clause, scope, plan, result);
        if (use == Use::kCall && i == 0) scope.set_outer(nullptr);
        break;
      case Clause::Kind::kReturn:
        projection(clause, scope, plan, result);
        break;
    }
  }
  finish_match(plan);
  const bool returns = !tree.clauses.empty() && tree.clauses.back().kind == Clause::Kind::kReturn;
  if (!returns) {
    if (use == Use::kWhole) fail_at(text_.size(), "the query ends here, expected RETURN");
    if (use == Use::kCall) fail_at(tree.position, "the subquery of CALL needs a RETURN");
    result = {};
  }
  result.plan = std::move(plan);
  return result;
}

void Compiler::match(Clause& clause, Scope& scope, OperatorPtr& plan) {
  std::vector<PatternPart*> parts;
  for (PatternPart& part : clause.patterns) parts.push_back(&part);
  PatternPlanner planner(*this, scope, true);
  finish_match(plan);
  open_match_ = planner.plan(parts, clause.where.get(), clause.optional);
}

void Compiler::finish_match(OperatorPtr& plan, const std::set<int>* used, bool ordered) {
  if (!open_match_) return;
  if (used != nullptr) leave_out_trails(*open_match_, *used, ordered);
  plan = make_match(std::move(plan), std::move(*open_match_));
  open_match_.reset();
}

void Compiler::unwind(Clause& clause, Scope& scope, OperatorPtr& plan) {
  finish_match(plan);
  const StaticType list = check(*clause.list, {&scope});
  if (scope.find(clause.variable) != nullptr) {
    fail_at(clause.position, "the variable '" + clause.variable + "' is there already");
  }
  Variable variable{new_slot(), {}};
  if (list.mask == types::kList) variable.type.mask = list.elements;
  scope.set(clause.variable, variable);
  plan = make_unwind(std::move(plan), clause.list.get(), variable.slot);
}

void Compiler::call(Clause& clause, Scope& scope, OperatorPtr& plan) {
  finish_match(plan);
  Scope imported;
  if (clause.imports) {
    for (const std::string& name : *clause.imports) {
      const Variable* variable = scope.find(name);
      if (variable == nullptr) fail_at(clause.position, "unknown variable '" + name + "'");
      imported.set(name, *variable);
    }
  }
  // CALL (a) { } sees these variables everywhere, CALL { WITH a } takes them in by its first clause.
  const bool everywhere = clause.imports.has_value() || clause.star;
  Compiled inner = query(*clause.subquery, clause.imports ? imported : scope, everywhere ? Use::kRows : Use::kCall);
  if (everywhere && inner.columns.empty()) fail_at(clause.position, "the subquery of CALL needs a RETURN");
  for (std::size_t i = 0; i < inner.columns.size(); ++i) {
    if (scope.find(inner.columns[i]) != nullptr) {
      fail_at(clause.position, "the variable '" + inner.columns[i] + "' is there already");
    }
    scope.set(inner.columns[i], {inner.slots[i], inner.types[i]});
  }
  plan = make_call(std::move(plan), std::move(inner.plan), inner.slots, clause.optional);
}

}  // namespace trama::cypher
