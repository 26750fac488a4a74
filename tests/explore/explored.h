// A graph that is explored in tests, and requests to it.
#pragma once

#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "explore/explorer.h"
#include "graph/store/store.h"
#include "tests/graph/news_graph.h"

namespace trama::test {

inline constexpr const char* kPage =
    "<!doctype html><head><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; connect-src "
    "'self'\"></head><body><!--trama-data--></body>";

inline DocumentStatements published(const std::string& id, const std::string& date, const std::string& publisher,
                                    std::vector<Statement> statements) {
  DocumentStatements result;
  result.document.id = id;
  result.document.text = "Lo que dice " + id + ", y nadie más, el día " + date + ".";
  result.document.title = "Título de " + id;
  result.document.date = date;
  result.document.source = publisher;
  result.document.url = "https://ejemplo.es/" + id;
  for (Statement& statement : statements) {
    statement.evidence.document = id;
    statement.evidence.date = date;
  }
  result.statements = std::move(statements);
  return result;
}

inline Statement tells(Mention subject, const std::string& lemma, Mention object, const std::string& event_class = "",
                       const std::string& direction = "") {
  Statement statement = says(std::move(subject), lemma, std::move(object));
  statement.relation.event_class = event_class;
  statement.relation.event_direction = direction;
  return statement;
}

inline const std::string kHostile = "</script><img src=x onerror=alert(1)>&\u2028{{7*7}}";

// Nadia Peralta visits Peru and Chile, holds an office, is accused by Mauro Iturbe …, in four documents of two media.
inline std::vector<DocumentStatements> explored_documents() {
  const Mention nadia = person("Nadia Peralta", {"Peralta"});
  const Mention mauro = person("Mauro Iturbe");
  const Mention usa = place("Estados Unidos", {"EE. UU."});
  const Mention peru = place("Perú");
  const Mention chile = place("Chile");
  const Mention hostile = named(kHostile, EntityType::kOrganization);
  Statement office = tells(nadia, "ministra", chile);
  office.relation.label = "ministra de";
  office.relation.preposition = "de";
  office.relation.relation_class = "OFFICE";
  Statement alleged = tells(mauro, "acusar", nadia, "ACCUSE", "conflictual");
  alleged.modality = Modality::kAlleged;
  alleged.source = Attribution{peru, "según", ""};
  Statement negated = tells(chile, "apoyar", peru, "SUPPORT", "cooperative");
  negated.polarity = Polarity::kNegative;
  Statement weak = tells(usa, "conocer", mauro);
  weak.salience = 0.2;
  weak.confidence = 0.3;
  return {
      published("nota-1", "2025-03-01", "El Faro", {tells(nadia, "visitar", peru, "CONSULT", "cooperative"), office}),
      published("nota-2", "2025-03-05", "La Hora",
                {tells(nadia, "visitar", peru, "CONSULT", "cooperative"), alleged, tells(usa, "ayudar", chile)}),
      published("nota-3", "2025-04-10", "La Hora", {negated, tells(nadia, "visitar", chile), weak}),
      published("nota-4", "2025-05-20", "El Faro", {tells(hostile, "criticar", nadia, "CRITICIZE", "conflictual")})};
}

// A graph file in a folder of the test's own, and an explorer over it.
class Explored : public testing::Test {
 protected:
  static constexpr int kPort = 8417;

  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() / ("trama-explore-" + std::to_string(::getpid()) + "-" +
                                                        testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::create_directories(folder_);
    Store store = Store::open(file());
    store.add(explored_documents());
    store.update_entities();
  }
  void TearDown() override {
    explorer_.reset();
    std::filesystem::remove_all(folder_);
  }

  std::filesystem::path file() const { return folder_ / "red.trama"; }

  ExploreOptions options(bool edit = false) const {
    ExploreOptions options;
    options.graph = file();
    options.page = kPage;
    options.edit = edit;
    options.decision = [](DecisionKind kind, const std::string& left, const std::string& right) {
      return UserDecision{kind, left, right, "Prueba", "2025-06-01T10:00:00Z"};
    };
    return options;
  }
  Explorer& explorer(bool edit = false) {
    if (!explorer_) {
      explorer_ = std::make_unique<Explorer>(options(edit));
      explorer_->listen_at(kPort);
    }
    return *explorer_;
  }

  static Request request(const std::string& method, const std::string& path) {
    Request made;
    made.method = method;
    made.path = path;
    made.headers["host"] = "127.0.0.1:" + std::to_string(kPort);
    return made;
  }
  Answer get(const std::string& path, std::multimap<std::string, std::string> parameters = {}) {
    Request made = request("GET", path);
    made.parameters = std::move(parameters);
    return explorer().answer(made);
  }
  Answer post(const std::string& path, const std::string& body) {
    Request made = request("POST", path);
    made.headers["content-type"] = "application/json";
    made.headers["x-trama-token"] = explorer().guard().token;
    made.body = body;
    return explorer().answer(made);
  }

  static rapidjson::Document parsed(const Answer& answer) {
    rapidjson::Document document;
    document.Parse<rapidjson::kParseValidateEncodingFlag>(answer.body.c_str());
    EXPECT_FALSE(document.HasParseError()) << answer.body;
    return document;
  }
  rapidjson::Document json(const std::string& path, std::multimap<std::string, std::string> parameters = {}) {
    const Answer answer = get(path, std::move(parameters));
    EXPECT_EQ(answer.status, 200) << path << ": " << answer.body;
    return parsed(answer);
  }
  // The id of the actor of this name.
  std::string id_of(const std::string& name) {
    const rapidjson::Document found = json("/api/search", {{"q", name}});
    if (found["hits"].Empty()) {
      ADD_FAILURE() << "nobody is called " << name;
      return {};
    }
    return found["hits"][0]["id"].GetString();
  }
  static std::vector<std::string> texts(const rapidjson::Value& list, const char* member) {
    std::vector<std::string> all;
    for (const auto& one : list.GetArray()) all.emplace_back(one[member].GetString());
    return all;
  }
  static std::string message(const Answer& answer) {
    const rapidjson::Document document = parsed(answer);
    return document["error"]["message"].GetString();
  }

  std::filesystem::path folder_;
  std::unique_ptr<Explorer> explorer_;
};

}  // namespace trama::test
