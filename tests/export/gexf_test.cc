#include <gtest/gtest.h>

#include <set>

#include "graph/model/properties.h"
#include "tests/export/export_helpers.h"
#include "tests/export/graph_xml.h"

namespace trama {
namespace {

TEST(Gexf, IsReadBackAsItWas) {
  const Graph graph = build_graph(small_news());
  const XmlDocument document(exported(graph, "gexf"));
  ASSERT_TRUE(document.well_formed());
  const XmlGraph read = read_gexf(document);
  ASSERT_EQ(read.nodes.size(), graph.entity_count());
  ASSERT_EQ(read.edges.size(), graph.relation_count());
  for (const Entity& entity : graph.entities()) {
    const auto& node = read.nodes.at(id_text(entity));
    EXPECT_EQ(node.at("label"), entity.name);
    EXPECT_EQ(node.at("named"), entity.named ? "true" : "false");
    EXPECT_EQ(node.at("document_count"), std::to_string(entity.document_count));
  }
  for (std::size_t i = 0; i < read.edges.size(); ++i) {
    const RelationEdge& relation = graph.relations()[i];
    EXPECT_EQ(read.edges[i].id, id_text(relation));
    EXPECT_EQ(read.edges[i].values.at("label"), relation.label);
    EXPECT_EQ(read.edges[i].values.at("modality"), to_string(relation.modality));
    EXPECT_EQ(std::stod(read.edges[i].values.at("weight")), static_cast<double>(relation.count));
  }
}

// Gephi makes one of edges that have the same ends and kind.
TEST(Gexf, ParallelRelationsHaveKindsOfTheirOwn) {
  std::vector<Statement> news = small_news();
  Statement planned = news.front();
  planned.modality = Modality::kPlanned;
  Statement negative = news.front();
  negative.polarity = Polarity::kNegative;
  Statement against = news.front();
  against.relation.preposition = "contra";
  Statement mutual = news.front();
  mutual.relation.symmetric = true;
  news.insert(news.end(), {planned, negative, against, mutual});
  const Graph graph = build_graph(news);
  const XmlGraph read = read_gexf(XmlDocument(exported(graph, "gexf")));
  std::set<std::string> kinds;
  for (const XmlEdge& edge : read.edges) {
    EXPECT_FALSE(edge.values.at("kind").empty());
    EXPECT_TRUE(kinds.insert(edge.source + ">" + edge.target + ">" + edge.values.at("kind")).second)
        << edge.values.at("kind");
  }
  EXPECT_EQ(kinds.size(), graph.relation_count());
}

TEST(Gexf, LastsOnTheDaysOfItsStatements) {
  std::vector<Statement> news;
  for (const char* day : {"2025-03-01", "2025-03-02", "2025-05-10"}) {
    news.push_back(statement(person("Ana Soto"), "visitó", "visitar", place("Lima"), std::string("doc-") + day));
    news.back().evidence.date = day;
  }
  news.push_back(statement(person("Ana Soto"), "elogió", "elogiar", place("Lima"), "doc-9"));
  news.back().evidence.date = "2025-06-01";
  news.push_back(statement(person("Ana Soto"), "dejó", "dejar", place("Lima"), "doc-10"));
  news.back().evidence.date = "";
  const XmlGraph read = read_gexf(XmlDocument(exported(build_graph(news), "gexf")));
  ASSERT_EQ(read.edges.size(), 3u);
  EXPECT_FALSE(read.edges[0].values.contains("spells"));
  EXPECT_EQ(read.edges[0].values.at("start"), "");  // "dejar": no date is known.
  EXPECT_EQ(read.edges[1].values.at("start"), "2025-06-01");
  EXPECT_EQ(read.edges[1].values.at("end"), "2025-06-01");
  EXPECT_EQ(read.edges[2].values.at("spells"), "2025-03-01/2025-03-02 2025-05-10/2025-05-10 ");
}

TEST(Gexf, ListsAreJson) {
  Statement one = statement(person("Ana Soto"), "visitó", "visitar", place("Lima"));
  one.subject.aliases = {"\"Anita\"", "C\\D"};
  const XmlGraph read = read_gexf(XmlDocument(exported(build_graph({one}), "gexf")));
  std::set<std::string> aliases;
  for (const auto& [id, values] : read.nodes) aliases.insert(values.at("aliases"));
  EXPECT_TRUE(aliases.contains(R"(["\"Anita\"", "C\\D"])")) << ::testing::PrintToString(aliases);
  EXPECT_TRUE(aliases.contains("[]"));
}

}  // namespace
}  // namespace trama
