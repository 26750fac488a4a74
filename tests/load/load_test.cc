#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "load/http.h"
#include "load/target.h"
#include "tests/export/export_helpers.h"
#include "tests/load/fake_server.h"

namespace trama {
namespace {

using test::FakeReply;
using test::FakeRequest;
using test::FakeServer;

constexpr const char* kStart = R"({"neo4j_version":"5.26.30"})";
constexpr const char* kDone = R"({"data":{"fields":["n"],"values":[[2]]},"bookmarks":[]})";

bool is_get(const FakeRequest& request) {
  return request.head.starts_with("GET ");
}

// Whether it puts something into the database.
bool is_batch(const FakeRequest& request) {
  return request.body.find("UNWIND $rows") != std::string::npos;
}

LoadResult load(const FakeServer& server, std::vector<std::string>* told = nullptr, const std::string& user = {}) {
  const Graph graph = build_graph(small_news());
  const LoadListener listener = {.progress = {}, .tell = [&](const std::string& line) {
                                   if (told != nullptr) told->push_back(line);
                                 }};
  return open_target({.url = server.url(), .user = user, .password = "p:w", .prune = false}, listener)->load(graph, {});
}

TEST(Load, SendsAllAndCountsWhatTheServerHolds) {
  FakeServer server([](const FakeRequest& request) { return FakeReply{202, is_get(request) ? kStart : kDone}; });
  const LoadResult result = load(server, nullptr, "ana");
  const Graph graph = build_graph(small_news());
  EXPECT_EQ(result.sent.actors, static_cast<std::int64_t>(graph.entity_count()));
  EXPECT_EQ(result.sent.relations, static_cast<std::int64_t>(graph.relation_count()));
  EXPECT_EQ(result.held.actors, 2);
  EXPECT_EQ(result.repeated, 0);
  for (const FakeRequest& request : server.requests()) {
    EXPECT_THAT(request.head, testing::HasSubstr("Authorization: Basic YW5hOnA6dw=="));  // ana:p:w
    if (!is_get(request)) EXPECT_TRUE(request.head.starts_with("POST /db/neo4j/query/v2 ")) << request.head;
  }
}

// Status 202 says that the statement came, not that it was obeyed.
TEST(Load, AnErrorInTheBodyIsAFailure) {
  FakeServer server([](const FakeRequest& request) {
    if (is_batch(request)) return FakeReply{202, R"({"errors":[{"code":"Neo.ClientError.X","message":"no\nand no"}]})"};
    return FakeReply{202, is_get(request) ? kStart : kDone};
  });
  try {
    load(server);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kIo);
    EXPECT_THAT(error.what(), testing::HasSubstr("Neo.ClientError.X: no and no"));
  }
  const auto requests = server.requests();
  EXPECT_EQ(std::count_if(requests.begin(), requests.end(), is_batch), 1);  // It would be the same again.
}

TEST(Load, WhatPassesIsTriedAgain) {
  int number = 0;
  FakeServer server([&](const FakeRequest& request) {
    if (is_batch(request) && ++number == 1) {
      return FakeReply{202, R"({"errors":[{"code":"Neo.TransientError.Transaction.DeadlockDetected","message":"x"}]})"};
    }
    if (is_batch(request) && number == 2) return FakeReply{503, "busy"};
    if (is_batch(request) && number == 3) return FakeReply{.hang_up = true};
    return FakeReply{202, is_get(request) ? kStart : kDone};
  });
  std::vector<std::string> told;
  const LoadResult result = load(server, &told);
  EXPECT_EQ(result.repeated, 3);
  EXPECT_EQ(told.size(), 3u);
  EXPECT_EQ(result.sent.relations, static_cast<std::int64_t>(build_graph(small_news()).relation_count()));
  std::string first;
  int same = 0;
  for (const FakeRequest& request : server.requests()) {
    if (is_batch(request) && first.empty()) first = request.body;
    same += !first.empty() && request.body == first ? 1 : 0;
  }
  EXPECT_EQ(same, 4);
}

TEST(Load, RefusesServersThatAreNone) {
  FakeServer server([](const FakeRequest&) { return FakeReply{200, "<html>hello</html>"}; });
  EXPECT_THROW(load(server), Error);
  EXPECT_EQ(server.requests().size(), 1u);
}

TEST(Load, AnAnswerThatIsNoneIsAFailure) {
  for (const char* body : {"", "[]", "{}", "<html>", R"({"data":null})", R"({"data":{"values":[[]]}})",
                           R"({"data":{"values":[]}})", R"({"data":{"values":[["x"]]}})", R"({"errors":5})"}) {
    FakeServer server([&](const FakeRequest& request) { return FakeReply{200, is_get(request) ? kStart : body}; });
    EXPECT_THROW(load(server), Error) << body;
  }
}

// A graph store holds what one request put there; the start page says nothing of what it is.
TEST(LoadSparql, PutsTheWholeGraphAndCountsWhatTheServerHolds) {
  const Graph graph = build_graph(small_news());
  int puts = 0;
  FakeServer server([&](const FakeRequest& request) {
    if (request.head.starts_with("PUT ") && ++puts == 1) return FakeReply{503, "busy"};
    if (request.head.starts_with("PUT ")) return FakeReply{201, ""};
    if (request.head.starts_with("GET /red/query?query=ASK")) return FakeReply{200, R"({"boolean":true})"};
    if (request.head.starts_with("GET /red/query?query=SELECT")) {
      return FakeReply{200, R"({"results":{"bindings":[{"n":{"type":"literal","value":"7"}}]}})"};
    }
    return FakeReply{404, ""};
  });
  const LoadOptions options{.url = server.url() + "/red/data", .user = "ana", .password = "p:w", .prune = false};
  const LoadResult result = open_target(options, {})->load(graph, {});
  EXPECT_EQ(result.sent.actors, static_cast<std::int64_t>(graph.entity_count()));
  EXPECT_EQ(result.sent.relations, static_cast<std::int64_t>(graph.relation_count()));
  EXPECT_EQ(result.sent.statements, 0);
  EXPECT_EQ(result.held.relations, 7);
  EXPECT_EQ(result.repeated, 1);
  std::vector<std::string> bodies;
  for (const FakeRequest& request : server.requests()) {
    if (!request.head.starts_with("PUT ")) continue;
    EXPECT_THAT(request.head, testing::HasSubstr("PUT /red/data?graph=urn%3Atrama%3Agraph HTTP"));
    EXPECT_THAT(request.head, testing::HasSubstr("Authorization: Basic YW5hOnA6dw=="));
    bodies.push_back(request.body);
  }
  ASSERT_EQ(bodies.size(), 2u);
  EXPECT_EQ(bodies[0], bodies[1]);
  EXPECT_THAT(bodies[0], testing::HasSubstr("<urn:trama:ns#Relation> .\n"));
}

TEST(LoadSparql, WhatIsNoAnswerIsAFailure) {
  const Graph graph = build_graph(small_news());
  for (const char* body : {"", "[]", "<html>", "{}", R"({"boolean":true,"results":{"bindings":[]}})"}) {
    FakeServer server([&](const FakeRequest&) { return FakeReply{200, body}; });
    const LoadOptions options{
        .url = "sparql+" + server.url() + "/store?default", .user = "", .password = "", .prune = false};
    EXPECT_THROW(open_target(options, {})->load(graph, {}), Error) << body;
  }
}

class BadUrls : public testing::TestWithParam<const char*> {};

TEST_P(BadUrls, AreRefusedBeforeAnythingIsSent) {
  try {
    open_target({.url = GetParam(), .user = "", .password = "", .prune = false}, {});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kInvalid) << error.what();
    EXPECT_EQ(std::string(error.what()).find("geheim"), std::string::npos);
  }
}

INSTANTIATE_TEST_SUITE_P(All, BadUrls,
                         testing::Values("", "localhost", "://x", "http://", "http:///neo4j", "bolt://localhost:7687",
                                         "neo4j+s://x", "ftp://x", "file:///etc/passwd", "http://ana:geheim@x",
                                         "other+http://x", "http://x/?a=b", "neo4j+http://x/a b", "http://x\n",
                                         "neo4j+http://127.0.0.1:1/../x", "neo4j+http://x/a?graph=urn:x:y",
                                         "sparql+http://x/red", "sparql+http://x/red/data?graph=red",
                                         "sparql+http://x/red/data?graph=urn:x:<y>", "sparql+http://x/store?x=y"));

TEST(HttpClient, GivesUpInTheEnd) {
  FakeServer server([n = 0](const FakeRequest&) mutable {
    return n++ == 0 ? FakeReply{200, "x"} : FakeReply{503, "busy"};
  });
  HttpClient http({}, {});
  http.set_pause(std::chrono::milliseconds(1));
  EXPECT_EQ(http.get(server.url()).status, 200);
  EXPECT_EQ(http.get(server.url()).status, 503);
  EXPECT_EQ(http.repeated(), 8);
}

}  // namespace
}  // namespace trama
