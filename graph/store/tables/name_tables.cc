#include "graph/store/tables/name_tables.h"

#include <algorithm>

#include "graph/names/names.h"
#include "graph/resolve/decisions.h"
#include "graph/store/tables/bytes.h"

namespace trama::store {
namespace {

using sqlite::Query;

}  // namespace

void for_each_use(const StatementRow& row, const StatementFacts& facts,
                  const std::function<void(const NameUse&)>& take) {
  const auto use = [&](std::int64_t name, const MentionFacts& mention, bool acts) {
    take({name, mention.canonical, mention.type, acts, &mention.aliases});
  };
  use(row.subject, facts.subject, true);
  use(row.object, facts.object, true);
  if (row.source != 0 && facts.source) use(row.source, *facts.source, false);
}

std::int64_t AliasKeys::key_of(std::int64_t alias) {
  const auto [place, is_new] = keys_.try_emplace(alias, 0);
  if (is_new) place->second = hash_of(name_key(dictionary_.text(alias), true));
  return place->second;
}

std::string pack_types(std::span<const std::int64_t> counts) {
  ByteWriter types;
  for (const std::int64_t count : counts) types.number(static_cast<std::uint64_t>(count));
  return types.bytes();
}

NameTables::NameTables(sqlite::Database& database, Dictionary& dictionary)
    : database_(database), dictionary_(dictionary), alias_keys_(dictionary), scan_(database, true) {}

std::set<std::int64_t> NameTables::names_of(std::span<const std::int64_t> documents) {
  std::set<std::int64_t> names;
  for (const std::int64_t document : documents) {
    scan_.run(document, document + 1, [&](const StatementRow& row, const StatementFacts&) {
      for (const std::int64_t name : {row.subject, row.object, row.source}) names.insert(name);
    });
  }
  names.erase(0);
  return names;
}

std::set<std::string> NameTables::aliases_of(std::span<const std::int64_t> documents) {
  std::set<std::int64_t> texts;
  for (const std::int64_t document : documents) {
    scan_.run(document, document + 1, [&](const StatementRow& row, const StatementFacts& facts) {
      for_each_use(row, facts, [&](const NameUse& use) { texts.insert(use.aliases->begin(), use.aliases->end()); });
    });
  }
  std::set<std::string> keys;
  for (const std::int64_t text : texts) keys.insert(name_key(dictionary_.text(text), true));
  return keys;
}

void NameTables::collect(std::int64_t document, std::map<std::int64_t, Change>& changes) {
  scan_.run(document, document + 1, [&](const StatementRow& row, const StatementFacts& facts) {
    for_each_use(row, facts, [&](const NameUse& use) {
      Change& change = changes[use.name];
      ++change.mentions;
      ++change.types[static_cast<std::size_t>(use.type)];
      ++change.surfaces[use.surface];
      change.documents[document] |= use.acts;
      for (const std::int64_t alias : *use.aliases) {
        const std::int64_t key = alias_keys_.key_of(alias);
        change.aliases[{key, alias}].insert(document);
      }
    });
    ++changes[row.subject].statements;
    ++changes[row.object].statements;
  });
}

std::set<std::int64_t> NameTables::apply(std::span<const std::int64_t> documents, int sign) {
  std::map<std::int64_t, Change> changes;
  for (const std::int64_t document : documents) collect(document, changes);
  std::set<std::int64_t> names;
  for (const auto& [name, change] : changes) {
    write(name, change, sign);
    names.insert(name);
  }
  return names;
}

void NameTables::write(std::int64_t name, const Change& change, int sign) {
  std::int64_t mentions = 0, documents = 0, statements = 0;
  std::array<std::int64_t, 5> types{};
  Query old(database_, "SELECT mentions, documents, statements, types FROM name_facts WHERE name = ?");
  const bool known = old.bind(1, name).step();
  if (known) {
    mentions = old.number(0);
    documents = old.number(1);
    statements = old.number(2);
    ByteReader reader(old.text(3));
    for (std::int64_t& count : types) count = static_cast<std::int64_t>(reader.number());
  }
  old.reset();
  mentions += sign * change.mentions;
  documents += sign * static_cast<std::int64_t>(change.documents.size());
  statements += sign * change.statements;
  for (std::size_t i = 0; i < types.size(); ++i) types[i] += sign * change.types[i];
  if (!known) write_blocks(name, true);
  Query facts(database_,
              "INSERT INTO name_facts (name, mentions, documents, statements, types) VALUES (?1, ?2, ?3, ?4, ?5) "
              "ON CONFLICT (name) DO UPDATE SET mentions = ?2, documents = ?3, statements = ?4, types = ?5");
  facts.bind(1, name).bind(2, mentions).bind(3, documents).bind(4, statements).bind_blob(5, pack_types(types)).run();
  if (documents <= 0) {
    write_blocks(name, false);
    Query(database_, "DELETE FROM name_facts WHERE name = ?").bind(1, name).run();
  }

  Query surface(database_,
                "INSERT INTO name_surfaces (name, text, mentions) "
                "VALUES (?1, CASE ?2 WHEN 0 THEN (SELECT surface FROM names WHERE number = ?1) ELSE ?2 END, ?3) "
                "ON CONFLICT (name, text) DO UPDATE SET mentions = mentions + ?3");
  for (const auto& [text, count] : change.surfaces) surface.bind(1, name).bind(2, text).bind(3, sign * count).run();
  Query alias(database_,
              "INSERT INTO name_aliases (name, key, alias, documents) VALUES (?1, ?2, ?3, ?4) "
              "ON CONFLICT (name, key, alias) DO UPDATE SET documents = documents + ?4");
  for (const auto& [which, where] : change.aliases) {
    alias.bind(1, name).bind(2, which.first).bind(3, which.second);
    alias.bind(4, sign * static_cast<std::int64_t>(where.size())).run();
  }
  if (sign < 0) {
    Query(database_, "DELETE FROM name_surfaces WHERE name = ? AND mentions <= 0").bind(1, name).run();
    Query(database_, "DELETE FROM name_aliases WHERE name = ? AND documents <= 0").bind(1, name).run();
    Query gone(database_, "DELETE FROM name_documents WHERE name = ? AND document = ?");
    for (const auto& [document, acts] : change.documents) gone.bind(1, name).bind(2, document).run();
    return;
  }
  Query document(database_, "INSERT INTO name_documents (name, document, acts) VALUES (?, ?, ?)");
  for (const auto& [number, acts] : change.documents) {
    document.bind(1, name).bind(2, number).bind(3, std::int64_t{acts}).run();
  }
}

void NameTables::write_blocks(std::int64_t name, bool present) {
  Query row(database_, "SELECT id, key, class, qualifier FROM names WHERE number = ?");
  row.bind(1, name).step();
  const NameKey key{std::string(row.text(1)), static_cast<NameClass>(row.number(2)), std::string(row.text(3))};
  Query write(database_, present ? "INSERT OR IGNORE INTO blocks (block, id) VALUES (?, ?)"
                                 : "DELETE FROM blocks WHERE block = ? AND id = ?");
  for (const std::string& block : block_keys(key)) write.bind(1, hash_of(block)).bind(2, row.number(0)).run();
}

}  // namespace trama::store
