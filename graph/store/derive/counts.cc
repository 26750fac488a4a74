#include "graph/store/derive/counts.h"

#include "graph/store/tables/store_file.h"

namespace trama::store {
namespace {

void set(sqlite::Database& database, const char* name, const char* sql) {
  set_setting(database, name, std::to_string(database.number(sql)));
}

void count_relations(sqlite::Database& database) {
  set(database, "relations",
      "SELECT count(*) FROM relations WHERE subject NOT IN (SELECT number FROM entities WHERE hidden) AND "
      "object NOT IN (SELECT number FROM entities WHERE hidden)");
}

void count_copies(sqlite::Database& database) {
  set(database, "copies", "SELECT count(*) FROM stories WHERE story <> document");
}

}  // namespace

void count_all(sqlite::Database& database) {
  set(database, "entities", "SELECT count(*) FROM entities WHERE relations > 0 AND NOT hidden");
  count_relations(database);
  count_copies(database);
}

void count_changes(sqlite::Database& database, std::optional<std::int64_t> more_relations, std::int64_t more_entities) {
  add_to_setting(database, "entities", more_entities);
  if (more_relations) {
    add_to_setting(database, "relations", *more_relations);
  } else {
    count_relations(database);
  }
  count_copies(database);
}

}  // namespace trama::store
