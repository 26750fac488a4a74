// trama upgrade: a graph file of an older version becomes one of this.
#include <ostream>
#include <string>

#include "cli/command_line.h"
#include "cli/commands/commands.h"
#include "cli/graphs/graph_reading.h"
#include "graph/store/store.h"
#include "graph/store/upkeep/upkeep.h"

namespace trama::cli {

namespace {

constexpr std::string_view kUpgradeExamples = "  trama upgrade red.trama\n";

}  // namespace

int run_upgrade(std::span<const std::string> arguments, Streams& io) {
  CommandLine line(
      "upgrade", "Makes a graph file of this version of an older one, which is kept; goes on where it was interrupted",
      kUpgradeExamples);
  std::string file;
  line.app().add_option("GRAPH", file, "A graph file")->required();
  if (!line.parse(arguments, io)) return kDone;
  if (old_version(file) == 0) {
    Store::open_read_only(file);  // Says what else is wrong with it.
    io.err << file << ": is of this version\n";
    return kDone;
  }
  const UpgradeCounts counts = upgrade_graph(file, tell_on(io));
  io.err << file << ": upgraded; " << counts.documents << " documents, " << counts.statements
         << " statements; the old file is kept as " << counts.kept.string() << '\n';
  return counts.left_out == 0 ? kDone : kSomeSkipped;
}

}  // namespace trama::cli
