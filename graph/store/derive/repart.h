// Brings the names of statements in line with what people say of homonyms. Private to graph/.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "graph/resolve/partings.h"
#include "graph/store/sqlite/sqlite.h"
#include "graph/store/tables/dictionary.h"
#include "graph/store/tables/statement_reader.h"

namespace trama::store {

class Reparting {
 public:
  Reparting(sqlite::Database& database, Dictionary& dictionary);

  // Documents with a name that `partings` may be about. Looks at what is derived, and at statements of documents that
  // are not in the graph yet; `anew`: at nothing derived.
  std::set<std::int64_t> documents_of(const Partings& partings, bool anew);

  // What the statements of a document would be about; nothing if that is what they are.
  struct Renaming {
    std::int64_t statement = 0;
    StatementNames names;
  };
  std::vector<Renaming> renamings(std::int64_t document, const Partings& partings);
  void write(std::span<const Renaming> renamings);

  // Whether a name of the document is parted; and what it says that bearers are.
  bool parts(std::int64_t document, const Partings& partings);
  std::vector<std::string> offices(std::int64_t document, const Partings& partings);

 private:
  struct Read {
    std::string id, identity;
    std::vector<Statement> statements;
    std::vector<std::int64_t> numbers;  // Of those that are part of the graph.
    std::vector<StatementNames> names;  // Of these, as they are.
  };
  Read read(std::int64_t document);
  static std::vector<StatementNames> renamed(const Read& document, const Partings& partings);
  NameKey key_of(std::int64_t name);
  std::int64_t number_of(const NameKey& name);

  sqlite::Database& database_;
  WholeStatements statements_;
  sqlite::Query numbers_, document_, name_, find_, add_, update_;
};

// After the partings `changed` came or went: renames, and derives again what the documents concerned take part in.
// Within the caller's transaction. False if there is so much of it that all is to be derived anew: nothing was derived
// then. `most_documents`: how many are little.
bool repart(sqlite::Database& database, Dictionary& dictionary, const Partings& changed, std::size_t most_documents);

// Renames what is to be renamed in the whole file, before it is derived anew.
void repart_all(sqlite::Database& database, Dictionary& dictionary);

}  // namespace trama::store
