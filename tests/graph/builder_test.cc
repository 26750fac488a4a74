#include "graph/store/builder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "base/error.h"
#include "graph/model/boost_view.h"
#include "tests/graph/statements.h"

namespace trama {
namespace {

using test::named;
using test::nominal;
using test::person;
using test::place;
using test::says;
using testing::ElementsAre;

// Statements over few names in many spellings, so that every rule of merging has work.
std::vector<Statement> random_statements(std::mt19937& random, int count) {
  const std::vector<Mention> mentions = {
      person("Kim Jong Un", {"Kim"}),
      person("Kim Jong-un"),
      person("Kim Yo Jong", {"Kim"}),
      person("Kim"),
      person("Shoigu"),
      person("Sergei Shoigu"),
      person("Serguéi Shoigú", {"Shoigu"}),
      place("EE.UU."),
      place("Estados Unidos"),
      place("EE. UU.", {"Washington"}),
      place("Washington"),
      person("Washington"),
      place("Pionyang"),
      place("Pyongyang"),
      named("ONU", EntityType::kOrganization),
      named("Naciones Unidas", EntityType::kOrganization),
      person("López Obrador"),
      person("Andrés Manuel López Obrador", {"AMLO"}),
      person("AMLO"),
      nominal("altos funcionarios rusos"),
      nominal("los altos funcionarios rusos"),
      named("Samsung", EntityType::kMisc),
      named("Samsung", EntityType::kOrganization),
  };
  const char* const kLemmas[] = {"apoyar", "reunirse", "visitar"};
  const auto pick = [&](std::size_t size) { return std::uniform_int_distribution<std::size_t>(0, size - 1)(random); };
  std::vector<Statement> statements;
  for (int i = 0; i < count; ++i) {
    const std::size_t lemma = pick(3);
    Statement statement = says(mentions[pick(mentions.size())], kLemmas[lemma], mentions[pick(mentions.size())],
                               "d" + std::to_string(pick(12)), "2024-01-" + std::to_string(10 + pick(20)));
    statement.relation.symmetric = lemma == 1;
    if (lemma == 1 && pick(2) == 0) statement.relation.preposition = "con";
    statement.relation.label = std::string(kLemmas[lemma]) + std::to_string(pick(3));
    if (pick(3) == 0) statement.theme = "tema " + std::to_string(pick(3));
    if (pick(3) == 0) statement.source = Attribution{mentions[pick(mentions.size())], "decir", ""};
    if (pick(4) == 0) statement.modality = Modality::kAlleged;
    statement.confidence = 0.1 * static_cast<double>(pick(10));
    statement.evidence.span = {pick(1000), 2000};
    statements.push_back(statement);
  }
  return statements;
}

TEST(BuildGraph, GivesTheSameGraphForAnyOrder) {
  std::mt19937 random(20240102);
  for (int round = 0; round < 40; ++round) {
    std::vector<Statement> statements = random_statements(random, 5 + round * 3);
    const std::string expected = dump(build_graph(statements));
    for (int i = 0; i < 5; ++i) {
      std::shuffle(statements.begin(), statements.end(), random);
      ASSERT_TRUE(dump(build_graph(statements)) == expected) << "round " << round;
    }
    statements.push_back(statements.front());
    ASSERT_TRUE(dump(build_graph(statements)) == expected) << "a statement given twice, round " << round;
  }
}

// A twin of the merging of statements, by comparing all pairs, on names that need no resolution.
TEST(BuildGraph, MergesExactlyTheStatementsThatAgree) {
  std::mt19937 random(7);
  const Mention kMentions[] = {place("Oslo"), place("Lima"), place("Quito")};
  std::vector<Statement> statements;
  for (int i = 0; i < 60; ++i) {
    Statement statement = says(kMentions[random() % 3], random() % 2 == 0 ? "ver" : "ir", kMentions[random() % 3],
                               "d" + std::to_string(i));
    statement.relation.preposition = random() % 2 == 0 ? "a" : "";
    statement.polarity = random() % 2 == 0 ? Polarity::kPositive : Polarity::kNegative;
    statement.modality = random() % 2 == 0 ? Modality::kAsserted : Modality::kPlanned;
    statements.push_back(statement);
  }
  const Graph graph = build_graph(statements);
  std::size_t evidence = 0;
  for (const RelationEdge& relation : graph.relations()) {
    for (const Statement& kept : graph.evidence(relation.id)) {
      const auto agrees = [&](const Statement& other) {
        return other.subject.canonical == kept.subject.canonical && other.object.canonical == kept.object.canonical &&
               other.relation.lemma == kept.relation.lemma && other.relation.preposition == kept.relation.preposition &&
               other.polarity == kept.polarity && other.modality == kept.modality;
      };
      EXPECT_EQ(relation.count, std::count_if(statements.begin(), statements.end(), agrees));
      EXPECT_EQ(graph.entity(relation.subject).name, kept.subject.canonical);
      EXPECT_EQ(graph.entity(relation.object).name, kept.object.canonical);
      ++evidence;
    }
  }
  EXPECT_EQ(evidence, statements.size());
}

TEST(BuildGraph, SymmetricRelationsHaveOneDirection) {
  Statement there = says(person("Ana Soto"), "reunirse", person("Luis Mora"), "d1");
  Statement back = says(person("Luis Mora"), "reunirse", person("Ana Soto"), "d2");
  there.relation.symmetric = back.relation.symmetric = true;
  back.relation.preposition = "con";
  const Graph graph = build_graph({back, there});
  ASSERT_EQ(graph.relation_count(), 1u);
  EXPECT_EQ(graph.relations()[0].count, 2);
  EXPECT_EQ(graph.entity(graph.relations()[0].subject).name, "Ana Soto");
}

TEST(BuildGraph, SumsUpWhatTheEvidenceSays) {
  std::vector<Statement> statements;
  for (int i = 0; i < 3; ++i) {
    Statement statement = says(place("Rusia"), "enviar", place("Siria"), i < 2 ? "d1" : "d2", "2024-05-10");
    statement.relation.label = i == 0 ? "enviará" : "envió";
    statement.relation.event_class = i == 2 ? "AID" : "";
    statement.count = i + 1;
    statement.theme = i == 1 ? "trigo" : "armas";
    statement.evidence.span = {static_cast<std::size_t>(10 * i), static_cast<std::size_t>(10 * i + 5)};
    statement.confidence = i == 0 ? 0.9 : 0.5;
    statements.push_back(statement);
  }
  statements[1].time = TimeExpression{"en marzo", "2024-03-01", "2024-04-01", {}};
  statements[2].source = Attribution{named("la ONU", EntityType::kOrganization), "decir", ""};
  const Graph graph = build_graph(statements);
  ASSERT_EQ(graph.relation_count(), 1u);
  const RelationEdge& relation = graph.relations()[0];
  EXPECT_EQ(relation.label, "envió");
  EXPECT_EQ(relation.event_class, "AID");
  EXPECT_EQ(relation.count, 6);
  EXPECT_EQ(relation.document_count, 2);
  EXPECT_DOUBLE_EQ(relation.confidence, 1 - (1 - 0.9) * (1 - 0.5));
  EXPECT_EQ(relation.first_date, "2024-03-01");
  EXPECT_EQ(relation.last_date, "2024-05-10");
  EXPECT_THAT(relation.themes, ElementsAre("armas", "trigo"));
  EXPECT_THAT(relation.sources, ElementsAre("la ONU"));
  const auto evidence = graph.evidence(relation.id);
  ASSERT_EQ(evidence.size(), 3u);
  EXPECT_EQ(evidence[0].evidence.span.begin, 0u);
  EXPECT_EQ(evidence[2].evidence.document, "d2");
}

// "retiró" is RETREAT of troops and SANCTION of an ambassador: type, root and direction are those of one of them.
TEST(BuildGraph, KeepsClassRootAndDirectionTogether) {
  std::vector<Statement> statements;
  for (int i = 0; i < 5; ++i) {
    Statement statement = says(place("Rusia"), "retirar", place("Siria"), "d" + std::to_string(i));
    Relation& relation = statement.relation;
    if (i < 2) relation.event_class = "RETREAT", relation.event_root = "08", relation.event_direction = "cooperative";
    if (i == 2) relation.event_class = "SANCTION", relation.event_root = "16", relation.event_direction = "conflictual";
    if (i > 2) relation.relation_class = i == 3 ? "MOVEMENT" : "";
    statements.push_back(statement);
  }
  const Graph graph = build_graph(statements);
  ASSERT_EQ(graph.relation_count(), 1u);
  const RelationEdge& relation = graph.relations()[0];
  EXPECT_EQ(relation.event_class, "RETREAT");
  EXPECT_EQ(relation.event_root, "08");
  EXPECT_EQ(relation.event_direction, "cooperative");
  EXPECT_EQ(relation.relation_class, "");
}

TEST(BuildGraph, HoldsActorsAndThingsOnRequestOnly) {
  Mention food = nominal("comida");
  food.type = EntityType::kMisc;
  const std::vector<Statement> statements = {says(place("Rusia"), "recibir", food),
                                             says(place("Rusia"), "ver", nominal("las mujeres")),
                                             says(place("Rusia"), "ver", nominal("comunidad internacional"))};
  EXPECT_EQ(build_graph(statements).entity_count(), 2u);
  EXPECT_EQ(build_graph(statements, {.things = true}).entity_count(), 4u);
}

TEST(BuildGraph, IgnoresDatesThatAreNone) {
  const Graph graph = build_graph({says(place("Rusia"), "ver", place("Siria"), "d1", "2024-02-31")});
  EXPECT_EQ(graph.relations()[0].first_date, "");
}

TEST(Graph, EmptyGraphAnswers) {
  const Graph graph = build_graph({});
  EXPECT_EQ(graph.entity_count(), 0u);
  EXPECT_EQ(graph.relation_count(), 0u);
  EXPECT_TRUE(graph.find("nadie").empty());
  EXPECT_THROW(graph.entity(EntityId{0}), Error);
  EXPECT_THROW(graph.evidence(RelationId{0}), Error);
  EXPECT_EQ(Graph().entity_count(), 0u);
}

TEST(Graph, FindsNamesBlindToCaseAccentsAndSpelling) {
  const Graph graph = build_graph({says(person("Serguéi Shoigú"), "visitar", place("Estados Unidos")),
                                   says(person("Peña Nieto"), "visitar", place("Perú"))});
  for (const char* name : {"Serguéi Shoigú", "serguei shoigu", "SERGEY SHOIGU"}) {
    ASSERT_EQ(graph.find(name).size(), 1u) << name;
    EXPECT_EQ(graph.entity(graph.find(name)[0]).name, "Serguéi Shoigú");
  }
  for (const char* name : {"EE.UU.", "usa", "United States"}) ASSERT_EQ(graph.find(name).size(), 1u) << name;
  EXPECT_TRUE(graph.find("").empty());
  EXPECT_TRUE(graph.find("Nieto Peña").empty());
}

TEST(Graph, BoostViewHasTheSameRelations) {
  std::mt19937 random(3);
  const Graph graph = build_graph(random_statements(random, 100));
  const BoostGraph& view = boost_view(graph);
  ASSERT_EQ(boost::num_vertices(view), graph.entity_count());
  ASSERT_EQ(boost::num_edges(view), graph.relation_count());
  for (const auto edge : boost::make_iterator_range(boost::edges(view))) {
    const RelationEdge& relation = graph.relation(view[edge].relation);
    EXPECT_EQ(view[boost::source(edge, view)].entity, relation.subject);
    EXPECT_EQ(view[boost::target(edge, view)].entity, relation.object);
  }
  for (const Entity& entity : graph.entities()) {
    std::size_t relations = 0;
    for (const RelationId id : graph.relations_from(entity.id)) {
      EXPECT_EQ(graph.relation(id).subject, entity.id);
      ++relations;
    }
    for (const RelationId id : graph.relations_to(entity.id)) {
      EXPECT_EQ(graph.relation(id).object, entity.id);
      ++relations;
    }
    EXPECT_EQ(entity.relation_count, static_cast<std::int64_t>(relations));
  }
}

}  // namespace
}  // namespace trama
