// Rows of actors whose names, counts or visibility may have changed. Private to graph/.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>

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

  // Counts, names and rows of all entities concerned. Names, relations and stories must be written.
  void write();
  // How many more are shown than before all that write() did.
  std::int64_t more_shown() const { return more_shown_; }
  bool hides() const { return !hidden_.empty(); }

 private:
  void rehide();
  void write_counts(std::int64_t number);
  void count(EntityRow& row);
  std::int64_t stories_of(std::int64_t number);
  bool shown(std::int64_t number);
  void apart(const std::string& base);

  sqlite::Database& database_;
  EntityTables tables_;
  sqlite::Query base_, members_, shown_, set_counts_, statements_, to_itself_, degree_, with_, documents_;
  // Of copies; read when they are asked for.
  std::optional<std::unordered_map<std::int64_t, std::int64_t>> story_of_;
  std::int64_t more_shown_ = 0;
  std::set<std::int64_t> opened_;
  std::set<std::int64_t> recount_;
  std::map<std::int64_t, EntityRow> described_;
  std::set<std::int64_t> hidden_;  // Entities that people do not want to see.
};

}  // namespace trama::store
