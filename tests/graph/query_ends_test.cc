// Ends of trails that are found without walking the trails, beside those that walking them finds.
#include <gtest/gtest.h>

#include <set>

#include "base/error.h"
#include "graph/query/query.h"
#include "tests/graph/random_graph.h"

namespace trama::test {
namespace {

std::set<std::string> names(const ResultTable& table) {
  std::set<std::string> all;
  for (const auto& row : table.rows) all.insert(row[0].text());
  return all;
}

struct Shape {
  std::string pattern;     // Its trails are not asked for.
  std::string with_trail;  // They are.
  std::string trail;
};

std::vector<Shape> shapes() {
  std::vector<Shape> all;
  for (const std::string type : {"", ":ver", ":ver|apoyar", ":ver {modality: 'planned'}"}) {
    for (const auto& [left, right] : {std::pair("-", "->"), std::pair("<-", "-"), std::pair("-", "-")}) {
      for (const std::string hops : {"", "*1", "*2", "*1..2", "*0..2", "*0..1", "*0..0", "*3", "*1..3", "*0..4", "*"}) {
        const std::size_t brace = std::min(type.find(' '), type.size());
        const std::string inside = type.substr(0, brace) + hops + type.substr(brace);
        all.push_back({left + ("[" + inside) + "]" + right + "(b)", left + ("[p" + inside) + "]" + right + "(b)", "p"});
      }
      if (type.find('{') != std::string::npos) continue;
      all.push_back({left + ("[" + type) + "]" + right + "()" + left + "[" + type + "]" + right + "(b)",
                     left + ("[r" + type) + "]" + right + "()" + left + "[s" + type + "]" + right + "(b)", "r, s"});
    }
  }
  return all;
}

TEST(QueryEnds, AreThoseOfAllTrails) {
  std::mt19937 random(77);
  for (int round = 0; round < 30; ++round) {
    const std::size_t actors = 2 + random() % 5;
    const Graph graph = build_graph(random_relations(random, actors, 1 + random() % (2 * actors)));
    for (const Entity& entity : graph.entities()) {
      for (const Shape& shape : shapes()) {
        const std::string from = "MATCH (a {name: '" + entity.name + "'})";
        const ResultTable trails = run_query(graph, from + shape.with_trail + " RETURN b.name, " + shape.trail);
        const ResultTable ends = run_query(graph, from + shape.pattern + " RETURN DISTINCT b.name");
        ASSERT_EQ(names(ends), names(trails)) << from + shape.pattern << ", round " << round;
        ASSERT_EQ(ends.rows.size(), names(trails).size());
        const ResultTable count = run_query(graph, from + shape.pattern + " RETURN count(DISTINCT b)");
        ASSERT_EQ(count.rows[0][0].integer(), static_cast<std::int64_t>(names(trails).size()));
      }
    }
  }
}

TEST(QueryEnds, OfSeveralPatternsTakeNoRelationTwice) {
  std::mt19937 random(78);
  const char* const kPatterns[][2] = {
      {"MATCH (a)-[*2]-(a)", "MATCH (a)-[p*2]-(a)"},
      {"MATCH (a)--(b), (b)--(c)", "MATCH (a)-[p]-(b), (b)-[q]-(c)"},
      {"MATCH (a)--(m)--(b)--(c)", "MATCH (a)-[p]-(m)-[q]-(b)-[r]-(c)"},
      {"MATCH (a)-[*1..2]->(b) MATCH (b)-[:ver]->(c)", "MATCH (a)-[p*1..2]->(b) MATCH (b)-[q:ver]->(c)"},
      {"MATCH (a)-->(m)-->(b) MATCH (m)-->(c)", "MATCH (a)-[p]->(m)-[q]->(b) MATCH (m)-[r]->(c)"},
      {"MATCH (a)-->(m)-->(b) WHERE m.name ENDS WITH '1'", "MATCH (a)-[p]->(m)-[q]->(b) WHERE m.name ENDS WITH '1'"},
  };
  for (int round = 0; round < 30; ++round) {
    const Graph graph = build_graph(random_relations(random, 4, 1 + random() % 9));
    for (const auto& [short_form, long_form] : kPatterns) {
      const std::string last = std::string(short_form).find("(c)") != std::string::npos ? "c" : "a";
      const ResultTable each = run_query(graph, std::string(long_form) + " RETURN " + last + ".name, p");
      const ResultTable once = run_query(graph, std::string(short_form) + " RETURN DISTINCT " + last + ".name");
      ASSERT_EQ(names(once), names(each)) << short_form << ", round " << round;
    }
  }
}

TEST(QueryEnds, TwoHopsFromAHubTakeFewSteps) {
  std::vector<Statement> statements;
  for (int middle = 0; middle < 50; ++middle) {
    const std::string name = "Medio " + std::to_string(middle);
    for (int i = 0; i < 40; ++i) statements.push_back(says(place("Centro"), "verbo" + std::to_string(i), place(name)));
    for (int i = 0; i < 50; ++i) statements.push_back(says(place(name), "ver", place("Lugar " + std::to_string(i))));
  }
  const Graph graph = build_graph(std::move(statements));
  QueryOptions few;
  few.limits.max_steps = 10'000;
  for (const std::string pattern : {"-[*2]-(b)", "-[*1..2]-(b)", "--()--(b)"}) {
    const ResultTable table =
        run_query(graph, "MATCH (a {name: 'Centro'})" + pattern + " RETURN count(DISTINCT b)", few);
    EXPECT_EQ(table.rows[0][0].integer(), pattern == "-[*1..2]-(b)" ? 101 : 51);  // With itself.
  }
  EXPECT_THROW(run_query(graph, "MATCH (a {name: 'Centro'})-[*2]-(b) RETURN count(b)", few), Error);
}

}  // namespace
}  // namespace trama::test
