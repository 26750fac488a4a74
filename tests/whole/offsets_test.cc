// Every span of every output cuts the right bytes out of the input.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <map>
#include <string>

#include "base/divided_words.h"
#include "base/statement_json.h"
#include "base/utf8.h"
#include "tests/support/program.h"

namespace trama {
namespace {

using test::Outcome;
using test::TempFolder;

// Texts whose bytes and characters differ, with everything that moves offsets.
std::map<std::string, std::string> hard_texts() {
  const std::string nfd =
      "El a\xcc\x81rbitro Joa\xcc\x81n Pe\xcc\x81rez visito\xcc\x81 a Ana Nu\xcc\x83o en Bogota\xcc\x81.\n";
  return {
      {"bom.txt",
       "\xEF\xBB\xBF"
       "El ministro Andrés Lobo visitó a Clara Fuentes en Montevideo. Ella lo recibió.\n"},
      {"crlf.txt",
       "La presidenta\r\nElena Quispe destituyó a Gonzalo Tapia.\r\n\r\nLo acusó de mentir al Congreso.\r\n"},
      {"nfd.txt", nfd},
      {"soft_hyphen.txt", "El minis\xC2\xADtro Andrés Lobo visi\xC2\xADtó a Clara Fuentes.\n"},
      {"lines.txt",
       "El minis-\ntro Andrés Lobo visi\xC2\xAD\r\n tó a Clara Fuentes, ﬁscal de Perú, en Monte\u2010\nvideo.\n"},
      {"spaces.txt",
       "Clara\xC2\xA0"
       "Fuentes   se reunió\tcon el  alcalde de  Lima, Pedro\n Salas.\n"},
      {"emoji.txt", "😀 Chile 🇨🇱 apoyó a Perú… «Se lo dijo Boric», según EE.UU.\n"},
      {"marks.txt", "Según “La Nación”, Ana—la juez—detuvo a Luis (PP).\n"},
  };
}

class Offsets : public testing::Test {
 protected:
  Offsets() {
    for (const auto& [name, content] : hard_texts()) {
      test::write_text(folder_ / name, content);
      files_.push_back(folder_ / name);
    }
    for (const std::string& file : test::sample_files()) files_.push_back(file);
    for (const std::string& file : files_) texts_[file] = test::read_text(file);
  }

  std::vector<std::string> command(std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), files_.begin(), files_.end());
    return arguments;
  }

  TempFolder folder_;
  std::vector<std::string> files_;
  std::map<std::string, std::string> texts_;  // By document id, which is the file's name.
};

std::string cut(const std::string& text, const Span& span) {
  if (span.begin > span.end || span.end > text.size()) return "outside of the text";
  return whole_words(span.of(text));
}

TEST_F(Offsets, OfStatements) {
  const Outcome run = test::run(command({"extract", "--quiet"}));
  ASSERT_EQ(run.code, 0) << run.err;
  std::size_t statements = 0, mentions = 0;
  for (const std::string& line : test::lines_of(run.out)) {
    const Statement statement = statement_from_json(line);
    const std::string& text = texts_.at(statement.evidence.document);
    ++statements;
    EXPECT_EQ(cut(text, statement.evidence.span), statement.evidence.sentence);
    const auto check_mention = [&](const Mention& mention) {
      EXPECT_EQ(cut(text, mention.span), mention.text) << line;
      ++mentions;
    };
    check_mention(statement.subject);
    check_mention(statement.object);
    if (statement.source) check_mention(statement.source->who);
    EXPECT_FALSE(cut(text, statement.relation.span).empty()) << line;
    EXPECT_TRUE(statement.evidence.span.contains(statement.relation.span)) << line;
    if (statement.theme_span) {
      EXPECT_EQ(cut(text, *statement.theme_span), statement.theme) << line;
    }
    if (statement.time) {
      EXPECT_EQ(cut(text, statement.time->span), statement.time->text) << line;
    }
    for (const Quantity& quantity : statement.quantities) EXPECT_EQ(cut(text, quantity.span), quantity.text) << line;
  }
  EXPECT_GT(statements, 100u);
  EXPECT_GT(mentions, 2 * statements);
}

TEST_F(Offsets, OfTuples) {
  for (const std::string& file : files_) {
    const Outcome run = test::run({"extract", "--propositions", "--quiet", file});
    ASSERT_EQ(run.code, 0) << run.err;
    for (const std::string& line : test::lines_of(run.out)) {
      rapidjson::Document tuple;
      tuple.Parse(line.c_str());
      ASSERT_TRUE(tuple.IsObject()) << line;
      for (const std::string slot : {"arg1", "arg2"}) {
        const std::string words = tuple[slot.c_str()].GetString();
        if (words.empty()) continue;
        const Span span{tuple[(slot + "_start").c_str()].GetUint64(), tuple[(slot + "_end").c_str()].GetUint64()};
        // Words that do not stand together are fewer than what lies between the first and the last.
        ASSERT_LE(span.end, texts_.at(file).size()) << line;
        const std::string found(span.of(texts_.at(file)));  // As it stands: tuples show what the sentence has.
        EXPECT_LE(words.size(), found.size()) << line;
        EXPECT_EQ(words.substr(0, words.find(' ')), found.substr(0, words.find(' '))) << line;
      }
    }
  }
}

TEST_F(Offsets, OfAnalysedTokens) {
  const Outcome run = test::run(command({"analyze", "--quiet"}));
  ASSERT_EQ(run.code, 0) << run.err;
  std::string document;
  std::size_t tokens = 0;
  int end_of_multiword = 0;  // The last word of the multiword token that was read, in this sentence.
  for (const std::string& line : test::lines_of(run.out)) {
    if (line.starts_with("# newdoc id = ")) document = line.substr(14);
    if (line.empty()) end_of_multiword = 0;
    const std::size_t range = line.find("TokenRange=");
    if (line.starts_with('#') || range == std::string::npos) continue;
    Span span;
    ASSERT_EQ(std::sscanf(line.c_str() + range, "TokenRange=%zu:%zu", &span.begin, &span.end), 2) << line;
    const std::size_t tab = line.find('\t');
    const std::string form = line.substr(tab + 1, line.find('\t', tab + 1) - tab - 1);
    std::string found = to_nfc(cut(texts_.at(document), span));
    for (std::size_t at; (at = found.find("\xC2\xAD")) != std::string::npos;) found.erase(at, 2);
    const std::string id = line.substr(0, tab);
    int first = 0, last = 0;
    if (std::sscanf(id.c_str(), "%d-%d", &first, &last) == 2) end_of_multiword = last;
    // The words of a multiword token share its span, and so only the token stands there as it is.
    if (first > end_of_multiword || last > 0) {
      EXPECT_EQ(found, form) << line;
    }
    ++tokens;
  }
  EXPECT_GT(tokens, 2500u);
}

}  // namespace
}  // namespace trama
