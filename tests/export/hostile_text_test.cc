// Names, labels and sentences that try to break out of each format. The text of news is anybody's.
#include <graphviz/cgraph.h>
#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <algorithm>

#include "base/utf8.h"
#include "export/text.h"
#include "graph/model/properties.h"
#include "tests/export/export_helpers.h"
#include "tests/export/graph_xml.h"
#include "tests/export/rdf_reader.h"
#include "tests/export/xml_document.h"

namespace trama {
namespace {

std::string repeated(std::string_view text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

struct Hostile {
  const char* what;
  std::string text;
};

const std::vector<Hostile>& hostile_texts() {
  static const std::vector<Hostile> texts = {
      {"Script", "</text><script>alert(1)</script>"},
      {"Handler", "\" onload=\"alert(1)\" x=\""},
      {"JavascriptUrl", "javascript:alert(1)"},
      {"DotBreakOut", "\"]; evil [label=\""},
      {"DotKeyword", "subgraph"},
      {"DotNodeName", "n0"},
      {"EscString", "\\N \\G \\E \\T \\H \\L \\n \\l \\r"},
      {"LastBackslash", "fin\\"},
      {"Backslashes", "\\\\\\"},
      {"BackslashQuote", "\\\"]; x"},
      {"Quote", "\""},
      {"Apostrophe", "O'Donnell"},
      {"HtmlLabel", "<b>negrita</b>"},
      {"HtmlTable", "<TABLE><TR><TD>x</TD></TR></TABLE>"},
      {"HtmlUnclosed", "<i>x"},
      {"LessThan", "<"},
      {"Entity", "&lt;script&gt;"},
      {"NumericEntity", "&#60;x&#62;"},
      {"Ampersand", "Pérez & Hijos"},
      {"HalfEntity", "AT&T; a&b"},
      {"UnknownEntity", "&ntilde;&nosuch;"},
      {"XmlComment", "--><!-- x --"},
      {"Cdata", "]]><![CDATA[x]]>"},
      {"ProcessingInstruction", "<?xml version='1.0'?>"},
      {"Doctype", "<!DOCTYPE x [<!ENTITY e \"x\">]>&e;"},
      {"Record", "{a|b}|<p>"},
      {"Nul", std::string("a\0b", 3)},
      {"Controls", "\x01\x02\x1b[31mrojo\x7f\x08"},
      {"Newlines", "una\r\ndos\ntres\tcuatro"},
      {"Latin1", "Le\xF3n"},
      {"CutOff", "Espa\xC3"},
      {"Overlong", "\xC0\xAF\xE0\x80\xAF"},
      {"Surrogates", "\xED\xA0\xBD\xED\xB0\x80"},
      {"TooHigh", "\xF4\x90\x80\x80"},
      {"NonCharacters", "x\xEF\xBF\xBE\xEF\xBF\xBFy"},
      {"Override",
       "ab\xE2\x80\xAE"
       "cd"},
      {"Astral", "\xF0\x9F\x8E\x89\xF0\x9D\x94\x98"},
      {"Arabic", "محمد بن سلمان"},
      {"Marks", "e" + repeated("\xCC\x81", 400)},
      {"Format", "%s%n%x {0} ${x} {{x}}"},
      {"LongWord", repeated("a", 20'000)},
      {"LongText", repeated("palabra ", 3'000) + "fin"},
      {"LongBackslashes", "b" + repeated("\\", 300)},
      {"LongQuotes", "q" + repeated("\"", 300)},
  };
  return texts;
}

// Everything that can hold text holds `text`.
Graph hostile_graph(const std::string& text) {
  Statement one = statement(person(text), text, text, place("Rusia"), text);
  one.relation.preposition = text;
  one.relation.event_class = one.relation.event_root = one.relation.event_direction = text;
  one.relation.relation_class = text;
  one.theme = text;
  one.place = text;
  one.subject.aliases = {text + " II"};
  one.subject.via = text;
  one.evidence.url = text;
  one.evidence.title = text;
  one.evidence.date = "2025-07-02";
  one.evidence.publisher = text;
  one.source = Attribution{mention(organization("CNN")), text, text};
  one.quantities.push_back(Quantity{.text = text, .low = 1, .high = 2, .unit = text});
  Statement other = statement(place("Rusia"), "negó", "negar", person(text), "doc-2");
  other.modality = Modality::kDenied;
  other.evidence.url = "https://ejemplo.es/?a=1&lt;=2&b=%22#x";
  return build_graph({one, other});
}

// For texts that line breaks and shortening have passed over.
std::string without_spaces(const std::string& text) {
  std::string out;
  std::copy_if(text.begin(), text.end(), std::back_inserter(out), [](char c) { return c != ' ' && c != '\n'; });
  return out;
}

// What Graphviz shows for a label.
std::string shown(std::string_view label) {
  std::string out;
  for (std::size_t i = 0; i < label.size(); ++i) {
    if (label[i] == '\\' && i + 1 < label.size()) {
      ++i;
      out += label[i] == 'n' ? '\n' : label[i];
    } else if (label.substr(i).starts_with("&amp;")) {
      out += '&';
      i += 4;
    } else {
      out += label[i];
    }
  }
  return out;
}

class HostileText : public testing::TestWithParam<std::size_t> {
 protected:
  const std::string& text() const { return hostile_texts()[GetParam()].text; }
  ExportOptions options() const {
    ExportOptions with_title;
    with_title.title = text();
    return with_title;
  }
  // The first characters of an entity's name as a picture shows them: enough to tell, and never cut.
  static std::string visible_name(const Entity& entity) {
    const std::string plain = plain_text(entity.name);
    return without_spaces(wrap(plain, 20, 2).size() > 1 ? wrap(plain, 20, 3).front() : plain);
  }

  Graph graph_ = hostile_graph(text());
};

TEST_P(HostileText, DotHoldsTheSameGraph) {
  const std::string dot = exported(graph_, "dot", options());
  ASSERT_TRUE(is_valid_utf8(dot));
  Agraph_t* read = agmemread(dot.c_str());
  ASSERT_NE(read, nullptr) << dot;
  std::size_t linked = 0;
  for (const Entity& entity : graph_.entities()) {
    Agnode_t* node = agnode(read, const_cast<char*>(id_text(entity).c_str()), 0);
    if (node == nullptr) continue;  // Named as a source only.
    ++linked;
    char* label = agget(node, const_cast<char*>("label"));
    EXPECT_FALSE(aghtmlstr(label));
    EXPECT_TRUE(without_spaces(shown(label)).starts_with(visible_name(entity))) << label;
  }
  EXPECT_EQ(linked, static_cast<std::size_t>(agnnodes(read)));
  EXPECT_EQ(agnedges(read), 2);
  EXPECT_EQ(agfstsubg(read), nullptr);
  agclose(read);
}

TEST_P(HostileText, SvgIsInertXmlThatShowsTheName) {
  const std::string svg = exported(graph_, "svg", options());
  const XmlDocument document(svg);
  ASSERT_TRUE(document.well_formed()) << svg;
  std::vector<std::string> nodes;
  document.each_element([&](xmlNode& element) {
    const std::string name = XmlDocument::name(element);
    EXPECT_TRUE(name == "svg" || name == "g" || name == "title" || name == "polygon" || name == "polyline" ||
                name == "path" || name == "ellipse" || name == "text" || name == "a")
        << name;
    for (const xmlAttr* attribute = element.properties; attribute != nullptr; attribute = attribute->next) {
      EXPECT_NE(std::string(reinterpret_cast<const char*>(attribute->name)).substr(0, 2), "on");
    }
    const std::string link = XmlDocument::attribute(element, "href");
    EXPECT_TRUE(link.empty() || link == "https://ejemplo.es/?a=1&lt;=2&b=%22#x") << link;
    if (XmlDocument::attribute(element, "class") == "node") nodes.push_back(without_spaces(XmlDocument::text(element)));
  });
  const std::string name = visible_name(graph_.entity(graph_.relations()[0].subject));
  EXPECT_TRUE(std::any_of(nodes.begin(), nodes.end(), [&](const std::string& n) { return n.find(name) != n.npos; }))
      << name << "\n"
      << svg;
}

TEST_P(HostileText, PngIsDrawn) {
  const std::string png = exported(graph_, "png", options());
  ASSERT_GT(png.size(), 1000u);
  EXPECT_EQ(png.substr(0, 8), "\x89PNG\r\n\x1a\n");
  EXPECT_EQ(png.substr(png.size() - 8, 4), "IEND");
}

TEST_P(HostileText, JsonGivesTheTextBack) {
  for (const char* format : {"json", "cytoscape"}) {
    rapidjson::Document document;
    document.Parse<rapidjson::kParseValidateEncodingFlag>(exported(graph_, format, options()).c_str());
    ASSERT_FALSE(document.HasParseError()) << format;
    const bool cytoscape = document.HasMember("elements");
    const auto& nodes = cytoscape ? document["elements"]["nodes"] : document["nodes"];
    ASSERT_EQ(nodes.Size(), graph_.entity_count());
    for (rapidjson::SizeType i = 0; i < nodes.Size(); ++i) {
      const auto& node = cytoscape ? nodes[i]["data"] : nodes[i];
      const std::string name(node["name"].GetString(), node["name"].GetStringLength());
      EXPECT_EQ(name, repair_utf8(graph_.entities()[i].name).text);
    }
  }
}

void expect_texts(const XmlDocument& document, XmlGraph (*read)(const XmlDocument&), const Graph& graph) {
  ASSERT_TRUE(document.well_formed());
  const XmlGraph xml = read(document);
  ASSERT_EQ(xml.nodes.size(), graph.entity_count());
  ASSERT_EQ(xml.edges.size(), graph.relation_count());
  for (const Entity& entity : graph.entities())
    EXPECT_EQ(xml.nodes.at(id_text(entity)).at("label"), in_xml(entity.name));
  for (std::size_t i = 0; i < xml.edges.size(); ++i) {
    const RelationEdge& relation = graph.relations()[i];
    EXPECT_EQ(xml.edges[i].values.at("label"), in_xml(relation.label));
    EXPECT_EQ(xml.edges[i].values.at("sentence"), in_xml(graph.evidence(relation.id).front().evidence.sentence));
  }
}

TEST_P(HostileText, GraphMlGivesTheTextBack) {
  expect_texts(XmlDocument(exported(graph_, "graphml", options())), read_graphml, graph_);
}

TEST_P(HostileText, GexfGivesTheTextBack) {
  expect_texts(XmlDocument(exported(graph_, "gexf", options())), read_gexf, graph_);
}

// Its texts are those between quotes; nothing else can begin or end one.
TEST_P(HostileText, PlainDotHasEveryTextInQuotes) {
  const std::string dot = exported(graph_, "dot-plain", options());
  bool inside = false;
  for (std::size_t i = 0; i < dot.size(); ++i) {
    if (inside && dot[i] == '\\') {
      ASSERT_EQ(dot[i + 1], '"');
      ++i;
    } else if (dot[i] == '"') {
      inside = !inside;
    } else if (inside) {
      ASSERT_NE(dot[i], '\n');
    }
  }
  EXPECT_FALSE(inside);
  Agraph_t* read = agmemread(dot.c_str());
  ASSERT_NE(read, nullptr);
  EXPECT_EQ(static_cast<std::size_t>(agnnodes(read)), graph_.entity_count());
  EXPECT_EQ(static_cast<std::size_t>(agnedges(read)), graph_.relation_count());
  agclose(read);
}

std::multiset<std::string> values_of(const RdfQuads& quads, std::string_view predicate) {
  std::multiset<std::string> values;
  for (const RdfQuad& quad : quads) {
    if (quad.predicate == predicate) values.insert(quad.object);
  }
  return values;
}

void expect_texts(const RdfQuads& quads, const Graph& graph) {
  std::multiset<std::string> names, labels, sentences, lemmas;
  for (const Entity& entity : graph.entities()) names.insert(repair_utf8(entity.name).text);
  for (const RelationEdge& relation : graph.relations()) {
    lemmas.insert(repair_utf8(relation.lemma).text);
    for (const Statement& statement : graph.evidence(relation.id)) {
      sentences.insert(repair_utf8(statement.evidence.sentence).text);
    }
  }
  EXPECT_EQ(values_of(quads, "https://schema.org/name").size(), names.size() + 1);  // And a title.
  for (const std::string& name : names) EXPECT_TRUE(values_of(quads, "https://schema.org/name").contains(name));
  EXPECT_EQ(values_of(quads, "http://www.w3.org/ns/oa#exact"), sentences);
  for (const std::string& lemma : lemmas) EXPECT_EQ(values_of(quads, "urn:trama:ns#lemma").count(lemma), 2u);
}

TEST_P(HostileText, RdfGivesTheTextBack) {
  const RdfQuads quads = SerdQuads::read(exported(graph_, "nquads", options()), SERD_NQUADS);
  expect_texts(quads, graph_);
  EXPECT_EQ(SerdQuads::read(exported(graph_, "trig", options()), SERD_TRIG), quads);
  EXPECT_EQ(SerdQuads::read(exported(graph_, "turtle", options()), SERD_TURTLE), in_one_graph(quads));
  EXPECT_EQ(JsonLdQuads::read(exported(graph_, "jsonld", options())), in_one_graph(quads));
}

TEST_P(HostileText, WritesTheSameBytesAgain) {
  for (const Format& format : written_formats()) {
    EXPECT_EQ(exported(graph_, format.name, options()), exported(hostile_graph(text()), format.name, options()));
  }
}

INSTANTIATE_TEST_SUITE_P(Texts, HostileText, testing::Range<std::size_t>(0, hostile_texts().size()),
                         [](const auto& instance) { return hostile_texts()[instance.param].what; });

}  // namespace
}  // namespace trama
