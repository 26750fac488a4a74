// One query over any property graph: checked as a whole first, then answered row by row.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "graph/query/graphs/property_graph.h"
#include "graph/query/limits.h"
#include "graph/query/values/value.h"

namespace trama::cypher {

// Rows come as they are found, in an order that depends on the graph and the query alone, and in constant memory unless
// the query sorts, groups or makes distinct.
class Answer {
 public:
  // Parses and checks `query`; reads no row. Throws Error (kSyntax) with line, column and a caret under the place, in
  // three lines. The graph must outlive the answer.
  Answer(const PropertyGraph& graph, std::string_view query, Map parameters = {}, const Limits& limits = {});
  ~Answer();

  const std::vector<std::string>& columns() const;
  // The next row, a value for each column; false at the end. Throws Error: kSyntax where a value is of the wrong type,
  // kInvalid where a bound is met.
  bool next(std::vector<Value>& row);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// The functions and aggregates that queries may call, as the documentation writes them, sorted. For completion.
std::vector<std::string> known_functions();

// What an expression without variables gives, such as "date('2025-07-01')" or "[1, 2]".
Value constant(const PropertyGraph& graph, std::string_view expression);

}  // namespace trama::cypher
