// Questions to a graph: a read subset of openCypher, dossiers, paths, rankings. All give a Table, printed by
// print_table.
#pragma once

#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "graph/graph.h"

namespace trama {

// A value of a result: nothing, truth, number, text, or a list of texts.
using Value = std::variant<std::monostate, bool, std::int64_t, double, std::string, std::vector<std::string>>;

struct Table {
  std::vector<std::string> columns;
  std::vector<std::vector<Value>> rows;
};

// Runs one query (docs/query.md). Throws Error (kSyntax) with line, column and a caret under the place.
Table run_query(const Graph& graph, std::string_view query);

struct TopOptions {
  int limit = 20;
};
Table top_entities(const Graph& graph, const TopOptions& options = {});
Table top_relations(const Graph& graph, const TopOptions& options = {});

// Steps of a shortest path between two entities (relations taken in either direction; fewest hops, then the best
// supported, then the smallest ids), with one piece of evidence each. Nullopt if there is none within `max_hops`.
std::optional<std::vector<RelationId>> find_path(const Graph& graph, EntityId from, EntityId to, int max_hops = 6);

enum class TableFormat { kTable, kJson, kCsv, kTsv };
void print_table(const Table& table, TableFormat format, std::ostream& out);

}  // namespace trama
