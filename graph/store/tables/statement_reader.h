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
  std::string story;  // The shown id of the document by which its story is called.
};

class WholeStatements {
 public:
  WholeStatements(sqlite::Database& database, Dictionary& dictionary);

  // Throws Error (kFormat) if there is no statement with this number.
  Statement read(std::int64_t number);
  // The same where the document is known: looks at nothing that is derived and at no index.
  Statement read(std::int64_t number, const StoredDocument& from);
  const StoredDocument& document(std::int64_t number);  // The reference lives until the next call.

 private:
  std::string surface(std::int64_t name);
  StoredDocument read_document(std::int64_t number, bool with_story);

  sqlite::Database& database_;
  Dictionary& dictionary_;
  sqlite::Query statement_, sentence_, surface_, document_, first_of_id_, story_;
  std::unordered_map<std::int64_t, StoredDocument> documents_;
};

}  // namespace trama::store
