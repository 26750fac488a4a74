// trama query: parameters, bounds, and what is strict.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "cli/command.h"
#include "tests/graph/news_graph.h"
#include "tests/support/program.h"

namespace trama::cli {
namespace {

using testing::HasSubstr;

class QueryCommand : public testing::Test {
 protected:
  void SetUp() override { test::save_news_graph(folder_ / "red.trama"); }

  test::Outcome ask(const std::string& query, std::vector<std::string> options = {}) {
    std::vector<std::string> arguments = {"query", folder_ / "red.trama", query, "--format", "tsv"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    return test::run(arguments);
  }

  std::string write(const std::string& name, const std::string& content) {
    test::write_text(folder_ / name, content);
    return folder_ / name;
  }

  test::TempFolder folder_;
};

TEST_F(QueryCommand, TakesParameters) {
  const std::string query = "MATCH (a {name: $who})-[r]->(b) WHERE r.count >= $least RETURN b.name";
  EXPECT_EQ(ask(query, {"--param", "who=Kim", "--param", "least=2"}).out, "b.name\nRusia\n");
  EXPECT_EQ(ask("RETURN $x AS x", {"--param", "x=[1, 'a']"}).out, "x\n1; a\n");
  EXPECT_EQ(ask("RETURN $x.year AS x", {"--param", "x=date('2025-07-01')"}).out, "x\n2025\n");
  const std::string file = write("p.json", R"({"who": "Shoigu", "least": 3, "list": [1, {"a": null}]})");
  EXPECT_EQ(ask(query, {"--params", file}).out, "b.name\nKim Jong Un\n");
  EXPECT_EQ(ask(query, {"--params", file, "--param", "who=Kim", "--param", "least=1"}).out, "b.name\nRusia\nRusia\n");
  EXPECT_THAT(ask(query, {"--param", "least=1"}).err, HasSubstr("the parameter $who is not given"));
  EXPECT_EQ(ask(query, {"--param", "who"}).code, kUsage);
  EXPECT_THAT(ask(query, {"--params", write("q.json", "[1]")}).err, HasSubstr("parameters are a JSON object"));
}

TEST_F(QueryCommand, StrictNamesAreThoseOfTheGraph) {
  const std::string query = "MATCH (a {name: 'EE.UU.'}) RETURN a.name";
  EXPECT_EQ(ask(query).out, "a.name\nEstados Unidos\n");
  EXPECT_EQ(ask(query, {"--strict"}).out, "a.name\n");
  EXPECT_EQ(ask("MATCH (a {name: 'Estados Unidos'}) RETURN a.name", {"--strict"}).out, "a.name\nEstados Unidos\n");
}

TEST_F(QueryCommand, BoundsAreTold) {
  const std::string slow = "UNWIND range(1, 100000) AS x UNWIND range(1, 100000) AS y WITH x WHERE x < 0 RETURN x";
  EXPECT_THAT(ask(slow, {"--max-steps", "1000000"}).err, HasSubstr("more than 1000000 steps"));
  EXPECT_THAT(ask(slow, {"--max-steps", "1000000000000", "--timeout", "0.2"}).err, HasSubstr("milliseconds"));
  const std::string large = "UNWIND range(1, 200000) AS x RETURN x, 'some text of twenty' + x AS t ORDER BY t";
  EXPECT_THAT(ask(large, {"--memory", "1"}).err, HasSubstr("bytes"));
  EXPECT_EQ(ask(large).code, kDone);
}

TEST_F(QueryCommand, RowsThatAreNotHeldHaveNoBound) {
  const test::Outcome all =
      ask("UNWIND range(1, 300000) AS x RETURN x, 'some text of twenty' AS t", {"--memory", "15"});
  EXPECT_EQ(all.code, kDone) << all.err;
  EXPECT_EQ(std::count(all.out.begin(), all.out.end(), '\n'), 300'001);
}

}  // namespace
}  // namespace trama::cli
