#include "graph/store/tables/store_file.h"

#include <charconv>

#include "base/error.h"
#include "graph/store/tables/schema.h"

namespace trama::store {
namespace {

using sqlite::Query;

std::int64_t version(const sqlite::Database& database) {
  return database.number("PRAGMA user_version");
}

void make_tables(sqlite::Database& database) {
  sqlite::Transaction transaction(database);
  // Another process may have been faster.
  if (database.number("SELECT count(*) FROM sqlite_master") == 0) {
    database.run(kBaseTables);
    database.run(kDerivedTables);
    database.run(kDerivedIndices);
    database.run(kViews);
    database.run(("PRAGMA application_id = " + std::to_string(kApplicationId)).c_str());
    database.run(("PRAGMA user_version = " + std::to_string(kSchemaVersion)).c_str());
    set_setting(database, kDerived, "current");
    for (const char* count : {"entities", "relations", "copies"}) set_setting(database, count, "0");
  }
  transaction.commit();
}

}  // namespace

void prepare_for_writing(sqlite::Database& database) {
  database.run("PRAGMA cell_size_check = ON");
  const bool is_new =
      database.number("SELECT count(*) FROM sqlite_master") == 0 && database.number("PRAGMA application_id") == 0;
  if (!is_new) check_kind(database);
  if (is_new) database.keep_checksums();
  // Readers go on reading while another process writes. Pages are written twice, so a log that grows large is moved
  // into the file in the midst of a transaction's pages.
  database.run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536");
  if (is_new) make_tables(database);
  database.run(kAddressIndex);
}

void check_kind(const sqlite::Database& database) {
  const std::int64_t id = database.number("PRAGMA application_id");
  if (id == 0 && database.number("SELECT count(*) FROM sqlite_master") == 0) {
    throw Error(ErrorCode::kFormat,
                database.file() + ": an empty file: a build that was to make a graph of it did not get to write");
  }
  if (id != kApplicationId) throw Error(ErrorCode::kFormat, database.file() + ": not a graph file");
  const std::int64_t found = version(database);
  if (found > kSchemaVersion) {
    throw Error(ErrorCode::kVersion, database.file() + ": made by a newer trama (file version " +
                                         std::to_string(found) + ", this program reads version " +
                                         std::to_string(kSchemaVersion) + ")");
  }
  if (found < kSchemaVersion) {
    throw Error(ErrorCode::kVersion, database.file() + ": made by an older trama (file version " +
                                         std::to_string(found) + "); \"trama upgrade " + database.file() +
                                         "\" makes a file of version " + std::to_string(kSchemaVersion) + " of it");
  }
  if (!database.has_checksums()) {
    throw Error(ErrorCode::kFormat, database.file() + ": the graph file is damaged (its pages have no checksums)");
  }
  const std::int64_t tables = database.number(
      "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name IN ('documents', 'statements', 'settings', "
      "'names', 'relations', 'entities')");
  if (tables != 6) throw Error(ErrorCode::kFormat, database.file() + ": not a whole graph file");
}

std::int64_t version_of(const sqlite::Database& database) {
  return database.number("PRAGMA application_id") == kApplicationId ? version(database) : 0;
}

std::string setting(const sqlite::Database& database, std::string_view name) {
  Query query(database, "SELECT value FROM settings WHERE name = ?");
  query.bind(1, name);
  return query.step() ? std::string(query.text(0)) : std::string();
}

void set_setting(sqlite::Database& database, std::string_view name, std::string_view value) {
  Query(database, "INSERT INTO settings (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2")
      .bind(1, name)
      .bind(2, value)
      .run();
}

std::int64_t count_setting(const sqlite::Database& database, std::string_view name) {
  const std::string text = setting(database, name);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (!text.empty() && (error != std::errc() || end != text.data() + text.size())) {
    throw Error(ErrorCode::kFormat,
                database.file() + ": the graph file is damaged (setting " + std::string(name) + " is no number)");
  }
  return value;
}

void add_to_setting(sqlite::Database& database, std::string_view name, std::int64_t difference) {
  set_setting(database, name, std::to_string(count_setting(database, name) + difference));
}

}  // namespace trama::store
