// What is looked at and read through the explorer.
#include <gmock/gmock.h>

#include "tests/explore/explored.h"

namespace trama::test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::UnorderedElementsAre;

TEST_F(Explored, TheGraphIsToldAsAWhole) {
  const auto graph = json("/api/graph");
  EXPECT_STREQ(graph["format"].GetString(), "trama-explorer");
  EXPECT_STREQ(graph["name"].GetString(), "red.trama");
  EXPECT_EQ(graph["entities"].GetInt(), 6);
  EXPECT_EQ(graph["relations"].GetInt(), 8);
  EXPECT_STREQ(graph["first_date"].GetString(), "2025-03-01");
  EXPECT_STREQ(graph["last_date"].GetString(), "2025-05-20");
  EXPECT_FALSE(graph["edit"].GetBool());
  EXPECT_TRUE(graph["served"].GetBool());
  EXPECT_FALSE(graph.HasMember("token"));
}

TEST_F(Explored, TheTopHasTheBestKnownAndTheirRelations) {
  const auto top = json("/api/top", {{"limit", "3"}});
  EXPECT_THAT(texts(top["nodes"], "name"), ElementsAre("Nadia Peralta", "Chile", "Perú"));
  EXPECT_EQ(top["edges"].Size(), 4U);
  EXPECT_EQ(top["left_out"]["nodes"].GetInt(), 3);
  EXPECT_EQ(top["left_out"]["edges"].GetInt(), 4);
}

TEST_F(Explored, SearchForgivesAccentsAndALetter) {
  for (const char* typed : {"peru", "PERÚ", "Peralta", "perlata", "EEUU", "usa", "mauro i"}) {
    EXPECT_FALSE(json("/api/search", {{"q", typed}})["hits"].Empty()) << typed;
  }
  const auto found = json("/api/search", {{"q", "perlata"}});
  const auto& hit = found["hits"][0];
  EXPECT_STREQ(hit["name"].GetString(), "Nadia Peralta");
  EXPECT_STREQ(hit["matched"].GetString(), "Nadia Peralta");
  EXPECT_STREQ(hit["type"].GetString(), "PER");
  EXPECT_STREQ(hit["first_date"].GetString(), "2025-03-01");
  EXPECT_STREQ(hit["last_date"].GetString(), "2025-05-20");
  EXPECT_EQ(texts(json("/api/search", {{"q", "eeuu"}})["hits"], "matched"), std::vector<std::string>{"EE. UU."});
  EXPECT_TRUE(json("/api/search", {{"q", "nadie de aquí"}})["hits"].Empty());
  EXPECT_TRUE(json("/api/search", {{"q", ""}})["hits"].Empty());
}

TEST_F(Explored, AFocusHasTheActorItsNeighboursAndWhatIsAmongThem) {
  const auto focus = json("/api/focus", {{"id", id_of("Nadia Peralta")}});
  EXPECT_THAT(texts(focus["nodes"], "name"), ElementsAre("Nadia Peralta", "Perú", "Chile", "Mauro Iturbe", kHostile));
  EXPECT_EQ(focus["edges"].Size(), 6U);  // Chile and Peru too.
  EXPECT_EQ(focus["left_out"]["nodes"].GetInt(), 0);
  const auto& visit = focus["edges"][0];
  EXPECT_STREQ(visit["lemma"].GetString(), "visitar");
  EXPECT_THAT(visit["source"].GetString(), testing::StartsWith("n"));
  EXPECT_THAT(visit["key"].GetString(), testing::StartsWith("r"));
  EXPECT_EQ(visit["days"].Size(), 2U);
  EXPECT_STREQ(visit["days"][1].GetString(), "2025-03-05");
  EXPECT_EQ(visit["publishers"].Size(), 2U);
  EXPECT_EQ(visit["story_count"].GetInt(), 2);

  const auto least = json("/api/focus", {{"id", id_of("Nadia Peralta")}, {"limit", "1"}});
  EXPECT_THAT(texts(least["nodes"], "name"), ElementsAre("Nadia Peralta", "Perú"));
  EXPECT_EQ(least["left_out"]["nodes"].GetInt(), 3);
}

TEST_F(Explored, FiltersLeaveRelationsOut) {
  const std::string nadia = id_of("Nadia Peralta");
  const auto names = [&](std::multimap<std::string, std::string> filters) {
    filters.emplace("id", nadia);
    return texts(json("/api/focus", std::move(filters))["nodes"], "name");
  };
  EXPECT_THAT(names({{"since", "2025-04-01"}}), UnorderedElementsAre("Nadia Peralta", "Chile", kHostile));
  EXPECT_THAT(names({{"until", "2025-03-01"}}), UnorderedElementsAre("Nadia Peralta", "Chile", "Perú"));
  EXPECT_THAT(names({{"since", "2025-03-02"}, {"until", "2025-03-04"}}), ElementsAre("Nadia Peralta"));
  EXPECT_THAT(names({{"class", "CONSULT"}}), ElementsAre("Nadia Peralta", "Perú"));
  EXPECT_THAT(names({{"class", "CONSULT"}, {"class", "OFFICE"}}), ElementsAre("Nadia Peralta", "Perú", "Chile"));
  EXPECT_THAT(names({{"direction", "conflictual"}}), UnorderedElementsAre("Nadia Peralta", "Mauro Iturbe", kHostile));
  EXPECT_THAT(names({{"modality", "alleged"}}), ElementsAre("Nadia Peralta", "Mauro Iturbe"));
  EXPECT_THAT(names({{"source", "Perú"}}), ElementsAre("Nadia Peralta", "Mauro Iturbe"));
  EXPECT_THAT(names({{"publisher", "La Hora"}}),
              UnorderedElementsAre("Nadia Peralta", "Perú", "Mauro Iturbe", "Chile"));
  EXPECT_THAT(names({{"min_stories", "2"}}), ElementsAre("Nadia Peralta", "Perú"));
  EXPECT_THAT(names({{"type", "ORG"}}), ElementsAre("Nadia Peralta", kHostile));
  EXPECT_THAT(names({{"polarity", "negative"}}), ElementsAre("Nadia Peralta"));
  const std::string mauro = id_of("Mauro Iturbe");
  EXPECT_EQ(json("/api/focus", {{"id", mauro}})["nodes"].Size(), 3U);
  EXPECT_EQ(json("/api/focus", {{"id", mauro}, {"min_confidence", "0.5"}})["nodes"].Size(), 2U);
  EXPECT_EQ(json("/api/focus", {{"id", mauro}, {"detail", "normal"}})["nodes"].Size(), 2U);
}

TEST_F(Explored, BetweenHasAllRelationsOfThese) {
  const auto between = json("/api/between", {{"ids", id_of("Nadia Peralta") + "," + id_of("Chile")}});
  EXPECT_EQ(between["nodes"].Size(), 2U);
  EXPECT_EQ(between["edges"].Size(), 2U);
}

TEST_F(Explored, APathLeadsFromOneToTheOther) {
  const std::string usa = id_of("Estados Unidos"), hostile = id_of(kHostile);
  const auto path = json("/api/path", {{"from", usa}, {"to", hostile}});
  ASSERT_EQ(path["path"].Size(), 4U);
  EXPECT_EQ(path["path"][0].GetString(), usa);
  EXPECT_EQ(path["path"][3].GetString(), hostile);
  EXPECT_EQ(path["nodes"].Size(), 4U);
  EXPECT_GE(path["edges"].Size(), 3U);
  // Without what is hardly told of the way leads through Chile.
  const auto sure = json("/api/path", {{"from", usa}, {"to", id_of("Mauro Iturbe")}, {"min_confidence", "0.5"}});
  EXPECT_THAT(texts(sure["nodes"], "name"), ElementsAre("Estados Unidos", "Chile", "Nadia Peralta", "Mauro Iturbe"));
  const auto none = json("/api/path", {{"from", usa}, {"to", hostile}, {"class", "CONSULT"}});
  EXPECT_TRUE(none["path"].Empty());
  EXPECT_TRUE(none["nodes"].Empty());
}

TEST_F(Explored, ARelationBringsItsSentences) {
  const auto focus = json("/api/focus", {{"id", id_of("Mauro Iturbe")}, {"class", "ACCUSE"}});
  const std::string key = focus["edges"][0]["key"].GetString();
  const auto check = [&] {
    const auto relation = json("/api/relation", {{"key", key}});
    EXPECT_STREQ(relation["modality"].GetString(), "alleged");
    ASSERT_EQ(relation["evidence"].Size(), 1U);
    const auto& statement = relation["evidence"][0];
    EXPECT_STREQ(statement["document"].GetString(), "nota-2");
    EXPECT_STREQ(statement["publisher"].GetString(), "La Hora");
    EXPECT_STREQ(statement["source"]["who"].GetString(), "Perú");
    EXPECT_STREQ(statement["url"].GetString(), "https://ejemplo.es/nota-2");
    EXPECT_TRUE(statement["subject"]["span"].IsArray());
  };
  check();
  explorer_.reset();  // A bookmark: this one has not sent the relation.
  check();
}

TEST_F(Explored, ADossierHasOfficesTimelineAndRelations) {
  const auto dossier = json("/api/entity", {{"id", id_of("Nadia Peralta")}});
  EXPECT_STREQ(dossier["name"].GetString(), "Nadia Peralta");
  ASSERT_EQ(dossier["offices"].Size(), 1U);
  EXPECT_STREQ(dossier["offices"][0]["text"].GetString(), "ministra de Chile");
  EXPECT_STREQ(dossier["offices"][0]["first_date"].GetString(), "2025-03-01");
  EXPECT_EQ(dossier["relations"]["edges"].Size(), 5U);
  EXPECT_EQ(dossier["relations"]["nodes"].Size(), 5U);
  const auto days = texts(dossier["timeline"], "date");
  EXPECT_TRUE(std::is_sorted(days.begin(), days.end()));
  EXPECT_EQ(days.size(), 6U);
  EXPECT_TRUE(dossier["merges"].IsArray());
}

TEST_F(Explored, DocumentsComeInPages) {
  const auto all = json("/api/documents");
  EXPECT_EQ(all["count"].GetInt(), 4);
  EXPECT_THAT(texts(all["documents"], "id"), ElementsAre("nota-1", "nota-2", "nota-3", "nota-4"));
  EXPECT_EQ(all["documents"][1]["statements"].GetInt(), 3);
  const auto some = json("/api/documents", {{"limit", "2"}, {"offset", "1"}});
  EXPECT_THAT(texts(some["documents"], "id"), ElementsAre("nota-2", "nota-3"));
  EXPECT_EQ(some["count"].GetInt(), 4);
}

TEST_F(Explored, CommunitiesAreNumberedAndNamed) {
  ExploreOptions with = options();
  with.communities = [](const GraphView& view) { return std::vector<std::vector<EntityId>>{view.most_mentioned(3)}; };
  explorer_ = std::make_unique<Explorer>(with);
  explorer_->listen_at(kPort);
  for (int i = 0; i < 500 && !json("/api/communities")["known"].GetBool(); ++i) ::usleep(10'000);
  const auto communities = json("/api/communities");
  ASSERT_EQ(communities["communities"].Size(), 1U);
  EXPECT_EQ(communities["communities"][0]["size"].GetInt(), 3);
  EXPECT_STREQ(communities["communities"][0]["names"][0].GetString(), "Nadia Peralta");
  const auto top = json("/api/top");
  for (const auto& node : top["nodes"].GetArray()) {
    EXPECT_EQ(node.HasMember("community"), &node - top["nodes"].Begin() < 3) << node["name"].GetString();
  }
}

TEST_F(Explored, HostileNamesAreTextsOfJson) {
  const Answer answer = get("/api/focus", {{"id", id_of(kHostile)}});
  EXPECT_THAT(answer.type, HasSubstr("application/json"));
  EXPECT_THAT(texts(parsed(answer)["nodes"], "name"), Contains(kHostile));
}

TEST_F(Explored, WhatMakesNoSenseIsRefusedWithAReason) {
  const std::string nadia = id_of("Nadia Peralta");
  using Parameters = std::multimap<std::string, std::string>;
  const std::vector<std::pair<std::string, Parameters>> bad = {
      {"/api/focus", {}},
      {"/api/focus", {{"id", "Nadia Peralta"}}},
      {"/api/focus", {{"id", nadia}, {"limit", "-1"}}},
      {"/api/focus", {{"id", nadia}, {"limit", "1000000"}}},
      {"/api/focus", {{"id", nadia}, {"since", "ayer"}}},
      {"/api/focus", {{"id", nadia}, {"min_confidence", "nan"}}},
      {"/api/focus", {{"id", nadia}, {"modality", "sure"}}},
      {"/api/focus", {{"id", nadia}, {"type", "SHIP"}}},
      {"/api/focus", {{"id", nadia}, {"direction", "up"}}},
      {"/api/focus", {{"id", nadia}, {"detail", "most"}}},
      {"/api/search", {{"q", "a"}, {"limit", "x"}}},
      {"/api/relation", {{"key", "../../etc/passwd"}}},
      {"/api/path", {{"from", nadia}}},
      {"/api/between", {{"ids", nadia + ",,"}}},
  };
  for (const auto& [path, parameters] : bad) {
    const Answer answer = get(path, parameters);
    EXPECT_EQ(answer.status, 400) << path << " " << answer.body;
    EXPECT_NE(message(answer), "");
  }
  EXPECT_EQ(get("/api/focus", {{"id", "n0000000000000001"}}).status, 404);
  EXPECT_EQ(get("/api/relation", {{"key", "r0000000000000001"}}).status, 404);
  EXPECT_EQ(get("/api/nothing").status, 404);
  EXPECT_EQ(get("/etc/passwd").status, 404);
  EXPECT_EQ(get("/../red.trama").status, 404);
  EXPECT_EQ(post("/api/graph", "{}").status, 405);
  EXPECT_EQ(get("/api/query").status, 405);
}

TEST_F(Explored, AGraphThatGrowsIsSeenAsItIsNow) {
  EXPECT_EQ(json("/api/graph")["relations"].GetInt(), 8);
  {
    Store store = Store::open(file());
    const std::vector<DocumentStatements> more = {
        published("nota-9", "2025-08-01", "El Faro", {tells(person("Nadia Peralta"), "llegar", place("Bolivia"))})};
    store.add(more);
    store.update_entities();
  }
  EXPECT_EQ(json("/api/graph")["relations"].GetInt(), 9);
  EXPECT_EQ(json("/api/focus", {{"id", id_of("Bolivia")}})["edges"].Size(), 1U);
}

}  // namespace
}  // namespace trama::test
