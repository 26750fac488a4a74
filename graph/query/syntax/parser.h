// Text of a query to what it says. Private to graph/query.
#pragma once

#include <string_view>

#include "graph/query/syntax/ast.h"

namespace trama::cypher {

inline constexpr std::size_t kLongestQuery = 64 * 1024;  // Bytes.
inline constexpr int kDeepestNesting = 64;               // Brackets within brackets.
inline constexpr int kDeepestExpression = 1000;          // Levels; "1 + 1 + 1" has three.

// Both throw Error (kSyntax) with line, column, and a caret under the place.
Query parse_query(std::string_view text);
// One expression alone, such as the value of a parameter.
ExpressionPtr parse_expression(std::string_view text);

}  // namespace trama::cypher
