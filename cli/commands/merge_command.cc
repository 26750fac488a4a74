// trama merge: several graph files into one.
#include <filesystem>
#include <ostream>
#include <string>
#include <vector>

#include "cli/command_line.h"
#include "cli/commands/commands.h"
#include "cli/graphs/graph_reading.h"
#include "cli/process/signals.h"
#include "cli/texts/report.h"
#include "graph/store/store.h"

namespace trama::cli {

namespace {

constexpr std::string_view kMergeExamples =
    "  trama merge enero.trama febrero.trama -o ano.trama\n"
    "  trama merge parte-*.trama -o red.trama\n";

}  // namespace

int run_merge(std::span<const std::string> arguments, Streams& io) {
  CommandLine line("merge", "Puts graph files together; documents that are in several count once", kMergeExamples);
  std::vector<std::string> inputs;
  std::string output;
  bool quiet = false;
  line.app().add_option("GRAPH", inputs, "Graph files")->required();
  line.app().add_option("-o,--output", output, "The graph file to make, or to add to")->required();
  line.app().add_flag("--quiet", quiet, "No summary");
  if (!line.parse(arguments, io)) return kDone;
  // All are looked at before anything is written, so that a wrong name changes nothing; and one after the other, since
  // a process may not have as many files open as it is given.
  for (const std::string& input : inputs) {
    std::error_code none;
    if (std::filesystem::equivalent(input, output, none)) {
      throw UsageError(input + " is both read and written; name another file after -o");
    }
    Store::open_read_only(input);
  }
  upgrade_first(output, io);
  Store target = Store::open(output);
  std::int64_t added = 0;
  std::int64_t present = 0;
  const GracefulStop stop;
  for (const std::string& input : inputs) {
    if (stop_signal() != 0) break;
    const StoreCounts counts = target.merge(Store::open_read_only(input));
    added += counts.added;
    present += counts.already_present;
  }
  target.update_entities();
  if (!quiet) {
    const StoreCounts counts = target.counts();
    io.err << output << ": " << added << " documents added, " << present << " already there; now " << counts.documents
           << " documents, " << counts.statements << " statements\n";
  }
  if (stop_signal() != 0) return report_stop(output, io);
  return kDone;
}

}  // namespace trama::cli
