// Messages that point to a place in a query. Private to graph/query.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace trama::cypher {

// Throws Error (kSyntax): line, column and message; the line; a caret under the place.
[[noreturn]] void fail(std::string_view query, std::size_t position, const std::string& message);

// The one of `known` that is spelt most like `name`, within few letters; empty if there is none.
std::string nearest_name(std::string_view name, const std::vector<std::string>& known);

}  // namespace trama::cypher
