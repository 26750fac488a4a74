// Puts documents and their statements into a graph file; what is derived from them is another's business
// (graph/store/derive/derive.h). Private to graph/.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "graph/resolve/decisions.h"
#include "graph/resolve/partings.h"
#include "graph/store/sqlite/sqlite.h"
#include "graph/store/tables/dictionary.h"
#include "graph/store/tables/documents.h"

namespace trama::store {

// A document as the file keeps it.
struct WrittenDocument {
  std::string identity, hash;  // Of kStoredHash bytes (graph/store/tables/documents.h).
  std::string id, title, date, url, publisher;
  std::string sketch;
  std::string made_by;
};

// What a document does not say of itself its statements may: statements travel without their documents.
Document completed(const Document& document, std::span<const Statement> statements);

// What the file keeps of a document.
WrittenDocument written(const Document& document, std::span<const Statement> statements, std::string_view made_by);

class Writer {
 public:
  // `things`: statements of things are part of the graph too (graph/store/builder.h).
  Writer(sqlite::Database& database, Dictionary& dictionary, bool things);

  // False if the very document is there already. Within a transaction.
  bool add(const WrittenDocument& document, std::span<const Statement> statements);

  // How people part homonyms in what is added from now on.
  void set_partings(Partings partings) { partings_ = std::move(partings); }
  void forget();  // After a transaction was rolled back.
  // Statements that add() has written since the writer was made; of equal ones in a document one is.
  std::int64_t statements() const { return statements_; }

 private:
  struct Name {
    std::int64_t number = 0;
    std::int64_t surface = 0;  // The first that was seen, of `texts`.
  };
  Name name_of(const NameKey& key, const std::string& canonical);
  void add_statement(const Statement& statement, const StatementNames* names, std::int64_t number,
                     std::int64_t sentence, std::string_view date);
  std::int64_t add_sentences(std::int64_t document, const std::vector<const Statement*>& statements,
                             std::vector<std::int64_t>& ordinals);

  sqlite::Database& database_;
  Dictionary& dictionary_;
  bool things_;
  Partings partings_;
  sqlite::Query add_document_, add_sentence_, add_statement_, find_name_, add_name_;
  std::unordered_map<std::uint64_t, Name> names_;
  std::int64_t statements_ = 0;
};

// What has neither a name nor words that tell it from others of its kind: "comida", "países".
bool is_thing(const Mention& mention);

// First and last day of the event if the statement says so, else of publication; days since 1970.
std::pair<std::optional<std::int64_t>, std::optional<std::int64_t>> days_of_event(const Statement& statement,
                                                                                  std::string_view published);

}  // namespace trama::store
