// Any bytes as a query over a graph that has something of everything.
#include <cstdint>
#include <string>
#include <vector>

#include "base/error.h"
#include "graph/query/engine.h"
#include "graph/query/graphs/memory_graph.h"

namespace {

using namespace trama::cypher;

MemoryGraph filled_graph() {
  MemoryGraph graph;
  std::vector<Node> nodes;
  for (int i = 0; i < 6; ++i) {
    const std::vector<std::string> labels = {i % 2 == 0 ? "A" : "B"};
    nodes.push_back(graph.add_node(labels, {{"name", "n" + std::to_string(i)},
                                            {"n", i},
                                            {"list", List{1, "x", Value()}},
                                            {"day", parse_date("2025-07-01")}}));
  }
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    graph.add_relationship(nodes[i], i % 2 == 0 ? "R" : "S", nodes[(i * 2 + 1) % nodes.size()],
                           {{"n", static_cast<std::int64_t>(i)}, {"x", 0.5}});
  }
  return graph;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const MemoryGraph graph = filled_graph();
  Limits limits;
  limits.max_steps = 20'000;
  limits.max_bytes = 1 << 22;
  try {
    Answer answer(graph, std::string(reinterpret_cast<const char*>(data), size), {{"p", 1}}, limits);
    std::vector<Value> row;
    while (answer.next(row)) continue;
  } catch (const trama::Error&) {
    // Not a query, or one that takes too much, and said so.
  }
  return 0;
}
