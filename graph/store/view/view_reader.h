// The queries of a StoreView, with what they have found. Included by graph/store/view/store_view.cc alone.
#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/error.h"
#include "graph/model/dates.h"
#include "graph/model/merge.h"
#include "graph/store/view/relation_reader.h"
#include "graph/store/view/store_view.h"

namespace trama::store {

using sqlite::Query;

inline std::int64_t number(EntityId id) {
  return static_cast<std::int64_t>(id);
}
inline std::int64_t number(RelationId id) {
  return static_cast<std::int64_t>(id);
}
inline EntityId entity_id(std::int64_t number) {
  return static_cast<EntityId>(number);
}

inline std::string date_of(std::optional<std::int64_t> day) {
  return day ? iso_of(*day) : std::string();
}
#define TRAMA_SHOWN "relations > 0 AND NOT hidden"

// All queries, with what they have found. A view is const for those who ask and reads as it goes.
struct StoreView::Reader {
  explicit Reader(std::shared_ptr<sqlite::Database> opened)
      : database(std::move(opened)),
        // One transaction for all that is read, so that all of it is of one moment.
        transaction(*database, sqlite::Transaction::Kind::kRead),
        dictionary(*database),
        statements(*database, dictionary),
        rows_reader(*database),
        entity(*database,
               "SELECT key, name, type, named, mentions, documents, relations FROM entities WHERE number = ?"),
        names(*database, "SELECT name FROM entity_names WHERE entity = ?"),
        objects(*database, "SELECT object, documents FROM relations WHERE subject = ?"),
        subjects(*database, "SELECT subject, documents FROM relations WHERE object = ?"),
        evidence(*database, "SELECT statement FROM evidence WHERE relation = ?"),
        lookup(*database, "SELECT entity FROM lookup WHERE key = ?"),
        with_id(*database, "SELECT number FROM documents WHERE id = ?"),
        made_by(*database, "SELECT made_by FROM documents WHERE number = ?"),
        relations(*database, dictionary, hidden) {
    Query query(*database, "SELECT number FROM entities WHERE hidden");
    while (query.step()) hidden.insert(query.number(0));
  }

  std::vector<EntityId> entities(Query& query) {
    std::vector<EntityId> ids;
    while (query.step()) ids.push_back(entity_id(query.number(0)));
    return ids;
  }

  std::shared_ptr<sqlite::Database> database;
  sqlite::Transaction transaction;
  Dictionary dictionary;
  WholeStatements statements;
  StatementReader rows_reader;
  Query entity, names, objects, subjects, evidence, lookup, with_id, made_by;
  std::set<std::int64_t> hidden;
  RelationReader relations;
  std::unordered_map<std::int64_t, std::unique_ptr<Entity>> entities_read;
  std::unordered_map<std::int64_t, std::unique_ptr<RelationEdge>> relations_read;
  RelationEdge glanced;
  std::unordered_map<std::int64_t, std::vector<Neighbour>> neighbours_read;
};

}  // namespace trama::store
