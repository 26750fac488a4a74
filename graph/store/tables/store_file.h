// An open graph file: its kind and version, its settings, its counts. Private to graph/.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "graph/store/sqlite/sqlite.h"
#include "graph/store/tables/dictionary.h"

namespace trama::store {

// Makes the tables of an empty file, or checks that it is a graph file of this version. Throws Error: kFormat if it is
// none, kVersion if it is of another version.
void prepare_for_writing(sqlite::Database& database);
void check_kind(const sqlite::Database& database);
// The version that a graph file says it is of; 0 if it is no graph file.
std::int64_t version_of(const sqlite::Database& database);

std::string setting(const sqlite::Database& database, std::string_view name);
void set_setting(sqlite::Database& database, std::string_view name, std::string_view value);
// For settings that are counts; one that is not there is 0. Throws Error (kFormat) if it is no number.
std::int64_t count_setting(const sqlite::Database& database, std::string_view name);
void add_to_setting(sqlite::Database& database, std::string_view name, std::int64_t difference);

// Whether the graph shows all documents: `current`; some are missing: `pending`; it is to be built anew: `stale`.
inline constexpr std::string_view kDerived = "derived";
// How many statements there are, so that nobody needs to count them.
inline constexpr std::string_view kStatements = "statements";

}  // namespace trama::store
