// Finds the places of a graph that fit the patterns of a query. Private to graph/.
#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <string_view>

#include "graph/query/query_value.h"

namespace trama::query {

class Matcher {
 public:
  // Gives every variable a slot in `slots`. All arguments must outlive the matcher. Throws Error (kSyntax) if a
  // variable is used for two kinds of things, or a label or property does not exist.
  Matcher(const GraphView& graph, std::string_view text, const ParsedQuery& query, Slots& slots, Evaluator& evaluator);
  ~Matcher();

  // Variables in the order in which they appear.
  const std::vector<std::string>& variables() const;
  std::size_t slot_count() const;  // Cells in a row.

  // It does not matter how often run() gives a row, nor, unless `ordered`, when. `used`: variables that are asked for
  // outside the conditions; others may then be null.
  void give_each_once(const std::set<std::string>& used, bool ordered);

  // Calls `accept` with each row that fits all patterns and conditions, until it returns false. The order depends on
  // graph and query alone. Throws Error (kInvalid) if more than `max_steps` entities and relations would be looked at.
  void run(std::int64_t max_steps, const std::function<bool(const Row&)>& accept);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace trama::query
