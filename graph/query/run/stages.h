// The stages of a query beside MATCH. Private to graph/query.
#pragma once

#include <vector>

#include "graph/query/functions/functions.h"
#include "graph/query/run/operator.h"
#include "graph/query/syntax/ast.h"

namespace trama::cypher {

struct Computed {
  const Expression* expression = nullptr;
  int slot = -1;
};

struct SortKey {
  const Expression* expression = nullptr;
  bool descending = false;
};

// One row, with what stands in the frame already.
OperatorPtr make_one_row();
OperatorPtr make_unwind(OperatorPtr input, const Expression* list, int slot);
OperatorPtr make_filter(OperatorPtr input, const Expression* condition);
OperatorPtr make_project(OperatorPtr input, std::vector<Computed> values);
// Groups by the keys, whose values it puts into their slots; one group without keys, also of no rows. `calls` are
// aggregating calls; their slots get the results.
OperatorPtr make_group(OperatorPtr input, std::vector<Computed> keys, std::vector<const Expression*> calls);
OperatorPtr make_distinct(OperatorPtr input, std::vector<int> slots);
// Keeps the slots of each row. With `limit` (and `skip`) as many rows as these let through.
OperatorPtr make_sort(OperatorPtr input, std::vector<SortKey> keys, std::vector<int> slots, const Expression* skip,
                      const Expression* limit);
OperatorPtr make_skip(OperatorPtr input, const Expression* count);
OperatorPtr make_limit(OperatorPtr input, const Expression* count);
// One after the other; each writes its columns into its own slots, from where they come into `slots`.
struct Branch {
  OperatorPtr plan;
  std::vector<int> slots;
};
OperatorPtr make_union(std::vector<Branch> branches, std::vector<int> slots);
// The rows of `inner` for each row of `input`. With `optional` one with nulls in `slots` if there are none.
OperatorPtr make_call(OperatorPtr input, OperatorPtr inner, std::vector<int> slots, bool optional);

// One aggregating call over the rows of one group.
class Accumulator {
 public:
  explicit Accumulator(const Expression& call);
  ~Accumulator();
  Accumulator(Accumulator&&) noexcept;

  void add(Run& run);
  Value result(Run& run);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace trama::cypher
