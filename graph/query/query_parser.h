// Text of a query to what it says. Private to graph/.
#pragma once

#include <string_view>

#include "graph/query/query_ast.h"

namespace trama::query {

inline constexpr std::size_t kLongestQuery = 64 * 1024;  // Bytes.
inline constexpr int kDeepestNesting = 64;               // Brackets within brackets.
inline constexpr int kDeepestExpression = 1000;          // Levels; "1 + 1 + 1" has three.
inline constexpr int kMostHops = 15;

// Throws Error (kSyntax) with line, column, and a caret under the place.
ParsedQuery parse(std::string_view text);

// Throws the error for a place in a query.
[[noreturn]] void fail(std::string_view text, std::size_t position, const std::string& message);

}  // namespace trama::query
