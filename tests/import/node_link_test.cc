#include "import/node_link.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "base/error.h"
#include "tests/import/imported.h"

namespace trama {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

using test::Imported;

Imported import_json(const std::string& text) {
  return test::import_text(text, "x.json");
}

const std::string kGraph = R"("directed": true, "graph": {"format": "trama", "version": 1})";
const std::string kNodes = R"("nodes": [
  {"id": "n1", "name": "Ana Soto", "type": "PER", "named": true, "aliases": ["Soto"]},
  {"id": "n2", "name": "dos \"pilotos\"", "type": "GROUP", "named": false, "aliases": []}])";

std::string evidence(const std::string& document, const std::string& subject, const std::string& object,
                     const std::string& more = "", int begin = 0) {
  return R"({"document": ")" + document + R"(", "date": "2025-03-01", "sentence": "Una oración.", "span": [)" +
         std::to_string(begin) + ", " + std::to_string(begin + 13) +
         R"(], "subject": {"text": "ella", "canonical": ")" + subject +
         R"(", "kind": "pronoun", "span": [1, 2]}, "relation": {"label": "vio", "span": [3, 4]}, "object": )" +
         R"({"text": "x", "canonical": ")" + object +
         R"(", "kind": "named", "span": [5, 6]}, "count": 2, "confidence": 0.5)" + more + "}";
}

std::string edge(const std::string& list, const std::string& more = "") {
  return R"({"source": "n1", "target": "n2", "key": "r7", "lemma": "ver", "preposition": "con", "event_class": "",)" +
         more + R"("polarity": "negative", "modality": "denied", "evidence": [)" + list + "]}";
}

std::string graph(const std::string& edges) {
  return "{" + kGraph + ", " + kNodes + R"(, "edges": [)" + edges + "]}\n";
}

TEST(NodeLink, EvidenceBecomesStatements) {
  const Imported read = import_json(graph(edge(
      evidence("d1", "Soto", R"(dos \"pilotos\")",
               R"(, "theme": "paz", "quantities": [{"text": "unos 5", "low": null, "high": 5, "approximate": true}],
                             "time": {"text": "ayer", "begin": "2025-02-28"}, "source": {"who": "Soto", "verb": "decir"})"))));
  EXPECT_THAT(read.skipped, IsEmpty());
  ASSERT_EQ(read.documents.size(), 1u);
  EXPECT_EQ(read.documents[0].first.text, "Una oración.\n");
  const Statement& one = read.documents[0].second.at(0);
  EXPECT_EQ(one.subject.canonical, "Soto");
  EXPECT_EQ(one.subject.type, EntityType::kPerson);
  EXPECT_EQ(one.subject.kind, MentionKind::kPronoun);
  EXPECT_THAT(one.subject.aliases, ElementsAre("Ana Soto"));
  EXPECT_EQ(one.object.canonical, "dos \"pilotos\"");
  EXPECT_FALSE(one.object.named);
  EXPECT_EQ(one.relation.lemma, "ver");
  EXPECT_EQ(one.relation.label, "vio");
  EXPECT_EQ(one.relation.preposition, "con");
  EXPECT_EQ(one.polarity, Polarity::kNegative);
  EXPECT_EQ(one.modality, Modality::kDenied);
  EXPECT_EQ(one.count, 2);
  EXPECT_EQ(one.theme, "paz");
  ASSERT_EQ(one.quantities.size(), 1u);
  EXPECT_EQ(one.quantities[0].high, 5);
  EXPECT_EQ(one.time->begin, "2025-02-28");
  EXPECT_EQ(one.source->who.type, EntityType::kPerson);
  EXPECT_EQ(one.evidence.date, "2025-03-01");
}

TEST(NodeLink, AStatementOfASymmetricRelationMayGoTheOtherWay) {
  const Imported read =
      import_json(graph(edge(evidence("d1", R"(dos \"pilotos\")", "Ana Soto"), R"("symmetric": true,)")));
  const Statement& one = read.documents.at(0).second.at(0);
  EXPECT_EQ(one.subject.type, EntityType::kGroup);
  EXPECT_EQ(one.object.type, EntityType::kPerson);
}

TEST(NodeLink, DocumentsAreGatheredFromAllEdges) {
  const std::string nobody = R"(dos \"pilotos\")";
  const Imported read =
      import_json(graph(edge(evidence("d1", "Soto", nobody, "", 50) + "," + evidence("d2", "Soto", nobody)) + "," +
                        edge(evidence("d1", "Ana Soto", nobody))));
  ASSERT_EQ(read.documents.size(), 2u);
  EXPECT_EQ(read.documents[0].first.id, "d1");
  ASSERT_EQ(read.documents[0].second.size(), 2u);  // As they stand in the text.
  EXPECT_EQ(read.documents[0].second[0].subject.canonical, "Ana Soto");
  EXPECT_EQ(read.documents[0].second[1].evidence.span.begin, 50u);
}

TEST(NodeLink, WhatIsNoStatementIsNamedAndPassedOver) {
  const std::string good = evidence("d1", "Soto", "x");
  const Imported read = import_json(graph(edge("") + "," + edge(R"({"document": "d"})") + "," + edge("7," + good) +
                                          "," + R"({"source": "n1", "target": "n9"}, 5)"));
  EXPECT_EQ(read.documents.size(), 1u);
  EXPECT_THAT(read.skipped, ElementsAre(HasSubstr("edge r7: has no evidence"), HasSubstr("not a statement"),
                                        HasSubstr("no object"), HasSubstr("no node"), HasSubstr("no object")));
}

TEST(NodeLink, WhatIsNoGraphIsRefused) {
  const std::string whole = graph(edge(evidence("d1", "Soto", "x")));
  for (std::size_t size = 20; size + 3 < whole.size(); size += 7) {
    EXPECT_THROW(import_json(whole.substr(0, size)), Error) << whole.substr(0, size);
  }
  const auto code_of = [](const std::string& text) {
    try {
      import_json(text);
    } catch (const Error& error) {
      return error.code();
    }
    return ErrorCode::kInvalid;
  };
  EXPECT_EQ(code_of(R"({"directed": true, "nodes": [], "links": []})"), ErrorCode::kFormat);
  EXPECT_EQ(code_of(R"({"graph": {"name": "otro"}, "nodes": [], "edges": []})"), ErrorCode::kFormat);
  EXPECT_EQ(code_of(R"({"graph": {"format": "trama", "version": 9}, "nodes": [], "edges": []})"), ErrorCode::kVersion);
  EXPECT_EQ(code_of(R"({"graph": {"format": "trama", "version": 1}, "nodes": [}, "edges": []})"), ErrorCode::kFormat);
  EXPECT_EQ(code_of(R"({"graph": {"format": "trama", "version": 1} "edges": []})"), ErrorCode::kFormat);
}

}  // namespace
}  // namespace trama
