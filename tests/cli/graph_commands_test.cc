// The commands that read a graph file and answer: query, entity, path, top; and merge.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <cstdio>
#include <map>
#include <string>

#include "tests/graph/news_graph.h"
#include "tests/support/program.h"

namespace trama::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

class GraphCommands : public testing::Test {
 protected:
  GraphCommands() { trama::test::save_news_graph(path("red.trama")); }

  std::string path(const std::string& name) const { return folder_ / name; }
  test::Outcome run(std::vector<std::string> arguments, const std::string& input = {}) const {
    arguments.insert(arguments.begin() + 1, path("red.trama"));
    return test::run(arguments, input);
  }

  test::TempFolder folder_;
};

TEST_F(GraphCommands, QueryPrintsEveryFormat) {
  const std::string query = "MATCH (a {name:'Kim'})-[r {modality:'asserted'}]->(b) RETURN a.name, b.name, r.count";
  const std::pair<const char*, const char*> kCases[] = {
      {"table", "┌"},
      {"csv", "a.name,b.name,r.count\r\nKim Jong Un,Rusia,2\r\n"},
      {"tsv", "a.name\tb.name\tr.count\nKim Jong Un\tRusia\t2\n"},
      {"json", "[\n  {\"a.name\": \"Kim Jong Un\", \"b.name\": \"Rusia\", \"r.count\": 2}\n]\n"},
      {"jsonl", "{\"a.name\": \"Kim Jong Un\", \"b.name\": \"Rusia\", \"r.count\": 2}\n"},
  };
  for (const auto& [format, expected] : kCases) {
    const test::Outcome given = run({"query", query, "--format", format});
    EXPECT_EQ(given.code, kDone) << given.err;
    EXPECT_THAT(given.out, StartsWith(expected)) << format;
    EXPECT_EQ(run({"query", "--format", format}, query).out, given.out) << "from standard input";
  }
}

TEST_F(GraphCommands, QueryShowsWhereItIsWrong) {
  const test::Outcome wrong = run({"query", "MATCH (a) RETRUN a"});
  EXPECT_EQ(wrong.code, kUsage);
  EXPECT_THAT(wrong.out, IsEmpty());
  EXPECT_THAT(wrong.err, HasSubstr("line 1, column 11: expected"));
  EXPECT_THAT(wrong.err, HasSubstr("\nMATCH (a) RETRUN a\n          ^\n"));
  EXPECT_THAT(run({"query", "CREATE (a)"}).err, HasSubstr("read-only"));
  EXPECT_EQ(run({"query", "MATCH (a)-[*]-(b) RETURN a", "--max-steps", "20"}).code, kFailed);
  EXPECT_EQ(run({"query", "MATCH (a) RETURN a", "--format", "xml"}).code, kUsage);
}

TEST_F(GraphCommands, EntityShowsNamesRelationsAndEvidence) {
  const test::Outcome shown = run({"entity", "kim jong-un"});
  EXPECT_EQ(shown.code, kDone) << shown.err;
  EXPECT_THAT(shown.out, AllOf(StartsWith("Kim Jong Un  PER, 4 statements in 3 documents\nalso called: Kim\n"),
                               HasSubstr("Kim Jong Un –apoya→ Rusia\n    2 statements in 2 documents, 2025-07-02 to "
                                         "2025-07-04, confidence 0.90, SUPPORT\n"),
                               HasSubstr("\"Kim Jong Un apoyar Rusia.\"\n      [d2, 2025-07-02, bytes 0 to 25]"),
                               HasSubstr("promised, 1 statement"), HasSubstr("To here:\n\n  Sergei Shoigu –visitó→")));
  EXPECT_THAT(run({"entity", "Kim", "--evidence", "1"}).out, HasSubstr("… and 1 more"));
}

TEST_F(GraphCommands, EntitySeesSymmetricRelationsFromItsSide) {
  EXPECT_THAT(run({"entity", "Shoigu"}).out, HasSubstr("Sergei Shoigu –se reunió con– altos funcionarios rusos"));
}

TEST_F(GraphCommands, EntityInJsonHasAll) {
  const test::Outcome shown = run({"entity", "Corea del Norte", "--format", "json"});
  rapidjson::Document json;
  json.Parse(shown.out.c_str());
  ASSERT_FALSE(json.HasParseError());
  EXPECT_STREQ(json["name"].GetString(), "Corea del Norte");
  ASSERT_EQ(json["out"].Size(), 1u);
  EXPECT_STREQ(json["out"][0]["themes"][0].GetString(), "12 millones de proyectiles");
  EXPECT_STREQ(json["out"][0]["sources"][0].GetString(), "Ucrania");
  EXPECT_STREQ(json["out"][0]["evidence"][0]["document"].GetString(), "d2");
  ASSERT_EQ(json["in"].Size(), 1u);
  EXPECT_STREQ(json["in"][0]["polarity"].GetString(), "negative");
  const test::Outcome rows = run({"entity", "Corea del Norte", "--format", "csv"});
  EXPECT_THAT(rows.out, StartsWith("direction,subject,relation,object,"));
  EXPECT_THAT(rows.out, HasSubstr("\r\nout,Corea del Norte,envió,Rusia,asserted,positive,12 millones de proyectiles,"));
}

TEST_F(GraphCommands, UnknownNamesGetSuggestions) {
  const test::Outcome unknown = run({"entity", "Kin Yong Un"});
  EXPECT_EQ(unknown.code, kFailed);
  EXPECT_THAT(unknown.out, IsEmpty());
  EXPECT_THAT(unknown.err, HasSubstr("nobody in the graph is called \"Kin Yong Un\"; similar: Kim Jong Un"));
  EXPECT_THAT(run({"entity", "\x1B[31mxyzzy"}).err, AllOf(Not(HasSubstr("\x1B")), Not(HasSubstr("similar"))));
}

TEST_F(GraphCommands, PathShowsEachStepWithEvidence) {
  const test::Outcome found = run({"path", "Shoigu", "Ucrania"});
  EXPECT_EQ(found.code, kDone) << found.err;
  EXPECT_THAT(found.out,
              AllOf(StartsWith("1. Sergei Shoigu –visitó→ Kim Jong Un  ("),
                    HasSubstr("\n2. Kim Jong Un –apoya→ Rusia  ("), HasSubstr("\n3. Rusia –atacó→ Ucrania  ("),
                    HasSubstr("   \"Rusia atacar Ucrania.\"\n   [d3, 2025-07-04, bytes 0 to 21]\n")));
  EXPECT_THAT(run({"path", "Shoigu", "Ucrania", "--format", "csv"}).out, HasSubstr("\r\n3,Rusia,atacó,Ucrania,"));
}

TEST_F(GraphCommands, PathSaysPlainlyThatThereIsNone) {
  const test::Outcome none = run({"path", "Shoigu", "Ucrania", "--max-hops", "2"});
  EXPECT_EQ(none.code, kFailed);
  EXPECT_THAT(none.out, IsEmpty());
  EXPECT_THAT(none.err, HasSubstr("no path within 2 hops from Sergei Shoigu to Ucrania"));
  EXPECT_EQ(run({"path", "Shoigu", "Perú", "--format", "json"}).out, "[]\n");
  EXPECT_EQ(run({"path", "Kim", "Kim Jong Un"}).out, "both names are of Kim Jong Un\n");
}

TEST_F(GraphCommands, TopListsActorsOrRelations) {
  EXPECT_THAT(run({"top", "-n", "1", "--format", "csv"}).out,
              "name,type,relations,mentions,documents\r\nRusia,LOC,5,6,4\r\n");
  EXPECT_THAT(run({"top", "--relations", "-n", "1", "--format", "tsv"}).out,
              HasSubstr("\nKim Jong Un\tapoya\tRusia\tpositive\tasserted\t2\t2\t"));
  EXPECT_EQ(run({"top", "-n", "-3"}).code, kUsage);
}

TEST_F(GraphCommands, AllTakeBoundsOfTime) {
  EXPECT_THAT(run({"entity", "Kim", "--since", "2025-07-04"}).out,
              AllOf(StartsWith("Kim Jong Un  PER, 1 statement in 1 document\n"),
                    HasSubstr("1 statement in 1 document, "), Not(HasSubstr("promised"))));
  EXPECT_EQ(run({"path", "Shoigu", "Ucrania", "--until", "2025-07-03"}).code, kFailed);
  EXPECT_THAT(run({"top", "-n", "2", "--format", "csv", "--as-of", "2025-07-02"}).out,
              HasSubstr("Rusia,LOC,3,3,2\r\n"));
  EXPECT_EQ(run({"query", "MATCH (a) RETURN count(*)", "--since", "2025-07-05", "--format", "csv"}).out,
            "count(*)\r\n5\r\n");
  const test::Outcome exported = run({"export", "--to", "json", "--until", "2025-07-01"});
  EXPECT_THAT(exported.out, AllOf(HasSubstr("\"entities\":3,"), HasSubstr("prometió apoyar"), Not(HasSubstr("atacó"))));
}

// What a text says in passing is kept, and left out where it is asked for; a picture says what it does not draw.
TEST_F(GraphCommands, DetailIsLeftOutBySalience) {
  test::write_text(folder_ / "all.jsonl",
                   test::run({"extract", "--quiet", "--min-confidence", "0", test::sample_files().front()}).out);
  ASSERT_EQ(test::run({"import", folder_ / "all.jsonl", "-o", folder_ / "all.trama", "--quiet"}).code, kDone);
  std::map<std::string, int> relations;
  for (const std::string detail : {"main", "normal", "all"}) {
    const test::Outcome asked = test::run({"query", folder_ / "all.trama", "--detail", detail, "--format", "csv",
                                           "MATCH ()-[r]->() RETURN count(r) AS n, min(r.salience) AS least"});
    ASSERT_EQ(asked.code, kDone) << asked.err;
    double least = 0;
    ASSERT_EQ(std::sscanf(asked.out.c_str(), "n,least\r\n%d,%lf", &relations[detail], &least), 2) << asked.out;
    if (detail == "all") EXPECT_LT(least, 0.5);
    if (detail != "all") EXPECT_GE(least, detail == "main" ? 0.7 : 0.5);
  }
  EXPECT_GT(relations["main"], 0);
  EXPECT_LT(relations["main"], relations["normal"]);
  EXPECT_LT(relations["normal"], relations["all"]);
  const test::Outcome picture = test::run({"export", folder_ / "all.trama", "-o", folder_ / "all.svg"});
  EXPECT_THAT(picture.err, HasSubstr(std::to_string(relations["all"] - relations["normal"]) + " of " +
                                     std::to_string(relations["all"]) + " relations"));
  EXPECT_THAT(test::run({"export", folder_ / "all.trama", "-o", folder_ / "all.svg", "--detail", "all"}).err,
              Not(HasSubstr("--detail")));
}

TEST_F(GraphCommands, RefuseTimesThatAreNone) {
  for (const char* command : {"top", "export"}) {
    const test::Outcome no_day = run({command, "--since", "2025-02-30"});
    EXPECT_EQ(no_day.code, kUsage) << command;
    EXPECT_THAT(no_day.err, HasSubstr("--since: '2025-02-30' is no day; write it like 2025-07-31"));
  }
  const test::Outcome reversed = run({"top", "--since", "2025-02-02", "--until", "2025-02-01"});
  EXPECT_EQ(reversed.code, kUsage);
  EXPECT_THAT(reversed.err, HasSubstr("--since 2025-02-02 is after --until 2025-02-01"));
}

TEST_F(GraphCommands, MergePutsGraphsTogether) {
  {
    DocumentStatements document;
    document.document = {"d6", "", "Otro texto", "", "", ""};
    document.statements = {test::says(test::place("Rusia"), "ver", test::place("Cuba"))};
    Store::open(path("otro.trama")).add(std::span(&document, 1));
  }
  const test::Outcome merged =
      test::run({"merge", path("red.trama"), path("otro.trama"), path("red.trama"), "-o", path("todo.trama")});
  EXPECT_EQ(merged.code, kDone) << merged.err;
  EXPECT_THAT(merged.err, HasSubstr("6 documents added, 5 already there; now 6 documents, 12 statements"));
  EXPECT_EQ(Store::open_read_only(path("todo.trama")).load().find("Cuba").size(), 1u);

  EXPECT_EQ(test::run({"merge", path("red.trama"), "-o", path("red.trama")}).code, kUsage);
  EXPECT_EQ(test::run({"merge", path("red.trama"), path("none.trama"), "-o", path("new.trama")}).code, kFailed);
  EXPECT_FALSE(std::filesystem::exists(path("new.trama"))) << "nothing is written when an input is missing";
}

TEST_F(GraphCommands, MergeTakesMoreFilesThanMayBeOpen) {
  const test::Outcome merged = test::run_shell(
      "for i in $(seq 60); do cp red.trama $i.trama; done\n"
      "ulimit -n 40; trama merge [0-9]*.trama -o todo.trama",
      folder_);
  EXPECT_EQ(merged.code, kDone);
  EXPECT_THAT(merged.err, HasSubstr("5 documents added, 295 already there"));
}

TEST_F(GraphCommands, MergeLeavesAFileAloneThatIsNoGraph) {
  const std::string note = "no es un grafo, sino una nota";
  test::write_text(path("nota.txt"), note);
  const test::Outcome refused = run({"merge", "-o", path("nota.txt")});
  EXPECT_EQ(refused.code, kFailed);
  EXPECT_THAT(refused.err, HasSubstr("nota.txt: not a graph file"));
  EXPECT_EQ(test::read_text(path("nota.txt")), note);
  EXPECT_EQ(test::run({"merge", path("nota.txt"), "-o", path("new.trama")}).code, kFailed);
  EXPECT_FALSE(std::filesystem::exists(path("new.trama")));
}

TEST_F(GraphCommands, RefuseWhatIsNoGraphFile) {
  test::write_text(path("texto"), std::string(3000, 'x'));
  for (const char* command : {"top", "query", "entity", "path"}) {
    std::vector<std::string> arguments = {command, path("texto")};
    if (std::string(command) != "top") arguments.push_back("MATCH (a) RETURN a");
    if (std::string(command) == "path") arguments.push_back("b");
    const test::Outcome refused = test::run(arguments);
    EXPECT_EQ(refused.code, kFailed) << command;
    EXPECT_THAT(refused.err, HasSubstr("texto: not a graph file")) << command;
  }
}

}  // namespace
}  // namespace trama::cli
