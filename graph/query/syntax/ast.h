// What a query says, after parsing; the compiler adds where things stand in a row. Private to graph/query.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "graph/query/values/value.h"

namespace trama::cypher {

struct Function;   // graph/query/functions/functions.h
struct Aggregate;  // The same.
class Operator;    // graph/query/run/operator.h
struct Query;

enum class Op {
  kLiteral,
  kParameter,
  kVariable,
  kProperty,  // children[0].name
  kIndex,     // children[0][children[1]]
  kSlice,     // children[0][children[1]..children[2]]; either bound may be absent
  kList,
  kMap,            // keys: children
  kMapProjection,  // children[0] {keys: children from the second on}; "*" without a child is all properties
  kCall,           // name(children)
  kCountStar,
  kNegate,
  kPlus,  // + children[0]
  kAdd,
  kSubtract,
  kMultiply,
  kDivide,
  kModulo,
  kPower,
  kEqual,
  kNotEqual,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kChain,  // children[0] chain[0] children[1] chain[1] …
  kContains,
  kStartsWith,
  kEndsWith,
  kMatches,  // =~
  kIn,
  kIsNull,
  kIsNotNull,
  kHasLabels,
  kNot,
  kAnd,
  kXor,
  kOr,
  kCase,                  // with `has_operand` the first child; then WHEN, THEN, …; last ELSE
  kListComprehension,     // [name IN children[0] WHERE children[1] | children[2]]; the last two may be absent
  kQuantifier,            // name(variable IN children[0] WHERE children[1])
  kReduce,                // reduce(name = children[0], variable IN children[1] | children[2])
  kPatternPredicate,      // pattern
  kPatternComprehension,  // [pattern WHERE children[0] | children[1]]; the first may be absent
  kShortestPath,          // pattern, as an expression
  kExists,                // EXISTS { subquery }
  kCount,                 // COUNT { subquery }
  kCollect,               // COLLECT { subquery }
};

// What is said of labels or types: names joined by `&`, `|`, `!`.
struct LabelExpression {
  enum class Kind { kName, kAny, kAnd, kOr, kNot };
  Kind kind = Kind::kName;
  std::string name;
  std::size_t position = 0;
  std::vector<LabelExpression> children;
  int label = -1;  // Of the name in the graph; -1 if nothing there bears it.
  int type = -1;   // The same among types.
};

struct Expression;
using ExpressionPtr = std::unique_ptr<Expression>;
struct PatternPart;

struct Expression {
  Expression();
  ~Expression();

  Op op = Op::kLiteral;
  std::string name;
  std::string variable;
  Value literal;
  std::vector<std::string> keys;
  std::vector<ExpressionPtr> children;
  std::vector<Op> chain;     // Comparisons between the children.
  bool distinct = false;     // count(DISTINCT x)
  bool has_operand = false;  // CASE x WHEN …
  std::optional<LabelExpression> labels;
  std::unique_ptr<PatternPart> pattern;
  std::unique_ptr<Query> subquery;
  std::size_t begin = 0;  // Where it stands in the query.
  std::size_t end = 0;
  int depth = 1;

  // By the compiler.
  int slot = -1;           // Of the variable, or where an aggregate's value stands.
  int second_slot = -1;    // Of `variable` beside `name`.
  int node_property = -1;  // Numbers of the property in the graph.
  int relationship_property = -1;
  const Function* function = nullptr;
  const Aggregate* aggregate = nullptr;
  std::shared_ptr<Operator> plan;  // Of a pattern or a subquery.
};

struct NodePattern {
  std::string variable;  // Empty if it has none.
  std::optional<LabelExpression> labels;
  ExpressionPtr properties;  // A map, or absent.
  ExpressionPtr where;
  std::size_t position = 0;
};

enum class Direction { kRight, kLeft, kBoth };

struct RelationshipPattern {
  std::string variable;
  std::optional<LabelExpression> types;
  ExpressionPtr properties;
  ExpressionPtr where;
  Direction direction = Direction::kBoth;
  bool variable_length = false;
  std::int64_t least = 1;
  std::int64_t most = 1;  // kNoBound if there is none.
  std::size_t position = 0;
};
inline constexpr std::int64_t kNoBound = INT64_MAX;

enum class Shortest { kNo, kOne, kAll };

// nodes.size() == relationships.size() + 1
struct PatternPart {
  std::string variable;  // Of the path.
  Shortest shortest = Shortest::kNo;
  std::vector<NodePattern> nodes;
  std::vector<RelationshipPattern> relationships;
  std::size_t position = 0;
};

struct ProjectionItem {
  ExpressionPtr expression;
  std::string name;
  bool named = false;  // By AS.
};

struct SortItem {
  ExpressionPtr expression;
  bool descending = false;
};

struct Clause {
  enum class Kind { kMatch, kUnwind, kWith, kReturn, kCall };
  Kind kind = Kind::kMatch;
  std::size_t position = 0;

  bool optional = false;              // MATCH, CALL
  std::vector<PatternPart> patterns;  // MATCH
  ExpressionPtr where;                // MATCH, WITH

  ExpressionPtr list;    // UNWIND
  std::string variable;  // The same.

  bool distinct = false;  // WITH, RETURN
  bool star = false;
  std::vector<ProjectionItem> items;
  std::vector<SortItem> order;
  ExpressionPtr skip;
  ExpressionPtr limit;

  std::unique_ptr<Query> subquery;                  // CALL
  std::optional<std::vector<std::string>> imports;  // CALL (a, b) { … }
};

struct SingleQuery {
  std::vector<Clause> clauses;
  std::size_t position = 0;
};

struct Query {
  std::vector<SingleQuery> parts;  // Joined by UNION.
  bool all = false;                // UNION ALL
};

}  // namespace trama::cypher
