#include <gtest/gtest.h>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/graphml.hpp>
#include <map>

#include "tests/export/export_helpers.h"
#include "tests/export/xml_document.h"

namespace trama {
namespace {

struct Node {
  std::string label;
  std::string type;
  bool named = false;
  std::int64_t mention_count = 0;
};
struct Edge {
  std::string label;
  std::string polarity;
  std::string event_root;
  std::string relation_class;
  std::string sentence;
  double weight = 0;
  double confidence = 0;
};
using Read = boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS, Node, Edge>;

Read read_back(const std::string& xml) {
  Read graph;
  boost::dynamic_properties properties(boost::ignore_other_properties);
  properties.property("label", boost::get(&Node::label, graph));
  properties.property("type", boost::get(&Node::type, graph));
  properties.property("named", boost::get(&Node::named, graph));
  properties.property("mention_count", boost::get(&Node::mention_count, graph));
  properties.property("label", boost::get(&Edge::label, graph));
  properties.property("polarity", boost::get(&Edge::polarity, graph));
  properties.property("event_root", boost::get(&Edge::event_root, graph));
  properties.property("relation_class", boost::get(&Edge::relation_class, graph));
  properties.property("sentence", boost::get(&Edge::sentence, graph));
  properties.property("weight", boost::get(&Edge::weight, graph));
  properties.property("confidence", boost::get(&Edge::confidence, graph));
  std::istringstream stream(xml);
  boost::read_graphml(stream, graph, properties);
  return graph;
}

TEST(GraphMl, BoostReadsBackWhatWasWritten) {
  const Graph graph = build_graph(small_news());
  const Read read = read_back(exported(graph, "graphml"));
  ASSERT_EQ(boost::num_vertices(read), graph.entity_count());
  ASSERT_EQ(boost::num_edges(read), graph.relation_count());
  for (std::size_t i = 0; i < graph.entity_count(); ++i) {
    const Entity& entity = graph.entities()[i];
    EXPECT_EQ(read[i].label, entity.name);
    EXPECT_EQ(read[i].type, to_string(entity.type));
    EXPECT_EQ(read[i].named, entity.named);
    EXPECT_EQ(read[i].mention_count, entity.mention_count);
  }
  auto [edge, end] = boost::edges(read);
  for (const RelationEdge& relation : graph.relations()) {  // In the same order: by subject and lemma.
    ASSERT_NE(edge, end);
    EXPECT_EQ(read[boost::source(*edge, read)].label, graph.entity(relation.subject).name);
    EXPECT_EQ(read[boost::target(*edge, read)].label, graph.entity(relation.object).name);
    EXPECT_EQ(read[*edge].label, relation.label);
    EXPECT_EQ(read[*edge].polarity, to_string(relation.polarity));
    EXPECT_EQ(read[*edge].event_root, relation.event_root);
    EXPECT_EQ(read[*edge].relation_class, relation.relation_class);
    EXPECT_EQ(read[*edge].sentence, graph.evidence(relation.id).front().evidence.sentence);
    EXPECT_EQ(read[*edge].weight, static_cast<double>(relation.count));
    EXPECT_EQ(read[*edge].confidence, relation.confidence);
    ++edge;
  }
}

TEST(GraphMl, KeysAreDeclaredWithTheirTypes) {
  const XmlDocument document(exported(build_graph(small_news()), "graphml"));
  ASSERT_TRUE(document.well_formed());
  std::map<std::string, std::string> types;
  document.each_element([&](xmlNode& element) {
    if (XmlDocument::name(element) != "key") return;
    types[XmlDocument::attribute(element, "for") + "." + XmlDocument::attribute(element, "attr.name")] =
        XmlDocument::attribute(element, "attr.type");
  });
  EXPECT_EQ(types["node.label"], "string");
  EXPECT_EQ(types["node.named"], "boolean");
  EXPECT_EQ(types["node.mention_count"], "long");
  EXPECT_EQ(types["edge.label"], "string");
  EXPECT_EQ(types["edge.weight"], "double");
  EXPECT_EQ(types["edge.count"], "long");
}

TEST(GraphMl, EmptyGraph) {
  EXPECT_EQ(boost::num_vertices(read_back(exported(build_graph({}), "graphml"))), 0u);
}

}  // namespace
}  // namespace trama
