// trama extract and trama build on trees drawn by hand: no model is needed for these.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "base/statement_json.h"
#include "tests/support/program.h"

namespace trama {
namespace {

using test::Outcome;
using test::TempFolder;
using testing::AllOf;
using testing::HasSubstr;

constexpr const char* kFinite = "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin";

std::string tree(const std::string& id, const std::string& subject, const std::string& verb, const std::string& lemma,
                 const std::string& object) {
  return "# newdoc id = " + id + "\n1\t" + subject + "\t" + subject + "\tPROPN\t_\t_\t2\tnsubj\t_\tEntity=B-PER\n2\t" +
         verb + "\t" + lemma + "\tVERB\t_\t" + kFinite + "\t0\troot\t_\t_\n3\ta\ta\tADP\t_\t_\t4\tcase\t_\t_\n4\t" +
         object + "\t" + object +
         "\tPROPN\t_\t_\t2\tobj\t_\tEntity=B-PER|SpaceAfter=No\n5\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_\n\n";
}

class Extract : public testing::Test {
 protected:
  Extract() {
    test::write_text(folder_ / "a.conllu", tree("uno", "Ana", "visitó", "visitar", "Luis") +
                                               tree("dos", "Luis", "criticó", "criticar", "Marta"));
  }
  TempFolder folder_;
};

TEST_F(Extract, TreesGiveStatementsInInputOrder) {
  const Outcome run = test::run({"extract", folder_ / "a.conllu", "--model", folder_ / "none.safetensors"});
  ASSERT_EQ(run.code, 0) << run.err;
  const std::vector<std::string> lines = test::lines_of(run.out);
  ASSERT_EQ(lines.size(), 2u);
  const Statement first = statement_from_json(lines[0]), second = statement_from_json(lines[1]);
  EXPECT_EQ(first.subject.canonical, "Ana");
  EXPECT_EQ(first.relation.lemma, "visitar");
  EXPECT_EQ(first.object.canonical, "Luis");
  EXPECT_EQ(first.evidence.document, "uno");
  EXPECT_EQ(second.subject.canonical, "Luis");
  EXPECT_EQ(second.evidence.document, "dos");
}

TEST_F(Extract, TreesFromStandardInputAreAskedFor) {
  const std::string trees = test::read_text(folder_ / "a.conllu");
  for (const std::vector<std::string>& option :
       {std::vector<std::string>{"--pretokenized", "conllu"}, std::vector<std::string>{"--pretokenized=conllu"}}) {
    std::vector<std::string> arguments = {"extract", "--propositions", "--model", folder_ / "none.safetensors"};
    arguments.insert(arguments.end(), option.begin(), option.end());
    arguments.push_back("-");
    const Outcome run = test::run(arguments, trees);
    ASSERT_EQ(run.code, 0) << run.err;
    EXPECT_THAT(run.out, AllOf(HasSubstr("\"arg1\":\"Ana\""), HasSubstr("\"arg2\":\"Marta\"")));
  }
}

TEST_F(Extract, PretokenizedBeforeAnOperandTakesLines) {
  // The model is asked for, since lines of tokens must be analysed: so the operand was not taken for the option's
  // value.
  const Outcome run =
      test::run({"extract", "--model", folder_ / "none.safetensors", "--pretokenized", "-"}, "Ana llegó .\n");
  EXPECT_EQ(run.code, cli::kFailed);
  EXPECT_THAT(run.err, HasSubstr("none.safetensors"));
}

TEST_F(Extract, TakesMoreFilesThanMayBeOpen) {
  const Outcome run = test::run_shell(
      "for i in $(seq 60); do cp a.conllu $i.conllu; done\n"
      "ulimit -n 40; trama extract [0-9]*.conllu && trama analyze --tokens [0-9]*.conllu",
      folder_);
  EXPECT_EQ(run.code, 0) << run.err;
  EXPECT_EQ(test::lines_of(run.out).size(), 60 * 4);
}

TEST_F(Extract, InputsThatCannotBeReadAreNamedWithTheReason) {
  for (const std::string command : {"extract", "analyze"}) {
    EXPECT_THAT(test::run({command, folder_ / "none.conllu"}).err,
                HasSubstr("trama: " + (folder_ / "none.conllu") + ": No such file or directory\n"));
    std::filesystem::create_directories(folder_ / "folder.conllu");
    EXPECT_THAT(test::run({command, folder_ / "folder.conllu"}).err,
                HasSubstr("trama: " + (folder_ / "folder.conllu") + ": is a directory\n"));
    const Outcome input = test::run_shell("trama " + command + " --pretokenized conllu - <.", folder_);
    EXPECT_EQ(input.code, cli::kSomeSkipped);
    EXPECT_EQ(input.err, "trama: skipped standard input: standard input: Is a directory\n");
  }
}

TEST_F(Extract, DamagedTreesAreSkipped) {
  test::write_text(folder_ / "bad.conllu", "1\tAna\tAna\tPROPN\t_\t_\t7\tnsubj\t_\t_\n\n");
  const Outcome run = test::run({"extract", folder_ / "bad.conllu", folder_ / "a.conllu"});
  EXPECT_EQ(run.code, cli::kSomeSkipped);
  EXPECT_THAT(run.err, HasSubstr("trama: skipped " + (folder_ / "bad.conllu")));
  EXPECT_EQ(test::lines_of(run.out).size(), 2u);
}

TEST_F(Extract, SentencesTooLongToReadAreNamed) {
  std::string rows = "# newdoc id = largo\n1\tAna\tAna\tPROPN\t_\t_\t0\troot\t_\t_\n";
  for (int i = 2; i <= 2049; ++i) rows += std::to_string(i) + "\ty\ty\tCCONJ\t_\t_\t1\tdep\t_\t_\n";
  test::write_text(folder_ / "long.conllu", rows + "\n");
  const Outcome run = test::run({"extract", folder_ / "long.conllu", folder_ / "a.conllu"});
  EXPECT_EQ(run.code, 0);
  EXPECT_THAT(run.err, HasSubstr("trama: largo: a sentence of more than 2048 words not read for statements"));
  EXPECT_EQ(test::lines_of(run.out).size(), 2u);
}

TEST_F(Extract, BuildCountsWhatItAdds) {
  const Outcome first = test::run({"build", folder_ / "a.conllu", "-o", folder_ / "red.trama"});
  ASSERT_EQ(first.code, 0) << first.err;
  EXPECT_THAT(first.err, AllOf(HasSubstr("2 documents added, 0 already there, 0 skipped; 2 statements added"),
                               HasSubstr("the graph has 2 documents"), HasSubstr("3 entities, 2 relations"),
                               HasSubstr("\n10 words in ")));
  test::write_text(folder_ / "b.conllu", tree("tres", "Ana", "visitó", "visitar", "Luis") +
                                             tree("cuatro", "Marta", "saludó", "saludar", "Ana") +
                                             tree("cinco", "Marta", "saludó", "saludar", "Ana"));
  const Outcome second = test::run({"build", folder_ / "b.conllu", "-o", folder_ / "red.trama"});
  // The text of "tres" is that of "uno", and "cinco" is "cuatro" again: other documents of the same stories.
  EXPECT_THAT(second.err, AllOf(HasSubstr("3 documents added, 0 already there, 0 skipped; 3 statements added"),
                                HasSubstr("the graph has 5 documents (2 near-copies of others)")));
  const Outcome third = test::run({"build", folder_ / "b.conllu", "-o", folder_ / "red.trama"});
  EXPECT_THAT(third.err, HasSubstr("0 documents added, 3 already there, 0 skipped; 0 statements added"));
}

}  // namespace
}  // namespace trama
