// statements_graph STATEMENTS GRAPH: a graph file of statements as docs/statement.md has them, for graphs that no text
// would give.
#include <exception>
#include <fstream>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "base/statement_json.h"
#include "graph/store/store.h"

namespace {

// A document for each id, in the order in which they come.
std::vector<trama::DocumentStatements> read_documents(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + file);
  std::vector<trama::DocumentStatements> documents;
  std::map<std::string, std::size_t> places;
  std::string line;
  while (std::getline(in, line)) {
    trama::Statement statement = trama::statement_from_json(line, file);
    const trama::Evidence& evidence = statement.evidence;
    const auto [place, is_new] = places.try_emplace(evidence.document, documents.size());
    if (is_new) {
      documents.push_back({.document = {.id = evidence.document,
                                        .title = evidence.title,
                                        .text = evidence.sentence,
                                        .date = evidence.date,
                                        .url = evidence.url,
                                        .source = evidence.publisher},
                           .statements = {}});
    }
    documents[place->second].statements.push_back(std::move(statement));
  }
  return documents;
}

}  // namespace

int main(int count, char** arguments) {
  try {
    if (count != 3) throw std::runtime_error("usage: statements_graph STATEMENTS GRAPH");
    trama::Store store = trama::Store::open(arguments[2]);
    store.add(read_documents(arguments[1]));
    store.update_entities();
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
  return 0;
}
