// What a query says, after parsing. Private to graph/.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace trama::query {

enum class Kind {
  kLiteral,     // `literal`
  kList,        // children
  kVariable,    // `name`
  kProperty,    // children[0] . `name`
  kCall,        // `name`(children), or `name`(*)
  kNegate,      // - children[0]
  kArithmetic,  // children[0] `name` children[1]; + - * / %
  kCompare,     // children[0] `name` children[1]; = <> < <= > >=
  kContains,
  kStartsWith,
  kEndsWith,
  kIn,
  kIsNull,
  kIsNotNull,
  kNot,
  kAnd,
  kXor,
  kOr,
};

struct Expression {
  Kind kind = Kind::kLiteral;
  std::string name;
  std::variant<std::monostate, bool, std::int64_t, double, std::string> literal;
  std::vector<std::unique_ptr<Expression>> children;
  bool distinct = false;     // count(DISTINCT x)
  bool star = false;         // count(*)
  std::size_t position = 0;  // Byte in the query, for messages.
  std::string text;          // As written.
  int depth = 1;             // Levels of expressions, this one included.
};
using ExpressionPtr = std::unique_ptr<Expression>;

struct NamedValue {
  std::string name;
  ExpressionPtr value;
  std::size_t position = 0;
};

struct NodePattern {
  std::string variable;                                     // Empty if it has none.
  std::vector<std::pair<std::string, std::size_t>> labels;  // Any of them, with their positions.
  std::vector<NamedValue> properties;
  std::size_t position = 0;
};

enum class Direction { kRight, kLeft, kBoth };

struct RelationPattern {
  std::string variable;
  std::vector<std::string> types;  // Any of them.
  std::vector<NamedValue> properties;
  Direction direction = Direction::kBoth;
  bool variable_length = false;
  int min_hops = 1;
  int max_hops = 1;
  std::size_t position = 0;
};

// nodes.size() == relations.size() + 1
struct PathPattern {
  std::vector<NodePattern> nodes;
  std::vector<RelationPattern> relations;
  int clause = 0;  // Number of its MATCH: within one, no relation is used twice.
};

struct ReturnItem {
  ExpressionPtr expression;
  std::string column;
};

struct SortItem {
  ExpressionPtr expression;
  bool descending = false;
};

struct ParsedQuery {
  std::vector<PathPattern> patterns;
  std::vector<ExpressionPtr> conditions;  // All must hold.
  bool distinct = false;
  bool return_all = false;  // RETURN *
  std::vector<ReturnItem> items;
  std::vector<SortItem> order;
  std::int64_t skip = 0;
  std::optional<std::int64_t> limit;
};

}  // namespace trama::query
