// Writes the derived tables of a graph file. Private to graph/.
#pragma once

#include "graph/model/graph.h"
#include "graph/store/sqlite.h"

namespace trama {

// Replaces all rows. Call within a transaction.
void write_derived_tables(sqlite::Database& database, const Graph& graph);

}  // namespace trama
