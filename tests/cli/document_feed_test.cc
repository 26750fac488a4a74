#include "cli/texts/document_feed.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "base/error.h"
#include "extract/text/segmenter.h"
#include "tests/support/program.h"

namespace trama::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* kTree =
    "# newdoc id = uno\n"
    "1\tAna\tAna\tPROPN\t_\t_\t2\tnsubj\t_\tEntity=B-PER\n"
    "2\tllegó\tllegar\tVERB\t_\t_\t0\troot\t_\t_\n\n";

class Feed : public testing::Test {
 protected:
  // All documents of `inputs`.
  std::vector<AnalyzedDocument> read(const std::vector<std::string>& inputs, InputForm form,
                                     const std::string& standard_input = {}) {
    std::istringstream in(standard_input);
    std::ostringstream out;
    Streams io{in, out, err_};
    Report report(io, false);
    options_.inputs = inputs;
    DocumentFeed feed(options_, form, in, report);
    needs_analysis_ = feed.needs_analysis();
    std::vector<AnalyzedDocument> documents;
    while (auto batch = feed.next()) {
      EXPECT_FALSE(batch->documents.empty());
      for (AnalyzedDocument& document : batch->documents) documents.push_back(std::move(document));
    }
    skipped_ = report.skipped();
    return documents;
  }

  std::string file(const std::string& name, const std::string& content) {
    test::write_text(folder_ / name, content);
    return folder_ / name;
  }

  test::TempFolder folder_;
  InputOptions options_;
  std::ostringstream err_;
  bool needs_analysis_ = false;
  std::int64_t skipped_ = 0;
};

std::vector<std::string> ids(const std::vector<AnalyzedDocument>& documents) {
  std::vector<std::string> result;
  for (const AnalyzedDocument& document : documents) result.push_back(document.document.id);
  return result;
}

TEST_F(Feed, MixesTextsAndTreesInTheOrderGiven) {
  const std::string a = file("a.txt", "Una nota."), b = file("b.conllu", kTree), c = file("c.txt", "Otra.");
  const auto documents = read({a, b, c}, InputForm::kText);
  EXPECT_THAT(ids(documents), ElementsAre(a, "uno", c));
  EXPECT_TRUE(documents[0].sentences.empty());
  EXPECT_EQ(documents[1].sentences.size(), 1u);
  EXPECT_TRUE(needs_analysis_);
}

TEST_F(Feed, TreesAloneNeedNoModel) {
  EXPECT_THAT(ids(read({"-"}, InputForm::kTrees, kTree)), ElementsAre("uno"));
  EXPECT_FALSE(needs_analysis_);
}

TEST_F(Feed, DamagedTreesAreSkippedAndNamed) {
  const auto documents = read({file("bad.conllu", "1\tAna\n\n"), file("good.conllu", kTree)}, InputForm::kText);
  EXPECT_THAT(ids(documents), ElementsAre("uno"));
  EXPECT_EQ(skipped_, 1);
  EXPECT_THAT(err_.str(), HasSubstr("bad.conllu"));
}

TEST_F(Feed, LinesAreSentencesAndBlankLinesEndDocuments) {
  const auto documents = read({"-"}, InputForm::kTokens, "\n\nAna llegó .\n  El\tcaso del  juez .\r\n\n\nFin .");
  EXPECT_THAT(ids(documents), ElementsAre("standard input:3", "standard input:7"));
  ASSERT_EQ(documents[0].sentences.size(), 2u);
  std::vector<std::string> forms;
  for (const Word& word : documents[0].sentences[1].words) forms.push_back(word.form);
  EXPECT_THAT(forms, ElementsAre("El", "caso", "de", "el", "juez", "."));
}

TEST_F(Feed, SpansOfTokenLinesCutTheTokensOut) {
  const auto documents = read({"-"}, InputForm::kTokens, "Ana llegó .\n Él la\xff vio .\n");
  ASSERT_EQ(documents.size(), 1u);
  EXPECT_THAT(err_.str(), HasSubstr("standard input:2"));  // Says that it repaired a byte.
  for (const Sentence& sentence : documents[0].sentences) {
    for (const Word& word : sentence.words) EXPECT_EQ(word.span.of(documents[0].document.text), word.form);
  }
}

TEST_F(Feed, LongTokenLinesBecomeSeveralSentences) {
  std::string line;
  for (int i = 0; i < 3 * kMaxSentenceWords / 2; ++i) line += "palabra ";
  const auto documents = read({"-"}, InputForm::kTokens, line);
  ASSERT_EQ(documents.size(), 1u);
  ASSERT_EQ(documents[0].sentences.size(), 2u);
  EXPECT_EQ(documents[0].sentences[0].words.size(), static_cast<std::size_t>(kMaxSentenceWords));
  EXPECT_EQ(documents[0].sentences[1].words.back().span.of(documents[0].document.text), "palabra");
}

TEST_F(Feed, LongRunsOfTokenLinesAreSeveralDocuments) {
  std::string lines;
  for (int i = 0; i < 500; ++i) lines += std::string(400, 'a') + ' ' + std::string(400, 'b') + '\n';
  const auto documents = read({"-"}, InputForm::kTokens, lines);
  ASSERT_GT(documents.size(), 2u);
  for (const AnalyzedDocument& document : documents) EXPECT_LT(document.document.text.size(), 200'000u);
}

TEST_F(Feed, TreesHaveTheBoundOfTexts) {
  std::string trees = "# newdoc id = larga\n";
  for (int i = 0; i < 9; ++i) {
    trees += "1\t" + std::string(1'000'000, 'a') + "\ta\tNOUN\t_\t_\t0\troot\t_\t_\n\n";
  }
  const auto documents = read({"-"}, InputForm::kTrees, trees + kTree);
  EXPECT_THAT(ids(documents), ElementsAre("uno"));
  EXPECT_EQ(skipped_, 1);
  EXPECT_THAT(err_.str(), HasSubstr("trama: skipped larga: larger than 8 MiB"));
}

TEST_F(Feed, FilteredDocumentsDoNotCome) {
  std::istringstream in;
  std::ostringstream out;
  Streams io{in, out, err_};
  Report report(io, false);
  options_.inputs = {file("a.txt", "Una nota."), file("b.txt", "Otra nota.")};
  DocumentFeed feed(options_, InputForm::kText, in, report);
  feed.set_filter([](const Document& document) { return document.text == "Otra nota."; });
  const auto batch = feed.next();
  ASSERT_TRUE(batch.has_value());
  ASSERT_EQ(batch->documents.size(), 1u);
  EXPECT_EQ(batch->documents[0].document.text, "Otra nota.");
  EXPECT_FALSE(feed.next().has_value());
}

TEST_F(Feed, TextsInOtherLanguagesAreSkippedUnlessTheyAreAskedFor) {
  const std::string english = "The talks of the two countries were held in the spring, but nobody said who had asked.";
  const std::string a = file("a.txt", english), b = file("b.txt", "Las dos partes no dijeron nada.");
  const std::string c = file("c.jsonl", "{\"id\":\"c\",\"text\":\"" + english + "\"}\n");
  EXPECT_THAT(ids(read({a, b, c}, InputForm::kText)), ElementsAre(b));
  EXPECT_EQ(skipped_, 2);
  EXPECT_THAT(err_.str(), HasSubstr("trama: c: looks like English (en), skipped; --lang es analyses it anyway\n"));
  options_.language = "es";
  EXPECT_THAT(ids(read({a, b, c}, InputForm::kText)), ElementsAre(a, b, "c"));
  EXPECT_EQ(skipped_, 0);
}

TEST_F(Feed, MissingOperandsThrow) {
  EXPECT_THROW(read({folder_ / "none.txt"}, InputForm::kText), Error);
  EXPECT_THROW(read({folder_ / "none.txt"}, InputForm::kTokens), Error);
  EXPECT_THROW(read({folder_ / "none.conllu"}, InputForm::kText), Error);
}

}  // namespace
}  // namespace trama::cli
