// trama query: one openCypher query over a graph file.
#include <iterator>
#include <ostream>
#include <string>

#include "base/error.h"
#include "cli/command_line.h"
#include "cli/commands.h"
#include "cli/graph_reading.h"
#include "graph/query/query.h"

namespace trama::cli {

namespace {

constexpr std::string_view kExamples =
    "  trama query red.trama \"MATCH (a {name:'Kim Jong Un'})-[r:apoyar]->(b) RETURN b.name, r.count\"\n"
    "  trama query red.trama \"MATCH (a)-[r]->(b) RETURN type(r) AS relation, count(*) AS n ORDER BY n DESC\" --format "
    "csv\n"
    "  trama query red.trama < question.cypher\n";

}  // namespace

int run_query(std::span<const std::string> arguments, Streams& io) {
  CommandLine line("query", "Answers one query in a part of openCypher (docs/query.md)", kExamples);
  GraphSource source;
  std::string query;
  TableFormat format = TableFormat::kTable;
  QueryOptions options;
  add_graph_source(line, source);
  auto* given = line.app().add_option("QUERY", query, "The query; without it, it is read from standard input");
  add_format_option(line, format);
  line.app()
      .add_option("--max-steps", options.max_steps, "Give up after looking at so many entities and relations")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  if (!line.parse(arguments, io)) return kDone;
  if (given->count() == 0) query.assign(std::istreambuf_iterator<char>(io.in), {});
  const auto graph = source.open(io);
  try {
    print_table(trama::run_query(*graph, query, options), format, io.out);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kSyntax) throw;
    io.err << "trama: " << error.what() << '\n';  // As it stands: it ends with a caret under the place.
    return kUsage;
  }
  return kDone;
}

}  // namespace trama::cli
