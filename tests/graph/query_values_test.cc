// Values of queries: what expressions give, equality, order, the calendar.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/error.h"
#include "graph/query/engine.h"
#include "graph/query/graphs/format.h"
#include "graph/query/graphs/memory_graph.h"

namespace trama::cypher {
namespace {

std::string given(const std::string& expression) {
  const MemoryGraph graph;
  try {
    return literal_text(constant(graph, expression), graph);
  } catch (const Error& error) {
    const std::string message = error.what();
    return "error" + message.substr(0, message.find('\n')).substr(message.find(": ") + 1);
  }
}

struct Case {
  std::string expression;
  std::string value;
};

void expect_all(const std::vector<Case>& cases) {
  for (const Case& one : cases) EXPECT_EQ(given(one.expression), one.value) << one.expression;
}

TEST(QueryValues, EqualityHasThreeOutcomes) {
  expect_all({
      {"1 = 1.0", "true"},
      {"9007199254740993 = 9007199254740992.0", "false"},
      {"null = null", "null"},
      {"[1, null] = [1, 2]", "null"},
      {"[1, null] = [2, null]", "false"},
      {"[null] = [null, null]", "false"},
      {"{a: null} = {a: 1}", "null"},
      {"{a: 1} = {b: 1}", "false"},
      {"'1' = 1", "false"},
      {"0.0 / 0.0 = 0.0 / 0.0", "false"},
      {"2 IN [1, null]", "null"},
      {"2 IN [null, 2]", "true"},
      {"[1, 2] IN [[1, null]]", "null"},
      {"'ñ' = 'n'", "false"},
      {"1 < 'a'", "null"},
      {"[1, 2] < [1, null]", "null"},
      {"[1, 2] < [2, null]", "true"},
      {"1 < 2 <= 2 < 1", "false"},
      {"null AND false", "false"},
      {"null OR true", "true"},
      {"null XOR true", "null"},
      {"all(x IN [true, null] WHERE x)", "null"},
      {"none(x IN [false, null] WHERE x)", "null"},
      {"single(x IN [1, 2, 3] WHERE x = 2)", "true"},
  });
}

TEST(QueryValues, OrderIsTotal) {
  const MemoryGraph empty;
  MemoryGraph graph;
  graph.add_node({}, {});
  Answer answer(
      graph,
      "MATCH (n) UNWIND [null, 0.0 / 0.0, 1.5, 1, true, false, 'b', 'a', [1], [], n, {a: 1}, date('2025-07-02'), "
      "date('2025-07-01')] AS x WITH x ORDER BY x RETURN collect(x) AS all, count(*) AS n");
  std::vector<Value> row;
  ASSERT_TRUE(answer.next(row));
  EXPECT_EQ(literal_text(row[0], graph),
            "[{a: 1}, (), [], [1], '2025-07-01', '2025-07-02', 'a', 'b', false, true, 1, 1.5, NaN]");
  EXPECT_EQ(row[1].integer(), 14);
  EXPECT_FALSE(answer.next(row));
}

TEST(QueryValues, EvenValuesAreOneGroup) {
  const MemoryGraph graph;
  Answer answer(graph,
                "UNWIND [1, 1.0, null, null, [1, null], [1.0, null], 'x', 0.0 / 0.0, 0.0 / 0.0] AS x "
                "WITH DISTINCT x RETURN count(*) AS n");
  std::vector<Value> row;
  ASSERT_TRUE(answer.next(row));
  EXPECT_EQ(row[0].integer(), 5);
}

TEST(QueryValues, ArithmeticSaysWhereItEnds) {
  expect_all({
      {"7 / 2", "3"},
      {"-7 % 3", "-1"},
      {"2 ^ 3 ^ 2", "64.0"},
      {"-3 ^ 2", "9.0"},
      {"9223372036854775807 + 1", "error the result is too large"},
      {"-9223372036854775808", "-9223372036854775808"},
      {"1 / 0", "error division by zero"},
      {"1.0 / 0", "Infinity"},
      {"[1] + 2 + [3, null]", "[1, 2, 3, null]"},
      {"'a' + 1 + 2.0", "'a12.0'"},
      {"true + 1", "error + cannot be had of a Boolean"},
      {"reduce(s = '', x IN ['a', 'b'] | s + x)", "'ab'"},
      {"[1, 2, 3, 4][1..-1]", "[2, 3]"},
      {"[1, 2, 3][5]", "null"},
      {"{a: {b: [1]}}.a.b[0]", "1"},
      {"0x1F + 0o17", "46"},
      {"substring('señal', 2, 2)", "'ña'"},
      {"split('a,b;c', [',', ';'])", "['a', 'b', 'c']"},
      {"'Lima, 3 de mayo' =~ '.*\\\\d.*'", "true"},
      {"reverse('año')", "'oña'"},
  });
}

TEST(QueryValues, CalendarIsISO) {
  expect_all({
      {"date('2024-02-29') + duration('P1Y')", "'2025-02-28'"},
      {"date('2025-W01-1')", "'2024-12-30'"},
      {"date({year: 2020, week: 53, dayOfWeek: 7})", "'2021-01-03'"},
      {"date('2025-02-30')", "error '2025-02-30' is no date"},
      {"date({year: 2025, day: 3})", "error a day needs a month"},
      {"date('2025-07-16').weekDay", "3"},
      {"date('-0044-03-15').year", "-44"},
      {"datetime('2025-03-30T02:30[Europe/Madrid]')", "'2025-03-30T03:30+02:00[Europe/Madrid]'"},
      {"datetime('2025-10-26T02:30[Europe/Madrid]') + duration('PT1H')", "'2025-10-26T02:30+01:00[Europe/Madrid]'"},
      {"datetime('2025-07-01T12:00[America/Lima]') = datetime('2025-07-01T12:00-05:00')", "false"},
      {"datetime('2025-07-01T12:00-05:00') < datetime('2025-07-01T18:00+00:00')", "true"},
      {"datetime('2025-07-01T12:00[Nowhere/Land]')", "error there is no time zone 'Nowhere/Land'"},
      {"localdatetime.truncate('quarter', date('2025-08-17'))", "'2025-07-01T00:00'"},
      {"date.truncate('hour', date('2025-08-17'))", "error a date cannot be truncated to 'hour'"},
      {"duration.between(date('2025-01-31'), date('2025-03-01'))", "'P1M1D'"},
      {"duration.inDays(date('2025-01-01'), date('2024-12-25'))", "'P-7D'"},
      {"duration('P1.5W') * 2", "'P20DT24H'"},
      {"duration({hours: 25, nanoseconds: -1})", "'PT24H59M59.999999999S'"},
      {"duration('PT90M').hours", "1"},
      {"duration('P1D') = duration('PT24H')", "false"},
      {"duration('nothing')", "error 'nothing' is no duration"},
      {"toString(localtime('0730')) + '|' + toString(time('07:30+01'))", "'07:30|07:30+01:00'"},
  });
}

TEST(QueryValues, TypesAreToldBeforeARowIsRead) {
  const MemoryGraph empty;  // No row ever comes.
  for (const std::string query :
       {"MATCH (n) RETURN 1 AND true", "MATCH (n) RETURN type(n)", "MATCH (n) RETURN length(n)",
        "MATCH (n) WITH 1 AS x MATCH (x) RETURN x", "MATCH (n)-[r]->() MATCH (r) RETURN r",
        "MATCH (n) WHERE n RETURN n", "MATCH p = (n)-->() RETURN p.name",
        "MATCH (n) RETURN [x IN ['a'] WHERE x % 2 = 0]", "MATCH (n) RETURN m", "MATCH (n) RETURN count(count(n))",
        "MATCH (n) RETURN n LIMIT n.x", "MATCH (n) WITH n.x RETURN 1", "MATCH (n) UNWIND n.list AS n RETURN n",
        "MATCH (a)-[r]->()-[r]->() RETURN a", "MATCH (n) RETURN sum(1, 2)",
        "MATCH (n) CALL { RETURN n.x AS y } RETURN y", "MATCH (n) RETURN n ORDER BY count(*)"}) {
    EXPECT_THROW(Answer(empty, query), Error) << query;
  }
}

TEST(QueryValues, StopsWhenItIsAskedTo) {
  const MemoryGraph graph;
  std::stop_source stop;
  Limits limits;
  limits.stop = stop.get_token();
  Answer answer(graph, "UNWIND range(1, 1000000) AS x RETURN x", {}, limits);
  std::vector<Value> row;
  ASSERT_TRUE(answer.next(row));
  stop.request_stop();
  try {
    while (answer.next(row)) continue;
    FAIL() << "it went on";
  } catch (const Error& error) {
    EXPECT_EQ(std::string(error.what()), "the query was stopped");
  }
}

TEST(QueryValues, NestOnlySoDeep) {
  EXPECT_EQ(given("size(reduce(l = [], x IN range(1, 400) | [l]))"), "1");
  EXPECT_EQ(given("size(reduce(l = [], x IN range(1, 100000) | [l]))"),
            "error lists and maps nest more than 500 times");
  const MemoryGraph graph;
  Limits limits;
  limits.max_bytes = 1 << 20;
  Answer answer(graph, "RETURN reduce(s = 'x', x IN range(1, 60) | s + s) AS s", {}, limits);
  std::vector<Value> row;
  EXPECT_THROW(answer.next(row), Error);
}

}  // namespace
}  // namespace trama::cypher
