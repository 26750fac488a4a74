// What queries take: numbers that stream, values that grow, conditions without end, and paths that are sought by them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "base/error.h"
#include "graph/query/engine.h"
#include "graph/query/graphs/format.h"
#include "graph/query/graphs/memory_graph.h"

namespace trama::cypher {
namespace {

using testing::HasSubstr;

// Each row as a text, or the error.
std::vector<std::string> bounded(const PropertyGraph& graph, const std::string& query, const Limits& limits = {}) {
  std::vector<std::string> rows;
  try {
    Answer answer(graph, query, {}, limits);
    std::vector<Value> row;
    while (answer.next(row)) {
      std::string text;
      for (const Value& value : row) text += (text.empty() ? "" : " ") + literal_text(value, graph);
      rows.push_back(text);
    }
  } catch (const Error& error) {
    rows.push_back(std::string("error ") + error.what());
  }
  return rows;
}

TEST(QueryBounds, NumbersOfARangeStream) {
  Limits little;
  little.max_bytes = 1000;
  little.max_rows = 10;
  const MemoryGraph none;
  EXPECT_EQ(bounded(none, "UNWIND range(1, 1000000000) AS x RETURN x LIMIT 3", little),
            (std::vector<std::string>{"1", "2", "3"}));
  EXPECT_EQ(bounded(none, "UNWIND range(1, 2000000) AS x RETURN count(*)", little),
            (std::vector<std::string>{"2000000"}));
  EXPECT_THAT(bounded(none, "WITH range(1, 2000000) AS all UNWIND all AS x RETURN count(*)", little).at(0),
              HasSubstr("takes more than 1000 bytes"));
  EXPECT_THAT(bounded(none, "RETURN size(range(1, 9223372036854775807))").at(0), HasSubstr("takes more than"));
}

TEST(QueryBounds, NumbersThatStreamAreThoseOfTheList) {
  const MemoryGraph none;
  for (const std::string range :
       {"range(3, 1)", "range(1, 3, -1)", "range(5, -5, -3)", "range(2, 2)", "range(null, 3)", "range(1, 2.5)",
        "range(1, 3, 0)", "range(9223372036854775806, 9223372036854775807)", "range(y, y + 2)",
        "range(-9223372036854775807, 9223372036854775807, 4611686018427387904)"}) {
    const std::string begin = "UNWIND [1, 2] AS y ";
    std::vector<std::string> streamed = bounded(none, begin + "UNWIND " + range + " AS x RETURN y, x");
    std::vector<std::string> held = bounded(none, begin + "WITH y, " + range + " AS all UNWIND all AS x RETURN y, x");
    for (auto* rows : {&streamed, &held}) {  // Errors stand at other places.
      for (std::string& row : *rows) row = row.starts_with("error") ? row.substr(row.find(": "), 30) : row;
    }
    EXPECT_EQ(streamed, held) << range;
  }
}

TEST(QueryBounds, ValuesThatDoubleEndBeforeTheBound) {
  const MemoryGraph none;
  Limits little;
  little.max_bytes = 1 << 20;
  for (const std::string start : {"'0123456789'", "[1, 2, 3]"}) {
    const auto doubled = [&](int times) {
      return bounded(
          none, "RETURN size(reduce(s = " + start + ", x IN range(1, " + std::to_string(times) + ") | s + s))", little);
    };
    EXPECT_THAT(doubled(40).at(0), HasSubstr("takes more than 1048576 bytes"));
    // Both sides and the result are there at once, so the longest result takes less than half.
    std::int64_t longest = 0;
    for (int times = 1; times < 40 && !doubled(times).at(0).starts_with("error"); ++times) {
      longest = std::stoll(doubled(times).at(0));
    }
    EXPECT_GT(longest, 1000) << start;
    EXPECT_LE(longest, (1 << 20) / 2) << start;
  }
  EXPECT_THAT(bounded(none,
                      "WITH collect(1) AS none UNWIND range(1, 3000) AS x WITH collect(x) AS all "
                      "RETURN size([a IN all, b IN all | a])",
                      little)
                  .at(0),
              HasSubstr("error"));
  EXPECT_THAT(bounded(none, "RETURN size([x IN range(1, 9000) | [y IN range(1, 100) | y]])", little).at(0),
              HasSubstr("takes more than"));
}

TEST(QueryBounds, HundredsOfConditionsTakeSteps) {
  MemoryGraph graph;
  for (int i = 0; i < 100; ++i) graph.add_node({"A"}, {{"n", i}});
  std::string conditions;
  for (int i = 0; i < 300; ++i) {
    conditions += (i == 0 ? "" : " OR ") + std::string("a.n + b.n = ") + std::to_string(1000 + i);
  }
  Limits few;
  few.max_steps = 1'000'000;  // The 10,000 pairs take 3 million.
  EXPECT_THAT(bounded(graph, "MATCH (a), (b) WHERE " + conditions + " RETURN count(*)", few).at(0),
              HasSubstr("more than 1000000 steps"));
}

MemoryGraph random_graph(std::mt19937& random) {
  MemoryGraph graph;
  std::vector<Node> nodes;
  const auto below = [&](int bound) { return static_cast<int>(random() % static_cast<unsigned>(bound)); };
  const int size = 3 + below(4);
  for (int i = 0; i < size; ++i) nodes.push_back(graph.add_node({below(2) == 0 ? "A" : "B"}, {{"n", i}}));
  const auto node = [&] { return nodes[static_cast<std::size_t>(below(size))]; };
  for (int i = below(9); i >= 0; --i)
    graph.add_relationship(node(), below(2) == 0 ? "R" : "S", node(), {{"n", below(3)}});
  return graph;
}

// The shortest of all trails that fit is what shortestPath finds.
TEST(QueryBounds, ShortestPathsAreThoseOfAllTrails) {
  std::mt19937 random(7);
  const std::vector<std::string> conditions = {"all(r IN relationships(p) WHERE r.n > 0)",
                                               "none(r IN relationships(p) WHERE r.n = 1)",
                                               "none(x IN nodes(p) WHERE x.n = 2)",
                                               "all(x IN nodes(p) WHERE x:A OR x.n < 2)",
                                               "any(r IN relationships(p) WHERE type(r) = 'S')",
                                               "length(p) > 2",
                                               "length(p) % 2 = 0",
                                               "all(r IN relationships(p) WHERE r.n <= length(p) - 2)",
                                               "none(r IN relationships(p) WHERE r.missing)",
                                               "all(x IN nodes(p) WHERE x.n <> b.n OR x = b) AND length(p) > 1",
                                               "size([x IN nodes(p) WHERE x.n > 1]) > 1"};
  int found = 0;
  for (int round = 0; round < 150; ++round) {
    const MemoryGraph graph = random_graph(random);
    const std::string& condition = conditions[static_cast<std::size_t>(round) % conditions.size()];
    const std::string arrow = round % 3 == 0 ? "-[*1..5]->" : round % 3 == 1 ? "-[*1..5]-" : "<-[:R|S*1..4]-";
    const std::string ends = "MATCH (a), (b) WHERE a <> b ";
    const std::string lengths = " WHERE " + condition + " WITH a, b, length(p) AS l ";
    const auto trails = bounded(graph, ends + "MATCH p = (a)" + arrow + "(b)" + lengths +
                                           "WITH a, b, min(l) AS l RETURN a.n, b.n, l ORDER BY a.n, b.n");
    const auto shortest = bounded(
        graph, ends + "MATCH p = shortestPath((a)" + arrow + "(b))" + lengths + "RETURN a.n, b.n, l ORDER BY a.n, b.n");
    ASSERT_EQ(shortest, trails) << condition << " " << arrow;
    found += static_cast<int>(trails.size());
    const auto all =
        bounded(graph, ends + "MATCH p = (a)" + arrow + "(b)" + lengths +
                           "WITH a, b, collect(l) AS ls WITH a, b, ls, reduce(m = 9, x IN ls | CASE WHEN x < m "
                           "THEN x ELSE m END) AS m RETURN a.n, b.n, size([x IN ls WHERE x = m]) "
                           "ORDER BY a.n, b.n");
    const auto all_shortest = bounded(graph, ends + "MATCH p = allShortestPaths((a)" + arrow + "(b))" + lengths +
                                                 "RETURN a.n, b.n, count(*) ORDER BY a.n, b.n");
    ASSERT_EQ(all_shortest, all) << condition << " " << arrow;
  }
  EXPECT_GT(found, 500);
}

}  // namespace
}  // namespace trama::cypher
