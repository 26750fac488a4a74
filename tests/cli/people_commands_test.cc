// The commands by which people decide: same, different, rename, retype, hide, undo, log, apply, review.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include "tests/graph/news_graph.h"
#include "tests/support/program.h"

namespace trama::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

// The graph of the news, and one where resolution has doubts.
class PeopleCommands : public testing::Test {
 protected:
  PeopleCommands() {
    trama::test::save_news_graph(path("red.trama"));
    std::vector<DocumentStatements> documents;
    const auto add = [&](const Statement& statement) {
      DocumentStatements& one = documents.emplace_back();
      one.document.id = statement.evidence.document;
      one.document.text = "Texto de " + one.document.id;
      one.statements = {statement};
    };
    for (int i = 1; i <= 9; ++i) {
      const std::string id = "n" + std::to_string(i);
      add(test::says(test::person("Xi Jinping"), "visitar", test::place("Perú"), id, "2025-07-01"));
    }
    add(test::says(test::person("Xi Jingpin"), "visitar", test::place("Cuba"), "m1", "2025-07-01"));
    add(test::says(test::person("Sergei Shoigu"), "visitar", test::place("Cuba"), "m2", "2025-07-01"));
    add(test::says(test::person("Shoigu"), "visitar", test::place("Cuba"), "m3", "2025-07-02"));
    Store store = Store::open(path("dudas.trama"));
    store.add(documents);
    store.update_entities();
  }

  std::string path(const std::string& name) const { return folder_ / name; }
  test::Outcome run(const std::string& command, std::vector<std::string> arguments = {},
                    const std::string& graph = "red.trama") const {
    arguments.insert(arguments.begin(), {command, path(graph)});
    return test::run(arguments);
  }
  test::Outcome ask(const std::string& answers) const {
    return test::run({"review", path("dudas.trama"), "--interactive", "--author", "ana"}, answers);
  }
  std::string log(const std::string& graph = "red.trama") const { return run("log", {"--format", "csv"}, graph).out; }

  test::TempFolder folder_;
};

constexpr const char* kLogHead = "number,kind,name,other,author,time,undone\r\n";

TEST_F(PeopleCommands, DecisionsAreInForceAtOnce) {
  const test::Outcome same = run("same", {"corea del norte", "Kim"});
  EXPECT_EQ(same.code, kDone) << same.err;
  EXPECT_THAT(same.out, IsEmpty());
  EXPECT_THAT(same.err, HasSubstr("red.trama: decision 1: \"Corea del Norte\" and \"Kim Jong Un\" are the same\n"));
  EXPECT_THAT(run("entity", {"Kim Jong Un"}).out, StartsWith("Corea del Norte  "));
  EXPECT_EQ(run("rename", {"Shoigu", "El Ministro", "--quiet"}).err, "");
  EXPECT_THAT(run("entity", {"Shoigu"}).out, StartsWith("El Ministro  PER"));
  EXPECT_EQ(run("retype", {"El Ministro", "GROUP"}).code, kDone);
  EXPECT_THAT(run("entity", {"Shoigu"}).out, StartsWith("El Ministro  GROUP"));
  EXPECT_EQ(run("different", {"Rusia", "Ucrania"}).code, kDone);
}

TEST_F(PeopleCommands, WhatIsHiddenIsInNoAnswer) {
  EXPECT_THAT(run("top").out, HasSubstr("Rusia"));
  EXPECT_EQ(run("hide", {"Rusia"}).code, kDone);
  EXPECT_THAT(run("top", {"-n", "100"}).out, Not(HasSubstr("Rusia")));
  EXPECT_THAT(run("top", {"--relations", "-n", "100"}).out, Not(HasSubstr("Rusia")));
  EXPECT_THAT(run("query", {"MATCH (a)-[r]->(b) RETURN a.name, b.name"}).out, Not(HasSubstr("Rusia")));
  EXPECT_THAT(run("export", {"--to", "json"}).out, Not(HasSubstr("\"Rusia\"")));
  EXPECT_THAT(run("entity", {"Rusia"}).err, HasSubstr("nobody in the graph is called"));
  EXPECT_EQ(run("undo").code, kDone);
  EXPECT_THAT(run("top").out, HasSubstr("Rusia"));
}

TEST_F(PeopleCommands, TheLogTellsWhoAndWhen) {
  EXPECT_EQ(log(), kLogHead);
  run("hide", {"ONU", "--author", "ana", "--time", "2025-07-01T10:00:00Z"});
  run("rename", {"Rusia", "Federación Rusa", "--author", "luis", "--time", "2025-07-02"});
  const test::Outcome undone = run("undo", {"1"});
  EXPECT_THAT(undone.err, HasSubstr("undone: decision 1: \"ONU\" is hidden\n"));
  EXPECT_EQ(log(), std::string(kLogHead) + "1,hide,ONU,,ana,2025-07-01T10:00:00Z,true\r\n" +
                       "2,rename,Rusia,Federación Rusa,luis,2025-07-02,false\r\n");
  EXPECT_EQ(run("undo", {"1"}).code, kFailed);
  EXPECT_EQ(run("redo", {"2"}).code, kFailed);
  EXPECT_THAT(run("redo").err, HasSubstr("made again: decision 1: \"ONU\" is hidden\n"));
  EXPECT_THAT(log(), HasSubstr("1,hide,ONU,,ana,2025-07-01T10:00:00Z,false\r\n"));
  EXPECT_EQ(run("undo", {"1", "--quiet"}).err, "");
  EXPECT_EQ(run("hide", {"ONU", "--time", "ayer"}).code, kUsage);
  run("hide", {"ONU"});
  EXPECT_THAT(log(), testing::ContainsRegex("3,hide,ONU,,[^,]+,20[0-9-]+T[0-9:]+Z,false"));
}

TEST_F(PeopleCommands, MistakesAreToldAndChangeNothing) {
  const std::string before = test::read_text(path("red.trama"));
  const test::Outcome unknown = run("same", {"Kim", "Shoigo"});
  EXPECT_EQ(unknown.code, kFailed);
  EXPECT_THAT(unknown.err, HasSubstr("nobody in the graph is called \"Shoigo\"; similar: Sergei Shoigu"));
  EXPECT_EQ(run("retype", {"Kim", "perro"}).code, kUsage);
  EXPECT_EQ(run("same", {"Kim"}).code, kUsage);
  EXPECT_EQ(run("undo").code, kFailed);
  EXPECT_EQ(run("hide", {"Kim"}, "ninguno.trama").code, kFailed);
  EXPECT_FALSE(std::filesystem::exists(path("ninguno.trama"))) << "a wrong name makes no graph";
  EXPECT_EQ(test::read_text(path("red.trama")), before);

  run("same", {"Kim", "Shoigu", "--author", "ana"});
  const std::string decided = test::read_text(path("red.trama"));
  const test::Outcome contrary = run("different", {"Kim", "Shoigu"});
  EXPECT_EQ(contrary.code, kFailed);
  EXPECT_THAT(contrary.err, AllOf(HasSubstr("are different"), HasSubstr("are the same (decision 1, ana)")));
  EXPECT_EQ(test::read_text(path("red.trama")), decided);
}

TEST_F(PeopleCommands, DecisionsGoFromGraphToGraph) {
  trama::test::save_news_graph(path("otra.trama"));
  run("same", {"Kim", "Shoigu", "--author", "ana", "--time", "2025-07-01"});
  run("hide", {"Perú"});
  run("undo");
  run("hide", {"ONU", "--author", "ana", "--time", "2025-07-02"});
  EXPECT_EQ(run("log", {"--export", path("d.tsv")}).code, kDone);
  EXPECT_THAT(run("log", {"--export", "-"}).out, test::read_text(path("d.tsv")));
  const test::Outcome applied = run("apply", {path("d.tsv")}, "otra.trama");
  EXPECT_EQ(applied.code, kDone) << applied.err;
  EXPECT_THAT(applied.err, HasSubstr("2 decisions made, 0 already in force, 0 not possible here"));
  EXPECT_EQ(run("export", {"--to", "json"}, "otra.trama").out, run("export", {"--to", "json"}).out);
  EXPECT_THAT(log("otra.trama"), HasSubstr("2,hide,ONU,,ana,2025-07-02,false"));
  EXPECT_THAT(run("apply", {path("d.tsv")}, "otra.trama").err, HasSubstr("0 decisions made, 2 already in force"));

  const test::Outcome partly = run("apply", {path("d.tsv")}, "dudas.trama");
  EXPECT_EQ(partly.code, kFailed);
  EXPECT_THAT(partly.err, HasSubstr("d.tsv: nobody in the graph is called"));
  EXPECT_EQ(run("log", {"--export", path("otra.trama")}).code, kFailed) << "a graph is never written over";
}

TEST_F(PeopleCommands, BearersOfOneNameArePartedByWhatTellsThemApart) {
  const auto different = [&](std::vector<std::string> how) {
    how.insert(how.begin(), "Xi Jinping");
    return run("different", how, "dudas.trama");
  };
  const test::Outcome by_document = different({"--document", "n1", "--document", "n2", "--as", "el otro"});
  EXPECT_EQ(by_document.code, kDone) << by_document.err;
  EXPECT_THAT(by_document.err, HasSubstr("decision 2: \"Xi Jinping\" of document n2 is another, \"el otro\"\n"));
  EXPECT_THAT(run("entity", {"Xi Jinping (el otro)"}, "dudas.trama").out, StartsWith("Xi Jinping (el otro)  PER"));
  EXPECT_EQ(different({"--country", "Cuba"}).code, kFailed);
  EXPECT_EQ(different({"--office", "rey"}).code, kFailed);
  EXPECT_EQ(different({}).code, kUsage);
  EXPECT_EQ(different({"Shoigu", "--document", "n1"}).code, kUsage);
  EXPECT_EQ(different({"--document", "n3", "--country", "Perú"}).code, kUsage) << "of which of the two?";
  const std::string before = log("dudas.trama");
  EXPECT_EQ(different({"--document", "n3", "--document", "x"}).code, kFailed);
  EXPECT_EQ(log("dudas.trama"), before) << "all or nothing";
}

TEST_F(PeopleCommands, AnOldIdOfARelationShowsIt) {
  const std::string asked = "MATCH (a {name: 'Sergei Shoigu'})-[r]->(b {name: 'Cuba'}) RETURN r.id";
  const std::string out = run("query", {asked, "--format", "csv"}, "dudas.trama").out;
  const std::string id = out.substr(out.find('\n') + 1, 17);
  run("same", {"Xi Jinping", "Sergei Shoigu"}, "dudas.trama");
  EXPECT_THAT(run("query", {asked, "--format", "csv"}, "dudas.trama").out, Not(HasSubstr(id)));
  const test::Outcome shown = run("entity", {id}, "dudas.trama");
  EXPECT_EQ(shown.code, kDone) << shown.err;
  EXPECT_THAT(shown.out, AllOf(HasSubstr("Xi Jinping –visitar→ Cuba"), HasSubstr("Sergei Shoigu visitar Cuba."),
                               Not(HasSubstr("Perú"))));
}

TEST_F(PeopleCommands, ReviewShowsBothSidesWithEvidence) {
  const test::Outcome shown = run("review", {}, "dudas.trama");
  EXPECT_EQ(shown.code, kDone) << shown.err;
  EXPECT_THAT(shown.out, AllOf(HasSubstr("1 of "), HasSubstr("  Xi Jinping  (9 documents)\n"),
                               HasSubstr("  Xi Jingpin  (1 document, a name of Xi Jinping)\n"),
                               HasSubstr("    \"Xi Jingpin visitar Cuba.\"\n      [m1, 2025-07-01, bytes 0 to 24]\n")));
  const test::Outcome json = run("review", {"--format", "json", "--limit", "1"}, "dudas.trama");
  rapidjson::Document parsed;
  parsed.Parse(json.out.c_str());
  ASSERT_FALSE(parsed.HasParseError()) << json.out;
  ASSERT_EQ(parsed.Size(), 1u);
  EXPECT_TRUE(parsed[0]["merged"].IsBool());
  EXPECT_GE(parsed[0]["evidence"].Size(), 1u);
  EXPECT_EQ(run("review", {"--interactive", "--format", "json"}, "dudas.trama").code, kUsage);
  EXPECT_THAT(log("dudas.trama"), kLogHead) << "looking decides nothing";
}

TEST_F(PeopleCommands, ASessionKeepsEachAnswer) {
  const std::string before = run("export", {"--to", "json"}, "dudas.trama").out;
  const test::Outcome session = ask("x\nu\nn\ny\nu\n");
  EXPECT_EQ(session.code, kDone) << session.err;
  EXPECT_THAT(session.out,
              AllOf(HasSubstr("y: the same, n: different"), HasSubstr("nothing was decided here yet"),
                    HasSubstr("no more pairs [u/q] undone: decision 2: "), HasSubstr("1 decision made\n")));
  EXPECT_THAT(log("dudas.trama"), AllOf(HasSubstr("\r\n1,different,"), HasSubstr(",ana,"), HasSubstr("\r\n2,same,"),
                                        HasSubstr(",true\r\n")));
  EXPECT_NE(run("export", {"--to", "json"}, "dudas.trama").out, before);
  EXPECT_EQ(run("undo", {"1"}, "dudas.trama").code, kDone);
  EXPECT_EQ(run("export", {"--to", "json"}, "dudas.trama").out, before);
}

TEST_F(PeopleCommands, ASessionCanSkipAndStop) {
  EXPECT_THAT(ask("s\nq\n").out, AllOf(HasSubstr("2 of "), HasSubstr("0 decisions made")));
  EXPECT_THAT(ask("").out, HasSubstr("0 decisions made"));
  EXPECT_THAT(log("dudas.trama"), kLogHead);
  // To confirm a merge changes nothing but that it is not asked again.
  const std::string before = run("entity", {"Shoigu"}, "dudas.trama").out;
  const std::string pairs = run("review", {"--format", "jsonl"}, "dudas.trama").out;
  std::string answers;
  for (const std::string& line : test::lines_of(pairs)) {
    answers += line.find("\"merged\": true") == std::string::npos ? "s\n" : "y\n";
  }
  ask(answers);
  EXPECT_THAT(run("review", {"--format", "jsonl"}, "dudas.trama").out, Not(HasSubstr("\"merged\": true")));
  EXPECT_EQ(run("entity", {"Shoigu"}, "dudas.trama").out.substr(0, 40), before.substr(0, 40));
}

}  // namespace
}  // namespace trama::cli
