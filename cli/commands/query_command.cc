// trama query: one openCypher query over a graph file, or a shell for many.
#include <chrono>
#include <fstream>
#include <iterator>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "cli/command_line.h"
#include "cli/commands/commands.h"
#include "cli/graphs/graph_reading.h"
#include "cli/process/signals.h"
#include "cli/process/standard_input.h"
#include "cli/shell/shell.h"
#include "graph/query/query.h"

namespace trama::cli {

namespace {

constexpr std::string_view kQueryExamples =
    "  trama query red.trama \"MATCH (a {name:'Kim Jong Un'})-[r:apoyar]->(b) RETURN b.name, r.count\"\n"
    "  trama query red.trama \"MATCH (a)-[r]->(b) RETURN type(r) AS relation, count(*) AS n ORDER BY n DESC\" --format "
    "csv\n"
    "  trama query red.trama 'MATCH (a {name: $who})-[r]->(b) RETURN r.label, b.name' --param who=Putin\n"
    "  trama query red.trama < question.cypher\n"
    "  trama query red.trama                      (on a terminal: a shell; .help shows its commands)\n";

struct Bounds {
  double seconds = 0;
  std::int64_t megabytes = 0;
};

void add_bounds(CommandLine& line, QueryOptions& options, Bounds& bounds) {
  line.app()
      .add_option("--max-steps", options.limits.max_steps,
                  "Give up after looking at so many entities, relations and conditions")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  line.app()
      .add_option("--timeout", bounds.seconds, "Give up after so many seconds")
      ->check(CLI::PositiveNumber)
      ->type_name("SECONDS");
  line.app()
      .add_option("--memory", bounds.megabytes, "Give up where results and what is sorted take more (512)")
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{1} << 20))
      ->type_name("MIB");
}

void set_bounds(QueryOptions& options, const Bounds& bounds) {
  if (bounds.seconds > 0) {
    options.limits.timeout = std::chrono::milliseconds(static_cast<std::int64_t>(bounds.seconds * 1000) + 1);
  }
  if (bounds.megabytes > 0) options.limits.max_bytes = bounds.megabytes << 20;
}

cypher::Map read_parameters(const std::string& file, const std::vector<std::string>& given) {
  cypher::Map parameters;
  if (!file.empty()) {
    std::ifstream in(file, std::ios::binary);
    if (!in) throw Error(ErrorCode::kIo, file + ": cannot be read");
    try {
      parameters = parse_parameters(std::string(std::istreambuf_iterator<char>(in), {}));
    } catch (const Error& error) {
      throw Error(error.code(), file + ": " + error.what());
    }
  }
  for (const std::string& one : given) {
    const std::size_t sign = one.find('=');
    if (sign == std::string::npos || sign == 0) throw UsageError("'" + one + "' is no parameter; write name=value");
    parameters.insert_or_assign(one.substr(0, sign), parse_parameter(one.substr(sign + 1)));
  }
  return parameters;
}

int answer(const GraphView& graph, const std::string& query, TableFormat format, QueryOptions options, Streams& io) {
  const QueryInterrupt interrupt;
  options.limits.stop = interrupt.token();
  try {
    trama::run_query(graph, query, options, *make_printer(format, io.out, options.limits));
  } catch (const Error& error) {
    io.out.flush();
    if (interrupt.asked()) {
      io.err << "trama: the query was stopped\n";
      return kStopped + stop_signal();
    }
    if (error.code() != ErrorCode::kSyntax) throw;
    io.err << "trama: " << harmless_lines(error.what()) << '\n';  // It ends with a caret under the place.
    return kUsage;
  }
  return kDone;
}

}  // namespace

int run_query(std::span<const std::string> arguments, Streams& io) {
  CommandLine line("query", "Answers one query in openCypher (docs/query.md)", kQueryExamples);
  GraphSource source;
  std::string query;
  TableFormat format = TableFormat::kTable;
  QueryOptions options;
  Bounds bounds;
  std::vector<std::string> parameters;
  std::string parameter_file;
  add_graph_source(line, source);
  auto* given = line.app().add_option(
      "QUERY", query, "The query; without it, it is read from standard input, on a terminal in a shell");
  add_format_option(line, format);
  line.app()
      .add_option("--param", parameters, "A value for $NAME: a literal of the query language, or else a text")
      ->type_name("NAME=VALUE")
      ->allow_extra_args(false);
  line.app().add_option("--params", parameter_file, "A JSON object with values for parameters")->type_name("FILE");
  line.app().add_flag("--strict", options.strict, "Names in patterns must be written as in the graph");
  add_bounds(line, options, bounds);
  bool no_history = false;
  bool no_pager = false;
  line.app().add_flag("--no-history", no_history, "The shell neither reads nor keeps what was asked");
  line.app().add_flag("--no-pager", no_pager, "The shell shows long results as they are");
  if (!line.parse(arguments, io)) return kDone;
  set_bounds(options, bounds);
  options.parameters = read_parameters(parameter_file, parameters);
  const bool shell = given->count() == 0 && is_terminal(io.in);
  if (given->count() == 0 && !shell) query.assign(std::istreambuf_iterator<char>(io.in), {});
  const auto graph = source.open(io);
  if (!shell) return answer(*graph, query, format, std::move(options), io);
  run_shell(*graph, {source.file, std::move(options), format, !no_history, !no_pager}, io);
  return kDone;
}

}  // namespace trama::cli
