// Text to graph to JSON with trama's libraries alone: the smallest program of that kind.
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include "base/error.h"
#include "export/format.h"
#include "extract/analysis/analyzer.h"
#include "extract/statements/extractor.h"
#include "graph/store/store.h"

namespace {

std::filesystem::path find_model() {
  for (const auto& entry : std::filesystem::directory_iterator(TRAMA_MODEL_DIR)) {
    if (entry.path().extension() == ".safetensors") return entry.path();
  }
  throw trama::Error(trama::ErrorCode::kIo, std::string("no model in ") + TRAMA_MODEL_DIR);
}

trama::Graph read(const std::string& text) {
  const auto analyzer = trama::Analyzer::load(find_model());
  const auto extractor = trama::Extractor::load(TRAMA_DATA_DIR);
  trama::Document document;
  document.id = "nota";
  document.text = text;
  const auto analyzed = analyzer.analyze({document});

  const auto file = std::filesystem::temp_directory_path() / "trama_consumer.trama";
  std::filesystem::remove(file);
  auto store = trama::Store::open(file);
  const std::vector<trama::DocumentStatements> batch = {{document, extractor.statements(analyzed.front())}};
  store.add(batch);
  trama::Graph graph = store.load();
  std::filesystem::remove(file);
  return graph;
}

}  // namespace

int main() {
  try {
    const trama::Graph graph = read("Marta Ibáñez visitó a Pedro Salgado en Quito.");
    if (graph.find("Marta Ibáñez").empty() || graph.find("Pedro Salgado").empty()) {
      std::cout << "the two people of the sentence are not in the graph\n";
      return 1;
    }
    trama::Output out("-", std::cout);
    trama::find_format("json")->write(graph, {}, out);
    out.commit();
    return 0;
  } catch (const trama::Error& error) {
    std::cout << error.what() << '\n';
    return 1;
  }
}
