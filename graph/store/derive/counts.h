// Counts of the whole graph, kept among the settings so that nobody has to count. Private to graph/.
#pragma once

#include <cstdint>
#include <optional>

#include "graph/store/sqlite/sqlite.h"

namespace trama::store {

// Of entities and relations that are shown, and of copies.
void count_all(sqlite::Database& database);

// After so many more entities and relations are shown; relations are counted anew where that is not known.
void count_changes(sqlite::Database& database, std::optional<std::int64_t> more_relations, std::int64_t more_entities);

}  // namespace trama::store
