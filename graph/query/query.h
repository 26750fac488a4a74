// Questions to a graph: openCypher, dossiers, paths, rankings. All give a ResultTable, printed by print_table.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/model/graph_view.h"
#include "graph/model/properties.h"
#include "graph/query/limits.h"
#include "graph/query/values/value.h"

namespace trama {

// Values are plain: no nodes, relationships or paths, whose handles mean nothing without the graph.
struct ResultTable {
  std::vector<std::string> columns;
  std::vector<std::vector<cypher::Value>> rows;
};

struct QueryOptions {
  cypher::Limits limits;
  cypher::Map parameters;  // $name
  bool strict = false;     // {name: 'x'} in a pattern compares as `=` does (docs/query.md).
};

// Runs one query (docs/query.md). Equal graphs give equal tables, in the same order also without ORDER BY. Throws
// Error: kSyntax with line, column and a caret under the place, in three lines; kInvalid where a bound is met. Any
// thread.
ResultTable run_query(const GraphView& graph, std::string_view query, const QueryOptions& options = {});

// Where rows go as they are found.
class RowSink {
 public:
  virtual ~RowSink() = default;
  virtual void begin(const std::vector<std::string>& columns) = 0;
  virtual void row(const std::vector<cypher::Value>& values) = 0;
  virtual void end() = 0;  // Not called if the query fails.
};
// The same, row by row; nothing is held but what the query sorts, groups or makes distinct.
void run_query(const GraphView& graph, std::string_view query, const QueryOptions& options, RowSink& sink);

// A parameter as a person writes it: a literal of the query language ("12", "'x'", "[1, 2]", "date('2025-07-01')"), and
// what is none is a text.
cypher::Value parse_parameter(std::string_view text);
// Parameters as a JSON object has them. Throws Error (kFormat).
cypher::Map parse_parameters(std::string_view json);

struct TopOptions {
  int limit = 20;
};
ResultTable top_entities(const GraphView& graph, const TopOptions& options = {});
ResultTable top_relations(const GraphView& graph, const TopOptions& options = {});

// Steps of a shortest path between two entities, relations taken in either direction: fewest hops; of these paths one
// whose worst supported relation has most documents; then most documents in all; then the smallest keys. Nullopt if
// there is none within `max_hops`.
std::optional<std::vector<RelationId>> find_path(const GraphView& graph, EntityId from, EntityId to, int max_hops = 6);

// Names and aliases of entities that resemble `name`, best first: those that contain its words, then those that differ
// in few letters. For "did you mean".
std::vector<std::string> suggest_names(const GraphView& graph, std::string_view name, std::size_t limit = 5);

enum class TableFormat { kTable, kJson, kJsonLines, kCsv, kTsv };
// kTable: a box for the eye, aligned by the width of characters on a terminal, long cells cut. kJson: an array of
// objects. kJsonLines: an object per line. kCsv: RFC 4180. kTsv: tabs and line ends within values become spaces. In all
// but JSON, lists are joined by "; ", and maps and what nests in lists is JSON.
void print_table(const ResultTable& table, TableFormat format, std::ostream& out);
// Prints rows as they come, but for kTable, which holds them to measure them: it throws Error (kInvalid) beyond
// `limits`. `out` must outlive it.
std::unique_ptr<RowSink> make_printer(TableFormat format, std::ostream& out, const cypher::Limits& limits = {});

// Text that a terminal shows in one line and does not obey: control characters become spaces or U+FFFD.
std::string printable_text(std::string_view text);

}  // namespace trama
