// Questions, corrections and exports through the explorer.
#include <gmock/gmock.h>

#include <thread>

#include "tests/explore/explored.h"

namespace trama::test {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST_F(Explored, AQueryGivesRowsAndWhatCanBeDrawnOfThem) {
  const Answer answer =
      post("/api/query", R"({"query":"MATCH (a {name: $who})-[r]->(b) RETURN a, r, b.name, r.count, null AS none,)"
                         R"( [b, 1] AS pair, {x: 1.5, y: true} AS map ORDER BY b.name, r.lemma",)"
                         R"("parameters":{"who":"Nadia Peralta"}})");
  ASSERT_EQ(answer.status, 200) << answer.body;
  const auto result = parsed(answer);
  EXPECT_EQ(result["columns"].Size(), 7U);
  ASSERT_EQ(result["rows"].Size(), 3U);
  const auto& row = result["rows"][0];
  EXPECT_STREQ(row[0]["name"].GetString(), "Nadia Peralta");
  EXPECT_EQ(row[0]["_node"].GetString(), id_of("Nadia Peralta"));
  EXPECT_STREQ(row[1]["label"].GetString(), "ministra de");
  EXPECT_EQ(row[1]["source"], row[0]["_node"]);
  EXPECT_STREQ(row[2].GetString(), "Chile");
  EXPECT_EQ(row[3].GetInt(), 1);
  EXPECT_TRUE(row[4].IsNull());
  EXPECT_STREQ(row[5][0]["name"].GetString(), "Chile");
  EXPECT_EQ(row[6]["x"].GetDouble(), 1.5);
  EXPECT_FALSE(result["truncated"].GetBool());
  EXPECT_TRUE(result["milliseconds"].IsInt());
  EXPECT_EQ(result["fragment"]["nodes"].Size(), 3U);
  EXPECT_EQ(result["fragment"]["edges"].Size(), 3U);
}

TEST_F(Explored, AQueryMayAskForPathsAndDocuments) {
  const auto path = parsed(
      post("/api/query",
           R"({"query":"MATCH p = shortestPath((a {name:'Estados Unidos'})-[*..5]-(b {name:'Perú'})) RETURN p"})"));
  ASSERT_EQ(path["rows"].Size(), 1U);
  EXPECT_EQ(path["rows"][0][0].Size(), 5U);
  EXPECT_EQ(path["fragment"]["nodes"].Size(), 3U);
  const auto documents =
      parsed(post("/api/query", R"({"query":"MATCH (d:Document) RETURN d, d.date ORDER BY d.date"})"));
  ASSERT_EQ(documents["rows"].Size(), 4U);
  EXPECT_STREQ(documents["rows"][0][1].GetString(), "2025-03-01");
  EXPECT_EQ(documents["fragment"]["nodes"].Size(), 0U);
}

TEST_F(Explored, AMistakeInAQueryIsShownAtItsPlace) {
  const Answer answer = post("/api/query", R"({"query":"MATCH (a)-[r]->(b) RETRN a"})");
  EXPECT_EQ(answer.status, 400);
  const auto error = parsed(answer);
  EXPECT_EQ(error["error"]["line"].GetInt(), 1);
  EXPECT_EQ(error["error"]["column"].GetInt(), 20);
  EXPECT_STREQ(error["error"]["message"].GetString(), "expected the end of the query");
  EXPECT_STREQ(error["error"]["hint"].GetString(), "did you mean RETURN?");
}

TEST_F(Explored, BodiesThatMakeNoSenseAreRefused) {
  for (const char* body : {"", "[]", "{", R"({"query":1})", R"({})", R"({"query":"RETURN 1","parameters":[]})",
                           R"({"query":"RETURN 1","id":{}})"}) {
    EXPECT_EQ(post("/api/query", body).status, 400) << body;
  }
  EXPECT_EQ(post("/api/export", R"({"to":"svg"})").status, 400);
  EXPECT_EQ(post("/api/export", R"({"to":"csv","edges":"all"})").status, 400);
  EXPECT_EQ(post("/api/export", R"({"to":"csv","edges":["r0000000000000001"]})").status, 404);
}

constexpr const char* kEndless = "UNWIND range(1, 100000000) AS x WITH x WHERE x < 0 RETURN x";

TEST_F(Explored, AQueryIsBounded) {
  ExploreOptions bounded = options();
  bounded.limits.timeout = std::chrono::milliseconds(50);
  explorer_ = std::make_unique<Explorer>(bounded);
  explorer_->listen_at(kPort);
  const Answer answer = post("/api/query", std::string(R"({"query":")") + kEndless + "\"}");
  EXPECT_EQ(answer.status, 400);
  EXPECT_NE(message(answer), "");
  const auto many = parsed(post("/api/query", R"({"query":"UNWIND range(1, 6000) AS x RETURN x"})"));
  EXPECT_TRUE(many["truncated"].GetBool());
  EXPECT_EQ(many["rows"].Size(), 5000U);
}

TEST_F(Explored, AQueryIsStoppedWhenAskedWhileOthersAreAnswered) {
  explorer();
  std::string body;
  int status = 0;
  std::thread asking([&] {
    const Answer answer = post("/api/query", std::string(R"({"id":"q1","query":")") + kEndless + "\"}");
    status = answer.status;
    body = answer.body;
  });
  bool stopped = false;
  for (int i = 0; i < 500 && !stopped; ++i) {
    EXPECT_EQ(get("/api/graph").status, 200);
    stopped = parsed(post("/api/query/cancel", R"({"id":"q1"})"))["stopped"].GetBool();
    ::usleep(10'000);
  }
  asking.join();
  EXPECT_TRUE(stopped);
  EXPECT_EQ(status, 400) << body;
  EXPECT_FALSE(parsed(post("/api/query/cancel", R"({"id":"q1"})"))["stopped"].GetBool());
}

TEST_F(Explored, WordsOfAQueryAreCompleted) {
  ExploreOptions completing = options();
  completing.completer = [](const GraphView&) {
    return [](std::string_view text) { return Completed{text.rfind(' ') + 1, {"RETURN"}}; };
  };
  explorer_ = std::make_unique<Explorer>(completing);
  explorer_->listen_at(kPort);
  // Places are counted as the page's strings count: 'ñ' is one.
  const auto completed = json("/api/complete", {{"before", "MATCH (ñ) RE"}});
  EXPECT_STREQ(completed["candidates"][0].GetString(), "RETURN");
  EXPECT_EQ(completed["begin"].GetInt(), 10);
}

TEST_F(Explored, NothingIsChangedWithoutEdit) {
  EXPECT_EQ(post("/api/decide", R"({"kind":"hide","left":"Chile"})").status, 403);
  EXPECT_EQ(post("/api/undo", "{}").status, 403);
  EXPECT_TRUE(json("/api/log")["decisions"].Empty());
}

TEST_F(Explored, AChangeNeedsTheToken) {
  explorer(true);
  Request change = request("POST", "/api/decide");
  change.headers["content-type"] = "application/json";
  change.body = R"({"kind":"hide","left":"Chile"})";
  EXPECT_EQ(explorer().answer(change).status, 403);
  change.headers["x-trama-token"] = std::string(explorer().guard().token.size(), '0');
  EXPECT_EQ(explorer().answer(change).status, 403);
  EXPECT_TRUE(json("/api/log")["decisions"].Empty());
  change.headers["x-trama-token"] = json("/api/graph")["token"].GetString();
  EXPECT_EQ(explorer().answer(change).status, 200);
}

TEST_F(Explored, DecisionsAreThoseOfTheCommandLine) {
  explorer(true);
  const auto made = parsed(post("/api/decide", R"({"kind":"rename","left":"Mauro Iturbe","right":"M. Iturbe Salas"})"));
  EXPECT_EQ(made["number"].GetInt(), 1);
  EXPECT_THAT(made["text"].GetString(), HasSubstr("M. Iturbe Salas"));
  EXPECT_FALSE(json("/api/search", {{"q", "iturbe salas"}})["hits"].Empty());
  const auto log = Store::open_read_only(file()).log();
  ASSERT_EQ(log.size(), 1U);
  EXPECT_EQ(log[0].decision.author, "Prueba");
  EXPECT_EQ(log[0].decision.left, "Mauro Iturbe");

  // By id, and what is one for trama now.
  const std::string merge =
      R"({"kind":"same","left":")" + id_of("Nadia Peralta") + R"(","right":")" + id_of("Iturbe Salas") + "\"}";
  EXPECT_EQ(post("/api/decide", merge).status, 200);
  EXPECT_EQ(json("/api/graph")["entities"].GetInt(), 5);
  EXPECT_EQ(post("/api/undo", R"({"number":2})").status, 200);
  EXPECT_EQ(json("/api/graph")["entities"].GetInt(), 6);
  EXPECT_EQ(post("/api/redo", R"({"number":2})").status, 200);
  EXPECT_EQ(json("/api/graph")["entities"].GetInt(), 5);
  EXPECT_EQ(post("/api/redo", R"({"number":2})").status, 400);
  const auto shown = json("/api/log");
  ASSERT_EQ(shown["decisions"].Size(), 2U);
  EXPECT_STREQ(shown["decisions"][1]["kind"].GetString(), "same");
  EXPECT_FALSE(shown["decisions"][1]["undone"].GetBool());
}

TEST_F(Explored, DecisionsThatMakeNoSenseAreRefused) {
  explorer(true);
  for (const char* body :
       {R"({"kind":"hide","left":"Nadie"})", R"({"kind":"forget","left":"Chile"})", R"({"kind":"same","left":"Chile"})",
        R"({"kind":"retype","left":"Chile","right":"SHIP"})", R"({"kind":"same","left":"Chile","right":"Chile"})",
        R"({"kind":"rename","left":"Chile","right":"Perú"})", R"({"kind":"hide"})",
        R"({"kind":"hide","left":"Chile","left_id":"x"})"}) {
    EXPECT_EQ(post("/api/decide", body).status, 400) << body;
  }
  EXPECT_EQ(post("/api/undo", R"({"number":7})").status, 400);
  EXPECT_EQ(post("/api/undo", R"({"number":"7"})").status, 400);
  EXPECT_TRUE(json("/api/log")["decisions"].Empty());
}

TEST_F(Explored, DoubtfulPairsAreShownWithTheirSentences) {
  Store store = Store::open(file());
  const std::vector<DocumentStatements> doubtful = {
      published("nota-7", "2025-06-01", "El Faro", {tells(person("Serguéi Shoigú"), "ver", place("Chile"))}),
      published("nota-8", "2025-06-02", "El Faro", {tells(person("Sergei Shoigu"), "ver", place("Perú"))}),
      published("nota-9", "2025-06-03", "El Faro", {tells(person("Shoigu"), "ver", place("Perú"))})};
  store.add(doubtful);
  store.update_entities();
  const std::vector<ReviewItem> items = store.review(20);
  const auto pairs = json("/api/review");
  ASSERT_EQ(pairs["pairs"].Size(), items.size());
  for (std::size_t i = 0; i < items.size(); ++i) {
    const auto& pair = pairs["pairs"][static_cast<rapidjson::SizeType>(i)];
    EXPECT_EQ(pair["left"]["name"].GetString(), items[i].left.name);
    EXPECT_EQ(pair["right"]["name"].GetString(), items[i].right.name);
    EXPECT_EQ(pair["reasons"][0].GetString(), items[i].reason);
    EXPECT_EQ(pair["left"]["sentences"].Size(), items[i].left.evidence.size());
  }
  EXPECT_FALSE(items.empty());
}

TEST_F(Explored, WhatIsSeenIsWrittenByTheExporters) {
  const std::string nadia = id_of("Nadia Peralta"), usa = id_of("Estados Unidos");
  const auto focus = json("/api/focus", {{"id", nadia}, {"class", "CONSULT"}});
  const std::string key = focus["edges"][0]["key"].GetString();
  const auto body = [&](const std::string& to) {
    return R"({"to":")" + to + R"(","nodes":[")" + usa + R"("],"edges":[")" + key + R"("]})";
  };
  const Answer answer = post("/api/export", body("json"));
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.file_name, "trama.json");
  const auto exported = parsed(answer);
  EXPECT_EQ(exported["nodes"].Size(), 3U);  // The one asked for, and the ends of the relation.
  ASSERT_EQ(exported["edges"].Size(), 1U);
  EXPECT_EQ(exported["edges"][0]["evidence"].Size(), 2U);
  const Answer csv = post("/api/export", body("csv"));
  EXPECT_THAT(csv.body, HasSubstr("visitar"));
  EXPECT_THAT(csv.body, Not(HasSubstr("ayudar")));
  EXPECT_EQ(csv.file_name, "trama.csv");
  EXPECT_THAT(post("/api/export", body("graphml")).body, HasSubstr("<graphml"));
  EXPECT_THAT(post("/api/export", body("gexf")).body, HasSubstr("<gexf"));
}

}  // namespace
}  // namespace trama::test
