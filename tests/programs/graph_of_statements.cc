// A graph file of statements as docs/statement.md tells them, for tests whose graph no text would give:
//   graph_of_statements STATEMENTS.jsonl GRAPH
#include <exception>
#include <iostream>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/statement_json.h"
#include "graph/store/store.h"

namespace {

using namespace trama;

constexpr std::size_t kBatch = 200;

void build(const std::string& statements, const std::string& graph) {
  std::map<std::string, DocumentStatements> documents;
  InputFile input{std::filesystem::path(statements)};
  std::string line;
  for (int number = 1; input.next_line(line, std::numeric_limits<std::size_t>::max()) != InputFile::Line::kEnd;
       ++number) {
    Statement statement = statement_from_json(line, statements + ":" + std::to_string(number));
    const Evidence& evidence = statement.evidence;
    DocumentStatements& document = documents[evidence.document];
    // The store tells documents apart by their text, which statements do not hold: their sentences stand for it.
    document.document = {evidence.document, evidence.title, document.document.text + evidence.sentence + "\n",
                         evidence.date,     evidence.url,   evidence.publisher};
    document.statements.push_back(std::move(statement));
  }
  Store store = Store::open(graph);
  std::vector<DocumentStatements> batch;
  for (auto& [id, document] : documents) {
    batch.push_back(std::move(document));
    if (batch.size() == kBatch) {
      store.add(batch, "statements");
      batch.clear();
    }
  }
  store.add(batch, "statements");
  store.update_entities();
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) {
    std::cerr << "usage: graph_of_statements STATEMENTS.jsonl GRAPH\n";
    return 2;
  }
  try {
    build(arguments[1], arguments[2]);
  } catch (const std::exception& error) {
    std::cerr << "graph_of_statements: " << error.what() << '\n';
    return 1;
  }
  return 0;
}
