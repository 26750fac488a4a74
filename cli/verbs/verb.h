// What the commands that ask a question without a query language have in common: each makes an openCypher query of its
// operands, runs it and prints the rows (docs/verbs.md).
#pragma once

#include <string>
#include <vector>

#include "cli/command_line.h"
#include "cli/graphs/graph_reading.h"
#include "graph/query/query.h"

namespace trama::cli {

struct Verb {
  GraphSource source;
  TableFormat format = TableFormat::kTable;
  bool show_query = false;
  int limit = 50;  // 0: all.
};
// Adds the operand GRAPH, the bounds on time, --things, --format, --limit and --show-query. `verb` must outlive `line`.
void add_verb(CommandLine& line, Verb& verb);
// All but the operand and the bounds on time.
void add_verb_output(CommandLine& line, Verb& verb);

// A text as a query writes it: 'it\'s'.
std::string literal(const std::string& text);
// ['a', 'b']
std::string literal(const std::vector<std::string>& texts);
// A name of a label or type: in backticks.
std::string quoted_name(const std::string& name);

// The name of the actor that a person means, unique in the graph. Says on `io.err` who else is called so. Throws Error
// that suggests similar names if there is nobody.
std::string name_of(const GraphView& graph, const std::string& given, Streams& io);

// The LIMIT of a query: "\nLIMIT 50", or nothing.
std::string limit_clause(const Verb& verb);

// For the eye: takes away columns in which no row has anything.
void leave_out_empty(ResultTable& table);

// Prints the query on `io.err` if --show-query is given, and its rows on `io.out`; says where --limit cut them.
void answer(const GraphView& graph, const std::string& query, const Verb& verb, Streams& io);
void show_query(const std::string& query, const Verb& verb, Streams& io);

}  // namespace trama::cli
