#include "graph/store/tables/entity_tables.h"

#include <algorithm>
#include <utility>

#include "base/hash.h"
#include "graph/names/lookup.h"
#include "graph/names/names.h"
#include "graph/store/tables/dictionary.h"

namespace trama::store {
namespace {

using sqlite::Query;

// Of a key, to tell entities of one name and kind apart: some dozen of them hardly ever agree in so many.
constexpr std::size_t kKeyDigits = 8;

}  // namespace

EntityRow describe_entity(std::int64_t number, const ActorCluster& cluster, const Decisions& decisions,
                          NameSource& source) {
  EntityRow row;
  row.number = number;
  row.actor = describe(cluster, source);
  row.merges = cluster.merges;
  if (decisions.empty()) return row;
  std::vector<std::uint64_t> ids;
  for (const NameId name : cluster.members) ids.push_back(source.facts(name).id);
  const Override chosen = decisions.override_of(ids);
  if (!chosen.name.empty() && chosen.name != row.actor.name) {
    row.actor.aliases.push_back(row.actor.name);
    row.actor.name = chosen.name;
    std::sort(row.actor.aliases.begin(), row.actor.aliases.end());
    std::erase(row.actor.aliases, row.actor.name);
  }
  if (chosen.type) row.actor.type = *chosen.type;
  row.hidden = chosen.hidden;
  return row;
}

void name_apart(std::vector<EntityRow*>& same_base) {
  std::sort(same_base.begin(), same_base.end(), [](const EntityRow* left, const EntityRow* right) {
    return std::make_tuple(-left->mentions, left->actor.key) < std::make_tuple(-right->mentions, right->actor.key);
  });
  std::set<std::string> kinds;
  bool has_bearer = false;  // Of the bare name. Whom people parted is shown with what parts him.
  for (EntityRow* row : same_base) {
    const std::string& base = row->actor.name;
    const std::string& sense = row->actor.sense;
    if (sense.empty() && !std::exchange(has_bearer, true)) {
      row->shown = base;
      continue;
    }
    const std::string kind = !sense.empty() ? sense : row->actor.named ? to_string(row->actor.type) : "nominal";
    row->shown = base + " (" + kind;
    if (!kinds.insert(kind).second) row->shown += " " + key_text('n', row->actor.key).substr(1, kKeyDigits);
    row->shown += ")";
  }
}

EntityTables::EntityTables(sqlite::Database& database)
    : database_(database),
      insert_(database,
              "INSERT INTO entities (number, key, name, base, folded, type, named, hidden, mentions, documents, "
              "relations) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      insert_name_(database, "INSERT INTO entity_names (entity, name) VALUES (?, ?)"),
      insert_text_(database, "INSERT INTO names_text (rowid, name) VALUES (?, ?)"),
      insert_lookup_(database, "INSERT OR IGNORE INTO lookup (key, entity) VALUES (?, ?)"),
      insert_merge_(database, "INSERT INTO merges (entity, name, with_name, reason) VALUES (?, ?, ?, ?)"),
      set_entity_(database, "UPDATE name_facts SET entity = ? WHERE name = ?") {}

void EntityTables::set_entity(std::int64_t name, std::optional<std::int64_t> entity) {
  set_entity_.bind(1, entity).bind(2, name).run();
}

void EntityTables::add_name(std::int64_t entity, const std::string& name) {
  insert_name_.bind(1, entity).bind(2, name).run();
  insert_text_.bind(1, static_cast<std::int64_t>(sqlite3_last_insert_rowid(database_.handle()))).bind(2, name).run();
  for (const std::string& key : lookup_keys(name)) insert_lookup_.bind(1, hash_of(key)).bind(2, entity).run();
}

void EntityTables::insert(const EntityRow& row) {
  insert_.bind(1, row.number).bind(2, static_cast<std::int64_t>(row.actor.key)).bind(3, row.shown);
  insert_.bind(4, row.actor.name).bind(5, fold_name(row.shown)).bind(6, static_cast<std::int64_t>(row.actor.type));
  insert_.bind(7, std::int64_t{row.actor.named}).bind(8, std::int64_t{row.hidden}).bind(9, row.mentions);
  insert_.bind(10, row.documents).bind(11, row.relations).run();
  add_name(row.number, row.shown);
  if (row.shown != row.actor.name) add_name(row.number, row.actor.name);
  for (const std::string& alias : row.actor.aliases) add_name(row.number, alias);
  for (const NameMerge& merge : row.merges) {
    insert_merge_.bind(1, row.number).bind(2, merge.name).bind(3, merge.with).bind(4, merge.reason).run();
  }
}

void EntityTables::remove_name(std::int64_t row, std::int64_t entity, const std::string& name) {
  Query(database_, "INSERT INTO names_text (names_text, rowid, name) VALUES ('delete', ?, ?)")
      .bind(1, row)
      .bind(2, name)
      .run();
  Query(database_, "DELETE FROM entity_names WHERE number = ?").bind(1, row).run();
  Query forget(database_, "DELETE FROM lookup WHERE key = ? AND entity = ?");
  for (const std::string& key : lookup_keys(name)) forget.bind(1, hash_of(key)).bind(2, entity).run();
}

void EntityTables::remove(std::int64_t number) {
  std::vector<std::pair<std::int64_t, std::string>> names;
  Query query(database_, "SELECT number, name FROM entity_names WHERE entity = ?");
  query.bind(1, number);
  while (query.step()) names.emplace_back(query.number(0), query.text(1));
  for (const auto& [row, name] : names) remove_name(row, number, name);
  Query(database_, "DELETE FROM merges WHERE entity = ?").bind(1, number).run();
  Query(database_, "DELETE FROM entities WHERE number = ?").bind(1, number).run();
}

std::vector<EntityRow> EntityTables::with_base(const std::string& base) {
  std::vector<EntityRow> rows;
  Query query(database_,
              "SELECT entities.number, entities.key, name, type, named, mentions, qualifier "
              "FROM entities LEFT JOIN names ON names.id = entities.key WHERE base = ?");
  query.bind(1, base);
  while (query.step()) {
    EntityRow& row = rows.emplace_back();
    row.number = query.number(0);
    row.actor.key = static_cast<std::uint64_t>(query.number(1));
    row.shown = query.text(2);
    row.actor.name = base;
    row.actor.type = static_cast<EntityType>(query.number(3));
    row.actor.named = query.number(4) != 0;
    row.mentions = query.number(5);
    row.actor.sense = sense_of({"", NameClass::kNeutral, std::string(query.text(6))});
  }
  return rows;
}

void EntityTables::rename(const EntityRow& row, const std::string& old_name) {
  std::vector<std::pair<std::int64_t, std::string>> names;
  Query query(database_, "SELECT number, name FROM entity_names WHERE entity = ?");
  query.bind(1, row.number);
  while (query.step()) names.emplace_back(query.number(0), query.text(1));
  // All go and come back: two names of one entity may share a key.
  for (const auto& [place, name] : names) remove_name(place, row.number, name);
  std::set<std::string> all{row.shown, row.actor.name};
  for (const auto& [place, name] : names) {
    if (name != old_name) all.insert(name);
  }
  for (const std::string& name : all) add_name(row.number, name);
  Query(database_, "UPDATE entities SET name = ?, folded = ? WHERE number = ?")
      .bind(1, row.shown)
      .bind(2, fold_name(row.shown))
      .bind(3, row.number)
      .run();
}

}  // namespace trama::store
