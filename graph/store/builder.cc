#include "graph/store/builder.h"

#include <map>

#include "graph/store/store.h"

namespace trama {

Graph build_graph(std::vector<Statement> statements, const BuildOptions& options) {
  std::map<std::string, DocumentStatements> documents;
  for (Statement& statement : statements) {
    DocumentStatements& own = documents[statement.evidence.document];
    own.document.id = statement.evidence.document;
    own.document.text = statement.evidence.document;  // Not two texts that are one story.
    own.statements.push_back(std::move(statement));
  }
  std::vector<DocumentStatements> batch;
  for (auto& [id, document] : documents) batch.push_back(std::move(document));
  Store store = Store::in_memory(options.things);
  store.set_alias_rules(options.rules);
  store.add(batch);
  store.update_entities(Update::kAnew);
  return store.load();
}

}  // namespace trama
