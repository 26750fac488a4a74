#include "graph/model/bounded_view.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <set>

#include "base/error.h"
#include "graph/model/graph.h"
#include "graph/query/query.h"
#include "graph/store/builder.h"
#include "tests/graph/random_graph.h"
#include "tests/graph/watched_view.h"

namespace trama::test {
namespace {

using testing::ElementsAre;

BoundedView view_of(const std::vector<Statement>& statements, const GraphBounds& range) {
  return BoundedView(std::make_unique<Graph>(build_graph(statements)), range);
}

std::string random_day(std::mt19937& random) {
  return "2025-0" + std::to_string(1 + random() % 6) + (random() % 2 == 0 ? "-01" : "-15");
}

std::vector<Statement> dated_relations(std::mt19937& random) {
  std::vector<Statement> statements = random_relations(random, 2 + random() % 6, 1 + random() % 40);
  for (std::size_t i = 0; i < statements.size(); ++i) {
    Statement& statement = statements[i];
    // One document has one date.
    const std::size_t document = static_cast<std::size_t>(statement.evidence.document.back() - '0');
    if (document > 0) statement.evidence.date = "2025-0" + std::to_string(document) + "-10";
    const std::string day = random_day(random);
    const std::string later = random_day(random);
    if (random() % 3 == 0) statement.time = TimeExpression{"entonces", std::min(day, later), std::max(day, later), {}};
    if (random() % 5 == 0) statement.time = TimeExpression{"desde entonces", day, "", {}};
    if (random() % 3 == 0) statement.theme = "tema " + std::to_string(random() % 3);
    if (random() % 3 == 0) {
      statement.source = Attribution{place("Lugar " + std::to_string(random() % 9)), "decir", ""};
    }
    statement.count = static_cast<int>(random() % 3);
    statement.relation.label = "rótulo " + std::to_string(random() % 3);
  }
  return statements;
}

// Of the event, else of publication, as docs/graph-model.md has it; written anew so that it is not the code under test.
bool is_inside(const Statement& statement, const GraphBounds& range) {
  std::string first = statement.evidence.date;
  std::string last = first;
  if (statement.time) {
    const std::string& end = statement.time->end;
    std::string day_before = end;  // All periods of these tests end on the 1st or the 15th.
    if (end.ends_with("-15")) day_before.replace(8, 2, "14");
    if (end.ends_with("-01")) {
      const int month = end[6] - '0';
      constexpr const char* kLast[] = {"",           "2024-12-31", "2025-01-31", "2025-02-28",
                                       "2025-03-31", "2025-04-30", "2025-05-31"};
      day_before = kLast[month];
    }
    first = statement.time->begin;
    last = end.empty() ? first : day_before;
  }
  if (!range.since.empty() && (last.empty() || last < range.since)) return false;
  if (!range.until.empty() && (first.empty() || first > range.until)) return false;
  const std::string& published = statement.evidence.date;
  return range.as_of.empty() || (!published.empty() && published <= range.as_of);
}

TEST(BoundedViewTwin, IsTheGraphOfTheStatementsThatAreLeft) {
  std::mt19937 random(2025);
  for (int round = 0; round < 300; ++round) {
    const std::vector<Statement> statements = dated_relations(random);
    GraphBounds range;
    if (random() % 2 == 0) range.since = random_day(random);
    if (random() % 2 == 0) range.until = random_day(random);
    if (random() % 3 == 0) range.as_of = random_day(random);
    if (!range.since.empty() && !range.until.empty() && range.until < range.since) std::swap(range.since, range.until);
    std::vector<Statement> left;
    for (const Statement& statement : statements) {
      if (is_inside(statement, range)) left.push_back(statement);
    }
    const Graph expected = build_graph(left);
    const BoundedView view = view_of(statements, range);
    ASSERT_EQ(dump(view), dump(expected)) << "round " << round;
    ASSERT_EQ(view.entity_count(), expected.entity_count());
    ASSERT_EQ(view.relation_count(), expected.relation_count());
    // Asked for single things first, a view says the same.
    const BoundedView other = view_of(statements, range);
    for (const EntityId id : expected.entity_ids()) {
      const Entity& entity = expected.entity(id);
      const std::vector<EntityId> found = other.find(entity.name);
      ASSERT_EQ(found.size(), 1u);
      ASSERT_EQ(other.entity(found[0]).mention_count, entity.mention_count);
      ASSERT_EQ(other.relations_from(found[0]).size(), expected.relations_from(id).size());
      ASSERT_EQ(other.relations_to(found[0]).size(), expected.relations_to(id).size());
      std::map<std::string, std::int64_t> near, near_expected;
      for (const Neighbour& n : other.neighbours(found[0])) near.emplace(other.entity(n.entity).name, n.documents);
      for (const Neighbour& n : expected.neighbours(id)) {
        near_expected.emplace(expected.entity(n.entity).name, n.documents);
      }
      ASSERT_EQ(near, near_expected);
    }
    std::vector<std::string> top, top_expected;
    for (const EntityId id : view.most_mentioned(3)) top.push_back(view.entity(id).name);
    for (const EntityId id : expected.most_mentioned(3)) top_expected.push_back(expected.entity(id).name);
    ASSERT_EQ(top, top_expected);
  }
}

TEST(BoundedViewTwin, IsTheGraphOfTheRelationsThatMatter) {
  std::mt19937 random(7);
  for (int round = 0; round < 100; ++round) {
    std::vector<Statement> statements = dated_relations(random);
    for (Statement& statement : statements) statement.salience = static_cast<double>(random() % 4) / 4;
    GraphBounds bounds{.min_salience = 0.5};
    if (round % 2 == 0) bounds.since = "2025-02-01";
    std::vector<Statement> left;
    for (const Statement& statement : statements) {
      if (is_inside(statement, bounds)) left.push_back(statement);
    }
    const Graph of_time = build_graph(left);
    std::set<std::uint64_t> salient;  // Relations one of whose statements of that time matters.
    for (const RelationId id : of_time.relation_ids()) {
      const std::vector<Statement> evidence = of_time.evidence(id);
      if (std::ranges::any_of(evidence, [](const Statement& one) { return one.salience >= 0.5; })) {
        salient.insert(of_time.relation(id).key);
      }
    }
    const BoundedView view = view_of(statements, bounds);
    std::set<std::uint64_t> shown;
    for (const RelationId id : view.relation_ids()) {
      shown.insert(view.relation(id).key);
      EXPECT_GE(view.relation(id).salience, 0.5);
      EXPECT_EQ(view.relation(id).evidence_count, static_cast<std::int64_t>(view.evidence(id).size()));
    }
    ASSERT_EQ(shown, salient) << "round " << round;
    for (const EntityId id : view.entity_ids()) {
      EXPECT_EQ(static_cast<std::size_t>(view.entity(id).relation_count),
                view.relations_from(id).size() + view.relations_to(id).size());
    }
  }
}

TEST(BoundedView, SumsUpAnewWhatIsLeft) {
  std::vector<Statement> statements;
  for (const char* day : {"2025-01-10", "2025-02-10", "2025-03-10"}) {
    statements.push_back(says(place("Rusia"), "enviar", place("Siria"), std::string("d") + day, day));
  }
  statements[0].relation.label = "envió";
  statements[0].theme = "trigo";
  statements.push_back(says(place("Perú"), "ver", place("Siria"), "otro", "2025-03-11"));
  const BoundedView view = view_of(statements, {.since = "2025-01-10", .until = "2025-02-10"});
  ASSERT_EQ(view.relation_count(), 1u);
  const RelationEdge& relation = view.relation(view.relation_ids().front());
  EXPECT_EQ(relation.count, 2);
  EXPECT_EQ(relation.evidence_count, 2);
  EXPECT_EQ(relation.document_count, 2);
  EXPECT_EQ(relation.first_date, "2025-01-10");
  EXPECT_EQ(relation.last_date, "2025-02-10");
  EXPECT_DOUBLE_EQ(relation.confidence, 0.75);
  EXPECT_THAT(relation.themes, ElementsAre("trigo"));
  EXPECT_TRUE(view.find("Perú").empty());
  EXPECT_EQ(view.entity(view.find("Siria").front()).mention_count, 2);
}

TEST(BoundedView, WhatIsNotOfThatTimeIsNotThere) {
  const std::vector<Statement> statements{says(place("Rusia"), "ver", place("Siria"), "d1", "2025-01-10"),
                                          says(place("Perú"), "ver", place("Siria"), "d2", "2025-03-10")};
  auto graph = std::make_unique<Graph>(build_graph(statements));
  const EntityId peru = graph->find("Perú").front();
  const RelationId march = graph->relations_from(peru).front();
  const BoundedView view(std::move(graph), {.as_of = "2025-02-01"});
  EXPECT_THROW(view.entity(peru), Error);
  EXPECT_THROW(view.relation(march), Error);
  EXPECT_THROW(view.evidence(march), Error);
  EXPECT_TRUE(view.relations_from(peru).empty());
  EXPECT_EQ(top_entities(view).rows.size(), 2u);
}

// Says of every document that it is a copy of one.
class OneStory final : public Watched {
 public:
  using Watched::Watched;
  std::string story(std::string_view) const override { return "nota"; }
};

TEST(BoundedView, CopiesOfAStoryStayOne) {
  std::vector<Statement> statements;
  for (const char* day : {"2025-01-10", "2025-01-11", "2025-03-10"}) {
    statements.push_back(says(place("Rusia"), "enviar", place("Siria"), std::string("d") + day, day));
  }
  const BoundedView view(std::make_unique<OneStory>(build_graph(statements)), {.until = "2025-02-01"});
  const RelationId id = view.relations_from(view.find("Rusia").front()).front();
  EXPECT_EQ(view.relation(id).evidence_count, 2);
  EXPECT_EQ(view.relation(id).document_count, 1);
  EXPECT_EQ(view.relation(id).count, 1);
  EXPECT_EQ(view.relation(id).confidence, 0.5);
  EXPECT_EQ(view.entity(view.find("Siria").front()).document_count, 1);
}

TEST(BoundedView, RefusesTimesThatAreNone) {
  for (const GraphBounds& range :
       {GraphBounds{.since = "2025-02-30"}, GraphBounds{.until = "ayer"}, GraphBounds{.as_of = "2025"},
        GraphBounds{.since = "2025-02-02", .until = "2025-02-01"}}) {
    EXPECT_THROW(view_of({}, range), Error);
  }
}

}  // namespace
}  // namespace trama::test
