// STIX and FollowTheMoney.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <map>
#include <set>

#include "graph/model/properties.h"
#include "tests/export/export_helpers.h"

namespace trama {
namespace {

rapidjson::Document parse(const std::string& text) {
  rapidjson::Document document;
  document.Parse(text.data(), text.size());
  EXPECT_FALSE(document.HasParseError()) << text;
  return document;
}

std::map<std::string, rapidjson::Document> ftm_entities(const Graph& graph) {
  std::map<std::string, rapidjson::Document> entities;
  std::istringstream lines(exported(graph, "ftm"));
  for (std::string line; std::getline(lines, line);) {
    rapidjson::Document entity = parse(line);
    const std::string id = entity["id"].GetString();
    EXPECT_FALSE(entities.contains(id)) << id;
    entities.emplace(id, std::move(entity));
  }
  return entities;
}

TEST(FollowTheMoney, FactsAreLinksAndAllElseIsNotes) {
  const Graph graph = build_graph(small_news());
  const auto entities = ftm_entities(graph);
  for (const Entity& entity : graph.entities()) {
    const auto& found = entities.at(id_text(entity));
    EXPECT_STREQ(found["properties"]["name"][0].GetString(), entity.name.c_str());
    EXPECT_STREQ(found["schema"].GetString(), entity.type == EntityType::kPerson ? "Person" : "Address");
  }
  for (const RelationEdge& relation : graph.relations()) {
    const auto& found = entities.at(id_text(relation));
    const bool fact = relation.polarity == Polarity::kPositive && relation.modality == Modality::kAsserted;
    EXPECT_STREQ(found["schema"].GetString(), fact ? "UnknownLink" : "Note") << relation.label;
    // Every proof is a document of the file.
    for (const auto& proof : found["properties"]["proof"].GetArray()) {
      EXPECT_STREQ(entities.at(proof.GetString())["schema"].GetString(), "Article");
    }
  }
}

TEST(FollowTheMoney, CountriesHaveTheirCodes) {
  for (const auto& [id, entity] : ftm_entities(build_graph(small_news()))) {
    if (std::string(entity["schema"].GetString()) != "Address") continue;
    const std::string name = entity["properties"]["name"][0].GetString();
    EXPECT_STREQ(entity["properties"]["country"][0].GetString(), name == "Rusia" ? "ru" : "jp");
  }
}

TEST(Stix, FactsAreRelationshipsAndAllElseIsNotes) {
  const Graph graph = build_graph(small_news());
  const rapidjson::Document bundle = parse(exported(graph, "stix"));
  EXPECT_STREQ(bundle["type"].GetString(), "bundle");
  std::map<std::string, const rapidjson::Value*> objects;
  std::map<std::string, int> types;
  for (const auto& object : bundle["objects"].GetArray()) {
    EXPECT_TRUE(objects.emplace(object["id"].GetString(), &object).second);
    ++types[object["type"].GetString()];
  }
  EXPECT_EQ(types["identity"], 2);
  EXPECT_EQ(types["location"], 2);
  EXPECT_EQ(types["relationship"], 3);
  EXPECT_EQ(types["note"], 3);
  for (const auto& [id, object] : objects) {
    if (std::string((*object)["type"].GetString()) != "relationship") continue;
    EXPECT_TRUE(objects.contains((*object)["source_ref"].GetString()));
    EXPECT_TRUE(objects.contains((*object)["target_ref"].GetString()));
    for (const char* c = (*object)["relationship_type"].GetString(); *c != '\0'; ++c) {
      EXPECT_TRUE((*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9') || *c == '-');
    }
  }
}

TEST(Stix, AnIdStaysTheSame) {
  std::vector<Statement> news = small_news();
  const auto ids = [](const Graph& graph) {
    std::set<std::string> all;
    const rapidjson::Document bundle = parse(exported(graph, "stix"));
    for (const auto& object : bundle["objects"].GetArray()) all.insert(object["id"].GetString());
    return all;
  };
  const std::set<std::string> before = ids(build_graph(news));
  news.push_back(statement(person("Ana Soto"), "visitó", "visitar", place("Lima"), "doc-9"));
  const std::set<std::string> after = ids(build_graph(news));
  EXPECT_TRUE(std::includes(after.begin(), after.end(), before.begin(), before.end()));
  EXPECT_EQ(after.size(), before.size() + 3);
}

}  // namespace
}  // namespace trama
