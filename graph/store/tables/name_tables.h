// What a graph file knows of each name: how often, in which documents, under which other names. Private to graph/.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "graph/store/sqlite/sqlite.h"
#include "graph/store/tables/dictionary.h"
#include "graph/store/tables/statement_scan.h"

namespace trama::store {

// One mention, as it counts for its name.
struct NameUse {
  std::int64_t name = 0;
  std::int64_t surface = 0;  // Of `texts`; 0: names.surface.
  EntityType type = EntityType::kMisc;
  bool acts = false;  // Takes part in the statement, and does not only say so.
  const std::vector<std::int64_t>* aliases = nullptr;
};
void for_each_use(const StatementRow& row, const StatementFacts& facts,
                  const std::function<void(const NameUse&)>& take);

// The key of an alias, by the number of its text.
class AliasKeys {
 public:
  explicit AliasKeys(Dictionary& dictionary) : dictionary_(dictionary) {}
  std::int64_t key_of(std::int64_t alias);

 private:
  Dictionary& dictionary_;
  std::unordered_map<std::int64_t, std::int64_t> keys_;
};

std::string pack_types(std::span<const std::int64_t> counts);

// Adds what documents contribute to the tables of names, or takes it away. Gives the names concerned. Within a
// transaction; the statements must be in the file.
class NameTables {
 public:
  NameTables(sqlite::Database& database, Dictionary& dictionary);
  std::set<std::int64_t> names_of(std::span<const std::int64_t> documents);
  // Keys of the aliases that they write.
  std::set<std::string> aliases_of(std::span<const std::int64_t> documents);
  std::set<std::int64_t> add(std::span<const std::int64_t> documents) { return apply(documents, 1); }
  std::set<std::int64_t> remove(std::span<const std::int64_t> documents) { return apply(documents, -1); }

 private:
  struct Change {
    std::int64_t mentions = 0, statements = 0;
    std::array<std::int64_t, 5> types{};
    std::map<std::int64_t, std::int64_t> surfaces;
    std::map<std::int64_t, bool> documents;                                           // Whether it acts in them.
    std::map<std::pair<std::int64_t, std::int64_t>, std::set<std::int64_t>> aliases;  // Key, alias: documents.
  };
  std::set<std::int64_t> apply(std::span<const std::int64_t> documents, int sign);
  void collect(std::int64_t document, std::map<std::int64_t, Change>& changes);
  void write(std::int64_t name, const Change& change, int sign);
  void write_blocks(std::int64_t name, bool present);

  sqlite::Database& database_;
  Dictionary& dictionary_;
  AliasKeys alias_keys_;
  StatementScan scan_;
};

}  // namespace trama::store
