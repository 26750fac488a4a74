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
#define TRAMA_ENTITY "number, key, name, type, named, mentions, documents, relations"
#define TRAMA_SHOWN "relations > 0 AND NOT hidden"

// Of an entity whose aliases are all its names: those that are others, sorted.
inline void put_in_order(Entity& entity) {
  std::vector<std::string>& aliases = entity.aliases;
  std::sort(aliases.begin(), aliases.end());
  aliases.erase(std::unique(aliases.begin(), aliases.end()), aliases.end());
  std::erase(aliases, entity.name);
}

// All queries, with what they have found. A view is const for those who ask and reads as it goes.
struct StoreView::Reader {
  explicit Reader(std::shared_ptr<sqlite::Database> opened)
      : database(std::move(opened)),
        // One transaction for all that is read, so that all of it is of one moment.
        transaction(*database, sqlite::Transaction::Kind::kRead),
        dictionary(*database),
        statements(*database, dictionary),
        rows_reader(*database),
        entity(*database, "SELECT " TRAMA_ENTITY " FROM entities WHERE number = ?"),
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

  // Of the columns TRAMA_ENTITY, without aliases.
  static Entity entity_of(const Query& row) {
    Entity one;
    one.id = entity_id(row.number(0));
    one.key = static_cast<std::uint64_t>(row.number(1));
    one.name = row.text(2);
    one.type = static_cast<EntityType>(std::clamp<std::int64_t>(row.number(3), 0, 4));
    one.named = row.number(4) != 0;
    one.mention_count = row.number(5);
    one.document_count = row.number(6);
    one.relation_count = row.number(7);
    return one;
  }

  // What was read stays where it is. False if there was nothing more to read.
  bool read_all_entities() {
    if (std::exchange(all_entities, true)) return false;
    std::unordered_map<std::int64_t, Entity*> added;
    Query rows(*database, "SELECT " TRAMA_ENTITY " FROM entities");
    while (rows.step()) {
      const auto [place, is_new] = entities_read.try_emplace(rows.number(0));
      if (!is_new) continue;
      place->second = std::make_unique<Entity>(entity_of(rows));
      added.emplace(place->first, place->second.get());
    }
    Query all_names(*database, "SELECT entity, name FROM entity_names");
    while (all_names.step()) {
      const auto found = added.find(all_names.number(0));
      if (found != added.end()) found->second->aliases.emplace_back(all_names.text(1));
    }
    for (const auto& one : added) put_in_order(*one.second);
    return true;
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
  bool all_entities = false;  // Have been read.
  std::unordered_map<std::int64_t, std::unique_ptr<RelationEdge>> relations_read;
  RelationEdge glanced;
  std::unordered_map<std::int64_t, std::vector<Neighbour>> neighbours_read;
};

}  // namespace trama::store
