// Whole statements out of a graph file, with their sentences and documents. Private to graph/.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>

#include "base/statement.h"
#include "graph/store/sqlite/sqlite.h"
#include "graph/store/tables/dictionary.h"

namespace trama::store {

struct StoredDocument {
  std::string id;  // As shown: unique.
  std::string title, date, url, publisher;
};

class WholeStatements {
 public:
  WholeStatements(sqlite::Database& database, Dictionary& dictionary);

  // Throws Error (kFormat) if there is no statement with this number.
  Statement read(std::int64_t number);
  // The same where the document is known: looks at nothing that is derived and at no index.
  Statement read(std::int64_t number, const StoredDocument& from);
  // The references live until the next call.
  const StoredDocument& document(std::int64_t number);
  const std::string& story(std::int64_t document);  // The shown id of the document by which its story is called.

 private:
  const std::string& surface(std::int64_t name);
  StoredDocument read_document(std::int64_t number);

  sqlite::Database& database_;
  Dictionary& dictionary_;
  sqlite::Query statement_, surface_, document_, story_;
  std::unordered_map<std::int64_t, StoredDocument> documents_;
  std::unordered_map<std::int64_t, std::string> stories_;    // By document.
  std::unordered_map<std::int64_t, std::int64_t> surfaces_;  // Of names, as numbers of texts.
};

}  // namespace trama::store
