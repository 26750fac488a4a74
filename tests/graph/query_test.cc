#include "graph/query/query.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <random>
#include <sstream>

#include "base/error.h"
#include "tests/graph/news_graph.h"

namespace trama {
namespace {

using test::news_graph;
using test::place;
using test::says;
using testing::HasSubstr;

struct Case {
  std::string name;
  std::string query;
  std::string expected;
};

std::vector<Case> read_cases() {
  std::ifstream in(TRAMA_SOURCE_DIR "/tests/graph/queries.txt");
  std::vector<Case> cases;
  bool in_query = false;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("== ")) {
      cases.push_back({line.substr(3), "", ""});
      in_query = true;
    } else if (line == "--") {
      in_query = false;
    } else if (!cases.empty()) {
      (in_query ? cases.back().query : cases.back().expected) += line + "\n";
    }
  }
  return cases;
}

std::string answer(const Graph& graph, const std::string& query, TableFormat format = TableFormat::kTsv) {
  std::ostringstream out;
  try {
    print_table(run_query(graph, query), format, out);
  } catch (const Error& error) {
    return std::string("error ") + error.what();
  }
  return out.str();
}

TEST(Query, GivesWhatTheTableOfCasesSays) {
  const Graph graph = news_graph();
  const std::vector<Case> cases = read_cases();
  ASSERT_GE(cases.size(), 60u);
  for (Case one : cases) {
    // The empty line before the next case is none of its own.
    ASSERT_TRUE(one.expected.ends_with("\n")) << one.name;
    if (one.expected.ends_with("\n\n")) one.expected.pop_back();
    const std::string given = answer(graph, one.query);
    if (one.expected.starts_with("error ")) {
      EXPECT_THAT(given, testing::StartsWith("error ")) << one.name;
      EXPECT_THAT(given, HasSubstr(one.expected.substr(6, one.expected.size() - 7))) << one.name;
    } else {
      EXPECT_EQ(given, one.expected) << one.name;
    }
  }
}

TEST(Query, ErrorsShowThePlace) {
  const std::string message = answer(news_graph(), "MATCH (año)\n  RETURN año.nombre, ñ.nombre");
  EXPECT_EQ(message, "error line 2, column 22: unknown variable 'ñ'\n  RETURN año.nombre, ñ.nombre\n" +
                         std::string(21, ' ') + "^");
}

TEST(Query, OfAnEmptyGraphGivesNoRows) {
  EXPECT_EQ(answer(Graph(), "MATCH (a {name:'x'})-[r:y]->(b) RETURN a.name"), "a.name\n");
  EXPECT_EQ(answer(Graph(), "MATCH (a)-[r*]-(b) RETURN count(*)"), "count(*)\n0\n");
}

// A complete graph, in which everything is connected with everything.
Graph dense_graph(int size) {
  std::vector<Statement> statements;
  for (int i = 0; i < size; ++i) {
    for (int k = 0; k < size; ++k) {
      statements.push_back(says(place("Lugar " + std::to_string(i)), "ver", place("Lugar " + std::to_string(k))));
    }
  }
  return build_graph(std::move(statements));
}

TEST(Query, StopsWhereItWouldExplode) {
  const Graph graph = dense_graph(30);
  QueryOptions options;
  options.limits.max_steps = 100'000;
  const auto message = [&](const char* query) {
    try {
      run_query(graph, query, options);
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::kInvalid);
      return std::string(error.what());
    }
    return std::string("no error");
  };
  EXPECT_THAT(message("MATCH (a)-[*]->(b) RETURN count(*)"), HasSubstr("more than 100000 steps"));
  EXPECT_THAT(message("MATCH (a), (b), (c), (d) RETURN count(*)"), HasSubstr("steps"));
  options.limits.max_rows = 100;
  EXPECT_THAT(message("MATCH (a)-[r]->(b) RETURN a"), HasSubstr("more than 100 rows"));
  EXPECT_THAT(message("MATCH (a)-[r]->(b) RETURN collect(r.label)"), HasSubstr("rows"));
  EXPECT_THAT(message("MATCH (a)-[r]->(b) RETURN a, b, count(*)"), HasSubstr("rows"));
  EXPECT_EQ(message("MATCH (a)-[r]->(b) RETURN a LIMIT 100"), "no error");
  EXPECT_EQ(message("MATCH (a)-[r]->(b) RETURN DISTINCT a"), "no error");
  options.limits.max_bytes = 3000;
  EXPECT_THAT(message("MATCH (a)-[r]->(b) RETURN r.sentence LIMIT 99"), HasSubstr("more than 3000 bytes"));
}

TEST(Query, RefusesDeepNestingAndLongQueries) {
  const Graph graph = news_graph();
  const std::string open(100000, '(');
  EXPECT_THAT(answer(graph, "MATCH (a) WHERE " + open), HasSubstr("longer than"));
  EXPECT_THAT(answer(graph, "MATCH (a) WHERE " + open.substr(0, 60000)), HasSubstr("nested too deeply"));
  EXPECT_THAT(answer(graph, "RETURN " + std::string(5000, '[')), HasSubstr("nested too deeply"));
  std::string sum = "MATCH (a) RETURN 1";
  for (int i = 0; i < 20000; ++i) sum += "+1";
  EXPECT_THAT(answer(graph, sum), HasSubstr("too many operators"));
  std::string nots = "MATCH (a) WHERE ";
  for (int i = 0; i < 10000; ++i) nots += "NOT ";
  EXPECT_THAT(answer(graph, nots + "true RETURN a"), HasSubstr("too many operators"));
  EXPECT_THAT(answer(graph, "MATCH (a) RETURN " + std::string(20000, '-') + "1"), HasSubstr("too many operators"));
  EXPECT_THAT(answer(graph, std::string("MATCH (a) RETURN '\0'", 21)), HasSubstr("zero byte"));
  EXPECT_THAT(answer(graph, "MATCH (a) RETURN '\xFF'"), HasSubstr("UTF-8"));
}

// Queries made of random tokens: most are refused, none may crash, and no answer may depend on chance.
TEST(Query, TakesRandomTokens) {
  const Graph graph = news_graph();
  const char* const kTokens[] = {"MATCH",
                                 "(a)",
                                 "(b:PER)",
                                 "-[r]->",
                                 "<-[s:apoyar]-",
                                 "-[*1..2]-",
                                 "(c {name:'Kim'})",
                                 ",",
                                 "WHERE",
                                 "a",
                                 ".name",
                                 "=",
                                 "'Kim'",
                                 "RETURN",
                                 "count(*)",
                                 "*",
                                 "ORDER BY",
                                 "LIMIT",
                                 "3",
                                 "AND",
                                 "NOT",
                                 "(",
                                 ")",
                                 "[",
                                 "]",
                                 "IN",
                                 "IS NULL",
                                 "+",
                                 "sum(",
                                 "r.count",
                                 "DESC",
                                 "AS",
                                 "x",
                                 "DISTINCT",
                                 "SKIP",
                                 "\"",
                                 "`",
                                 "--",
                                 "->",
                                 "size(",
                                 "coalesce(",
                                 "CONTAINS",
                                 "{",
                                 "}",
                                 ":",
                                 "|",
                                 "\xC3\xB1",
                                 "1.5",
                                 "-",
                                 "/",
                                 "null",
                                 "true",
                                 "toLower(a.name)"};
  std::mt19937 random(99);
  int answered = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string query = random() % 4 == 0 ? "" : "MATCH (a)-[r]->(b) ";
    const std::size_t length = random() % 12;
    for (std::size_t i = 0; i < length; ++i) query += std::string(kTokens[random() % std::size(kTokens)]) + " ";
    if (random() % 2 == 0) query += "RETURN a.name";
    const std::string given = answer(graph, query);
    if (!given.starts_with("error ")) {
      ++answered;
      EXPECT_EQ(answer(graph, query), given);
    }
  }
  EXPECT_GT(answered, 20);
}

TEST(Query, TakesDamagedQueries) {
  const Graph graph = news_graph();
  std::mt19937 random(4);
  const std::vector<Case> cases = read_cases();
  for (int round = 0; round < 5000; ++round) {
    std::string query = cases[random() % cases.size()].query;
    for (int i = 0; i < 3 && !query.empty(); ++i) {
      const std::size_t at = random() % query.size();
      if (random() % 2 == 0) {
        query.erase(at, 1);
      } else {
        query.insert(at, 1, static_cast<char>(32 + random() % 95));
      }
    }
    answer(graph, query);
  }
}

TEST(Top, CountsRelationsAndDocuments) {
  const Graph graph = news_graph();
  const ResultTable entities = top_entities(graph, {3});
  ASSERT_EQ(entities.rows.size(), 3u);
  EXPECT_EQ(entities.rows[0][0].text(), "Rusia");
  EXPECT_EQ(entities.rows[0][2].integer(), 5);
  const ResultTable relations = top_relations(graph, {1});
  ASSERT_EQ(relations.rows.size(), 1u);
  EXPECT_EQ(relations.rows[0][0].text(), "Kim Jong Un");
  EXPECT_EQ(relations.rows[0][1].text(), "apoya");
  EXPECT_TRUE(top_entities(graph, {0}).rows.empty());
  EXPECT_EQ(top_entities(graph, {1000}).rows.size(), graph.entity_count());
}

TEST(Path, IsTheShortestAndTheBestSupported) {
  const Graph graph = news_graph();
  const auto id = [&](const char* name) { return graph.find(name).at(0); };
  const auto path = find_path(graph, id("Shoigu"), id("Ucrania"));
  ASSERT_TRUE(path.has_value());
  std::vector<std::string> labels;
  for (const RelationId relation : *path) labels.push_back(graph.relation(relation).label);
  EXPECT_THAT(labels, testing::ElementsAre("visitó", "apoya", "atacó"));
  EXPECT_TRUE(find_path(graph, id("Kim"), id("Kim"))->empty());
  EXPECT_FALSE(find_path(graph, id("Shoigu"), id("Ucrania"), 2).has_value());
  EXPECT_FALSE(find_path(graph, id("Shoigu"), id("Perú"), 100).has_value());
  EXPECT_THROW(find_path(graph, id("Kim"), EntityId{99}), Error);
}

// All paths up to a length, tried one by one, are the twin.
ResultTable hostile_table() {
  ResultTable table;
  table.columns = {"a", "b,\"c\""};
  table.rows.push_back({std::string("x\x1B[31m\ty\n"), std::string("=1+1, \"q\"\r\nnext")});
  table.rows.push_back({std::monostate(), std::vector<std::string>{"uno", "dos\"\\"}});
  table.rows.push_back({1.5, std::int64_t{-7}});
  table.rows.push_back({true, std::string("\xFF")});
  return table;
}

std::string printed(const ResultTable& table, TableFormat format) {
  std::ostringstream out;
  print_table(table, format, out);
  return out.str();
}

TEST(PrintTable, KeepsValuesInTheirPlaces) {
  EXPECT_EQ(printed(hostile_table(), TableFormat::kCsv),
            "a,\"b,\"\"c\"\"\"\r\n\"x�[31m\ty\n\",\"'=1+1, \"\"q\"\"\r\nnext\"\r\n,\"uno; "
            "dos\"\"\\\"\r\n1.5,-7\r\ntrue,�\r\n");
  EXPECT_EQ(printed(hostile_table(), TableFormat::kTsv),
            "a\tb,\"c\"\nx�[31m y \t'=1+1, \"q\"  next\n\tuno; dos\"\\\n1.5\t-7\ntrue\t�\n");
  EXPECT_EQ(printed(hostile_table(), TableFormat::kJsonLines),
            "{\"a\": \"x\\u001b[31m\\u0009y\\u000a\", \"b,\\\"c\\\"\": \"=1+1, \\\"q\\\"\\u000d\\u000anext\"}\n"
            "{\"a\": null, \"b,\\\"c\\\"\": [\"uno\", \"dos\\\"\\\\\"]}\n"
            "{\"a\": 1.5, \"b,\\\"c\\\"\": -7}\n"
            "{\"a\": true, \"b,\\\"c\\\"\": \"\xEF\xBF\xBD\"}\n");
  EXPECT_EQ(printed(ResultTable{{"a"}, {}}, TableFormat::kJson), "[]\n");
}

TEST(PrintTable, BoxIsAlignedAndHarmless) {
  ResultTable table;
  table.columns = {"nombre", "n"};
  table.rows = {{std::string("Perú"), std::int64_t{5}},
                {std::string("日本"), std::int64_t{123}},
                {std::string("Jose\xCC\x81 🚀"), 0.5},
                {std::string("\x1B[2J\xE2\x80\xAEx\n"), std::monostate()}};
  EXPECT_EQ(printed(table, TableFormat::kTable),
            "┌─────────┬─────┐\n"
            "│ nombre  │ n   │\n"
            "├─────────┼─────┤\n"
            "│ Perú    │   5 │\n"
            "│ 日本    │ 123 │\n"
            "│ Jose\xCC\x81 🚀 │ 0.5 │\n"
            "│ �[2J�x  │     │\n"
            "└─────────┴─────┘\n");
  table.rows = {{std::string(500, 'x'), std::int64_t{1}}};
  EXPECT_THAT(printed(table, TableFormat::kTable), HasSubstr(std::string(59, 'x') + "… │"));
}

}  // namespace
}  // namespace trama
