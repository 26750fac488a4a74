#include "cli/verbs/verb.h"

#include <algorithm>
#include <ostream>

namespace trama::cli {

void add_verb(CommandLine& line, Verb& verb) {
  add_graph_source(line, verb.source);
  add_verb_output(line, verb);
}

void add_verb_output(CommandLine& line, Verb& verb) {
  line.app()
      .add_option("-n,--limit", verb.limit, "At most so many rows; 0: all")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  line.app().add_flag("--show-query", verb.show_query, "Also print the query that is asked, on standard error");
  add_format_option(line, verb.format);
}

std::string literal(const std::string& text) {
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\\' || c == '\'') quoted += '\\';
    quoted += c;
  }
  return quoted + "'";
}

std::string literal(const std::vector<std::string>& texts) {
  std::string list;
  for (const std::string& text : texts) list += (list.empty() ? "" : ", ") + literal(text);
  return "[" + list + "]";
}

std::string quoted_name(const std::string& name) {
  std::string quoted = "`";
  for (const char c : name) quoted.append(c == '`' ? 2 : 1, c);
  return quoted + "`";
}

std::string name_of(const GraphView& graph, const std::string& given, Streams& io) {
  std::vector<std::string> others;
  const EntityId id = find_entity(graph, given, &others);
  for (const std::string& other : others) {
    io.err << "trama: \"" << printable_text(given) << "\" is also a name of " << printable_text(other) << '\n';
  }
  return graph.entity(id).name;
}

std::string limit_clause(const Verb& verb) {
  return verb.limit == 0 ? "" : "\nLIMIT " + std::to_string(verb.limit);
}

void show_query(const std::string& query, const Verb& verb, Streams& io) {
  if (verb.show_query) io.err << query << '\n';
}

void leave_out_empty(ResultTable& table) {
  const auto is_empty = [](const cypher::Value& value) {
    return value.is_null() || (value.is(cypher::Type::kList) && value.list().empty());
  };
  for (std::size_t i = table.columns.size(); i-- > 0;) {
    if (!std::all_of(table.rows.begin(), table.rows.end(), [&](const auto& row) { return is_empty(row[i]); })) continue;
    if (table.rows.empty()) return;
    table.columns.erase(table.columns.begin() + static_cast<std::ptrdiff_t>(i));
    for (auto& row : table.rows) row.erase(row.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

void answer(const GraphView& graph, const std::string& query, const Verb& verb, Streams& io) {
  show_query(query, verb, io);
  ResultTable table = run_query(graph, query);
  const std::size_t rows = table.rows.size();
  if (verb.format == TableFormat::kTable) leave_out_empty(table);
  print_table(table, verb.format, io.out);
  if (verb.limit > 0 && rows == static_cast<std::size_t>(verb.limit)) {
    io.err << "trama: the first " << verb.limit << " rows; --limit 0 gives all\n";
  }
}

}  // namespace trama::cli
