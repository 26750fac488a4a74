#include "graph/store/derive/repart.h"

#include "graph/store/derive/derive.h"
#include "graph/store/tables/decision_tables.h"
#include "graph/store/tables/documents.h"
#include "graph/store/tables/schema.h"
#include "graph/store/tables/statement_scan.h"
#include "graph/store/tables/store_file.h"

namespace trama::store {

using sqlite::Query;

namespace {

NameKey read_key(const Query& row) {
  return {std::string(row.text(1)), static_cast<NameClass>(row.number(2)), std::string(row.text(3))};
}

std::vector<const Statement*> pointers(const std::vector<Statement>& statements) {
  std::vector<const Statement*> result;
  for (const Statement& statement : statements) result.push_back(&statement);
  return result;
}

}  // namespace

Reparting::Reparting(sqlite::Database& database, Dictionary& dictionary)
    : database_(database),
      statements_(database, dictionary),
      numbers_(database,
               "SELECT number, subject, object, source FROM statements WHERE number >= ? AND number < ? "
               "ORDER BY number"),
      document_(database, "SELECT id, identity FROM documents WHERE number = ?"),
      name_(database, "SELECT number, key, class, qualifier FROM names WHERE number = ?"),
      find_(database, "SELECT number FROM names WHERE id = ?"),
      add_(database, "INSERT INTO names (id, key, class, qualifier, surface) VALUES (?, ?, ?, ?, ?)"),
      update_(database, "UPDATE statements SET subject = ?, object = ?, source = ? WHERE number = ?") {}

std::set<std::int64_t> Reparting::documents_of(const Partings& partings, bool anew) {
  std::set<std::int64_t> documents;
  std::set<std::int64_t> names;
  if (partings.empty()) return documents;
  Query all(database_, "SELECT number, key, class, qualifier FROM names");
  while (all.step()) {
    if (partings.may_part(read_key(all))) names.insert(all.number(0));
  }
  StatementScan scan(database_, false);
  const auto look = [&](const StatementRow& row, const StatementFacts&) {
    for (const std::int64_t name : {row.subject, row.object, row.source}) {
      if (names.contains(name)) documents.insert(row.document());
    }
  };
  if (anew) {
    scan.run(0, database_.number("SELECT coalesce(max(number), 0) FROM documents") + 1, look);
    return documents;
  }
  Query of_name(database_, "SELECT document FROM name_documents WHERE name = ?");
  for (const std::int64_t name : names) {
    of_name.bind(1, name);
    while (of_name.step()) documents.insert(of_name.number(0));
    of_name.reset();
  }
  Query pending(database_, "SELECT number FROM documents WHERE pending");
  while (pending.step()) scan.run(pending.number(0), pending.number(0) + 1, look);
  return documents;
}

NameKey Reparting::key_of(std::int64_t name) {
  NameKey key;
  if (name != 0 && name_.bind(1, name).step()) key = read_key(name_);
  name_.reset();
  return key;
}

Reparting::Read Reparting::read(std::int64_t document) {
  Read result;
  document_.bind(1, document).step();
  result.id = document_.text(0);
  result.identity = hexadecimal(document_.text(1));
  document_.reset();
  const StoredDocument nobody;
  numbers_.bind(1, first_statement(document)).bind(2, first_statement(document + 1));
  while (numbers_.step()) {
    result.statements.push_back(statements_.read(numbers_.number(0), nobody));
    if (numbers_.is_null(1)) continue;
    result.numbers.push_back(numbers_.number(0));
    result.names.push_back({key_of(numbers_.number(1)), key_of(numbers_.number(2)), key_of(numbers_.number(3))});
  }
  numbers_.reset();
  return result;
}

std::vector<StatementNames> Reparting::renamed(const Read& document, const Partings& partings) {
  std::vector<StatementNames> names = document.names;
  for (StatementNames& statement : names) {
    for (NameKey* name : {&statement.subject, &statement.object, &statement.source}) {
      *name = without_sense(std::move(*name));
    }
  }
  partings.apply({document.id, document.identity, pointers(document.statements)}, names);
  return names;
}

bool Reparting::parts(std::int64_t document, const Partings& partings) {
  const auto has_sense = [](const NameKey& name) { return !sense_of(name).empty(); };
  for (const StatementNames& names : renamed(read(document), partings)) {
    if (has_sense(names.subject) || has_sense(names.object) || has_sense(names.source)) return true;
  }
  return false;
}

std::vector<Reparting::Renaming> Reparting::renamings(std::int64_t document, const Partings& partings) {
  const Read as_is = read(document);
  std::vector<StatementNames> names = renamed(as_is, partings);
  std::vector<Renaming> result;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] != as_is.names[i]) result.push_back({as_is.numbers[i], std::move(names[i])});
  }
  return result;
}

std::int64_t Reparting::number_of(const NameKey& name) {
  const auto id = static_cast<std::int64_t>(name_id(name));
  const auto find = [&](const NameKey& key) {
    find_.bind(1, static_cast<std::int64_t>(name_id(key)));
    const std::int64_t number = find_.step() ? find_.number(0) : 0;
    find_.reset();
    return number;
  };
  if (const std::int64_t number = find(name); number != 0) return number;
  // All that bear one key have one surface (graph/store/tables/writer.h): the statements' own stay right.
  Query surface(database_, "SELECT surface FROM names WHERE number = ?");
  surface.bind(1, find(without_sense(name))).step();
  add_.bind(1, id).bind(2, name.key).bind(3, static_cast<std::int64_t>(name.name_class)).bind(4, name.qualifier);
  add_.bind(5, surface.number(0)).run();
  return sqlite3_last_insert_rowid(database_.handle());
}

void Reparting::write(std::span<const Renaming> renamings) {
  for (const Renaming& one : renamings) {
    update_.bind(1, number_of(one.names.subject)).bind(2, number_of(one.names.object)).bind_null(3);
    if (!one.names.source.key.empty()) update_.bind(3, number_of(one.names.source));
    update_.bind(4, one.statement).run();
  }
}

std::vector<std::string> Reparting::offices(std::int64_t document, const Partings& partings) {
  const Read as_is = read(document);
  return partings.offices({as_is.id, as_is.identity, pointers(as_is.statements)});
}

bool repart(sqlite::Database& database, Dictionary& dictionary, const Partings& changed, std::size_t most_documents) {
  if (changed.empty()) return true;
  Reparting reparting(database, dictionary);
  const Partings in_force = read_partings(database, false);
  const bool stale = setting(database, kDerived) == "stale";
  std::vector<Reparting::Renaming> all;
  std::vector<std::int64_t> shown;
  Query pending(database, "SELECT pending FROM documents WHERE number = ?");
  for (const std::int64_t document : reparting.documents_of(changed, stale)) {
    const std::vector<Reparting::Renaming> own = reparting.renamings(document, in_force);
    if (own.empty()) continue;
    all.insert(all.end(), own.begin(), own.end());
    pending.bind(1, document).step();
    if (pending.number(0) == 0) shown.push_back(document);
    pending.reset();
  }
  const bool few = shown.size() <= most_documents;
  const bool derive = few && !stale && !shown.empty();
  if (derive) derive_removed(database, dictionary, shown);
  reparting.write(all);
  if (derive) derive_added(database, dictionary, shown);
  return few;
}

void repart_all(sqlite::Database& database, Dictionary& dictionary) {
  const Partings ever = read_partings(database, true);
  if (ever.empty()) return;
  Reparting reparting(database, dictionary);
  const Partings in_force = read_partings(database, false);
  for (const std::int64_t document : reparting.documents_of(ever, true)) {
    reparting.write(reparting.renamings(document, in_force));
  }
}

}  // namespace trama::store
