// Rows on their way. Private to graph/query.
#pragma once

#include <memory>

#include "graph/query/run/run.h"

namespace trama::cypher {

// A stage of a query: gives rows one by one by writing its variables into run.frame, where those of the stages before
// it stand. Holds where it is, so a plan serves one run at a time.
class Operator {
 public:
  virtual ~Operator() = default;
  virtual void open(Run& run) = 0;  // Begins anew.
  virtual bool next(Run& run) = 0;  // False at the end.
};
using OperatorPtr = std::unique_ptr<Operator>;

}  // namespace trama::cypher
