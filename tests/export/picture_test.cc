// What DOT, SVG and PNG show.
#include <gmock/gmock.h>
#include <graphviz/cgraph.h>
#include <gtest/gtest.h>

#include <map>
#include <thread>

#include "tests/export/export_helpers.h"
#include "tests/export/known_leaks.h"
#include "tests/export/xml_document.h"

namespace trama {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsSupersetOf;
using testing::Not;

struct CloseGraph {
  void operator()(Agraph_t* graph) const { agclose(graph); }
};

// A DOT file as Graphviz reads it.
class Dot {
 public:
  explicit Dot(const std::string& text) : graph_(agmemread(text.c_str())) {
    if (graph_ == nullptr) throw std::runtime_error("not DOT: " + text);
  }

  std::string graph_attribute(const char* name) const { return get(graph_.get(), name); }
  std::string node(const std::string& label, const char* name) const {
    for (Agnode_t* node = agfstnode(graph_.get()); node; node = agnxtnode(graph_.get(), node)) {
      if (get(node, "label") == label) return get(node, name);
    }
    return "no node " + label;
  }
  std::string edge(const std::string& label, const char* name) const {
    for (const auto& [found, edge] : edges()) {
      if (found == label) return get(edge, name);
    }
    return "no edge " + label;
  }
  std::vector<std::string> edge_labels() const {
    std::vector<std::string> labels;
    for (const auto& [label, edge] : edges()) labels.push_back(label);
    return labels;
  }

 private:
  static std::string get(void* object, const char* name) {
    const char* value = agget(object, const_cast<char*>(name));
    return value == nullptr ? "" : value;
  }
  std::multimap<std::string, Agedge_t*> edges() const {
    std::multimap<std::string, Agedge_t*> all;
    for (Agnode_t* node = agfstnode(graph_.get()); node; node = agnxtnode(graph_.get(), node)) {
      for (Agedge_t* edge = agfstout(graph_.get(), node); edge; edge = agnxtout(graph_.get(), edge)) {
        all.emplace(get(edge, "label"), edge);
      }
    }
    return all;
  }

  std::unique_ptr<Agraph_t, CloseGraph> graph_;
};

Dot drawn(const std::vector<Statement>& statements, const ExportOptions& options = {}) {
  return Dot(exported(build_graph(statements), "dot", options));
}

TEST(Picture, TypesDifferInColourAndShape) {
  const Dot dot = drawn({statement(person("Ana Ruiz"), "dirige", "dirigir", organization("Acme")),
                         statement(place("Lima"), "acoge", "acoger", group("vecinos de Lima")),
                         statement(person("Ana Ruiz"), "firmó", "firmar", other("Pacto Verde"))});
  std::set<std::string> looks;
  std::set<std::string> colours;
  for (const char* name : {"Ana Ruiz", "Acme", "Lima", "vecinos de Lima", "Pacto Verde"}) {
    looks.insert(dot.node(name, "shape") + "," + dot.node(name, "style"));
    colours.insert(dot.node(name, "fillcolor"));
  }
  EXPECT_EQ(looks.size(), 5u);
  EXPECT_EQ(colours.size(), 5u);
  EXPECT_THAT(dot.node("vecinos de Lima", "style"), HasSubstr("dashed"));
}

TEST(Picture, ArrowsSayWhatHappenedAndHowSure) {
  const Dot dot = drawn(small_news());
  EXPECT_THAT(dot.edge_labels(),
              testing::UnorderedElementsAre("apoya ×3", "prometió enviar\\n[12 millones de proyectiles]", "visitó",
                                            "no apoya", "negó haber atacado", "se reunió con"));
  EXPECT_EQ(dot.edge("apoya ×3", "style"), "solid");
  EXPECT_EQ(dot.edge("prometió enviar\\n[12 millones de proyectiles]", "style"), "dashed");
  EXPECT_EQ(dot.edge("no apoya", "color"), dot.edge("negó haber atacado", "color"));
  EXPECT_NE(dot.edge("no apoya", "color"), dot.edge("visitó", "color"));
  EXPECT_EQ(dot.edge("se reunió con", "dir"), "both");
  EXPECT_EQ(dot.edge("visitó", "dir"), "forward");
  EXPECT_GT(std::stod(dot.edge("apoya ×3", "penwidth")), std::stod(dot.edge("visitó", "penwidth")));
}

TEST(Picture, TooltipsHoldTheEvidence) {
  std::vector<Statement> news = small_news();
  news[0].source = Attribution{mention(organization("Yonhap")), "informar", ""};
  const std::string tooltip = drawn(news).edge("apoya ×3", "tooltip");
  EXPECT_THAT(tooltip, HasSubstr("3 documentos"));
  EXPECT_THAT(tooltip, HasSubstr("según Yonhap"));
  EXPECT_THAT(tooltip, HasSubstr("«Kim Jong Un apoya Rusia.»"));
}

TEST(Picture, OnlyWebAddressesBecomeLinks) {
  const std::pair<const char*, const char*> kCases[] = {
      {"https://ejemplo.es/a?b=1&c=2", "https://ejemplo.es/a?b=1&amp;c=2"},
      {"http://ejemplo.es/", "http://ejemplo.es/"},
      {"javascript:alert(1)", ""},
      {"data:text/html,x", ""},
      {"https://ejemplo.es/\"><script>", ""},
      {"https://ejemplo.es/a b", ""},
      {"file:///etc/passwd", ""},
      {"", ""},
  };
  for (const auto& [url, link] : kCases) {
    Statement one = statement(person("Ana"), "visitó", "visitar", place("Lima"));
    one.evidence.url = url;
    EXPECT_EQ(drawn({one}).edge("visitó", "URL"), link) << url;
  }
}

TEST(Picture, ManyRelationsOfOnePairShareAnArrow) {
  std::vector<Statement> statements;
  const char* verbs[] = {"apoya", "armó", "visitó", "elogió", "invitó", "felicitó"};
  for (int i = 0; i < 6; ++i) {
    for (int document = 0; document <= 6 - i; ++document) {
      statements.push_back(
          statement(place("Italia"), verbs[i], verbs[i], place("Perú"), "doc-" + std::to_string(document)));
    }
  }
  EXPECT_THAT(drawn(statements).edge_labels(), ElementsAre("apoya ×7\\narmó ×6\\nvisitó ×5\\ny 3 más"));
}

TEST(Picture, LegendNamesWhatOccursAndCountsWhatIsLeftOut) {
  ExportOptions options;
  options.title = "Visitas <oficiales>";
  const std::string all = drawn(small_news(), options).graph_attribute("label");
  EXPECT_THAT(all, HasSubstr("Visitas &lt;oficiales&gt;"));
  EXPECT_THAT(all, HasSubstr("4 entidades y 6 relaciones"));
  for (const char* word : {"persona", "lugar", "prometido", "negado"}) EXPECT_THAT(all, HasSubstr(word));
  EXPECT_THAT(all, Not(HasSubstr("organización")));
  EXPECT_THAT(all, Not(HasSubstr("no se muestran")));
  options.around = "Shoigu";
  options.around = "Sergei Shoigu";
  EXPECT_THAT(drawn(small_news(), options).graph_attribute("label"),
              HasSubstr("2 entidades y 2 relaciones; no se muestran 2 entidades y 4 relaciones"));
}

TEST(Picture, EmptyGraphIsStillAPicture) {
  for (const char* format : {"dot", "svg", "png"}) EXPECT_FALSE(exported(build_graph({}), format).empty()) << format;
  EXPECT_THAT(drawn({}).graph_attribute("label"), HasSubstr("0 entidades y 0 relaciones"));
}

TEST(Picture, SomebodyWhoActsOnHimselfIsDrawn) {
  const std::vector<Statement> news = {statement(person("Ana Ruiz"), "criticó", "criticar", person("Ana Ruiz"))};
  EXPECT_THAT(exported(build_graph(news), "svg"), HasSubstr("criticó"));
}

// Enough entities for the other layout, in several pieces.
std::vector<Statement> many_news(int entities) {
  std::vector<Statement> news;
  for (int i = 0; i < entities; ++i) {
    const int friend_of = i % 10 == 0 ? i : i / 10 * 10;
    const std::string name = "Persona Número " + std::to_string(i);
    news.push_back(statement(person(name), "saludó", "saludar", person("Persona Número " + std::to_string(friend_of))));
  }
  return news;
}

TEST(Picture, LargeGraphsAreLaidOutByForces) {
  EXPECT_EQ(drawn(many_news(20)).graph_attribute("layout"), "dot");
  EXPECT_EQ(drawn(many_news(200)).graph_attribute("layout"), "sfdp");
  const Graph graph = build_graph(many_news(200));
  const std::string svg = exported(graph, "svg");
  EXPECT_TRUE(XmlDocument(svg).well_formed());
  EXPECT_EQ(svg, exported(graph, "svg"));
}

TEST(Picture, ThreadsMayDrawAtTheSameTime) {
  const Graph graph = build_graph(small_news());
  const std::string expected = exported(graph, "svg");
  std::vector<std::string> drawings(4);
  std::vector<std::thread> threads;
  for (std::string& drawing : drawings) threads.emplace_back([&] { drawing = exported(graph, "svg"); });
  for (std::thread& thread : threads) thread.join();
  for (const std::string& drawing : drawings) EXPECT_EQ(drawing, expected);
}

}  // namespace
}  // namespace trama
