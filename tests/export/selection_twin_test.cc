// What select() gives beside what its header says, worked out over the whole graph.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "export/selection.h"
#include "tests/export/export_helpers.h"
#include "tests/graph/watched_view.h"

namespace trama {
namespace {

struct Chosen {
  std::set<EntityId> entities;
  std::set<RelationId> relations;
};

void drop_relations_without_ends(const Graph& graph, Chosen& chosen) {
  std::erase_if(chosen.relations, [&](RelationId id) {
    const RelationEdge& relation = graph.relation(id);
    return !chosen.entities.contains(relation.subject) || !chosen.entities.contains(relation.object);
  });
}

void go_around(const Graph& graph, EntityId centre, int hops, Chosen& chosen) {
  chosen.entities = {centre};
  for (int hop = 0; hop < hops; ++hop) {
    std::set<EntityId> more = chosen.entities;
    for (const RelationId id : chosen.relations) {
      const RelationEdge& relation = graph.relation(id);
      if (chosen.entities.contains(relation.subject)) more.insert(relation.object);
      if (chosen.entities.contains(relation.object)) more.insert(relation.subject);
    }
    chosen.entities = more;
  }
  drop_relations_without_ends(graph, chosen);
}

void keep_top(const Graph& graph, std::size_t top, std::optional<EntityId> centre, Chosen& chosen) {
  std::map<EntityId, std::size_t> support;
  for (const RelationId id : chosen.relations) {
    const RelationEdge& relation = graph.relation(id);
    support[relation.subject] += graph.statements(id).size();
    if (relation.object != relation.subject) support[relation.object] += graph.statements(id).size();
  }
  std::vector<EntityId> ranked(chosen.entities.begin(), chosen.entities.end());
  std::sort(ranked.begin(), ranked.end(), [&](EntityId a, EntityId b) {
    if ((a == centre) != (b == centre)) return a == centre;
    return support[a] != support[b] ? support[a] > support[b] : graph.entity(a).key < graph.entity(b).key;
  });
  ranked.resize(std::min(top, ranked.size()));
  chosen.entities = {ranked.begin(), ranked.end()};
  drop_relations_without_ends(graph, chosen);
}

Chosen twin(const Graph& graph, const ExportOptions& options) {
  Chosen chosen;
  for (const Entity& entity : graph.entities()) chosen.entities.insert(entity.id);
  for (const RelationEdge& relation : graph.relations()) {
    const auto statements = static_cast<int>(graph.statements(relation.id).size());
    if (statements >= options.min_evidence && relation.confidence >= options.min_confidence) {
      chosen.relations.insert(relation.id);
    }
  }
  std::optional<EntityId> centre;
  if (!options.around.empty()) {
    centre = graph.find(options.around).front();
    go_around(graph, *centre, options.hops, chosen);
  }
  if (options.top > 0) keep_top(graph, static_cast<std::size_t>(options.top), centre, chosen);
  if (!restricts(options)) return chosen;
  chosen.entities.clear();
  for (const RelationId id : chosen.relations) {
    chosen.entities.insert(graph.relation(id).subject);
    chosen.entities.insert(graph.relation(id).object);
  }
  if (centre) chosen.entities.insert(*centre);
  return chosen;
}

Graph random_graph(std::mt19937& random) {
  const char* const kLemmas[] = {"ver", "apoyar", "atacar"};
  std::vector<Statement> statements;
  const std::size_t actors = 3 + random() % 10;
  const std::size_t count = random() % 60;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string lemma = kLemmas[random() % 3];
    // The square makes some of them hubs.
    const std::size_t subject = (random() % actors) * (random() % actors) / actors;
    statements.push_back(statement(place("Lugar " + std::to_string(subject)), lemma, lemma,
                                   place("Lugar " + std::to_string(random() % actors)),
                                   "doc-" + std::to_string(random() % 8)));
    statements.back().confidence = 0.1 * static_cast<double>(random() % 10);
    statements.back().relation.symmetric = random() % 6 == 0;
    statements.back().evidence.span = {i, i + 1};
  }
  return build_graph(statements);
}

TEST(SelectionTwin, ReadingLittleGivesWhatReadingAllWould) {
  std::mt19937 random(31);
  for (int round = 0; round < 400; ++round) {
    const Graph graph = random_graph(random);
    ExportOptions options;
    if (graph.entity_count() > 0 && random() % 2 == 0) {
      options.around = graph.entities()[random() % graph.entity_count()].name;
      options.hops = static_cast<int>(random() % 4);
    }
    if (random() % 2 == 0) options.top = static_cast<int>(random() % 6);
    if (random() % 3 == 0) options.min_evidence = static_cast<int>(random() % 4);
    if (random() % 3 == 0) options.min_confidence = 0.1 * static_cast<double>(random() % 10);
    const Selection selection = select(graph, options);
    const Chosen expected = twin(graph, options);
    ASSERT_EQ(std::set(selection.entities.begin(), selection.entities.end()), expected.entities) << "round " << round;
    ASSERT_EQ(std::set(selection.relations.begin(), selection.relations.end()), expected.relations)
        << "round " << round;
    ASSERT_EQ(selection.entities.size(), expected.entities.size());
    ASSERT_EQ(selection.relations.size(), expected.relations.size());
    ASSERT_EQ(selection.entities_left_out, graph.entity_count() - expected.entities.size());
    ASSERT_EQ(selection.relations_left_out, graph.relation_count() - expected.relations.size());
    // Ids of a Graph are in the order of names, so the selection's order can be told from them.
    ASSERT_TRUE(std::is_sorted(selection.entities.begin(), selection.entities.end()));
    ASSERT_TRUE(std::is_sorted(selection.relations.begin(), selection.relations.end(), [&](RelationId a, RelationId b) {
      return graph.relation(a).subject < graph.relation(b).subject;
    }));
  }
}

TEST(SelectionTwin, DoesNotAskForTheWholeGraph) {
  std::mt19937 random(5);
  const test::Watched graph(random_graph(random));
  ExportOptions options;
  options.top = 3;
  EXPECT_LE(select(graph, options).entities.size(), 3u);
  options.around = "Lugar 0";
  options.min_evidence = 2;
  EXPECT_GE(select(graph, options).entities.size(), 1u);
  EXPECT_THROW(select(graph, {}), Error);
}

}  // namespace
}  // namespace trama
