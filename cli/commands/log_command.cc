// trama log: what people decided about the names of a graph.
#include <ostream>
#include <string>

#include "cli/commands/commands.h"
#include "cli/graphs/decisions.h"
#include "cli/graphs/graph_reading.h"
#include "export/output.h"
#include "graph/query/query.h"
#include "graph/store/store.h"

namespace trama::cli {

namespace {

constexpr std::string_view kLogExamples =
    "  trama log red.trama\n"
    "  trama log red.trama --export decisiones.tsv   # for trama apply\n";

// Of an alias file are the rules of which no person is the author: they have their own file.
bool is_of_people(const LoggedDecision& logged) {
  return logged.decision.author != kAliasFile;
}

ResultTable log_table(const std::vector<LoggedDecision>& log) {
  ResultTable table;
  table.columns = {"number", "kind", "name", "other", "author", "time", "undone"};
  for (const auto& [number, decision, undone] : log) {
    table.rows.push_back({number, std::string(to_string(decision.kind)), decision.left, decision.right, decision.author,
                          decision.time, undone});
  }
  return table;
}

}  // namespace

int run_log(std::span<const std::string> arguments, Streams& io) {
  CommandLine line("log", "Lists what people decided, first to last", kLogExamples);
  std::string graph, file;
  TableFormat format = TableFormat::kTable;
  line.app().add_option("GRAPH", graph, "A graph file made by trama build")->required();
  line.app().add_option("--export", file,
                        "Write those in force, without the rules of an alias file, for trama apply; - for standard "
                        "output");
  add_format_option(line, format);
  if (!line.parse(arguments, io)) return kDone;
  const std::vector<LoggedDecision> log = Store::open_read_only(graph).log();
  if (file.empty()) {
    print_table(log_table(log), format, io.out);
    return kDone;
  }
  std::vector<UserDecision> decisions;
  for (const LoggedDecision& logged : log) {
    if (!logged.undone && is_of_people(logged)) decisions.push_back(logged.decision);
  }
  Output out(file, io.out);
  out.stream() << to_text(decisions);
  out.commit();
  return kDone;
}

}  // namespace trama::cli
