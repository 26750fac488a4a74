// The explorer over a socket, and whom it answers.
#include "explore/server.h"

#include <gmock/gmock.h>
#include <httplib.h>

#include <atomic>
#include <thread>

#include "base/error.h"
#include "tests/explore/explored.h"

namespace trama::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

TEST_F(Explored, OnlyItsOwnNamesAndOriginsAreAnswered) {
  const auto status = [&](const std::string& host, const std::string& origin, const std::string& site = {},
                          const std::string& path = "/api/graph") {
    Request made = request("GET", path);
    made.headers["host"] = host;
    if (!origin.empty()) made.headers["origin"] = origin;
    if (!site.empty()) made.headers["sec-fetch-site"] = site;
    return explorer().answer(made).status;
  };
  for (const char* host : {"127.0.0.1:8417", "localhost:8417", "[::1]:8417"}) EXPECT_EQ(status(host, ""), 200) << host;
  for (const char* host : {"", "127.0.0.1", "127.0.0.1:80", "ejemplo.es:8417", "127.0.0.1.ejemplo.es:8417", "localhost",
                           "127.0.0.1:8417,ejemplo.es", "LOCALHOST:8417 "}) {
    EXPECT_EQ(status(host, ""), 403) << host;
    EXPECT_EQ(status(host, "", "", "/"), 403) << host;
  }
  EXPECT_EQ(status("127.0.0.1:8417", "http://127.0.0.1:8417"), 200);
  for (const char* origin : {"https://127.0.0.1:8417", "http://127.0.0.1:9000", "http://ejemplo.es", "null"}) {
    EXPECT_EQ(status("127.0.0.1:8417", origin), 403) << origin;
  }
  EXPECT_EQ(status("127.0.0.1:8417", "", "same-origin"), 200);
  EXPECT_EQ(status("127.0.0.1:8417", "", "none"), 200);
  EXPECT_EQ(status("127.0.0.1:8417", "", "cross-site"), 403);
  EXPECT_EQ(status("127.0.0.1:8417", "", "same-site"), 403);
  EXPECT_EQ(status("127.0.0.1:8417", "", "cross-site", "/"), 200);  // A link leads here; nobody reads the answer.
}

TEST_F(Explored, ABodyMustBeDeclaredToBeJson) {
  Request query = request("POST", "/api/query");
  query.body = R"({"query":"RETURN 1"})";
  for (const char* type : {"", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data"}) {
    query.headers["content-type"] = type;
    EXPECT_EQ(explorer().answer(query).status, 403) << type;
  }
  query.headers["content-type"] = "application/json;charset=UTF-8";
  EXPECT_EQ(explorer().answer(query).status, 200);
}

// A server in a thread of its own, and clients of it.
class Served : public Explored {
 protected:
  void SetUp() override {
    Explored::SetUp();
    explorer_ = std::make_unique<Explorer>(options());
    server_ = std::make_unique<ExploreServer>(*explorer_, ServerOptions{});
    thread_ = std::thread([this] { server_->run(); });
    for (int i = 0; i < 500 && !client().Get("/api/graph"); ++i) ::usleep(10'000);
  }
  void TearDown() override {
    server_->stop();
    thread_.join();
    Explored::TearDown();
  }
  httplib::Client client() { return httplib::Client("127.0.0.1", server_->port()); }

  std::unique_ptr<ExploreServer> server_;
  std::thread thread_;
};

TEST_F(Served, AnswersWithStrictHeaders) {
  const auto page = client().Get("/");
  ASSERT_TRUE(page);
  EXPECT_EQ(page->status, 200);
  EXPECT_EQ(page->body, kPage);
  EXPECT_EQ(page->get_header_value("Content-Security-Policy"),
            "default-src 'none'; connect-src 'self'; frame-ancestors 'none'");
  const auto graph = client().Get("/api/graph");
  const auto missing = client().Get("/etc/passwd");
  const auto put = client().Put("/api/graph", "{}", "application/json");
  ASSERT_TRUE(graph && missing && put);
  EXPECT_EQ(graph->status, 200);
  EXPECT_EQ(missing->status, 404);
  EXPECT_EQ(put->status, 405);
  for (const auto* answer : {&page, &graph, &missing, &put}) {
    const httplib::Response& one = answer->value();
    EXPECT_EQ(one.get_header_value("X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(one.get_header_value("Referrer-Policy"), "no-referrer");
    EXPECT_EQ(one.get_header_value("Cross-Origin-Resource-Policy"), "same-origin");
    EXPECT_EQ(one.get_header_value("Cross-Origin-Opener-Policy"), "same-origin");
    EXPECT_EQ(one.get_header_value("Cache-Control"), "no-store");
    EXPECT_THAT(one.get_header_value("Content-Security-Policy"), HasSubstr("frame-ancestors 'none'"));
    EXPECT_EQ(one.get_header_value_count("Content-Security-Policy"), 1U);
    EXPECT_FALSE(one.has_header("Access-Control-Allow-Origin"));
  }
}

TEST_F(Served, RefusesOtherNamesAndWhatIsTooLong) {
  httplib::Headers rebound{{"Host", "ejemplo.es:" + std::to_string(server_->port())}};
  EXPECT_EQ(client().Get("/api/graph", rebound)->status, 403);
  const auto answer = client().Post("/api/query", std::string(2 << 20, 'x'), "application/json");
  if (answer) EXPECT_EQ(answer->status, 413);
  const auto odd = client().Get("/api/search?q=%00%ff%22%3Cscript%3E&limit=3");
  ASSERT_TRUE(odd);
  EXPECT_EQ(odd->status, 200);
  EXPECT_EQ(client().Get("/api/focus?id=%2e%2e%2f%2e%2e")->status, 400);
}

TEST_F(Served, TwoClientsAreAnsweredAtOnce) {
  std::atomic<int> wrong = 0;
  std::vector<std::thread> clients;
  for (int i = 0; i < 2; ++i) {
    clients.emplace_back([&] {
      httplib::Client own("127.0.0.1", server_->port());
      own.set_keep_alive(true);
      for (int k = 0; k < 30; ++k) {
        const auto found = own.Get("/api/search?q=peralta");
        const auto asked = own.Post("/api/query", R"({"query":"MATCH (a) RETURN count(a) AS n"})", "application/json");
        wrong += !found || found->status != 200 || !asked || asked->status != 200;
      }
    });
  }
  for (std::thread& one : clients) one.join();
  EXPECT_EQ(wrong, 0);
}

TEST_F(Served, AQueryInHandEndsWithTheServer) {
  std::thread asking([&] {
    client().Post("/api/query", R"({"query":"UNWIND range(1, 100000000) AS x WITH x WHERE x < 0 RETURN x"})",
                  "application/json");
  });
  ::usleep(100'000);
  const auto begin = std::chrono::steady_clock::now();
  server_->stop();
  asking.join();
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
}

TEST_F(Served, APortIsOneServers) {
  Explorer other(options());
  EXPECT_THROW(ExploreServer(other, ServerOptions{server_->port()}), Error);
  EXPECT_THAT(server_->address(), HasSubstr("http://127.0.0.1:"));
}

}  // namespace
}  // namespace trama::test
