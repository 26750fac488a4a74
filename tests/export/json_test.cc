#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <limits>
#include <set>

#include "tests/export/export_helpers.h"

namespace trama {
namespace {

rapidjson::Document parsed(const std::string& text) {
  rapidjson::Document document;
  document.Parse<rapidjson::kParseValidateEncodingFlag>(text.c_str());
  EXPECT_FALSE(document.HasParseError()) << text;
  return document;
}

std::vector<std::string> keys(const rapidjson::Value& object) {
  std::vector<std::string> all;
  for (const auto& member : object.GetObject()) all.emplace_back(member.name.GetString());
  return all;
}

TEST(Json, NodeLinkHoldsEntitiesRelationsAndEvidence) {
  const Graph graph = build_graph(small_news());
  ExportOptions options;
  options.title = "Prueba";
  const rapidjson::Document json = parsed(exported(graph, "json", options));
  EXPECT_EQ(keys(json), (std::vector<std::string>{"directed", "multigraph", "graph", "nodes", "edges"}));
  EXPECT_TRUE(json["directed"].GetBool());
  EXPECT_TRUE(json["multigraph"].GetBool());
  EXPECT_EQ(json["graph"]["version"].GetInt(), 1);
  EXPECT_STREQ(json["graph"]["title"].GetString(), "Prueba");
  EXPECT_EQ(json["graph"]["entities"].GetUint64(), graph.entity_count());
  EXPECT_EQ(json["nodes"].Size(), graph.entity_count());
  ASSERT_EQ(json["edges"].Size(), graph.relation_count());

  std::set<std::string> ids;
  for (const auto& node : json["nodes"].GetArray()) ids.insert(node["id"].GetString());
  EXPECT_EQ(ids.size(), graph.entity_count());
  std::size_t supported = 0;
  for (const auto& edge : json["edges"].GetArray()) {
    EXPECT_TRUE(ids.contains(edge["source"].GetString()));
    EXPECT_TRUE(ids.contains(edge["target"].GetString()));
    ASSERT_GT(edge["evidence"].Size(), 0u);
    const bool visit = std::string(edge["label"].GetString()) == "visitó";
    EXPECT_STREQ(edge["event_class"].GetString(), visit ? "CONSULT" : "");
    EXPECT_STREQ(edge["event_root"].GetString(), visit ? "04" : "");
    EXPECT_STREQ(edge["event_direction"].GetString(), visit ? "cooperative" : "");
    EXPECT_STREQ(edge["relation_class"].GetString(), edge["symmetric"].GetBool() ? "TIE" : "");
    if (std::string(edge["label"].GetString()) != "apoya" || std::string(edge["polarity"].GetString()) != "positive") {
      continue;
    }
    supported = edge["evidence"].Size();
    EXPECT_EQ(edge["count"].GetInt(), 3);
    const auto& first = edge["evidence"][0];
    EXPECT_STREQ(first["document"].GetString(), "doc-1");
    EXPECT_STREQ(first["sentence"].GetString(), "Kim Jong Un apoya Rusia.");
    EXPECT_EQ(first["span"][1].GetUint64(), std::string("Kim Jong Un apoya Rusia.").size());
    EXPECT_STREQ(first["subject"]["canonical"].GetString(), "Kim Jong Un");
  }
  EXPECT_EQ(supported, 3u);
}

TEST(Json, WhatIsLeftOutIsCounted) {
  ExportOptions options;
  options.around = "Sergei Shoigu";
  const rapidjson::Document json = parsed(exported(build_graph(small_news()), "json", options));
  EXPECT_EQ(json["graph"]["entities_left_out"].GetInt(), 2);
  EXPECT_EQ(json["graph"]["relations_left_out"].GetInt(), 4);
}

TEST(Json, NumbersThatJsonLacksAreNull) {
  Statement odd = statement(person("Ana"), "pagó", "pagar", person("Luis"));
  odd.quantities.push_back(
      Quantity{.text = "más de mil", .low = 1000, .high = std::numeric_limits<double>::infinity()});
  const rapidjson::Document json = parsed(exported(build_graph({odd}), "json"));
  const auto& quantity = json["edges"][0]["evidence"][0]["quantities"][0];
  EXPECT_EQ(quantity["low"].GetDouble(), 1000);
  EXPECT_TRUE(quantity["high"].IsNull());
}

TEST(Json, CytoscapeIdsAreUniqueOverNodesAndEdges) {
  const Graph graph = build_graph(small_news());
  const rapidjson::Document json = parsed(exported(graph, "cytoscape"));
  std::set<std::string> ids;
  for (const char* kind : {"nodes", "edges"}) {
    for (const auto& element : json["elements"][kind].GetArray()) {
      EXPECT_TRUE(ids.insert(element["data"]["id"].GetString()).second);
      EXPECT_TRUE(element["data"]["label"].IsString());
      EXPECT_TRUE(element["classes"].IsString());
    }
  }
  EXPECT_EQ(ids.size(), graph.entity_count() + graph.relation_count());
}

TEST(Json, EmptyGraph) {
  EXPECT_EQ(parsed(exported(build_graph({}), "json"))["nodes"].Size(), 0u);
  EXPECT_EQ(parsed(exported(build_graph({}), "cytoscape"))["elements"]["edges"].Size(), 0u);
}

}  // namespace
}  // namespace trama
