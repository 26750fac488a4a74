// The commands that look after a graph file: documents, remove, check, upgrade; and what build says of such files.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidjson/document.h>
#include <sqlite3.h>

#include "base/statement_json.h"
#include "graph/store/store.h"
#include "tests/graph/statements.h"
#include "tests/support/program.h"

namespace trama::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

// A document of one sentence, as a tree: "Ana visitó a WHO."
std::string tree(const std::string& id, const std::string& who) {
  return "# newdoc id = " + id +
         "\n1\tAna\tAna\tPROPN\t_\t_\t2\tnsubj\t_\tEntity=B-PER\n"
         "2\tvisitó\tvisitar\tVERB\t_\tMood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin\t0\troot\t_\t_\n"
         "3\ta\ta\tADP\t_\t_\t4\tcase\t_\t_\n4\t" +
         who + "\t" + who +
         "\tPROPN\t_\t_\t2\tobj\t_\tEntity=B-PER|SpaceAfter=No\n"
         "5\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_\n\n";
}

class UpkeepCommands : public testing::Test {
 protected:
  UpkeepCommands() { EXPECT_EQ(build({}, tree("a", "Luis") + tree("b", "Luis") + tree("c", "Eva")).code, kDone); }

  std::string path(const std::string& name = "red.trama") const { return folder_ / name; }
  test::Outcome build(std::vector<std::string> more, const std::string& trees) const {
    std::vector<std::string> arguments{"build", "--pretokenized=conllu", "-", "-o", path()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return test::run(arguments, trees);
  }
  void sql(const std::string& text, const char* vfs) const {
    sqlite3* database = nullptr;
    ASSERT_EQ(sqlite3_open_v2(path().c_str(), &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, vfs), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(database, text.c_str(), nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(database);
    sqlite3_close(database);
  }
  // A file of version 2 in the place of the graph.
  void make_old() const {
    std::filesystem::remove(path());
    const std::string json = to_json(test::says(test::person("Ana"), "ver", test::person("Luis")));
    sql("PRAGMA application_id = " + std::to_string(0x7472616D) +
            "; PRAGMA user_version = 2;"
            "CREATE TABLE documents (number INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE, id TEXT, title TEXT, "
            "date TEXT, url TEXT, publisher TEXT, fingerprint BLOB);"
            "CREATE TABLE statements (number INTEGER PRIMARY KEY, document INTEGER, subject TEXT, lemma TEXT, "
            "object TEXT, polarity TEXT, modality TEXT, confidence REAL, json TEXT);"
            "CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT);"
            "INSERT INTO documents VALUES (1, '" +
            std::string(64, 'a') + "', 'viejo', '', '', '', '', x'');" +
            "INSERT INTO statements VALUES (1, 1, '', '', '', '', '', 0, '" + json + "');",
        nullptr);
  }

  test::TempFolder folder_;
};

TEST_F(UpkeepCommands, DocumentsAreListed) {
  const test::Outcome table = test::run({"documents", path()});
  EXPECT_EQ(table.code, kDone);
  EXPECT_THAT(table.out, AllOf(HasSubstr("│ a "), HasSubstr("│ c "), Not(HasSubstr("sha256"))));
  const test::Outcome json = test::run({"documents", path(), "--format", "json"});
  rapidjson::Document list;
  list.Parse(json.out.c_str());
  ASSERT_FALSE(list.HasParseError()) << json.out;
  ASSERT_EQ(list.Size(), 3u);
  EXPECT_STREQ(list[0]["id"].GetString(), "a");
  EXPECT_EQ(list[0]["statements"].GetInt(), 1);
  EXPECT_TRUE(list[0]["copy_of"].IsNull() != list[1]["copy_of"].IsNull()) << "one text";
  EXPECT_TRUE(list[2]["copy_of"].IsNull());
  rapidjson::Document maker;
  maker.Parse(list[0]["made_by"].GetString());
  EXPECT_TRUE(maker.HasMember("tables_sha256")) << list[0]["made_by"].GetString();
}

TEST_F(UpkeepCommands, RemoveTellsOfIdsThatNobodyHas) {
  const test::Outcome some = test::run({"remove", path(), "c", "nadie"});
  EXPECT_EQ(some.code, kDone);
  EXPECT_THAT(some.err, AllOf(HasSubstr("no document \"nadie\""), HasSubstr("1 document removed; now 2 documents")));
  const test::Outcome none = test::run({"remove", path(), "c"});
  EXPECT_EQ(none.code, kFailed);
  EXPECT_THAT(none.err, HasSubstr("no document \"c\""));
  EXPECT_EQ(test::run({"entity", path(), "Eva"}).code, kFailed);
  EXPECT_EQ(test::run({"remove", path("none"), "c"}).code, kFailed);
  EXPECT_FALSE(std::filesystem::exists(path("none")));
}

TEST_F(UpkeepCommands, BuildReplacesWhereItIsAsked) {
  const std::string other = tree("c", "Rosa");
  EXPECT_THAT(build({"--replace"}, tree("a", "Luis") + other).err,
              AllOf(HasSubstr("1 documents added, 1 older ones replaced, 1 already there"),
                    HasSubstr("the graph has 3 documents")));
  EXPECT_EQ(test::run({"entity", path(), "Eva"}).code, kFailed);
  EXPECT_EQ(test::run({"entity", path(), "Rosa"}).code, kDone);
  const test::Outcome beside = build({"--report", path("report")}, tree("c", "Eva"));
  EXPECT_THAT(beside.err, AllOf(HasSubstr("the graph has 4 documents"), HasSubstr("trama: c: added beside c")));
  EXPECT_THAT(test::read_text(path("report")), HasSubstr(R"("status":"added beside","versions":["c)"));
  EXPECT_THAT(test::run({"check", path()}).out, HasSubstr("sound"));
}

TEST_F(UpkeepCommands, OtherOptionsAreToldOnce) {
  const test::Outcome same = build({}, tree("d", "Luis"));
  EXPECT_THAT(same.err, Not(HasSubstr("other options")));
  const test::Outcome other = build({"--min-confidence", "0.3"}, tree("e", "Luis"));
  EXPECT_EQ(other.code, kDone);
  EXPECT_EQ(other.err.find("other options"), other.err.rfind("other options"));
  EXPECT_THAT(other.err, HasSubstr("other options"));
  EXPECT_THAT(build({"--min-confidence", "0.2", "--quiet"}, tree("f", "Luis")).err, IsEmpty());
}

TEST_F(UpkeepCommands, AnEmptyRulesFileClearsTheRules) {
  test::write_text(path("rules"), "different\tKiev\tKyiv\n");
  test::write_text(path("empty"), "");
  build({"--merge-rules", path("rules")}, "");
  EXPECT_EQ(Store::open_read_only(path()).alias_rules().rules.size(), 1u);
  build({}, "");
  EXPECT_EQ(Store::open_read_only(path()).alias_rules().rules.size(), 1u);
  build({"--merge-rules", path("empty")}, "");
  EXPECT_TRUE(Store::open_read_only(path()).alias_rules().empty());
}

TEST_F(UpkeepCommands, CheckFindsAndRepairs) {
  EXPECT_EQ(test::run({"check", path()}).code, kDone);
  sql("UPDATE relations SET count = 7", "trama-checksums");
  const test::Outcome found = test::run({"check", path()});
  EXPECT_EQ(found.code, kFailed);
  EXPECT_THAT(found.out, HasSubstr("table relations is not what the documents give"));
  EXPECT_EQ(test::run({"check", path(), "--repair"}).code, kDone);
  EXPECT_EQ(test::run({"check", path()}).code, kDone);
  sql("DELETE FROM sentences WHERE number = (1 << 20)", "trama-checksums");
  const test::Outcome repaired = test::run({"check", path(), "--repair"});
  EXPECT_EQ(repaired.code, kSomeSkipped);
  EXPECT_THAT(repaired.err, AllOf(HasSubstr("of document a is lost"), HasSubstr("1 lost"), HasSubstr(".damaged")));
  EXPECT_EQ(test::run({"check", path()}).code, kDone);
  EXPECT_EQ(test::run({"check", path("none")}).code, kFailed);
}

TEST_F(UpkeepCommands, AnUnfinishedBuildIsToldByReaders) {
  EXPECT_THAT(test::run({"top", path()}).err, IsEmpty());
  {
    Store store = Store::open(path());
    DocumentStatements one;
    one.document.id = one.document.text = "z";
    store.add(std::vector{one});
  }
  for (const std::vector<std::string>& command :
       {std::vector<std::string>{"top", path()}, std::vector<std::string>{"export", path(), "--to", "json"}}) {
    const test::Outcome told = test::run(command);
    EXPECT_EQ(told.code, kDone);
    EXPECT_THAT(told.err, HasSubstr("1 document of an unfinished build is not in the graph yet; run the build again"));
  }
  EXPECT_EQ(test::run({"check", path()}).code, kFailed);
  EXPECT_EQ(test::run({"check", path(), "--repair"}).code, kDone);
  EXPECT_THAT(test::run({"top", path()}).err, IsEmpty());
}

TEST_F(UpkeepCommands, OldFilesAreUpgraded) {
  make_old();
  EXPECT_THAT(test::run({"top", path()}).err, HasSubstr("trama upgrade"));
  const test::Outcome upgraded = test::run({"upgrade", path()});
  EXPECT_EQ(upgraded.code, kDone);
  EXPECT_THAT(upgraded.err, AllOf(HasSubstr("1 documents, 1 statements"), HasSubstr("red.trama.version2")));
  EXPECT_EQ(test::run({"entity", path(), "Ana"}).code, kDone);
  EXPECT_THAT(test::run({"upgrade", path()}).err, HasSubstr("is of this version"));
  EXPECT_EQ(test::run({"upgrade", path("none")}).code, kFailed);
}

TEST_F(UpkeepCommands, BuildAndMergeUpgradeFirst) {
  std::filesystem::copy_file(path(), path("other.trama"));
  make_old();
  const test::Outcome built = build({}, tree("a", "Luis"));
  EXPECT_EQ(built.code, kDone) << built.err;
  EXPECT_THAT(built.err, AllOf(HasSubstr("upgrading it first"), HasSubstr("kept as"), HasSubstr("has 2 documents")));
  make_old();
  const test::Outcome merged = test::run({"merge", path("other.trama"), "-o", path()});
  EXPECT_EQ(merged.code, kDone) << merged.err;
  EXPECT_THAT(merged.err, AllOf(HasSubstr("red.trama.version2-2"), HasSubstr("now 4 documents")));
}

// As a user would: the graph is deleted while a build waits for input.
TEST_F(UpkeepCommands, ABuildWhoseGraphIsTakenAwayFails) {
  test::write_text(path("trees"), tree("x", "Luis"));
  const test::Outcome outcome =
      test::run_shell("(sleep 1; rm red.trama; cat trees) | trama build --pretokenized=conllu - -o red.trama", folder_);
  EXPECT_EQ(outcome.code, kFailed);
  EXPECT_THAT(outcome.err, HasSubstr("was moved, deleted or replaced while it was written"));
}

// Several at the same new file: each waits for the others, none fails.
TEST_F(UpkeepCommands, BuildsMayMeet) {
  std::string command;
  for (int i = 0; i < 4; ++i) {
    const std::string number = std::to_string(i);
    std::string trees;
    for (int j = 0; j < 50; ++j) trees += tree("n" + number + "-" + std::to_string(j), "Luis");
    test::write_text(path("trees" + number), trees);
    command += "trama build --quiet --pretokenized=conllu - -o neu.trama <trees" + number + " & p" + number + "=$!\n";
  }
  for (int i = 0; i < 4; ++i) command += "wait $p" + std::to_string(i) + " || exit 9\n";
  const test::Outcome outcome = test::run_shell(command, folder_);
  EXPECT_EQ(outcome.code, kDone) << outcome.err;
  EXPECT_EQ(Store::open_read_only(path("neu.trama")).counts().documents, 200);
  EXPECT_THAT(test::run({"check", path("neu.trama")}).out, HasSubstr("sound"));
}

}  // namespace
}  // namespace trama::cli
