#include "graph/store/store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <random>

#include "base/error.h"
#include "base/hash.h"
#include "graph/store/builder.h"
#include "tests/graph/statements.h"

namespace trama {
namespace {

namespace fs = std::filesystem;
using test::person;
using test::place;
using test::says;
using testing::HasSubstr;

class StoreTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("trama-store-" + std::to_string(getpid()) + "-" +
                                           testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::create_directories(folder_);
  }
  void TearDown() override {
    fs::permissions(folder_, fs::perms::owner_all);
    fs::remove_all(folder_);
  }
  fs::path file(const std::string& name = "g.trama") const { return folder_ / name; }

  fs::path folder_;
};

DocumentStatements written(const std::string& id, const std::string& text, std::vector<Statement> statements) {
  DocumentStatements result;
  result.document.id = id;
  result.document.text = text;
  result.document.date = "2024-05-01";
  for (Statement& statement : statements) {
    statement.evidence.document = id;
    statement.evidence.date = result.document.date;
  }
  result.statements = std::move(statements);
  return result;
}

std::vector<DocumentStatements> numbered_texts(int count) {
  const char* const kPlaces[] = {"Perú", "EE.UU.", "Estados Unidos", "Japón", "Kiev", "Kyiv"};
  std::vector<DocumentStatements> documents;
  for (int i = 0; i < count; ++i) {
    documents.push_back(written("d" + std::to_string(i), "Texto número " + std::to_string(i),
                                {says(place(kPlaces[i % 6]), "apoyar", place(kPlaces[i * 5 % 6 + 0])),
                                 says(person("Ana Soto"), i % 2 == 0 ? "ver" : "ir", place(kPlaces[i % 5]))}));
  }
  return documents;
}

ErrorCode code_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    return error.code();
  }
  ADD_FAILURE() << "no error";
  return ErrorCode::kInvalid;
}

TEST_F(StoreTest, GivesBackWhatWasAdded) {
  const std::vector<DocumentStatements> documents = numbered_texts(20);
  std::vector<Statement> statements;
  for (const auto& one : documents) statements.insert(statements.end(), one.statements.begin(), one.statements.end());
  {
    Store store = Store::open(file());
    const StoreCounts counts = store.add(documents);
    EXPECT_EQ(counts.added, 20);
    EXPECT_EQ(counts.documents, 20);
    EXPECT_EQ(counts.statements, 40);
    store.update_entities();
  }
  EXPECT_TRUE(dump(Store::open_read_only(file()).load()) == dump(build_graph(statements)));
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), {}), 1) << "one file and nothing beside it";
}

TEST_F(StoreTest, AddingInPartsAndInAnyOrderGivesTheSameGraph) {
  std::vector<DocumentStatements> documents = numbered_texts(30);
  Store whole = Store::open(file("whole"));
  whole.add(documents);
  const std::string expected = dump(whole.load());
  std::mt19937 random(5);
  std::shuffle(documents.begin(), documents.end(), random);
  Store parts = Store::open(file("parts"));
  for (std::size_t i = 0; i < documents.size(); i += 7) {
    parts.add(std::span(documents).subspan(i, std::min<std::size_t>(7, documents.size() - i)));
    parts.update_entities();
  }
  EXPECT_TRUE(dump(parts.load()) == expected);
  EXPECT_EQ(parts.add(documents).already_present, 30);
  EXPECT_TRUE(dump(parts.load()) == expected);
}

TEST_F(StoreTest, SpacesAndNormalFormsMakeNoOtherDocumentButAnotherIdOrMediumDoes) {
  const Document kOne{"a", "t", "El  ministro\r\nviajó.", "", "", ""};
  const Document kSame{"a", "u", " El ministro viajo\xCC\x81.\n", "", "", ""};
  const Document kOtherText{"a", "t", "El ministro viajo.", "", "", ""};
  const Document kOtherId{"b", "t", "El  ministro\r\nviajó.", "", "", ""};
  const Document kOtherMedium{"a", "t", "El  ministro\r\nviajó.", "", "", "El Diario"};
  EXPECT_EQ(Store::content_hash(kOne), Store::content_hash(kSame));
  for (const Document* other : {&kOtherText, &kOtherId, &kOtherMedium}) {
    EXPECT_NE(Store::content_hash(kOne), Store::content_hash(*other));
  }
  Store store = Store::open(file());
  EXPECT_EQ(store.add(std::vector{DocumentStatements{kOne, {}}, DocumentStatements{kSame, {}}}).already_present, 1);
  EXPECT_TRUE(store.contains(Store::content_hash(kSame)));
  EXPECT_FALSE(store.contains(Store::content_hash(kOtherText)));
}

// Both are kept, with their media, in whatever order they come; they are one story and count once.
TEST_F(StoreTest, OneTextInTwoMediaIsTwoDocumentsOfOneStory) {
  const Statement statement = says(place("Lima"), "ver", place("Quito"));
  std::vector<DocumentStatements> documents{written("a", "uno", {statement}), written("b", "uno", {statement})};
  documents[0].document.source = "El Diario";
  documents[1].document.source = "La Gaceta";
  std::string dumps[2];
  for (const int order : {0, 1}) {
    Store store = Store::open(file(std::to_string(order)));
    store.add(std::span(documents).subspan(static_cast<std::size_t>(order), 1));
    store.update_entities();
    store.add(documents);
    const Graph graph = store.load();
    dumps[order] = dump(graph);
    ASSERT_EQ(graph.relation_count(), 1u);
    EXPECT_EQ(graph.relations()[0].count, 1);
    EXPECT_EQ(graph.relations()[0].document_count, 1);
    EXPECT_EQ(graph.relations()[0].evidence_count, 2);
    EXPECT_EQ(graph.evidence(RelationId{0})[1].evidence.publisher, "La Gaceta");
  }
  EXPECT_EQ(dumps[0], dumps[1]);
}

TEST_F(StoreTest, DifferentTextsWithOneIdAreToldApart) {
  Store store = Store::open(file());
  store.add(std::vector{written("nota", "uno", {says(place("Lima"), "ver", place("Quito"))}),
                        written("nota", "dos", {says(place("Lima"), "ver", place("Quito"))})});
  const Graph graph = store.load();
  ASSERT_EQ(graph.relation_count(), 1u);
  EXPECT_EQ(graph.relations()[0].document_count, 2);
  EXPECT_EQ(graph.evidence(RelationId{0})[0].evidence.document, "nota");
  EXPECT_THAT(graph.evidence(RelationId{0})[1].evidence.document, HasSubstr("nota#"));
}

// Two entities become one: what was the id of either finds it.
TEST_F(StoreTest, OldIdsFindWhoBearsTheNameNow) {
  Store store = Store::open(file());
  store.add(std::vector{written("a", "uno", {says(person("Ana Soto"), "ver", place("Quito"))}),
                        written("b", "dos", {says(person("La Doctora"), "ver", place("Lima"))})});
  std::vector<std::string> ids;
  {
    const auto before = store.view();
    for (const char* name : {"Ana Soto", "La Doctora"}) {
      const Entity& entity = before->entity(before->find(name).at(0));
      ids.push_back(key_text('n', entity.key));
      EXPECT_EQ(before->find(ids.back()), before->find(name));
    }
  }
  store.set_alias_rules(parse_alias_rules("same\tAna Soto\tLa Doctora\n", "x"));
  const auto after = store.view();
  for (const std::string& id : ids) EXPECT_EQ(after->find(id), after->find("Ana Soto")) << id;
  EXPECT_TRUE(after->find("n0000000000000001").empty());
}

TEST_F(StoreTest, RemovingADocumentKeepsWhatOthersSupport) {
  Store store = Store::open(file());
  const Statement shared = says(place("Lima"), "ver", place("Quito"));
  store.add(std::vector{written("a", "uno", {shared, says(place("Lima"), "ir", place("Oslo"))}),
                        written("b", "dos", {shared})});
  EXPECT_EQ(store.remove("c"), 0);
  EXPECT_EQ(store.remove("a"), 1);
  store.update_entities();
  const Graph graph = store.load();
  ASSERT_EQ(graph.relation_count(), 1u);
  EXPECT_EQ(graph.relations()[0].lemma, "ver");
  EXPECT_TRUE(graph.find("Oslo").empty());
  EXPECT_EQ(store.counts().statements, 1);
}

TEST_F(StoreTest, MergeIsAsIfAllHadBeenAddedToOne) {
  const std::vector<DocumentStatements> documents = numbered_texts(20);
  Store whole = Store::open(file("whole"));
  whole.add(documents);
  Store first = Store::open(file("first"));
  first.add(std::span(documents).first(12));
  Store second = Store::open(file("second"));
  second.add(std::span(documents).last(12));
  second.set_alias_rules(parse_alias_rules("same\tAna\tAna Soto\n", "x"));
  const StoreCounts counts = first.merge(second);
  EXPECT_EQ(counts.added, 8);
  EXPECT_EQ(counts.already_present, 4);
  EXPECT_EQ(first.load().find("Ana Soto").size(), 1u);
  EXPECT_EQ(first.load().entity(first.load().find("Ana").at(0)).name, "Ana");
  first.set_alias_rules({});
  EXPECT_TRUE(dump(first.load()) == dump(whole.load()));
}

TEST_F(StoreTest, AliasRulesStayInTheFile) {
  {
    Store store = Store::open(file());
    store.add(std::vector{written("a", "uno", {says(place("Kiev"), "ver", place("Kyiv"))})});
    store.update_entities();
    EXPECT_EQ(store.load().entity_count(), 1u);
    store.set_alias_rules(parse_alias_rules("different\tKiev\tKyiv\n", "x"));
    store.update_entities();
  }
  Store store = Store::open_read_only(file());
  EXPECT_EQ(store.load().entity_count(), 2u);
  EXPECT_EQ(store.alias_rules().rules.size(), 1u);
}

TEST_F(StoreTest, CopiesOfOneStoryCountOnce) {
  std::string story;
  for (int i = 0; i < 80; ++i) story += "palabra" + std::to_string(i * i) + " ";
  std::string other;
  for (int i = 0; i < 80; ++i) other += "vocablo" + std::to_string(i * i) + " ";
  const Statement statement = says(place("Lima"), "ver", place("Quito"));
  Store store = Store::open(file());
  store.add(std::vector{written("agencia", story, {statement}),
                        written("diario", "Redacción. " + story + "Con información de agencias.", {statement}),
                        written("aparte", other, {statement})});
  const Graph graph = store.load();
  EXPECT_EQ(graph.relations()[0].count, 2);
  EXPECT_EQ(graph.relations()[0].document_count, 2);
  EXPECT_DOUBLE_EQ(graph.relations()[0].confidence, 0.75);
  store.update_entities();
  EXPECT_EQ(store.counts().copies, 1);
}

TEST_F(StoreTest, DerivedTablesAreForOtherPrograms) {
  {
    Store store = Store::open(file());
    store.add(std::vector{written("a", "uno", {says(person("Serguéi Shoigú"), "visitar", place("Corea del Norte"))})});
    store.update_entities();
    store.update_entities();
  }
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(file().c_str(), &database), SQLITE_OK);
  std::string found;
  const auto row = [](void* into, int, char** columns, char**) {
    *static_cast<std::string*>(into) += std::string(columns[0]) + ";";
    return 0;
  };
  sqlite3_exec(database, "SELECT name FROM names_text WHERE names_text MATCH 'shoigu'", row, &found, nullptr);
  sqlite3_exec(database,
               "SELECT sentences.text FROM relations JOIN verbs ON verbs.number = verb "
               "JOIN texts ON texts.number = lemma JOIN evidence ON relation = relations.number "
               "JOIN statements ON statements.number = statement "
               "JOIN sentences ON sentences.number = (statements.number & ~1048575) + sentence "
               "WHERE texts.text = 'visitar'",
               row, &found, nullptr);
  sqlite3_exec(database, "PRAGMA foreign_key_check; PRAGMA integrity_check", row, &found, nullptr);
  sqlite3_close(database);
  EXPECT_EQ(found, "Serguéi Shoigú;Serguéi Shoigú visitar Corea del Norte.;ok;");
}

TEST_F(StoreTest, RefusesWhatIsNoGraphFile) {
  EXPECT_EQ(code_of([&] { Store::open_read_only(file("missing")); }), ErrorCode::kIo);
  EXPECT_FALSE(fs::exists(file("missing")));
  EXPECT_EQ(code_of([&] { Store::open_read_only(folder_); }), ErrorCode::kIo);
  EXPECT_EQ(code_of([&] { Store::open(folder_ / "no" / "such" / "folder"); }), ErrorCode::kIo);

  std::ofstream(file("text")) << "Esto es un texto y no un grafo. " << std::string(5000, 'x');
  EXPECT_EQ(code_of([&] { Store::open_read_only(file("text")); }), ErrorCode::kFormat);
  EXPECT_EQ(code_of([&] { Store::open(file("text")); }), ErrorCode::kFormat);
  std::ofstream(file("empty")).flush();
  EXPECT_EQ(code_of([&] { Store::open_read_only(file("empty")); }), ErrorCode::kFormat);

  sqlite3* database = nullptr;
  sqlite3_open(file("other").c_str(), &database);
  sqlite3_exec(database, "CREATE TABLE people (name)", nullptr, nullptr, nullptr);
  sqlite3_close(database);
  EXPECT_EQ(code_of([&] { Store::open(file("other")); }), ErrorCode::kFormat);
  EXPECT_EQ(code_of([&] { Store::open_read_only(file("other")); }), ErrorCode::kFormat);

  { Store::open(file("newer")); }
  // As a newer program would, with the checksums of pages.
  sqlite3_open_v2(file("newer").c_str(), &database, SQLITE_OPEN_READWRITE, "trama-checksums");
  sqlite3_exec(database, "PRAGMA user_version = 99", nullptr, nullptr, nullptr);
  sqlite3_close(database);
  EXPECT_EQ(code_of([&] { Store::open_read_only(file("newer")); }), ErrorCode::kVersion);
}

TEST_F(StoreTest, DamagedFilesAreRefusedAndNeverCrash) {
  {
    Store store = Store::open(file());
    store.add(numbered_texts(60));
    store.update_entities();
  }
  std::ifstream in(file(), std::ios::binary);
  const std::string sound{std::istreambuf_iterator<char>(in), {}};
  std::mt19937 random(11);
  int refused = 0;
  for (int round = 0; round < 150; ++round) {
    std::string bytes = sound;
    if (round % 3 == 0) {
      bytes.resize(random() % bytes.size());
    } else {
      for (int i = 0; i < 40; ++i) bytes[random() % bytes.size()] = static_cast<char>(random());
    }
    std::ofstream(file("damaged"), std::ios::binary) << bytes;
    try {
      Store::open_read_only(file("damaged")).load();
    } catch (const Error& error) {
      ++refused;
      EXPECT_THAT(error.what(), HasSubstr("damaged"));
    }
  }
  EXPECT_GT(refused, 50);
}

TEST_F(StoreTest, IsReadInAFolderThatCannotBeWritten) {
  {
    Store store = Store::open(file());
    store.add(numbered_texts(3));
  }
  sqlite3* database = nullptr;  // As a crash would leave it: in WAL mode.
  sqlite3_open(file().c_str(), &database);
  sqlite3_exec(database, "PRAGMA journal_mode = WAL", nullptr, nullptr, nullptr);
  sqlite3_close(database);
  fs::permissions(folder_, fs::perms::owner_read | fs::perms::owner_exec);
  EXPECT_EQ(Store::open_read_only(file()).counts().documents, 3);
}

// A child adds batches and tells of each that is committed; it is killed at some moment, mostly in the middle of one.
TEST_F(StoreTest, KillingTheWriterLosesNoCommittedBatchAndLeavesNoPartOfOne) {
  constexpr int kBatch = 25;
  const std::vector<DocumentStatements> documents = numbered_texts(4000);
  for (int round = 0; round < 4; ++round) {
    const fs::path graph = file("killed" + std::to_string(round));
    int channel[2];
    ASSERT_EQ(pipe(channel), 0);
    const pid_t child = fork();
    if (child == 0) {
      Store store = Store::open(graph);
      for (std::size_t i = 0; i < documents.size(); i += kBatch) {
        store.add(std::span(documents).subspan(i, kBatch));
        if (write(channel[1], "x", 1) != 1) _exit(1);
      }
      _exit(0);
    }
    close(channel[1]);
    char byte = 0;
    for (int i = 0; i < 2 + 3 * round; ++i) ASSERT_EQ(read(channel[0], &byte, 1), 1);
    usleep(static_cast<useconds_t>(700 * round));
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    std::int64_t committed = 2 + 3 * round;
    while (read(channel[0], &byte, 1) == 1) ++committed;
    close(channel[0]);
    {
      const Store store = Store::open_read_only(graph);
      EXPECT_GE(store.counts().documents, committed * kBatch);
      EXPECT_EQ(store.counts().documents % kBatch, 0);
      EXPECT_EQ(store.counts().statements, 2 * store.counts().documents);
    }
    Store store = Store::open(graph);
    store.add(std::span(documents).first(1000));
    EXPECT_GE(store.counts().documents, 1000);
    store.update_entities();
  }
}

}  // namespace
}  // namespace trama
