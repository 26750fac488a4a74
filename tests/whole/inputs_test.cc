// Inputs as they come from the world: other encodings, line ends and normal forms, JSON lines, gzip, broken documents,
// outputs that go away.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <string>

#include "base/statement_json.h"
#include "base/utf8.h"
#include "tests/support/program.h"

namespace trama {
namespace {

using test::Outcome;
using test::TempFolder;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

std::string to_latin1(const std::string& text) {
  std::string latin1;
  for (std::size_t position = 0; position < text.size();) {
    const char32_t character = decode_utf8(text, position);
    EXPECT_LT(character, 0x100u) << "the sample is not Latin-1";
    latin1 += static_cast<char>(character);
  }
  return latin1;
}

std::string to_nfd(const std::string& text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfd = icu::Normalizer2::getNFDInstance(status);
  std::string result;
  nfd->normalize(icu::UnicodeString::fromUTF8(text), status).toUTF8String(result);
  return result;
}

std::string to_crlf(const std::string& text) {
  std::string result;
  for (const char c : text) {
    if (c == '\n') result += '\r';
    result += c;
  }
  return result;
}

// The statement without what differs when the same text comes in other bytes: offsets, document, normal form.
std::string essence(const std::string& line) {
  Statement statement = statement_from_json(line);
  const auto clear = [](Mention& mention) { mention.span = {}; };
  clear(statement.subject);
  clear(statement.object);
  if (statement.source) clear(statement.source->who);
  if (statement.theme_span) statement.theme_span = Span{};
  if (statement.time) statement.time->span = {};
  for (Quantity& quantity : statement.quantities) quantity.span = {};
  statement.relation.span = {};
  statement.evidence.span = {};
  statement.evidence.document = "d";
  return to_nfc(to_json(statement));
}

class Inputs : public testing::Test {
 protected:
  std::vector<std::string> essences(const std::string& file) {
    const Outcome run = test::run({"extract", file});
    EXPECT_EQ(run.code, 0) << run.err;
    warnings_ = run.err;
    std::vector<std::string> result;
    for (const std::string& line : test::lines_of(run.out)) result.push_back(essence(line));
    return result;
  }
  std::string write(const std::string& name, const std::string& content) {
    test::write_text(folder_ / name, content);
    return folder_ / name;
  }

  TempFolder folder_;
  // Its date stands in its name, and so in the names of the variants.
  const std::string name_ = "2025-03-20-oea-lima.txt";
  const std::string sample_ = std::string(TRAMA_SOURCE_DIR) + "/samples/" + name_;
  std::string warnings_;
};

TEST_F(Inputs, TheSameTextInOtherBytesGivesTheSameStatements) {
  const std::string text = test::read_text(sample_);
  const std::vector<std::string> expected = essences(sample_);
  EXPECT_GT(expected.size(), 5u);
  EXPECT_EQ(expected, essences(write(name_, "\xEF\xBB\xBF" + text)));
  EXPECT_EQ(expected, essences(write(name_, to_crlf(text))));
  EXPECT_EQ(expected, essences(write(name_, to_nfd(text))));
  EXPECT_EQ(warnings_, "");
  EXPECT_EQ(expected, essences(write(name_, to_latin1(text))));
  EXPECT_THAT(warnings_, AllOf(HasSubstr(name_), HasSubstr("Windows-1252")));
}

TEST_F(Inputs, GzipJsonLinesAndStandardInputAreTheSameAsAFile) {
  const std::vector<std::string> expected = essences(sample_);
  test::run_shell("gzip -c " + sample_ + " > " + name_ + ".gz", folder_);
  EXPECT_EQ(expected, essences(folder_ / (name_ + ".gz")));
  const Outcome piped = test::run({"extract", "-"}, test::read_text(sample_));
  EXPECT_EQ(test::lines_of(piped.out).size(), expected.size());
}

TEST_F(Inputs, HeadlinesAreReadApartAndSayNothingTwice) {
  const std::string body =
      "La ministra Irene Otero visitó este jueves a Luis Tobar Mendieta en Quito. La policía detuvo a Pedro Salas.";
  const auto statements = [&](const std::string& title) {
    std::vector<Statement> result;
    const Outcome run = test::run(
        {"extract", "-"}, R"({"id":"d","date":"2025-07-03","title":")" + title + R"(","text":")" + body + "\"}\n");
    for (const std::string& line : test::lines_of(run.out)) result.push_back(statement_from_json(line));
    return result;
  };
  const std::vector<Statement> plain = statements("");
  ASSERT_FALSE(plain.empty());
  const std::string title = "Otero acusa a Tobar de espionaje";
  const std::vector<Statement> all = statements(title);
  ASSERT_EQ(all.size(), plain.size() + 1);
  const Statement& headline = all.front();
  EXPECT_TRUE(headline.evidence.in_title);
  EXPECT_EQ(headline.evidence.sentence, title);
  EXPECT_EQ(headline.subject.canonical, "Irene Otero") << "who is meant is told by the body";
  EXPECT_EQ(headline.object.canonical, "Luis Tobar Mendieta");
  EXPECT_EQ(headline.relation.span.of(title), "acusa");
  for (std::size_t i = 0; i < plain.size(); ++i) {
    Statement expected = plain[i];
    expected.evidence.title = title;
    EXPECT_EQ(all[i + 1], expected) << "the body is read as without a title";
  }
  EXPECT_EQ(statements("Otero visita a Tobar").size(), plain.size()) << "the body says so too";
  const std::string graph = folder_ / "red.trama";
  test::run({"build", "-", "-o", graph}, R"({"id":"d","title":")" + title + R"(","text":")" + body + "\"}\n");
  const Outcome query =
      test::run({"query", graph, "MATCH (s:Statement) WHERE s.in_title RETURN s.sentence, s.begin", "--format", "csv"});
  EXPECT_THAT(query.out, HasSubstr(title + ",0"));
}

TEST_F(Inputs, BadDocumentsAreNamedSkippedAndCounted) {
  const std::string corpus = write("corpus.jsonl",
                                   "{\"id\": \"uno\", \"text\": \"Marta Ibáñez visitó a Pedro Salgado en Quito.\"}\n"
                                   "{\"id\": \"dos\", \"text\": \n"
                                   "{\"id\": \"tres\"}\n"
                                   "{\"id\": \"cuatro\", \"text\": \"Pedro Salgado criticó a Marta Ibáñez.\"}\n");
  const std::string binary = write("foto.txt", std::string("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1", 24));
  const Outcome run = test::run({"build", corpus, binary, "-o", folder_ / "red.trama"});
  EXPECT_EQ(run.code, cli::kSomeSkipped);
  EXPECT_THAT(run.err,
              AllOf(HasSubstr("skipped " + corpus + ":2"), HasSubstr("skipped " + corpus + ":3"),
                    HasSubstr("skipped " + binary), HasSubstr("2 documents added, 0 already there, 3 skipped")));
  const std::string json = test::run({"export", folder_ / "red.trama", "--to", "json"}).out;
  EXPECT_THAT(json, AllOf(HasSubstr("Marta Ibáñez"), HasSubstr("Pedro Salgado")));
  const Outcome extract = test::run({"extract", "--quiet", corpus, binary});
  EXPECT_EQ(extract.code, cli::kSomeSkipped);
  EXPECT_THAT(extract.err, HasSubstr("skipped " + binary));  // Also with --quiet.
}

TEST_F(Inputs, EmptyAndBlankTextsMakeNoStatements) {
  for (const std::string content : {"", "\n \n\t\n", "\xEF\xBB\xBF"}) {
    const Outcome run = test::run({"extract", write("vacia.txt", content)});
    EXPECT_EQ(run.out, "");
    EXPECT_THAT(run.code, testing::AnyOf(cli::kDone, cli::kSomeSkipped));
  }
}

TEST_F(Inputs, HostileTextsAreReadWithoutHarm) {
  std::string nested;
  for (int i = 0; i < 3000; ++i) nested += "que dijo (";
  std::string commas = "Ana";
  for (int i = 0; i < 20000; ++i) commas += ", Luis";
  const std::vector<std::string> texts = {
      nested,
      commas,
      std::string(300000, 'a'),
      std::string(100000, '.'),
      std::string(50000, '"'),
      std::string("Ana\0", 4) + "visitó a \x01\x02\x03 Luis.",
      "\xFF\xFE\xFD\xFC",
      "\xE2\x80\xAE\xE2\x80\x8F\xE2\x80\x8B",
  };
  std::vector<std::string> arguments = {"extract", "--quiet"};
  for (std::size_t i = 0; i < texts.size(); ++i) {
    arguments.push_back(write("texto" + std::to_string(i) + ".txt", texts[i]));
  }
  const Outcome run = test::run(arguments);
  EXPECT_THAT(run.code, testing::AnyOf(cli::kDone, cli::kSomeSkipped));
  for (const std::string& line : test::lines_of(run.out)) EXPECT_NO_THROW(statement_from_json(line));
}

TEST_F(Inputs, ReaderThatGoesAwayIsNoError) {
  const Outcome run = test::run_shell("trama extract --quiet " + std::string(TRAMA_SOURCE_DIR) +
                                          "/samples/*.txt | head -n 1 | wc -l; echo ${PIPESTATUS[0]}",
                                      folder_);
  EXPECT_EQ(run.out, "1\n0\n");
  EXPECT_EQ(run.err, "");
}

TEST_F(Inputs, FullDiskIsAnError) {
  const Outcome run = test::run_shell("trama extract " + sample_ + " >/dev/full", folder_);
  EXPECT_EQ(run.code, cli::kFailed);
  EXPECT_THAT(run.err, HasSubstr("No space left on device"));
}

TEST_F(Inputs, QuietSaysNothing) {
  const Outcome run = test::run({"build", "--quiet", sample_, "-o", folder_ / "red.trama"});
  EXPECT_EQ(run.code, cli::kDone);
  EXPECT_EQ(run.out + run.err, "");
}

TEST_F(Inputs, AFileThatIsNoGraphIsRefusedAndLeftAlone) {
  const std::string file = write("nota.trama", "no es un grafo, sino una nota");
  const Outcome run = test::run({"build", sample_, "-o", file});
  EXPECT_EQ(run.code, cli::kFailed);
  EXPECT_THAT(run.err, HasSubstr("nota.trama"));
  EXPECT_EQ(test::read_text(file), "no es un grafo, sino una nota");
}

TEST_F(Inputs, MetonymyCanBeSwitchedOff) {
  const std::string file = write("a.txt", "Seúl acusó a Pyongyang de enviar soldados a Kursk.\n");
  const Outcome on = test::run({"extract", file}), off = test::run({"extract", "--metonymy", "off", file});
  EXPECT_THAT(on.out, AllOf(HasSubstr("Corea del Norte"), HasSubstr("\"via\"")));
  EXPECT_THAT(off.out, AllOf(Not(HasSubstr("Corea del Norte")), HasSubstr("Pyongyang")));
}

TEST_F(Inputs, OwnTableOfNamesIsUsed) {
  const std::string table = write("nombres.tsv", "Marta Ibáñez\tMartita Quirós\tPER\n");
  const std::string file = write("a.txt", "Martita Quirós visitó a Pedro Salgado en Lima.\n");
  EXPECT_THAT(test::run({"extract", file}).out, Not(HasSubstr("Marta Ibáñez")));
  EXPECT_THAT(test::run({"extract", "--aliases", table, file}).out, HasSubstr("Marta Ibáñez"));
}

TEST_F(Inputs, WhatFollowsATableOfNamesIsAnInput) {
  const std::string names = write("nombres.tsv", "Soltec\tORG\n");
  const std::string file = write("a.txt", "Soltec visitó a Pedro Salgado en Lima.\n");
  const std::string graph = folder_ / "red.trama";
  EXPECT_EQ(test::run({"build", "--gazetteer", names, file, "-o", graph}).code, 0);
  EXPECT_EQ(test::run({"extract", "--aliases", names, "--gazetteer", names, file, "--threads", "1"}).code, 0);
}

TEST_F(Inputs, MergeRulesJoinAndPartActors) {
  const std::string file =
      write("a.txt", "Fjord Capital presionó a Julián Ferrer.\n\nNordlys acusó a Julián Ferrer.\n");
  const std::string rules = write("reglas.tsv", "same\tFjord Capital\tNordlys\n");
  const std::string graph = folder_ / "red.trama";
  ASSERT_EQ(test::run({"build", "--quiet", file, "-o", graph, "--merge-rules", rules}).code, 0);
  const Outcome entity = test::run({"entity", graph, "Nordlys"});
  EXPECT_EQ(entity.code, 0) << entity.err;
  EXPECT_THAT(entity.out, HasSubstr("Fjord Capital"));
}

TEST_F(Inputs, MinimumConfidenceLeavesTheLessSureOut) {
  const Outcome all = test::run({"extract", "--min-confidence", "0", sample_}),
                sure = test::run({"extract", "--min-confidence", "0.8", sample_});
  EXPECT_LT(test::lines_of(sure.out).size(), test::lines_of(all.out).size());
  for (const std::string& line : test::lines_of(sure.out)) EXPECT_GE(statement_from_json(line).confidence, 0.8);
}

}  // namespace
}  // namespace trama
