#include <gtest/gtest.h>

#include <map>
#include <set>

#include "graph/model/properties.h"
#include "tests/export/export_helpers.h"
#include "tests/export/graph_xml.h"

namespace trama {
namespace {

TEST(GraphMl, IsReadBackAsItWas) {
  const Graph graph = build_graph(small_news());
  const XmlDocument document(exported(graph, "graphml"));
  ASSERT_TRUE(document.well_formed());
  XmlGraph read = read_graphml(document);
  ASSERT_EQ(read.nodes.size(), graph.entity_count());
  ASSERT_EQ(read.edges.size(), graph.relation_count());
  for (const Entity& entity : graph.entities()) {
    const auto& node = read.nodes.at(id_text(entity));
    EXPECT_EQ(node.at("label"), entity.name);
    EXPECT_EQ(node.at("type"), to_string(entity.type));
    EXPECT_EQ(node.at("named"), entity.named ? "true" : "false");
    EXPECT_EQ(node.at("mention_count"), std::to_string(entity.mention_count));
  }
  for (std::size_t i = 0; i < read.edges.size(); ++i) {  // In the same order: by subject and lemma.
    const RelationEdge& relation = graph.relations()[i];
    const XmlEdge& edge = read.edges[i];
    EXPECT_EQ(edge.id, id_text(relation));
    EXPECT_EQ(edge.source, id_text(graph.entity(relation.subject)));
    EXPECT_EQ(edge.target, id_text(graph.entity(relation.object)));
    EXPECT_EQ(edge.values.at("relation_id"), id_text(relation));
    EXPECT_EQ(edge.values.at("label"), relation.label);
    EXPECT_EQ(edge.values.at("symmetric"), relation.symmetric ? "true" : "false");
    EXPECT_EQ(edge.values.at("polarity"), to_string(relation.polarity));
    EXPECT_EQ(edge.values.at("event_root"), relation.event_root);
    EXPECT_EQ(edge.values.at("relation_class"), relation.relation_class);
    EXPECT_EQ(edge.values.at("sentence"), graph.evidence(relation.id).front().evidence.sentence);
    EXPECT_EQ(std::stod(edge.values.at("weight")), static_cast<double>(relation.count));
    EXPECT_EQ(std::stod(edge.values.at("confidence")), relation.confidence);
  }
}

// What one program or another reads wrongly (docs/formats.md).
TEST(GraphMl, HasTheShapeThatAllProgramsRead) {
  const XmlDocument document(exported(build_graph(small_news()), "graphml"));
  ASSERT_TRUE(document.well_formed());
  std::map<std::string, std::string> types;
  document.each_element([&](xmlNode& element) {
    const std::string kind = XmlDocument::name(element);
    EXPECT_NE(kind, "default");
    EXPECT_TRUE(XmlDocument::attribute(element, "directed").empty());
    if (kind != "key") return;
    const std::string name = XmlDocument::attribute(element, "attr.name");
    EXPECT_NE(name, "id");
    EXPECT_NE(XmlDocument::attribute(element, "for"), "all");
    EXPECT_FALSE(std::set<std::string>({"r", "g", "b", "x", "y", "z", "size", "color"}).contains(name)) << name;
    types[XmlDocument::attribute(element, "for") + "." + name] = XmlDocument::attribute(element, "attr.type");
  });
  EXPECT_EQ(types["node.label"], "string");
  EXPECT_EQ(types["node.named"], "boolean");
  EXPECT_EQ(types["node.mention_count"], "long");
  EXPECT_EQ(types["edge.label"], "string");
  EXPECT_EQ(types["edge.weight"], "double");
  EXPECT_EQ(types["edge.count"], "long");
}

TEST(GraphMl, ListsAreJoinedSoThatTheyCanBeTakenApart) {
  Statement one = statement(person("Ana Soto"), "visitó", "visitar", place("Lima"));
  one.subject.aliases = {"A|B", "C\\D"};
  const XmlGraph read = read_graphml(XmlDocument(exported(build_graph({one}), "graphml")));
  std::set<std::string> aliases;
  for (const auto& [id, values] : read.nodes) aliases.insert(values.at("aliases"));
  EXPECT_TRUE(aliases.contains("A\\|B|C\\\\D")) << ::testing::PrintToString(aliases);
}

TEST(GraphMl, FlavourOfYedHasLooks) {
  ExportOptions options;
  options.flavour = "yed";
  const XmlDocument document(exported(build_graph(small_news()), "graphml", options));
  ASSERT_TRUE(document.well_formed());
  std::set<std::string> labels, shapes, colours, lines;
  document.each_element([&](xmlNode& element) {
    const std::string kind = XmlDocument::name(element);
    if (kind == "NodeLabel" || kind == "EdgeLabel") labels.insert(XmlDocument::text(element));
    if (kind == "Shape") shapes.insert(XmlDocument::attribute(element, "type"));
    if (kind == "Fill") colours.insert(XmlDocument::attribute(element, "color"));
    if (kind == "LineStyle") lines.insert(XmlDocument::attribute(element, "type"));
  });
  EXPECT_TRUE(labels.contains("Kim Jong Un"));
  EXPECT_TRUE(labels.contains("visitó"));
  EXPECT_EQ(shapes, (std::set<std::string>{"ellipse", "hexagon"}));
  EXPECT_EQ(colours.size(), 2u);
  EXPECT_EQ(lines, (std::set<std::string>{"line", "dashed"}));
}

TEST(GraphMl, EmptyGraph) {
  const XmlDocument document(exported(build_graph({}), "graphml"));
  ASSERT_TRUE(document.well_formed());
  EXPECT_TRUE(read_graphml(document).nodes.empty());
}

}  // namespace
}  // namespace trama
