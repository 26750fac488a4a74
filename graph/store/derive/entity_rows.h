// Rows of actors whose names, counts or visibility may have changed. Private to graph/.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "graph/store/tables/entity_tables.h"

namespace trama::store {

class EntityRows {
 public:
  explicit EntityRows(sqlite::Database& database);

  // To be counted anew by write().
  void recount(std::int64_t entity) { recount_.insert(entity); }
  // Its names are divided again: it is gone unless it is described. True if that is news.
  bool open(std::int64_t entity) { return opened_.insert(entity).second; }
  void describe(EntityRow row) {
    recount_.insert(row.number);
    described_[row.number] = std::move(row);
  }
  void set_entity(std::int64_t name, std::int64_t entity) { tables_.set_entity(name, entity); }

  // Counts, names and rows of all entities concerned. Names and relations must be written.
  void write();

 private:
  void rehide();
  void write_counts(std::int64_t number);
  void count(EntityRow& row);
  void apart(const std::string& base);

  sqlite::Database& database_;
  EntityTables tables_;
  std::set<std::int64_t> opened_;
  std::set<std::int64_t> recount_;
  std::map<std::int64_t, EntityRow> described_;
  std::set<std::int64_t> hidden_;  // Entities that people do not want to see.
};

}  // namespace trama::store
