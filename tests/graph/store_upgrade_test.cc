// Files of versions 1 to 3 become files of this version.
#include <gmock/gmock.h>
#include <signal.h>
#include <sys/wait.h>

#include "base/statement_json.h"
#include "graph/store/builder.h"
#include "graph/store/sqlite/sqlite.h"
#include "graph/store/upkeep/upkeep.h"
#include "tests/graph/graph_files.h"

namespace trama {
namespace {

namespace fs = std::filesystem;
using test::bytes_of;
using test::document;
using test::error_of;
using test::place;
using test::run_sql;
using test::says;
using testing::Contains;
using testing::HasSubstr;

// As trama 0.2 made them; what it derived is left out, nobody reads it.
constexpr const char* kVersion2 = R"sql(
PRAGMA application_id = 1953653101;
PRAGMA user_version = 2;
CREATE TABLE documents (
  number INTEGER PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE,
  id TEXT NOT NULL,
  title TEXT NOT NULL,
  date TEXT NOT NULL,
  url TEXT NOT NULL,
  publisher TEXT NOT NULL,
  fingerprint BLOB NOT NULL
);
CREATE INDEX documents_by_id ON documents (id);
CREATE TABLE statements (
  number INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
  subject TEXT NOT NULL,
  lemma TEXT NOT NULL,
  object TEXT NOT NULL,
  polarity TEXT NOT NULL,
  modality TEXT NOT NULL,
  confidence REAL NOT NULL,
  json TEXT NOT NULL
);
CREATE INDEX statements_by_document ON statements (document);
CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;
)sql";

std::string quoted(const std::string& text) {
  std::string result = "'";
  for (const char c : text) result += c == '\'' ? std::string("''") : std::string(1, c);
  return result + "'";
}

// printf %s uno | sha256sum
constexpr const char* kHashOfUno = "bf0ec3694e122e067d9964a38ec7d8415781df4b24f442ad767b4621fb98f8c5";

std::string with(const std::vector<DocumentStatements>& documents, const std::string& aliases = "") {
  std::string sql = std::string(kVersion2) + "BEGIN;";
  int number = 0;
  for (const auto& [one, statements] : documents) {
    char hash[65];
    std::snprintf(hash, sizeof hash, "%08x%056d", ++number, 0);
    if (one.text == "uno") std::snprintf(hash, sizeof hash, "%s", kHashOfUno);
    sql += "INSERT INTO documents VALUES (" + std::to_string(number) + ", '" + hash + "', " + quoted(one.id) + ", " +
           quoted(one.title) + ", " + quoted(one.date) + ", " + quoted(one.url) + ", " + quoted(one.source) + ", x'');";
    for (const Statement& statement : statements) {
      sql +=
          "INSERT INTO statements (document, subject, lemma, object, polarity, modality, confidence, json) VALUES (" +
          std::to_string(number) + ", '', '', '', '', '', 0, " + quoted(to_json(statement)) + ");";
    }
  }
  return sql + "INSERT INTO settings VALUES ('aliases', " + quoted(aliases) + "); COMMIT;";
}

std::string dump_of(const fs::path& file) {
  return dump(*open_graph(file));
}

std::string dump_of(const std::vector<DocumentStatements>& documents) {
  std::vector<Statement> statements;
  for (const auto& one : documents) statements.insert(statements.end(), one.statements.begin(), one.statements.end());
  return dump(build_graph(statements));
}

class StoreUpgradeTest : public test::GraphFiles {
 protected:
  Tell tell() {
    return [this](const std::string& line) { told_.push_back(line); };
  }
  std::vector<std::string> told_;
};

TEST_F(StoreUpgradeTest, GivesTheGraphOfTheSameStatementsAndKeepsTheOldFile) {
  for (const int version : {1, 2}) {
    const fs::path graph = file("g" + std::to_string(version));
    run_sql(graph, with(test::corpus(700)) + "PRAGMA user_version = " + std::to_string(version));
    const std::string before = bytes_of(graph);
    EXPECT_EQ(old_version(graph), version);
    EXPECT_THAT(error_of([&] { Store::open_read_only(graph); }, ErrorCode::kVersion), HasSubstr("trama upgrade"));
    const UpgradeCounts counts = upgrade_graph(graph, tell());
    EXPECT_EQ(counts.documents, 700);
    EXPECT_EQ(counts.statements, 1400);
    EXPECT_EQ(counts.left_out, 0);
    EXPECT_EQ(counts.kept, graph.string() + ".version" + std::to_string(version));
    EXPECT_TRUE(bytes_of(counts.kept) == before);
    EXPECT_TRUE(dump_of(graph) == dump_of(test::corpus(700)));
    EXPECT_EQ(old_version(graph), 0);
    EXPECT_EQ(Store::open_read_only(graph).counts().statements, 1400);
  }
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), {}), 4) << "two graphs, two old files and nothing else";
  EXPECT_TRUE(told_.empty());
}

// A file of version 3 is one of today without salience.
TEST_F(StoreUpgradeTest, StatementsOfVersion3AreAllSalient) {
  {
    Store store = Store::open(file());
    std::vector<DocumentStatements> documents = test::corpus(50);
    documents.front().statements.front().salience = 0.25;
    store.add(documents);
    store.update_entities();
  }
  {
    sqlite::Database old(file(), sqlite::Database::Mode::kCreate);
    old.run(
        "DROP VIEW graph_evidence; DROP VIEW graph_relations; ALTER TABLE statements DROP COLUMN salience;"
        "ALTER TABLE relations DROP COLUMN salience; PRAGMA user_version = 3");
    old.be_one_file();
  }
  const std::string before = bytes_of(file());
  EXPECT_EQ(old_version(file()), 3);
  const UpgradeCounts counts = upgrade_graph(file(), tell());
  EXPECT_EQ(counts.documents, 50);
  EXPECT_EQ(counts.statements, 100);
  EXPECT_EQ(counts.kept, file().string() + ".version3");
  EXPECT_TRUE(bytes_of(counts.kept) == before);
  EXPECT_TRUE(dump_of(file()) == dump_of(test::corpus(50)));
  EXPECT_TRUE(check_graph(file()).problems.empty());
}

TEST_F(StoreUpgradeTest, NoBackupIsOverwritten) {
  for (const char* text : {"Lima", "Quito"}) {
    fs::remove(file());
    run_sql(file(), with({document("a", "uno", {says(place(text), "ver", place("Oslo"))})}));
    upgrade_graph(file(), tell());
  }
  EXPECT_THAT(bytes_of(file("g.trama.version2")), HasSubstr("Lima"));
  EXPECT_THAT(bytes_of(file("g.trama.version2-2")), HasSubstr("Quito"));
}

TEST_F(StoreUpgradeTest, ADocumentAddedAgainIsRecognised) {
  DocumentStatements one = document("a", "uno", {says(place("Lima"), "ver", place("Oslo"))});
  one.document.source = "El Diario";
  one.document.url = "https://example.org/a";
  run_sql(file(), with({one}));
  upgrade_graph(file(), tell());
  Store store = Store::open(file());
  EXPECT_TRUE(store.contains(Store::content_hash(one.document)));
  EXPECT_EQ(store.add(std::vector{one}).already_present, 1);
  // Another medium has the same text: another document of the same story.
  one.document.source = "La Gaceta";
  EXPECT_EQ(store.add(std::vector{one}).added, 1);
  store.update_entities();
  EXPECT_EQ(store.counts().copies, 1);
}

TEST_F(StoreUpgradeTest, BadStatementsAndRulesAreToldOfAndLeftOut) {
  std::vector<DocumentStatements> documents = test::corpus(10);
  run_sql(file(), with(documents, "same\tAna\tAna Soto\ndifferent\tAna\tAna Soto\nsame\tKiev\tKyiv\nnonsense\n") +
                      "UPDATE statements SET json = '{\"v\":1' WHERE number = 4;");
  const UpgradeCounts counts = upgrade_graph(file(), tell());
  EXPECT_EQ(counts.documents, 10);
  EXPECT_EQ(counts.statements, 19);
  EXPECT_EQ(counts.left_out, 1);
  EXPECT_EQ(told_.size(), 3u);
  EXPECT_THAT(told_, Contains(HasSubstr("statement 4 left out: d1")));
  EXPECT_THAT(told_, Contains(HasSubstr("alias rule left out")));
  const std::vector<AliasRule> rules = Store::open_read_only(file()).alias_rules().rules;
  ASSERT_EQ(rules.size(), 2u);
  EXPECT_EQ(rules[0].left, "Ana");
  EXPECT_EQ(rules[1].left, "Kiev");
  EXPECT_EQ(open_graph(file())->find("Ana Soto").size(), 1u);
}

// A child upgrades and is killed at some moment; then it is done again.
TEST_F(StoreUpgradeTest, GoesOnWhereItWasKilled) {
  const std::vector<DocumentStatements> documents = test::corpus(6000);
  run_sql(file("old"), with(documents));
  const std::string expected = dump_of(documents);
  bool partial = false;
  for (int round = 0; round < 6; ++round) {
    const fs::path graph = file("g" + std::to_string(round));
    fs::copy_file(file("old"), graph);
    const pid_t child = fork();
    if (child == 0) {
      upgrade_graph(graph, [](const std::string&) {});
      _exit(0);
    }
    usleep(static_cast<useconds_t>(30000 + 40000 * round));
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    partial = partial || (fs::exists(graph.string() + ".upgrading") && old_version(graph) == 2);
    if (old_version(graph) == 2) upgrade_graph(graph, tell());
    EXPECT_TRUE(dump_of(graph) == expected) << round;
    EXPECT_TRUE(fs::exists(graph.string() + ".version2"));
    EXPECT_FALSE(fs::exists(graph.string() + ".upgrading"));
  }
  EXPECT_TRUE(partial) << "no child was killed in the midst";
}

TEST_F(StoreUpgradeTest, WhatAnotherFileLeftIsBegunAnew) {
  run_sql(file("other"), with(test::corpus(900)));
  upgrade_graph(file("other"), tell());
  fs::copy_file(file("other"), file("g.trama.upgrading"));
  const std::vector<DocumentStatements> documents = test::corpus(20);
  run_sql(file(), with(documents));
  upgrade_graph(file(), tell());
  EXPECT_TRUE(dump_of(file()) == dump_of(documents));
  // A graph of the user's that has this name is not taken away.
  run_sql(file("h"), with(documents));
  { Store::open(file("h.upgrading")).add(documents); }
  EXPECT_THAT(error_of([&] { upgrade_graph(file("h"), tell()); }, ErrorCode::kIo), HasSubstr("in the way"));
  EXPECT_EQ(Store::open_read_only(file("h.upgrading")).counts().documents, 20);
  EXPECT_EQ(old_version(file("h")), 2);
}

TEST_F(StoreUpgradeTest, ThroughALinkAndOnlyOldFiles) {
  run_sql(file("real"), with(test::corpus(3)));
  fs::create_symlink(file("real"), file());
  upgrade_graph(file(), tell());
  EXPECT_TRUE(fs::is_symlink(file()));
  EXPECT_TRUE(fs::exists(file("real.version2")));
  EXPECT_EQ(Store::open_read_only(file()).counts().documents, 3);
  error_of([&] { upgrade_graph(file(), tell()); }, ErrorCode::kInvalid);
  error_of([&] { upgrade_graph(file("none"), tell()); }, ErrorCode::kIo);
}

}  // namespace
}  // namespace trama
