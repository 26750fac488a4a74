// Texts as they come: the parts of a document make the document, however the input is cut.
#include "cli/texts/part_feed.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <streambuf>
#include <string>

#include "base/files.h"
#include "extract/analysis/conllu.h"
#include "extract/text/segmenter.h"
#include "tests/support/program.h"

namespace trama::cli {
namespace {

using testing::HasSubstr;

// A stream that delivers `size` bytes at a time, and says that nothing is there in between.
class Trickle : public std::streambuf {
 public:
  Trickle(std::string text, std::size_t size) : text_(std::move(text)), size_(size) {}

 protected:
  int_type underflow() override {
    if (at_ >= text_.size()) return traits_type::eof();
    const std::size_t count = std::min(size_, text_.size() - at_);
    setg(text_.data() + at_, text_.data() + at_, text_.data() + at_ + count);
    at_ += count;
    return traits_type::to_int_type(*gptr());
  }

 private:
  std::string text_;
  std::size_t size_;
  std::size_t at_ = 0;
};

class Parts : public testing::Test {
 protected:
  // All parts as CoNLL-U.
  std::string read(const std::string& text, std::size_t size, InputForm form = InputForm::kText) {
    Trickle buffer(text, size);
    std::istream in(&buffer);
    std::ostringstream out, conllu;
    err_.str({});
    Streams io{in, out, err_};
    Report report(io, false);
    options_.inputs = {"-"};
    PartFeed feed(options_, form, in, report);
    batches_ = 0;
    while (const auto batch = feed.next()) {
      ++batches_;
      EXPECT_FALSE(batch->empty());
      for (const DocumentPart& part : *batch) write_conllu(part, conllu);
    }
    skipped_ = report.skipped();
    return conllu.str();
  }

  InputOptions options_;
  std::ostringstream err_;
  std::size_t batches_ = 0;
  std::int64_t skipped_ = 0;
};

// The document that a text is, at once.
std::string whole(const std::string& text) {
  AnalyzedDocument document;
  document.document = {.id = "stdin", .text = text};
  document.sentences = segment(text);
  std::ostringstream conllu;
  write_conllu(document, conllu);
  return conllu.str();
}

TEST_F(Parts, MakeTheSamplesHoweverTheyAreCut) {
  for (const std::string& file : test::sample_files()) {
    const std::string text = test::read_text(file);
    const std::string expected = whole(text);
    for (const std::size_t size : {1, 100, 1000000}) ASSERT_TRUE(read(text, size) == expected) << file << ' ' << size;
    std::string line = text;
    std::replace(line.begin(), line.end(), '\n', ' ');
    ASSERT_TRUE(read(line, 70) == whole(line)) << file;
    EXPECT_EQ(err_.str(), "");
  }
}

TEST_F(Parts, ReadOtherEncodingsAsTheyCome) {
  const std::string latin1 = "El a\xF1o pasado lleg\xF3 el fr\xEDo. Despu\xE9s nev\xF3 en todas partes.\n";
  const std::string text = "El año pasado llegó el frío. Después nevó en todas partes.\n";
  for (const std::size_t size : {1, 7, 1000}) {
    EXPECT_EQ(read(latin1, size), whole(text));
    EXPECT_THAT(err_.str(), HasSubstr("read as Windows-1252"));
  }
}

TEST_F(Parts, LeaveOutOtherLanguagesAndBinaryData) {
  std::string english;
  for (int i = 0; i < 300; ++i) english += "The minister said that they would not be there with him. ";
  for (const std::size_t size : {10, 100000}) {
    EXPECT_EQ(read(english, size), "");
    EXPECT_EQ(skipped_, 1);
    EXPECT_THAT(err_.str(), HasSubstr("stdin: looks like English (en), skipped; --lang es analyses it anyway\n"));
    EXPECT_EQ(read(std::string("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16), size), "");
    EXPECT_THAT(err_.str(), HasSubstr("PNG image"));
    EXPECT_EQ(read(std::string("\x01\x02\0\0\0\x03", 6), size), "");
    EXPECT_THAT(err_.str(), HasSubstr("binary data"));
    EXPECT_EQ(read(" \n\n", size), "");
    EXPECT_THAT(err_.str(), HasSubstr("no text"));
  }
  options_.language = "es";
  EXPECT_TRUE(read(english, 100) == whole(english));
}

TEST_F(Parts, ComeBeforeTheInputEnds) {
  std::string text;
  for (int i = 0; i < 50; ++i) text += "El presidente no dijo nada de las cuentas del año pasado. ";
  read(text, 60);
  EXPECT_GT(batches_, 40u);
  read(text, 100000);
  EXPECT_LE(batches_, 2u);
}

TEST_F(Parts, OfTreesMakeTheDocuments) {
  std::string trees, forms;
  for (int i = 0; i < 350; ++i) {
    if (i == 300) trees += "# newdoc id = dos\n";
    if (i % 7 == 0) trees += "# newpar\n";
    trees += "1\tAna\t_\t_\t_\t_\t_\t_\t_\t_\n2\tllegó\t_\t_\t_\t_\t_\t_\t_\t" +
             std::string(i % 3 == 0 ? "SpaceAfter=No" : "_") + "\n\n";
  }
  std::istringstream in(trees);
  std::ostringstream expected;
  for (const AnalyzedDocument& document : read_conllu(in, "standard input")) write_conllu(document, expected);
  for (const std::size_t size : {1, 50, 1000000}) EXPECT_TRUE(read(trees, size, InputForm::kTrees) == expected.str());
}

TEST_F(Parts, BeforeAFaultInTreesAreKept) {
  const std::string good = "1\tAna\t_\t_\t_\t_\t_\t_\t_\t_\n\n";
  for (const std::size_t size : {1, 1000}) {
    EXPECT_THAT(read(good + good + "1\tmal\n\n" + good, size, InputForm::kTrees), HasSubstr("standard input-s2"));
    EXPECT_EQ(skipped_, 1);
    EXPECT_THAT(err_.str(), HasSubstr("standard input:5"));
  }
}

TEST_F(Parts, StaySmall) {
  const std::string sentence = "El presidente no dijo nada de las cuentas del año pasado. ";
  std::string text;
  while (text.size() < 3'000'000) text += sentence;
  Trickle buffer(text, 65536);
  std::istream in(&buffer);
  std::ostringstream out;
  Streams io{in, out, err_};
  Report report(io, false);
  options_.inputs = {"-"};
  PartFeed feed(options_, InputForm::kText, in, report);
  std::size_t sentences = 0, most = 0;
  while (const auto batch = feed.next()) {
    std::size_t count = 0;
    for (const DocumentPart& part : *batch) {
      EXPECT_EQ(part.sentences_before, sentences + count);
      count += part.sentences.size();
    }
    sentences += count;
    most = std::max(most, count);
  }
  EXPECT_EQ(sentences, text.size() / sentence.size());
  EXPECT_LT(most, 3000u);
}

// A file's end is no reason to wait: many small files make one batch, and all threads have work.
TEST_F(Parts, OfSmallFilesShareABatch) {
  const test::TempFolder folder;
  for (int i = 0; i < 20; ++i) {
    const bool trees = i % 2 == 1;
    const std::string path = folder / (std::to_string(i) + (trees ? ".conllu" : ".txt"));
    write_file(path, trees ? "1\tAna\t_\t_\t_\t_\t_\t_\t_\t_\n\n" : "El ministro no dijo nada de la visita.\n");
    options_.inputs.push_back(path);
  }
  std::istringstream in;
  std::ostringstream out;
  Streams io{in, out, err_};
  Report report(io, false);
  PartFeed feed(options_, InputForm::kText, in, report);
  EXPECT_TRUE(feed.ready());
  const auto batch = feed.next();
  ASSERT_TRUE(batch);
  EXPECT_EQ(batch->size(), 20u);
  EXPECT_FALSE(feed.next());
}

}  // namespace
}  // namespace trama::cli
