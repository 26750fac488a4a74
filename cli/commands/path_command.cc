// trama path: how two actors are connected, with the evidence of each step.
#include <ostream>
#include <string>

#include "cli/command_line.h"
#include "cli/commands/commands.h"
#include "cli/graphs/graph_reading.h"
#include "graph/query/query.h"

namespace trama::cli {

namespace {

constexpr std::string_view kPathExamples =
    "  trama path red.trama Shoigu Ucrania\n"
    "  trama path red.trama \"Kim Jong Un\" Japón --max-hops 3 --format json\n";

Evidence first_evidence(const GraphView& graph, RelationId id) {
  std::vector<Statement> statements = graph.evidence(id);
  return statements.empty() ? Evidence() : std::move(statements.front().evidence);
}

void print_text(const GraphView& graph, const std::vector<RelationId>& path, EntityId at, std::ostream& out) {
  for (std::size_t i = 0; i < path.size(); ++i) {
    const RelationEdge& relation = graph.relation(path[i]);
    const Evidence evidence = first_evidence(graph, path[i]);
    out << i + 1 << ". " << arrow_text(graph, relation, at) << "  (" << summary_text(relation) << ")\n"
        << "   \"" << printable_text(evidence.sentence) << "\"\n"
        << "   [" << place_text(evidence) << "]\n";
    at = relation.subject == at ? relation.object : relation.subject;
  }
}

ResultTable path_table(const GraphView& graph, const std::vector<RelationId>& path) {
  ResultTable table;
  table.columns = {"step",     "subject",  "relation", "object", "modality", "polarity", "documents",
                   "sentence", "document", "date",     "url",    "begin",    "end"};
  for (std::size_t i = 0; i < path.size(); ++i) {
    const RelationEdge& relation = graph.relation(path[i]);
    const Evidence evidence = first_evidence(graph, path[i]);
    table.rows.push_back({static_cast<std::int64_t>(i + 1), graph.entity(relation.subject).name, relation.label,
                          graph.entity(relation.object).name, std::string(to_string(relation.modality)),
                          std::string(to_string(relation.polarity)), relation.document_count, evidence.sentence,
                          evidence.document, evidence.date, evidence.url,
                          static_cast<std::int64_t>(evidence.span.begin),
                          static_cast<std::int64_t>(evidence.span.end)});
  }
  return table;
}

}  // namespace

int run_path(std::span<const std::string> arguments, Streams& io) {
  CommandLine line("path", "Shows a shortest way from one actor to another, over relations in either direction",
                   kPathExamples);
  GraphSource source;
  std::string from_name, to_name;
  int max_hops = 6;
  TableFormat format = TableFormat::kTable;
  add_graph_source(line, source);
  line.app().add_option("FROM", from_name, "Name or alias of an actor")->required();
  line.app().add_option("TO", to_name, "Name or alias of another")->required();
  line.app()
      .add_option("--max-hops", max_hops, "Look no further than so many steps")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  add_format_option(line, format);
  if (!line.parse(arguments, io)) return kDone;
  const auto opened = source.open(io);
  const GraphView& graph = *opened;
  const EntityId from = find_entity(graph, from_name);
  const EntityId to = find_entity(graph, to_name);
  const auto path = find_path(graph, from, to, max_hops);
  if (format != TableFormat::kTable) {
    print_table(path_table(graph, path.value_or(std::vector<RelationId>())), format, io.out);
  } else if (path && path->empty()) {
    io.out << "both names are of " << printable_text(graph.entity(from).name) << '\n';
  } else if (path) {
    print_text(graph, *path, from, io.out);
  }
  if (path) return kDone;
  io.err << "trama: no path within " << max_hops << " hops from " << printable_text(graph.entity(from).name) << " to "
         << printable_text(graph.entity(to).name) << '\n';
  return kFailed;
}

}  // namespace trama::cli
