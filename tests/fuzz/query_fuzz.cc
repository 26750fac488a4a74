// Any bytes as a query.
#include <cstdint>
#include <string>

#include "base/error.h"
#include "graph/model/graph.h"
#include "graph/query/query.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const trama::Graph graph;
  try {
    trama::run_query(graph, std::string(reinterpret_cast<const char*>(data), size));
  } catch (const trama::Error&) {
    // Not a query, and said so.
  }
  return 0;
}
