// trama communities: groups of actors that have more to do with each other than with others.
#include <string>
#include <vector>

#include "cli/graphs/communities.h"
#include "cli/verbs/verb.h"
#include "cli/verbs/verbs.h"

namespace trama::cli {

namespace {

constexpr std::string_view kCommunitiesExamples =
    "  trama communities red.trama\n"
    "  trama communities red.trama --since 2025-06-01 --resolution 2 --format json\n";

constexpr const char* kCommunitiesSelection =
    "MATCH (a:Actor)-[r]-(b:Actor)\nWHERE a.id < b.id\n"
    "RETURN a.name AS a, b.name AS b, sum(r.document_count) AS weight";

ResultTable communities(const GraphView& view, double resolution, std::size_t min_size, const Verb& verb) {
  std::vector<std::vector<EntityId>> members = find_communities(view, resolution);
  std::erase_if(members, [&](const auto& one) { return one.size() < min_size; });
  ResultTable table;
  table.columns = {"community", "size", "actors"};
  for (const auto& one : members) {
    if (verb.limit > 0 && table.rows.size() == static_cast<std::size_t>(verb.limit)) break;
    cypher::List names;
    for (const EntityId id : one) names.emplace_back(view.entity(id).name);
    table.rows.push_back({static_cast<std::int64_t>(table.rows.size() + 1), static_cast<std::int64_t>(one.size()),
                          cypher::Value(std::move(names))});
  }
  return table;
}

}  // namespace

int run_communities(std::span<const std::string> arguments, Streams& io) {
  CommandLine line("communities", "Lists groups of actors that have more to do with each other than with others",
                   kCommunitiesExamples);
  Verb verb;
  verb.limit = 20;
  double resolution = 1;
  std::size_t min_size = 3;
  add_verb(line, verb);
  line.app()
      .add_option("--resolution", resolution, "Greater gives more and smaller groups")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  line.app().add_option("--min-size", min_size, "Only groups of so many actors")->capture_default_str();
  if (!line.parse(arguments, io)) return kDone;
  const auto graph = verb.source.open(io);
  show_query(kCommunitiesSelection, verb, io);
  print_table(communities(*graph, resolution, min_size, verb), verb.format, io.out);
  return kDone;
}

}  // namespace trama::cli
