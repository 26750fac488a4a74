#include "export/format.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "base/error.h"
#include "tests/export/export_helpers.h"

namespace trama {
namespace {

TEST(Formats, AreFoundByNameAndExtension) {
  std::set<std::string_view> keys;
  for (const Format& format : formats()) {
    EXPECT_EQ(find_format(format.name), &format);
    EXPECT_EQ(format.write_folder != nullptr, format.extension.empty()) << format.name;
    if (!format.extension.empty()) EXPECT_EQ(find_format(format.extension), &format);
    EXPECT_FALSE(format.description.empty());
    EXPECT_TRUE(keys.insert(format.name).second);
  }
  EXPECT_EQ(find_format("exe"), nullptr);
  EXPECT_EQ(find_format(""), nullptr);
}

TEST(Formats, OrderOfStatementsDoesNotShow) {
  std::vector<Statement> news = small_news();
  const Graph graph = build_graph(news);
  std::reverse(news.begin(), news.end());
  const Graph same = build_graph(news);
  for (const Format& format : written_formats()) {
    EXPECT_EQ(exported(graph, format.name), exported(same, format.name)) << format.name;
  }
}

TEST(Formats, EveryFormatSelects) {
  const Graph graph = build_graph(small_news());
  ExportOptions nobody;
  nobody.around = "Nadie";
  ExportOptions few;
  few.top = 2;
  for (const Format& format : written_formats()) {
    EXPECT_THROW(exported(graph, format.name, nobody), Error) << format.name;
    EXPECT_NE(exported(graph, format.name, few), exported(graph, format.name)) << format.name;
  }
}

}  // namespace
}  // namespace trama
