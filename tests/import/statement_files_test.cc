#include "import/statement_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "base/error.h"
#include "base/statement_json.h"
#include "tests/import/imported.h"

namespace trama {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

using test::Imported;

Imported import_text(const std::string& text) {
  return test::import_text(text, "x.csv");
}

Statement statement_of(const std::string& document, const std::string& sentence = "Ana visitó Lima.") {
  Statement one;
  one.subject.text = one.subject.canonical = "Ana";
  one.object.text = one.object.canonical = "Lima";
  one.relation.label = "visitó";
  one.relation.lemma = "visitar";
  one.confidence = 0.5;
  one.evidence.document = document;
  one.evidence.sentence = sentence;
  return one;
}

TEST(ImportLines, StatementsOfADocumentStayTogether) {
  const Imported read = import_text(to_json(statement_of("a")) + "\n\n" + to_json(statement_of("a", "Otra.")) + "\r\n" +
                                    to_json(statement_of("b")));
  EXPECT_THAT(read.skipped, IsEmpty());
  ASSERT_EQ(read.documents.size(), 2u);
  EXPECT_EQ(read.documents[0].first.id, "a");
  EXPECT_EQ(read.documents[0].second.size(), 2u);
  EXPECT_EQ(read.documents[0].second[1], statement_of("a", "Otra."));
  EXPECT_THAT(read.documents[0].first.text, HasSubstr("Ana visitó Lima.\n"));
}

TEST(ImportLines, WhatIsNoStatementIsNamedAndPassedOver) {
  Statement nobody = statement_of("a");
  nobody.subject.canonical.clear();
  Statement unsure = statement_of("a");
  unsure.confidence = 7;
  const Imported read =
      import_text(to_json(statement_of("a")) + "\n{\"x\": 1}\n" + to_json(nobody) + "\n" + to_json(unsure) + "\n{");
  EXPECT_EQ(read.documents.size(), 1u);
  ASSERT_EQ(read.skipped.size(), 4u);
  EXPECT_THAT(read.skipped[0], HasSubstr("x.csv:2: "));
  EXPECT_THAT(read.skipped[1], AllOf(HasSubstr("x.csv:3: "), HasSubstr("subject.canonical is empty")));
  EXPECT_THAT(read.skipped[2], AllOf(HasSubstr("x.csv:4: "), HasSubstr("confidence")));
}

TEST(ImportLines, ADocumentInTwoPlacesIsRefused) {
  const std::string text =
      to_json(statement_of("a")) + "\n" + to_json(statement_of("b")) + "\n" + to_json(statement_of("a", "Otra."));
  EXPECT_THROW(import_text(text), Error);
}

TEST(ImportTable, RowsBecomeStatements) {
  const Imported read = import_text(
      "subject,relation,object,date,source\r\n"
      "Ana Soto,visitó,Lima,2025-03-01,El País\r\n"
      "Ana Soto,\"criticó, con dureza, a\",\"la \"\"junta\"\"\",2025-03-01,El País\r\n"
      "Ana Soto,dejó,Lima,2025-03-02,https://ejemplo.es/nota\r\n");
  EXPECT_THAT(read.skipped, IsEmpty());
  ASSERT_EQ(read.documents.size(), 2u);
  const auto& [document, statements] = read.documents[0];
  ASSERT_EQ(statements.size(), 2u);
  EXPECT_EQ(statements[0].subject.canonical, "Ana Soto");
  EXPECT_EQ(statements[0].relation.label, "visitó");
  EXPECT_EQ(statements[0].evidence.publisher, "El País");
  EXPECT_EQ(statements[0].evidence.date, "2025-03-01");
  EXPECT_EQ(statements[1].object.canonical, "la \"junta\"");
  // Offsets are true of the text that the document is given.
  for (const Statement& one : statements) {
    EXPECT_EQ(one.evidence.span.of(document.text), one.evidence.sentence);
    EXPECT_EQ(one.subject.span.of(document.text), one.subject.text);
    EXPECT_EQ(one.object.span.of(document.text), one.object.text);
  }
  EXPECT_EQ(read.documents[1].second[0].evidence.url, "https://ejemplo.es/nota");
}

TEST(ImportTable, HeadsAreSpanishTooAndSeparatorsDiffer) {
  const Imported semicolons = import_text("\xEF\xBB\xBFSujeto;Relación;Objeto;Fecha\nAna;vio;Eva;2025-01-02\n");
  ASSERT_EQ(semicolons.documents.size(), 1u);
  EXPECT_EQ(semicolons.documents[0].second[0].evidence.date, "2025-01-02");
  const Imported tabs = import_text("object\tsubject\tverb\tcolour\nEva\tAna\tvio\trojo\n");
  ASSERT_EQ(tabs.documents.size(), 1u);
  EXPECT_EQ(tabs.documents[0].second[0].subject.canonical, "Ana");
  EXPECT_THAT(tabs.notes, ElementsAre(HasSubstr("colour")));
}

TEST(ImportTable, BadRowsAreNamedAndTheOthersRead) {
  const Imported read = import_text(
      "subject,relation,object,confidence,subject_type,modality\n"
      "Ana,vio,Eva,0.5,PER,asserted\n"
      "Ana,,Eva,,,\n"
      "Ana,vio\n"
      "Ana,vio,Eva,2,,\n"
      "Ana,vio,Eva,,PERSON,\n"
      "Ana,vio,Eva,,,quizá\n"
      "Ana,\"dos\nlíneas\",Eva,,,\n"
      "Ana,\"sin fin,Eva,,,\n");
  ASSERT_EQ(read.documents.size(), 1u);
  EXPECT_EQ(read.documents[0].second.size(), 2u);
  EXPECT_EQ(read.documents[0].second[0].confidence, 0.5);
  EXPECT_EQ(read.documents[0].second[1].relation.label, "dos líneas");
  EXPECT_THAT(read.skipped, ElementsAre(HasSubstr("x.csv:3: "), HasSubstr("x.csv:4: has 2 fields"),
                                        HasSubstr("x.csv:5: the confidence 2"), HasSubstr("x.csv:6: the type PERSON"),
                                        HasSubstr("x.csv:7: there is no modality"), HasSubstr("x.csv:10: ")));
}

// A quote that nobody closes does not take the rest of a file of any size into memory.
TEST(ImportTable, ARowThatDoesNotEndIsGivenUp) {
  std::string text = "subject,relation,object\nAna,vio,\"Eva\n";
  for (int i = 0; i < 300; ++i) text += std::string(std::size_t{1} << 15, 'x') + "\n";
  text += "Ana,vio,Eva\n";
  const Imported read = import_text(text);
  ASSERT_EQ(read.documents.size(), 1u);
  EXPECT_EQ(read.documents[0].second.size(), 1u);
  EXPECT_THAT(read.skipped.front(), HasSubstr("x.csv:2: the row has more than 8 MiB"));
}

TEST(Import, WhatIsNeitherIsRefused) {
  EXPECT_THROW(import_text(""), Error);
  EXPECT_THROW(import_text("[]"), Error);
  EXPECT_THROW(import_text("<html>"), Error);
  EXPECT_THROW(import_text("subject,object\nAna,Eva\n"), Error);
  EXPECT_THROW(import_text("subject,relation,object,sujeto\n"), Error);
}

}  // namespace
}  // namespace trama
