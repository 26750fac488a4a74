#include "cli/graphs/selection_options.h"

#include <algorithm>
#include <limits>
#include <ostream>
#include <vector>

#include "export/text.h"

namespace trama::cli {

namespace {

constexpr std::size_t kNamesShown = 5;

}  // namespace

void add_selection_options(CommandLine& line, ExportOptions& options, const std::string& top_note) {
  CLI::App& app = line.app();
  const auto count = CLI::Range(0, std::numeric_limits<int>::max());
  app.add_option("--top", options.top, "Only the N entities with the most support; 0: all" + top_note)->check(count);
  app.add_option("--around", options.around, "Only what lies near the entity of this name or alias");
  app.add_option("--hops", options.hops, "How near, for --around")->check(count)->capture_default_str();
  app.add_option("--min-evidence", options.min_evidence, "Only relations with at least so many statements")
      ->check(count)
      ->capture_default_str();
  app.add_option("--min-confidence", options.min_confidence, "Only relations at least so sure, from 0 to 1")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
}

void say_who_is_meant(const GraphView& graph, const ExportOptions& options, Streams& io) {
  if (options.around.empty()) return;
  const std::vector<EntityId> found = graph.find(options.around);
  if (found.size() < 2) return;
  io.err << "trama: " << plain_text(options.around) << ": taken as " << plain_text(graph.entity(found[0]).name)
         << "; also fits ";
  for (std::size_t i = 1; i < std::min(found.size(), kNamesShown + 1); ++i) {
    io.err << (i > 1 ? ", " : "") << plain_text(graph.entity(found[i]).name);
  }
  io.err << (found.size() > kNamesShown + 1 ? ", …\n" : "\n");
}

}  // namespace trama::cli
