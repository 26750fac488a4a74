// From statements to the graph: stories, names, actors, relations. Anew for a whole file, or for the documents that
// came or go; both give the same graph. Private to graph/.
#pragma once

#include <cstdint>
#include <set>
#include <span>

#include "graph/store/sqlite/sqlite.h"
#include "graph/store/tables/dictionary.h"

namespace trama::store {

// All within the caller's transaction.
void derive_all(sqlite::Database& database, Dictionary& dictionary);

// Takes documents in that are in the file and not yet in the graph.
void derive_added(sqlite::Database& database, Dictionary& dictionary, std::span<const std::int64_t> documents);

// Takes documents out of the graph whose rows are about to be deleted.
void derive_removed(sqlite::Database& database, Dictionary& dictionary, std::span<const std::int64_t> documents);

// After decisions of people changed: names concerned, by id.
void derive_decided(sqlite::Database& database, Dictionary& dictionary, std::span<const std::uint64_t> names);

}  // namespace trama::store
