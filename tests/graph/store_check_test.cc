// Damaged graph files: told by every reader, found by the check, repaired.
#include <gmock/gmock.h>

#include <random>
#include <set>

#include "graph/store/builder.h"
#include "graph/store/upkeep/upkeep.h"
#include "tests/graph/graph_files.h"

namespace trama {
namespace {

namespace fs = std::filesystem;
using test::bytes_of;
using test::corpus;
using test::error_of;
using test::run_sql;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kChecksums = "trama-checksums";  // Changes that leave every page sound.

class StoreCheckTest : public test::GraphFiles {
 protected:
  void SetUp() override {
    GraphFiles::SetUp();
    Store store = Store::open(file());
    store.set_alias_rules(parse_alias_rules("same\tKiev\tKyiv\n", "x"));
    for (std::size_t i = 0; i < documents_.size(); i += 70) {  // In parts: not all is derived anew.
      store.add(std::span(documents_).subspan(i, 70), "model 1");
      store.update_entities(Update::kChanges);
    }
    store.remove("d17");
    expected_ = dump(*store.view());
  }
  std::vector<std::string> problems() const { return check_graph(file()).problems; }
  RepairCounts repair() {
    const CheckReport report = check_graph(file());
    EXPECT_FALSE(report.problems.empty());
    return repair_graph(file(), report.documents_damaged, [this](const std::string& line) { told_.push_back(line); });
  }
  void change(const std::string& sql) const { run_sql(file(), sql, kChecksums); }

  const std::vector<DocumentStatements> documents_ = corpus(350);
  std::string expected_;
  std::vector<std::string> told_;
};

TEST_F(StoreCheckTest, ASoundFileIsSoundAndUnchanged) {
  const std::string before = bytes_of(file());
  EXPECT_THAT(problems(), IsEmpty());
  EXPECT_TRUE(bytes_of(file()) == before);
  { Store::open(file("new")); }
  EXPECT_THAT(check_graph(file("new")).problems, IsEmpty());
  error_of([&] { check_graph(file("none")); }, ErrorCode::kIo);
}

TEST_F(StoreCheckTest, DerivedTablesAreComparedAndBuiltAnew) {
  const char* const kChanges[] = {
      "UPDATE relations SET count = count + 1 WHERE number = 3",
      "UPDATE relations SET confidence = confidence + 0.001 WHERE number = 3",
      "DELETE FROM evidence WHERE statement = (SELECT max(statement) FROM evidence)",
      "UPDATE entities SET name = 'Nadie' WHERE number = 1",
      "UPDATE name_facts SET entity = 1",
      "DELETE FROM lookup WHERE entity = 1",
      "UPDATE stories SET story = 1 WHERE document = 2",
      "UPDATE settings SET value = 'stale' WHERE name = 'derived'",
      "UPDATE entity_names SET name = 'Otro' WHERE number = 1",
  };
  for (const char* sql : kChanges) {
    change(sql);
    EXPECT_THAT(problems(), testing::Not(IsEmpty())) << sql;
    const RepairCounts counts = repair();
    EXPECT_TRUE(counts.kept.empty()) << sql;
    EXPECT_EQ(counts.documents, 349);
    EXPECT_THAT(problems(), IsEmpty()) << sql;
    EXPECT_TRUE(dump(*open_graph(file())) == expected_) << sql;
  }
  EXPECT_TRUE(told_.empty());
}

TEST_F(StoreCheckTest, AnUnfinishedBuildIsToldAndFinished) {
  {
    Store store = Store::open(file());
    store.add(corpus(360));
  }
  EXPECT_THAT(problems(), ElementsAre(HasSubstr("11 documents are of an unfinished build")));
  EXPECT_EQ(repair().documents, 360);
  EXPECT_THAT(problems(), IsEmpty());
  EXPECT_EQ(Store::open_read_only(file()).pending(), 0);
}

TEST_F(StoreCheckTest, StatementsThatMakeNoSenseAreLeftOut) {
  struct {
    const char* sql;
    std::int64_t documents, statements;
    const char* problem;
  } const kCases[] = {
      {"UPDATE statements SET rest = x'ff' WHERE number = (5 << 20)", 349, 697, "a row ends too early"},
      {"UPDATE statements SET subject = 99999 WHERE number = (5 << 20)", 349, 697, "refers to a row of names"},
      {"UPDATE statements SET predicate = 99999 WHERE number = (5 << 20)", 349, 697, "refers to a row of predicates"},
      {"DELETE FROM sentences WHERE number = (5 << 20)", 349, 697, "has no sentence"},
      {"UPDATE statements SET modality = 77 WHERE number = (5 << 20)", 349, 698, "polarity or modality"},
      {"UPDATE documents SET hash = x'00' WHERE number = 5", 348, 696, "document 5 has no whole hash"},
      {"DELETE FROM documents WHERE number = 5", 348, 696, "of document 5, which there is not"},
  };
  const std::string sound = bytes_of(file());
  for (const auto& one : kCases) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    std::ofstream(file(), std::ios::binary) << sound;
    change(one.sql);
    EXPECT_THAT(problems(), Contains(HasSubstr(one.problem))) << one.sql;
    const RepairCounts counts = repair();
    EXPECT_EQ(counts.kept, file("g.trama.damaged"));
    EXPECT_EQ(counts.documents, one.documents) << one.sql;
    EXPECT_EQ(counts.statements, one.statements) << one.sql;
    EXPECT_THAT(problems(), IsEmpty()) << one.sql;
    const Store store = Store::open_read_only(file());
    EXPECT_EQ(store.alias_rules().rules.size(), 1u);
    EXPECT_EQ(store.makers(), std::vector<std::string>{"model 1"});
  }
}

// Single bits at 200 places: no reader gives another answer, the check finds each, and repair keeps all other
// documents.
TEST_F(StoreCheckTest, FlippedBitsNeverChangeAnswers) {
  const std::string sound = bytes_of(file());
  std::mt19937 random(7);
  std::set<std::string> ids;
  Store::open_read_only(file()).documents([&](const DocumentRecord& document) { ids.insert(document.id); });
  int repaired = 0, lost = 0, refused = 0;
  for (int round = 0; round < 200; ++round) {
    std::string bytes = sound;
    const std::size_t place = round < 20 ? static_cast<std::size_t>(random() % 100) : random() % bytes.size();
    bytes[place] = static_cast<char>(bytes[place] ^ 1 << random() % 8);
    std::ofstream(file(), std::ios::binary) << bytes;
    try {
      EXPECT_TRUE(dump(*open_graph(file())) == expected_) << "bit of byte " << place;
    } catch (const Error& error) {
      EXPECT_THAT(error.what(), testing::AnyOf(HasSubstr("damaged"), HasSubstr("not a whole graph file")));
    }
    const CheckReport report = check_graph(file());
    EXPECT_FALSE(report.problems.empty()) << "bit of byte " << place;
    EXPECT_TRUE(report.documents_damaged);
    if (round % 4 != 0) continue;
    try {
      const RepairCounts counts = repair_graph(file(), true, [](const std::string&) {});
      ++repaired;
      if (counts.left_out > 0) ++lost;
      EXPECT_THAT(problems(), IsEmpty()) << "bit of byte " << place;
      if (counts.left_out == 0) EXPECT_TRUE(dump(*open_graph(file())) == expected_) << "bit of byte " << place;
      Store::open_read_only(file()).documents(
          [&](const DocumentRecord& document) { EXPECT_TRUE(ids.contains(document.id)); });
      EXPECT_GT(counts.documents + counts.left_out, 200) << "bit of byte " << place;
      EXPECT_TRUE(bytes_of(counts.kept).size() == bytes.size());
      fs::remove(counts.kept);
    } catch (const Error& error) {
      // All hangs of the first page and of the few others that say which tables there are.
      EXPECT_EQ(error.code(), ErrorCode::kFormat) << error.what();
      ++refused;
    }
  }
  EXPECT_GT(repaired, 25);
  EXPECT_LT(refused, 10);
  EXPECT_GT(lost, 2);
}

TEST_F(StoreCheckTest, RepairTakesNothingAwayThatItDidNotMake) {
  change("DELETE FROM sentences WHERE number = (5 << 20)");
  fs::copy_file(file(), file("g.trama.repaired"));
  fs::copy_file(file(), file("g.trama.damaged"));
  EXPECT_THAT(error_of([&] { repair(); }, ErrorCode::kIo), HasSubstr("in the way"));
  fs::remove(file("g.trama.repaired"));
  EXPECT_EQ(repair().kept, file("g.trama.damaged-2"));
}

}  // namespace
}  // namespace trama
