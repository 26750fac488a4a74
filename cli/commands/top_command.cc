// trama top: the most connected actors by one of several measures, or the best supported relations.
#include <algorithm>
#include <array>
#include <numeric>
#include <string>
#include <vector>

#include "cli/commands/commands.h"
#include "cli/verbs/verb.h"
#include "graph/algorithms/actor_graph.h"

namespace trama::cli {

namespace {

constexpr std::string_view kTopExamples =
    "  trama top red.trama\n"
    "  trama top red.trama --by betweenness\n"
    "  trama top red.trama --relations -n 50 --format csv\n";

// Whom the two algorithms are run over.
constexpr const char* kTopSelection =
    "MATCH (a:Actor)-[r]-(b:Actor)\nWHERE a.id < b.id\nRETURN DISTINCT a.name AS a, b.name AS b";

constexpr const char* kMostConnected =
    "MATCH (a:Actor)\n"
    "RETURN a.name AS name, a.type AS type, a.relation_count AS relations, a.mention_count AS mentions,\n"
    "  a.document_count AS documents\n"
    "ORDER BY relations DESC, mentions DESC, a.id";
constexpr const char* kBestSupported =
    "MATCH (a:Actor)-[r]->(b:Actor)\n"
    "RETURN startNode(r).name AS subject, r.label AS relation, endNode(r).name AS object, r.polarity AS polarity,\n"
    "  r.modality AS modality, r.count AS count, r.document_count AS documents, r.confidence AS confidence,\n"
    "  r.first_date AS first, r.last_date AS last\n"
    "ORDER BY documents DESC, count DESC, confidence DESC, r.id";
constexpr const char* kByStories =
    "MATCH (a:Actor)\n"
    "RETURN a.name AS name, a.type AS type, a.document_count AS stories, a.relation_count AS relations\n"
    "ORDER BY stories DESC, relations DESC, a.id";
constexpr const char* kByDocuments =
    "MATCH (a:Actor)<-[:SUBJECT|OBJECT]-(s:Statement)\n"
    "RETURN a.name AS name, a.type AS type, count(DISTINCT s.document) AS documents, a.relation_count AS relations\n"
    "ORDER BY documents DESC, relations DESC, name";

ResultTable ranked(const GraphView& view, const std::string& by, int limit) {
  const ActorGraph graph = actor_graph(view);
  const std::vector<double> scores = by == "pagerank" ? page_ranks(graph) : betweenness(graph);
  std::vector<std::size_t> order(graph.actors.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t left, std::size_t right) { return scores[left] > scores[right]; });
  if (limit > 0) order.resize(std::min(order.size(), static_cast<std::size_t>(limit)));
  ResultTable table;
  table.columns = {"name", "type", by, "relations", "mentions", "documents"};
  for (const std::size_t i : order) {
    const Entity& entity = view.entity(graph.actors[i]);
    table.rows.push_back({entity.name, std::string(to_string(entity.type)), scores[i], entity.relation_count,
                          entity.mention_count, entity.document_count});
  }
  return table;
}

}  // namespace

int run_top(std::span<const std::string> arguments, Streams& io) {
  CommandLine line("top", "Lists the actors with most relations, or the relations that most documents support",
                   kTopExamples);
  Verb verb;
  verb.limit = 20;
  bool relations = false;
  std::string by;
  add_verb(line, verb);
  auto* flag = line.app().add_flag("--relations", relations, "Relations, not actors");
  line.app()
      .add_option("--by", by,
                  "degree (relations, as without it), pagerank, betweenness, documents (near-copies too) or stories")
      ->check(CLI::IsMember({"degree", "pagerank", "betweenness", "documents", "stories"}))
      ->type_name("MEASURE")
      ->excludes(flag);
  if (!line.parse(arguments, io)) return kDone;
  const auto graph = verb.source.open(io);
  const bool algorithm = by == "pagerank" || by == "betweenness";
  if (by == "documents" || by == "stories") {
    const std::string query = std::string(by == "stories" ? kByStories : kByDocuments) + limit_clause(verb);
    show_query(query, verb, io);
    print_table(run_query(*graph, query), verb.format, io.out);
    return kDone;
  }
  show_query(algorithm ? kTopSelection : (relations ? kBestSupported : kMostConnected) + limit_clause(verb), verb, io);
  // What the graph has an index for it answers by itself.
  const TopOptions options{verb.limit == 0 ? std::numeric_limits<int>::max() : verb.limit};
  print_table(algorithm   ? ranked(*graph, by, verb.limit)
              : relations ? top_relations(*graph, options)
                          : top_entities(*graph, options),
              verb.format, io.out);
  return kDone;
}

}  // namespace trama::cli
