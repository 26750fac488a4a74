// Actors and their names: the tables `entities`, `entity_names`, `lookup`, `merges` and the column that says whose a
// name is. Private to graph/.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "graph/resolve/decisions.h"
#include "graph/store/sqlite/sqlite.h"
#include "graph/store/tables/decision_tables.h"

namespace trama::store {

struct EntityRow {
  std::int64_t number = 0;
  ActorDescription actor;  // `name` is the base name: what it would be called if it were alone.
  std::vector<NameMerge> merges;
  bool hidden = false;
  std::int64_t mentions = 0, documents = 0, relations = 0;
  std::string shown;  // Unique.
};

// Describes a cluster, with what people decided of it.
EntityRow describe_entity(std::int64_t number, const ActorCluster& cluster, const Decisions& decisions,
                          NameSource& source);

// Of entities with one base name the most mentioned keeps it, the first of each kind says what it is ("Washington
// (PER)"), and others bear a part of their key, so that one more of them renames nobody. Sets `shown` of all, which
// must be all that have this base name.
void name_apart(std::vector<EntityRow*>& same_base);

class EntityTables {
 public:
  explicit EntityTables(sqlite::Database& database);

  void insert(const EntityRow& row);
  void remove(std::int64_t number);
  // Entities with this base name, with what name_apart asks of them.
  std::vector<EntityRow> with_base(const std::string& base);
  void rename(const EntityRow& row, const std::string& old_name);
  void set_entity(std::int64_t name, std::optional<std::int64_t> entity);

 private:
  void add_name(std::int64_t entity, const std::string& name);
  void remove_name(std::int64_t row, std::int64_t entity, const std::string& name);

  sqlite::Database& database_;
  sqlite::Query insert_, insert_name_, insert_text_, insert_lookup_, insert_merge_, set_entity_;
};

}  // namespace trama::store
