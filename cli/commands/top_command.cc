// trama top: the most connected actors, or the best supported relations.
#include <string>

#include "cli/command_line.h"
#include "cli/commands/commands.h"
#include "cli/graphs/graph_reading.h"
#include "graph/query/query.h"

namespace trama::cli {

namespace {

constexpr std::string_view kTopExamples =
    "  trama top red.trama\n"
    "  trama top red.trama --relations -n 50 --format csv\n";

}  // namespace

int run_top(std::span<const std::string> arguments, Streams& io) {
  CommandLine line("top", "Lists the actors with most relations, or the relations that most documents support",
                   kTopExamples);
  GraphSource source;
  bool relations = false;
  TopOptions options;
  TableFormat format = TableFormat::kTable;
  add_graph_source(line, source);
  line.app().add_flag("--relations", relations, "Relations, not actors");
  line.app().add_option("-n,--limit", options.limit, "How many")->check(CLI::NonNegativeNumber)->capture_default_str();
  add_format_option(line, format);
  if (!line.parse(arguments, io)) return kDone;
  const auto graph = source.open(io);
  print_table(relations ? top_relations(*graph, options) : top_entities(*graph, options), format, io.out);
  return kDone;
}

}  // namespace trama::cli
