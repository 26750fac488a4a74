// trama check: whether a graph file is sound, and repair.
#include <ostream>
#include <string>
#include <vector>

#include "cli/command_line.h"
#include "cli/commands/commands.h"
#include "cli/graphs/graph_reading.h"
#include "graph/query/query.h"
#include "graph/store/upkeep/upkeep.h"

namespace trama::cli {

namespace {

constexpr std::string_view kCheckExamples =
    "  trama check red.trama\n"
    "  trama check red.trama --repair\n";

}  // namespace

int run_check(std::span<const std::string> arguments, Streams& io) {
  CommandLine line(
      "check",
      "Reads all of a graph file and compares the graph with what its documents give: exit code 0 if it is "
      "sound, 1 if not",
      kCheckExamples);
  std::string file;
  bool repair = false;
  line.app().add_option("GRAPH", file, "A graph file made by trama build")->required();
  line.app().add_flag("--repair", repair,
                      "Build the graph anew; if documents are damaged, too, of those that can be read, and keep the "
                      "damaged file as GRAPH.damaged. Exit code 3 if something is lost");
  if (!line.parse(arguments, io)) return kDone;
  const CheckReport report = check_graph(file);
  for (const std::string& problem : report.problems) io.out << printable_text(problem) << '\n';
  if (report.problems.empty()) {
    io.out << file << ": sound\n";
    return kDone;
  }
  if (!repair) return kFailed;
  const RepairCounts counts = repair_graph(file, report.documents_damaged, tell_on(io));
  io.err << file << ": repaired; " << counts.documents << " documents, " << counts.statements << " statements";
  if (counts.left_out > 0) io.err << ", " << counts.left_out << " lost";
  if (!counts.kept.empty()) io.err << "; the damaged file is kept as " << counts.kept.string();
  io.err << '\n';
  return counts.left_out == 0 ? kDone : kSomeSkipped;
}

}  // namespace trama::cli
