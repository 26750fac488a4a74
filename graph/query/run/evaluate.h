// What expressions give. Private to graph/query.
#pragma once

#include "graph/query/run/run.h"
#include "graph/query/syntax/ast.h"

namespace trama::cypher {

// Over the row in run.frame. Throws Error (kSyntax) with the place for types that do not fit, Error (kInvalid) where a
// bound is met.
Value evaluate(const Expression& expression, Run& run);
// Whether it is true: null is not. Throws if it is neither.
bool holds(const Expression& condition, Run& run);

bool has_labels(const LabelExpression& labels, Node node, const PropertyGraph& graph);
bool has_type(const LabelExpression& types, Relationship relationship, const PropertyGraph& graph);

// Operators, for evaluate.cc alone.
Value arithmetic(Op op, const Value& left, const Value& right, Run& run);
Value negated(const Value& value);
Value comparison(Op op, const Value& left, const Value& right);
Value text_predicate(Op op, const Value& left, const Value& right, Run& run);
Value contained(const Value& item, const Value& list, Run& run);
Value element(const Value& of, const Value& index, Run& run);
Value slice(const Value& list, const Value* from, const Value* to, Run& run);
Value property_of(const Value& of, const Expression& expression, Run& run);

}  // namespace trama::cypher
