#include "export/selection.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "base/error.h"
#include "tests/export/export_helpers.h"

namespace trama {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

std::vector<std::string> names(const Graph& graph, const Selection& selection) {
  std::vector<std::string> all;
  for (const EntityId id : selection.entities) all.push_back(graph.entity(id).name);
  return all;
}

// Ana -> Berta -> Carla -> Dora; the first relation has three statements, the second two, the third one.
Graph chain() {
  std::vector<Statement> statements;
  const Actor people[] = {person("Ana"), person("Berta"), person("Carla"), person("Dora")};
  for (int i = 0; i < 3; ++i) {
    for (int document = i; document < 3; ++document) {
      statements.push_back(statement(people[i], "visitó", "visitar", people[i + 1], "doc-" + std::to_string(document)));
      statements.back().confidence = 0.3 + 0.2 * i;
    }
  }
  return build_graph(statements);
}

TEST(Selection, WithoutOptionsItIsTheWholeGraph) {
  const Graph graph = chain();
  const Selection all = select(graph, {});
  EXPECT_EQ(all.entities.size(), 4u);
  EXPECT_EQ(all.relations.size(), 3u);
  EXPECT_EQ(all.entities_left_out, 0u);
  EXPECT_EQ(all.relations_left_out, 0u);
  EXPECT_THAT(names(graph, all), ElementsAre("Ana", "Berta", "Carla", "Dora"));
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(graph.relation(all.relations[i]).subject, all.entities[i]);
}

TEST(Selection, TopTakesThoseWithMostStatements) {
  const Graph graph = chain();
  ExportOptions options;
  options.top = 2;
  const Selection top = select(graph, options);
  EXPECT_THAT(names(graph, top), UnorderedElementsAre("Ana", "Berta"));  // 3 and 5 statements; Carla, too, has 3.
  EXPECT_EQ(top.relations.size(), 1u);
  EXPECT_EQ(top.entities_left_out, 2u);
  EXPECT_EQ(top.relations_left_out, 2u);
}

TEST(Selection, AroundFollowsRelationsInBothDirections) {
  const Graph graph = chain();
  ExportOptions options;
  options.around = "berta";
  EXPECT_THAT(names(graph, select(graph, options)), UnorderedElementsAre("Ana", "Berta", "Carla"));
  options.hops = 2;
  EXPECT_EQ(select(graph, options).entities.size(), 4u);
  options.hops = 0;
  EXPECT_THAT(names(graph, select(graph, options)), ElementsAre("Berta"));
  options.hops = 1'000'000'000;
  EXPECT_EQ(select(graph, options).entities.size(), 4u);
}

TEST(Selection, WhoIsAskedForIsKeptByTop) {
  const Graph graph = chain();
  ExportOptions options;
  options.around = "Dora";
  options.hops = 3;
  options.top = 2;
  const Selection selection = select(graph, options);
  EXPECT_TRUE(std::count(selection.entities.begin(), selection.entities.end(), graph.find("Dora").front()) == 1);
}

TEST(Selection, EvidenceAndConfidenceFilterRelationsAndTheirEntities) {
  const Graph graph = chain();
  ExportOptions options;
  options.min_evidence = 2;
  EXPECT_THAT(names(graph, select(graph, options)), UnorderedElementsAre("Ana", "Berta", "Carla"));
  options.min_evidence = 4;
  EXPECT_THAT(names(graph, select(graph, options)), IsEmpty());
  options = {};
  options.min_confidence = 0.69;  // One statement of 0.7, two of 0.5 (0.75), three of 0.3 (0.657).
  EXPECT_THAT(names(graph, select(graph, options)), UnorderedElementsAre("Berta", "Carla", "Dora"));
}

TEST(Selection, RefusesWhatMakesNoSense) {
  const Graph graph = chain();
  ExportOptions options;
  options.around = "Nadie";
  EXPECT_THROW(select(graph, options), Error);
  for (int ExportOptions::*number : {&ExportOptions::top, &ExportOptions::hops, &ExportOptions::min_evidence}) {
    options = {};
    options.*number = -1;
    EXPECT_THROW(select(graph, options), Error);
  }
}

TEST(Selection, EmptyGraph) {
  const Selection nothing = select(build_graph({}), {});
  EXPECT_THAT(nothing.entities, IsEmpty());
  EXPECT_THAT(nothing.relations, IsEmpty());
}

}  // namespace
}  // namespace trama
