// trama analyze, with a model of a few hundred random weights: what is tested is everything but the analysis.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <string>

#include "tests/extract/neural/tiny_model.h"
#include "tests/support/program.h"

namespace trama {
namespace {

using test::Outcome;
using test::TempFolder;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class Analyze : public ::testing::Test {
 protected:
  Outcome run(std::vector<std::string> arguments, const std::string& input = {}) {
    arguments.insert(arguments.begin(), {"analyze", "--model", model_.path().string()});
    return test::run(arguments, input);
  }

  const test::TemporaryFile model_{test::TinyModel{}.bytes()};
  TempFolder folder_;
};

constexpr const char* kTokens =
    "# newdoc id = uno\n# sent_id = a1\n"
    "1-2\tdel\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "1\tde\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "2\tel\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "3\taño\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n\n"
    "# sent_id = a2\n"
    "1\t.\t_\t_\t_\t_\t_\t_\t_\t_\n\n"
    "# newdoc id = dos\n# sent_id = b1\n"
    "1\tLa casa\t_\t_\t_\t_\t_\t_\t_\t_\n\n";

TEST_F(Analyze, GivenWordsAndSentencesAreKept) {
  const Outcome outcome = run({"--pretokenized", "conllu", "-"}, kTokens);
  ASSERT_EQ(outcome.code, 0) << outcome.err;
  std::string kept;
  for (const std::string& line : test::lines_of(outcome.out)) {
    if (line.starts_with("# newdoc") || line.starts_with("# sent_id")) kept += line + "\n";
    if (line.empty() || line[0] == '#') continue;
    const std::size_t tab = line.find('\t');
    kept += line.substr(0, line.find('\t', tab + 1)) + "\n";
  }
  EXPECT_EQ(kept,
            "# newdoc id = uno\n# sent_id = a1\n1-2\tdel\n1\tde\n2\tel\n3\taño\n# sent_id = a2\n1\t.\n"
            "# newdoc id = dos\n# sent_id = b1\n1\tLa casa\n");
  EXPECT_THAT(outcome.out, HasSubstr("\t0\troot\t"));
}

TEST_F(Analyze, TextsComeOutInOrderForAnyNumberOfThreads) {
  std::string lines;
  for (int i = 0; i < 300; ++i) {
    lines += R"({"id":"d)" + std::to_string(i) + R"(","text":"La casa del año )" + std::to_string(i) +
             std::string(static_cast<std::size_t>(i * 13 % 50), 'a') + R"(. Verlo fue fácil."})" + "\n";
  }
  const Outcome one = run({"--threads", "1", "-"}, lines);
  ASSERT_EQ(one.code, 0) << one.err;
  std::size_t at = 0;
  for (int i = 0; i < 300; ++i) {
    at = one.out.find("# newdoc id = d" + std::to_string(i) + "\n", at);
    ASSERT_NE(at, std::string::npos) << i;
  }
  for (const char* threads : {"2", "5"}) EXPECT_EQ(run({"--threads", threads, "-"}, lines).out, one.out);
}

TEST_F(Analyze, LinesOfTokensAreSentences) {
  const Outcome outcome = run({"--pretokenized", "lines", "-"}, "La casa .\nEl año 2025 .\n");
  ASSERT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("# text = La casa .\n"));
  EXPECT_THAT(outcome.out, HasSubstr("# text = El año 2025 .\n"));
}

TEST_F(Analyze, TokensAreWhatLinesOfTokensReads) {
  const std::string text = "La casa del año. «Verlo fue fácil», dijo.\n\nFin";
  const Outcome tokens = test::run({"analyze", "--tokens", "-"}, text);
  ASSERT_EQ(tokens.code, 0) << tokens.err;
  EXPECT_EQ(tokens.out, "La casa de el año .\n« Ver lo fue fácil » , dijo .\nFin\n");
  EXPECT_EQ(test::run({"analyze", "--tokens", "--pretokenized", "lines", "-"}, tokens.out).out, tokens.out);
}

TEST_F(Analyze, AnEmptyTextIsNoError) {
  test::write_text(folder_ / "a.txt", "La casa.");
  test::write_text(folder_ / "b.txt", " \n");
  const Outcome outcome = run({folder_ / "a.txt", folder_ / "b.txt"});
  EXPECT_NE(outcome.code, 1) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("# text = La casa."));
}

TEST_F(Analyze, TextsOfAnyLengthAreOneDocument) {
  std::string text;
  while (text.size() < 300'000) text += "La casa del año. Verlo fue fácil, según ella. ";
  const Outcome one = run({"--threads", "1", "-"}, text);
  ASSERT_EQ(one.code, 0) << one.err;
  EXPECT_THAT(one.out, StartsWith("# newdoc id = stdin\n# newpar\n# sent_id = stdin-s1\n"));
  EXPECT_EQ(one.out.find("# newdoc", 1), std::string::npos);
  EXPECT_EQ(one.out.find("# newpar", 30), std::string::npos);
  EXPECT_TRUE(run({"--threads", "3", "-"}, text).out == one.out);
}

TEST_F(Analyze, OtherLanguagesAreSkippedUnlessTheyAreAskedFor) {
  const std::string text = "The minister said that they would not be there, and that she had not been told why.";
  test::write_text(folder_ / "en.txt", text);
  test::write_text(folder_ / "es.txt", "El ministro dijo que no irá.");
  const Outcome outcome = run({folder_ / "en.txt", folder_ / "es.txt"});
  EXPECT_EQ(outcome.code, 3);
  EXPECT_THAT(outcome.err, HasSubstr("en.txt: looks like English (en), skipped; --lang es analyses it anyway"));
  EXPECT_THAT(outcome.out, StartsWith("# newdoc id = " + (folder_ / "es.txt")));
  const Outcome forced = run({"--lang", "es", folder_ / "en.txt"});
  EXPECT_EQ(forced.code, 0) << forced.err;
  EXPECT_THAT(forced.out, HasSubstr("# text = " + text));
  EXPECT_EQ(run({"--lang", "en", folder_ / "en.txt"}).code, 2);
  EXPECT_EQ(run({"--pretokenized", "lines", folder_ / "en.txt"}).code, 0);
}

TEST_F(Analyze, ShowsSentencesWhileTheInputIsOpen) {
  const Outcome outcome = test::run_shell(
      "mkfifo in\n"
      "trama analyze --threads 2 --model " +
          model_.path().string() +
          " - <in >out.conllu &\n"
          "exec 3>in\n"
          "echo 'El juez no llegó ayer a la ciudad. La ministra lo recibió en la casa.' >&3\n"
          "for i in $(seq 100); do grep -qs stdin-s2 out.conllu && break; sleep 0.1; done\n"
          "grep -c sent_id out.conllu\nexec 3>&-\nwait\n",
      folder_);
  EXPECT_EQ(outcome.out, "2\n") << outcome.err;
}

TEST_F(Analyze, WrongTreesAreNamedAndSkipped) {
  test::write_text(folder_ / "bad.conllu", "1\tuno\n");
  test::write_text(folder_ / "good.conllu", kTokens);
  const Outcome outcome = run({"--pretokenized", "conllu", folder_ / "bad.conllu", folder_ / "good.conllu"});
  EXPECT_EQ(outcome.code, 3);
  EXPECT_THAT(outcome.err, HasSubstr("bad.conllu"));
  EXPECT_THAT(outcome.out, StartsWith("# newdoc id = uno"));
}

TEST_F(Analyze, AModelOfFloatsIsReadWithFloatsOnly) {
  const test::TemporaryFile floats(test::TinyModel{.format = "1"}.bytes());
  const std::vector<std::string> command = {"analyze", "--quiet", "--model", floats.path().string(), "-"};
  const Outcome refused = test::run(command, "La casa.");
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.err, HasSubstr("--precision float"));
  std::vector<std::string> with_floats = command;
  with_floats.insert(with_floats.begin() + 1, {"--precision", "float"});
  EXPECT_EQ(test::run(with_floats, "La casa.").code, 0);
}

TEST_F(Analyze, WrongUsageIsSaid) {
  EXPECT_EQ(run({"--precision", "int4", "-"}).code, 2);
  EXPECT_EQ(run({"--pretokenized", "xml", "-"}).code, 2);
  EXPECT_EQ(run({}).code, 2);
  EXPECT_EQ(run({folder_ / "missing.txt"}).code, 1);
  const Outcome outcome = test::run({"analyze", "--model", folder_ / "missing.safetensors", "-"}, "La casa.");
  EXPECT_EQ(outcome.code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("missing.safetensors"));
}

}  // namespace
}  // namespace trama
