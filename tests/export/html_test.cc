// The explorer as one file.
#include "export/explorer/html.h"

#include <gmock/gmock.h>
#include <rapidjson/document.h>

#include <sstream>

#include "base/error.h"
#include "export/explorer/page.h"
#include "tests/export/export_helpers.h"

namespace trama {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr std::string_view kTestPage =
    "<head><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; connect-src 'self'\"></head>"
    "<body><!--trama-data--><p>end</p></body>";

std::string page_of(const Graph& graph, const ExportOptions& options = {}) {
  std::ostringstream out;
  write_explorer_page(graph, options, kTestPage, out);
  return out.str();
}

// What stands in the script element, as a browser would cut it out.
std::string data_of(const std::string& page) {
  constexpr std::string_view kBegin = "<script type=\"application/json\" id=\"trama-data\">";
  const std::size_t begin = page.find(kBegin);
  if (begin == std::string::npos) return {};
  const std::size_t from = begin + kBegin.size();
  return page.substr(from, page.find("</script", from) - from);
}

rapidjson::Document parsed_json(const std::string& text) {
  rapidjson::Document document;
  document.Parse<rapidjson::kParseValidateEncodingFlag>(text.c_str());
  EXPECT_FALSE(document.HasParseError()) << text;
  return document;
}

TEST(Html, HoldsTheGraphInTheFormOfTheExplorer) {
  const Graph graph = build_graph(small_news());
  ExportOptions options;
  options.title = "red.trama";
  options.communities = [](const GraphView& view) {
    return std::vector<std::vector<EntityId>>{view.most_mentioned(3), view.most_mentioned(1)};
  };
  const std::string page = page_of(graph, options);
  EXPECT_THAT(page, StartsWith("<head>"));
  EXPECT_THAT(page, testing::EndsWith("</script><p>end</p></body>"));
  const rapidjson::Document data = parsed_json(data_of(page));
  EXPECT_STREQ(data["graph"]["format"].GetString(), "trama-explorer");
  EXPECT_STREQ(data["graph"]["name"].GetString(), "red.trama");
  EXPECT_FALSE(data["graph"]["served"].GetBool());
  EXPECT_EQ(data["graph"]["entities"].GetUint64(), graph.entity_count());
  EXPECT_EQ(data["fragment"]["nodes"].Size(), graph.entity_count());
  ASSERT_EQ(data["fragment"]["edges"].Size(), graph.relation_count());
  EXPECT_EQ(data["fragment"]["left_out"]["nodes"].GetInt(), 0);
  for (const auto& edge : data["fragment"]["edges"].GetArray()) {
    const auto& evidence = data["evidence"][edge["key"].GetString()];
    EXPECT_EQ(evidence.Size(), edge["evidence_count"].GetUint64());
    EXPECT_TRUE(edge["days"].IsArray() && edge["publishers"].IsArray());
    EXPECT_GE(edge["story_count"].GetInt(), 1);
  }
  EXPECT_EQ(data["communities"].Size(), 2U);
  EXPECT_EQ(data["communities"][0]["size"].GetInt(), 3);
  EXPECT_EQ(data["entities"].MemberCount(), graph.entity_count());
}

TEST(Html, WhatIsLeftOutIsCounted) {
  const Graph graph = build_graph(small_news());
  ExportOptions options;
  options.top = 2;
  const rapidjson::Document data = parsed_json(data_of(page_of(graph, options)));
  EXPECT_EQ(data["fragment"]["nodes"].Size(), 2U);
  EXPECT_EQ(data["fragment"]["left_out"]["nodes"].GetUint64(), graph.entity_count() - 2);
  EXPECT_EQ(data["fragment"]["left_out"]["edges"].GetUint64(),
            graph.relation_count() - data["fragment"]["edges"].Size());
  EXPECT_EQ(data["graph"]["entities"].GetUint64(), graph.entity_count());
}

TEST(Html, TextsCannotEndTheScript) {
  const std::vector<std::string> hostile = {"</script><script>alert(1)</script>",
                                            "<!--<script>",
                                            "]]>",
                                            "a\u2028b\u2029c",
                                            "&lt;/script&gt;",
                                            "\u2027\u202a €",
                                            "</SCRIPT\n>"};
  std::vector<Statement> news;
  for (const std::string& name : hostile) {
    news.push_back(statement(organization(name), "cita", "citar", place("Rusia"), name));
  }
  const Graph graph = build_graph(news);
  const std::string page = page_of(graph);
  const std::string data = data_of(page);
  for (const char* sign : {"<", ">", "&", "\u2028", "\u2029"}) EXPECT_THAT(data, Not(HasSubstr(sign)));
  EXPECT_EQ(page, std::string(page, 0, page.find(data)) + data + "</script><p>end</p></body>");
  const rapidjson::Document read = parsed_json(data);
  std::set<std::string> names, expected;
  for (const auto& node : read["fragment"]["nodes"].GetArray()) names.insert(node["name"].GetString());
  for (const EntityId id : graph.entity_ids()) expected.insert(graph.entity(id).name);
  EXPECT_EQ(names, expected);
  EXPECT_TRUE(names.contains(hostile[0]));
}

TEST(Html, AFileAsksNobody) {
  const std::string page = page_of(build_graph(small_news()));
  EXPECT_THAT(page, HasSubstr("connect-src 'none'"));
  EXPECT_THAT(page, Not(HasSubstr("'self'")));
  EXPECT_EQ(page_policy(page), "default-src 'none'; connect-src 'none'");
}

TEST(Html, APageWithoutAPlaceForDataIsRefused) {
  std::ostringstream out;
  EXPECT_THROW(write_explorer_page(build_graph(small_news()), {}, "<html></html>", out), Error);
}

TEST(Html, SaysHowToComeByThePageIfThereIsNone) {
  if (!explorer_page().empty()) {
    EXPECT_THAT(exported(build_graph(small_news()), "html"), HasSubstr("trama-explorer"));
    return;
  }
  try {
    exported(build_graph(small_news()), "html");
    ADD_FAILURE();
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("TRAMA_EXPLORER"));
  }
}

}  // namespace
}  // namespace trama
