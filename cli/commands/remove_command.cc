// trama remove: documents out of a graph file.
#include <filesystem>
#include <ostream>
#include <string>
#include <vector>

#include "base/error.h"
#include "cli/command_line.h"
#include "cli/commands/commands.h"
#include "cli/graphs/graph_reading.h"
#include "graph/query/query.h"
#include "graph/store/store.h"

namespace trama::cli {

namespace {

constexpr std::string_view kRemoveExamples =
    "  trama remove red.trama nota-12.txt https://diario.example/2025/07/03/nota\n"
    "  trama documents red.trama --format tsv | cut -f1 | grep ^viejo/ | xargs -d '\\n' trama remove red.trama\n";

}  // namespace

int run_remove(std::span<const std::string> arguments, Streams& io) {
  CommandLine line("remove",
                   "Takes documents out of a graph, with all that only they support; all given go together or none",
                   kRemoveExamples);
  std::string file;
  std::vector<std::string> names;
  bool quiet = false;
  line.app().add_option("GRAPH", file, "A graph file made by trama build")->required();
  line.app()
      .add_option("ID|URL|HASH", names, "Documents by id or content hash, as trama documents shows them, or by address")
      ->required();
  line.app().add_flag("--quiet", quiet, "No summary");
  if (!line.parse(arguments, io)) return kDone;
  if (!std::filesystem::exists(file)) throw Error(ErrorCode::kIo, file + ": no such file");
  upgrade_first(file, io);
  Store store = Store::open(file);
  const std::vector<std::int64_t> removed = store.remove(names);
  std::int64_t all = 0;
  for (std::size_t i = 0; i < names.size(); ++i) {
    all += removed[i];
    if (removed[i] == 0) io.err << "trama: " << file << ": no document \"" << printable_text(names[i]) << "\"\n";
  }
  store.update_entities();
  if (!quiet) {
    const StoreCounts counts = store.counts();
    io.err << file << ": " << all << (all == 1 ? " document" : " documents") << " removed; now " << counts.documents
           << " documents, " << counts.statements << " statements\n";
  }
  return all > 0 ? kDone : kFailed;
}

}  // namespace trama::cli
