// Documents of a graph file: listed, taken out, replaced.
#include <gmock/gmock.h>

#include "graph/store/builder.h"
#include "graph/store/upkeep/upkeep.h"
#include "tests/graph/graph_files.h"

namespace trama {
namespace {

using test::corpus;
using test::document;
using test::place;
using test::says;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::StartsWith;
using testing::UnorderedElementsAre;

class StoreDocumentsTest : public test::GraphFiles {
 protected:
  static std::vector<std::string> ids(const Store& store) {
    std::vector<std::string> ids;
    store.documents([&](const DocumentRecord& document) { ids.push_back(document.id); });
    return ids;
  }
};

TEST_F(StoreDocumentsTest, AreListedByDateThenId) {
  const Statement statement = says(place("Lima"), "ver", place("Quito"));
  std::vector<DocumentStatements> documents{document("b", "uno", {statement, says(place("Lima"), "ir", place("Oslo"))}),
                                            document("a", "dos", {statement}), document("c", "uno", {statement}),
                                            document("a", "tres", {})};
  documents[1].document.date = "2023-01-01";
  documents[3].document.date = "";
  documents[0].document.title = "Título";
  documents[0].document.source = "El Diario";
  documents[0].document.url = "https://example.org/b";
  Store store = Store::open(file());
  store.add(std::span(documents).first(3), "model 1");
  store.update_entities();
  store.add(std::span(documents).last(1), "model 2");
  std::vector<DocumentRecord> records;
  store.documents([&](const DocumentRecord& record) { records.push_back(record); });
  ASSERT_EQ(records.size(), 4u);
  EXPECT_EQ(records[0].date, "");
  EXPECT_TRUE(records[0].pending);
  EXPECT_EQ(records[0].made_by, "model 2");
  EXPECT_EQ(records[0].statements, 0);
  EXPECT_EQ(records[1].date, "2023-01-01");
  EXPECT_NE(records[0].id, records[1].id) << "one id, two documents";
  EXPECT_EQ(records[2].id, "b");
  EXPECT_EQ(records[2].title, "Título");
  EXPECT_EQ(records[2].publisher, "El Diario");
  EXPECT_EQ(records[2].url, "https://example.org/b");
  EXPECT_EQ(records[2].statements, 2);
  EXPECT_EQ(records[2].made_by, "model 1");
  EXPECT_FALSE(records[2].pending);
  EXPECT_EQ(records[3].id, "c");
  EXPECT_EQ((records[2].story == "c") + (records[3].story == "b"), 1) << "one text";
  EXPECT_THAT(store.makers(), ElementsAre("model 1", "model 2"));
}

TEST_F(StoreDocumentsTest, SeveralAreRemovedInOneGo) {
  Store store = Store::open(file());
  store.add(corpus(10));
  store.update_entities();
  const std::vector<std::string> names{"d3", "nobody", "d4", "d3"};
  EXPECT_THAT(store.remove(names), ElementsAre(1, 0, 1, 1));
  std::vector<DocumentStatements> rest = corpus(10);
  rest.erase(rest.begin() + 3, rest.begin() + 5);
  Store other = Store::in_memory();
  other.add(rest);
  EXPECT_TRUE(dump(store.load()) == dump(other.load()));
  EXPECT_EQ(store.counts().statements, 16);
}

TEST_F(StoreDocumentsTest, OneOfTwoWithAnIdIsRemovedByTheIdThatIsShown) {
  Store store = Store::open(file());
  store.add(std::vector{document("a", "uno", {}), document("a", "dos", {})});
  std::vector<std::string> shown = ids(store);
  ASSERT_EQ(shown.size(), 2u);
  const std::string& marked = shown[0] == "a" ? shown[1] : shown[0];
  EXPECT_EQ(store.remove(marked), 1);
  EXPECT_THAT(ids(store), ElementsAre("a"));
}

TEST_F(StoreDocumentsTest, AreRemovedByAddressAndByHash) {
  std::vector<DocumentStatements> documents = corpus(6);
  documents[1].document.url = documents[2].document.url = "https://example.org/nota";
  documents[4].document.url = "https://example.org/otra";
  Store store = Store::open(file());
  store.add(documents);
  store.update_entities();
  std::vector<DocumentRecord> records;
  store.documents([&](const DocumentRecord& record) { records.push_back(record); });
  ASSERT_EQ(records[5].id, "d5");
  EXPECT_THAT(Store::content_hash(documents[5].document), StartsWith(records[5].hash));
  EXPECT_EQ(store.remove("https://example.org/nota"), 2);
  EXPECT_EQ(store.remove("https://example.org/"), 0);
  EXPECT_EQ(store.remove(""), 0) << "those without an address are no answer";
  EXPECT_EQ(store.remove(records[5].hash), 1);
  EXPECT_THAT(ids(store), UnorderedElementsAre("d0", "d3", "d4"));
}

TEST_F(StoreDocumentsTest, VersionsAreToldByIdAndByAddress) {
  std::vector<std::string> told;
  const VersionsTold tell = [&](const Document& document, const std::vector<std::string>& versions) {
    for (const std::string& version : versions) told.push_back(document.id + " " + version);
  };
  const auto at = [](std::string id, std::string url, std::string text) {
    DocumentStatements result = document(id, text, {});
    result.document.url = std::move(url);
    return result;
  };
  Store store = Store::open(file());
  store.add(std::vector{at("a", "https://example.org/1", "uno"), at("b", "https://example.org/1", "dos"),
                        at("c", "https://example.org/", "tres"), at("d", "https://example.org/", "cuatro")},
            "m", Adding::kBeside, tell);
  EXPECT_THAT(told, ElementsAre("b a")) << "the address of a site is of no document";
  told.clear();
  store.add(std::vector{at("a", "https://example.org/1", "uno")}, "m", Adding::kBeside, tell);
  EXPECT_THAT(told, IsEmpty()) << "it is there already";
  const DocumentStatements newer = at("e", "https://example.org/1", "cinco");
  EXPECT_FALSE(store.contains(newer.document, "m", Adding::kReplace));
  EXPECT_EQ(store.add(std::vector{newer}, "m", Adding::kReplace, tell).replaced, 2);
  EXPECT_THAT(told, ElementsAre("e a", "e b"));
  EXPECT_TRUE(store.contains(newer.document, "m", Adding::kReplace));
  EXPECT_THAT(ids(store), UnorderedElementsAre("c", "d", "e"));
  // Each takes the place of the one before, by id or by address.
  EXPECT_EQ(store
                .add(std::vector{at("e", "https://example.org/2", "x"), at("f", "https://example.org/2", "y"),
                                 at("f", "https://example.org/3", "z")},
                     "m", Adding::kReplace)
                .replaced,
            3);
  EXPECT_THAT(ids(store), UnorderedElementsAre("c", "d", "f"));
  store.update_entities();
  EXPECT_TRUE(check_graph(file()).problems.empty());
}

TEST_F(StoreDocumentsTest, ReplacingIsRemovingAndAdding) {
  std::vector<DocumentStatements> documents = corpus(12);
  Store store = Store::open(file());
  store.add(documents, "m");
  store.update_entities();
  // Another text; another date; the same; new.
  documents[2] = document("d2", "Otro texto", {says(place("Lima"), "ver", place("Quito"))});
  documents[5].document.date = "2024-06-01";
  for (Statement& statement : documents[5].statements) statement.evidence.date = "2024-06-01";
  documents.push_back(document("nuevo", "Nuevo", {says(place("Lima"), "ver", place("Oslo"))}));
  EXPECT_FALSE(store.contains(documents[2].document, "m", Adding::kReplace));
  EXPECT_FALSE(store.contains(documents[5].document, "m", Adding::kReplace));
  EXPECT_TRUE(store.contains(documents[5].document, "m", Adding::kBeside));
  EXPECT_TRUE(store.contains(documents[6].document, "m", Adding::kReplace));
  EXPECT_FALSE(store.contains(documents[6].document, "another model", Adding::kReplace));
  const StoreCounts counts = store.add(documents, "m", Adding::kReplace);
  EXPECT_EQ(counts.added, 3);
  EXPECT_EQ(counts.replaced, 2);
  EXPECT_EQ(counts.already_present, 10);
  EXPECT_EQ(counts.documents, 13);
  Store other = Store::in_memory();
  other.add(documents, "m");
  EXPECT_TRUE(dump(store.load()) == dump(other.load()));
  EXPECT_EQ(store.counts().statements, other.counts().statements);
  EXPECT_TRUE(check_graph(file()).problems.empty());
}

TEST_F(StoreDocumentsTest, TheLastOfABatchReplacesThoseBefore) {
  const std::vector<DocumentStatements> documents{document("a", "uno", {says(place("Lima"), "ver", place("Quito"))}),
                                                  document("b", "dos", {}),
                                                  document("a", "tres", {says(place("Lima"), "ver", place("Oslo"))})};
  Store store = Store::open(file());
  EXPECT_EQ(store.add(documents, "m", Adding::kReplace).documents, 2);
  store.update_entities();
  EXPECT_TRUE(store.load().find("Quito").empty());
  EXPECT_EQ(store.load().find("Oslo").size(), 1u);
  EXPECT_TRUE(check_graph(file()).problems.empty());
}

TEST_F(StoreDocumentsTest, EqualStatementsOfADocumentCountOnce) {
  const Statement statement = says(place("Lima"), "ver", place("Quito"));
  Store store = Store::open(file());
  EXPECT_EQ(store.add(std::vector{document("a", "uno", {statement, statement})}).statements, 1);
  store.remove("a");
  EXPECT_EQ(store.counts().statements, 0);
}

}  // namespace
}  // namespace trama
