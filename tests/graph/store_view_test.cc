// A graph file answers the same whether relations are read one by one or all at once.
#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>
#include <vector>

#include "graph/model/properties.h"
#include "graph/store/builder.h"
#include "graph/store/store.h"
#include "tests/graph/graph_files.h"
#include "tests/graph/random_graph.h"

namespace trama {
namespace {

// Enough for a view to read all relations at once on the way.
constexpr std::size_t kActors = 60;
constexpr std::size_t kStatements = 6000;

struct StoreViewTest : testing::Test {
  static void SetUpTestSuite() {
    std::mt19937 random(7);
    std::map<std::string, std::vector<Statement>> of;
    for (Statement& one : test::random_relations(random, kActors, kStatements)) {
      of[one.evidence.document].push_back(std::move(one));
    }
    std::vector<DocumentStatements> documents;
    std::vector<Statement> all;
    for (auto& [id, statements] : of) {
      documents.push_back(test::document(id, "Texto " + id, std::move(statements)));
      all.insert(all.end(), documents.back().statements.begin(), documents.back().statements.end());
    }
    store = std::make_unique<Store>(Store::in_memory());
    store->add(documents);
    graph = std::make_unique<Graph>(build_graph(std::move(all)));
  }
  static void TearDownTestSuite() {
    store.reset();
    graph.reset();
  }
  static std::unique_ptr<Store> store;
  static std::unique_ptr<Graph> graph;
};
std::unique_ptr<Store> StoreViewTest::store;
std::unique_ptr<Graph> StoreViewTest::graph;

// Whatever handles a view has: by names and keys.
std::string text(const GraphView& view, const RelationEnds& ends) {
  return view.entity(ends.subject).name + (ends.symmetric ? " -- " : " -> ") + view.entity(ends.object).name + " " +
         id_text(view.relation(ends.relation));
}
std::vector<std::string> texts(const GraphView& view, const std::vector<RelationEnds>& all) {
  std::vector<std::string> result;
  for (const RelationEnds& one : all) result.push_back(text(view, one));
  return result;
}
std::vector<std::string> keys(const GraphView& view, const std::vector<RelationId>& all) {
  std::vector<std::string> result;
  for (const RelationId one : all) result.push_back(id_text(view.relation(one)));
  return result;
}

void expect_same(const GraphView& view, const GraphView& other, EntityId id, EntityId same) {
  EXPECT_EQ(texts(view, view.incident(id)), texts(other, other.incident(same)));
  EXPECT_EQ(keys(view, view.relations_from(id)), keys(other, other.relations_from(same)));
  EXPECT_EQ(keys(view, view.relations_to(id)), keys(other, other.relations_to(same)));
}

TEST_F(StoreViewTest, GivesWhatTheGraphInMemoryGives) {
  const auto view = store->view();
  ASSERT_GT(view->relation_count(), 5000U);
  const std::vector<EntityId> ids = view->entity_ids();
  const std::vector<EntityId> same = graph->entity_ids();
  ASSERT_EQ(ids.size(), same.size());
  for (std::size_t i = 0; i < ids.size(); ++i) {
    expect_same(*view, *graph, ids[i], same[i]);
    const std::size_t other = (i * 7 + 3) % ids.size();
    EXPECT_EQ(keys(*view, view->relations_between(ids[i], ids[other])),
              keys(*graph, graph->relations_between(same[i], same[other])));
  }
  for (std::size_t i = 0; i < ids.size(); ++i) expect_same(*view, *graph, ids[i], same[i]);
}

TEST_F(StoreViewTest, AGlanceShowsWhatARelationHas) {
  const auto view = store->view();
  std::map<std::string, RelationId> same;
  for (const RelationId id : graph->relation_ids()) same[id_text(graph->relation(id))] = id;
  for (const RelationId id : view->relation_ids()) {
    const RelationEdge& glance = view->glance(id);
    const RelationEdge& edge = graph->relation(same.at(id_text(glance)));
    for (const RelationProperty& property : relation_properties()) {
      if (property.get == nullptr || property.type == PropertyType::kTexts) continue;
      EXPECT_EQ(property.get(glance), property.get(edge)) << property.name;
    }
  }
}

TEST(StoreView, ActorsAreTheSameHoweverManyWereRead) {
  // Of other syllables each: names that share a word would be compared.
  const auto name = [](int number, const char* begin) {
    const char* const kSyllables[] = {"ba", "de", "fi", "go", "lu", "ma", "ne", "pi", "ro", "su"};
    std::string text = begin;
    for (int rest = number + 1000; rest > 0; rest /= 10) text += kSyllables[rest % 10];
    return text;
  };
  std::vector<Statement> statements;
  for (int i = 0; i < 2500; ++i) {
    statements.push_back(
        test::says(test::place(name(i, "Ta"), {name(i, "Vo")}), "ver", test::place(name(i / 2, "Ta")), "d"));
    statements.back().evidence.span = {static_cast<std::size_t>(i), static_cast<std::size_t>(i) + 1};
  }
  Store store = Store::in_memory();
  store.add(std::vector{test::document("d", "Texto", statements)});
  const Graph graph = build_graph(std::move(statements));
  const auto view = store.view();
  const std::vector<EntityId> ids = view->entity_ids();
  const std::vector<EntityId> same = graph.entity_ids();
  ASSERT_EQ(ids.size(), same.size());
  ASSERT_EQ(ids.size(), 2500U);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    for (const EntityProperty& property : entity_properties()) {
      EXPECT_EQ(property.get(view->entity(ids[i])), property.get(graph.entity(same[i]))) << property.name;
    }
  }
  const EntityId first = view->find(name(0, "Ta")).at(0);
  EXPECT_EQ(view->entity(first).aliases, std::vector<std::string>{name(0, "Vo")});
  EXPECT_THROW(view->entity(EntityId{4'000'000'000U}), Error);
}

TEST_F(StoreViewTest, WhatIsNotThereIsSaid) {
  const auto view = store->view();
  const RelationId none{4'000'000'000U};
  EXPECT_THROW(view->glance(none), Error);
  for (const EntityId id : view->entity_ids()) view->incident(id);
  EXPECT_THROW(view->glance(none), Error);
  EXPECT_THROW(view->ends(none), Error);
}

}  // namespace
}  // namespace trama
