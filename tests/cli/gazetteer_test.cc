// --gazetteer of the commands that read texts, with a model of a few hundred random weights.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/extract/neural/tiny_model.h"
#include "tests/support/program.h"

namespace trama {
namespace {

using test::Outcome;
using test::TempFolder;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;

class GazetteerOption : public ::testing::Test {
 protected:
  GazetteerOption() {
    test::write_text(folder_ / "people.tsv", "# People\nKim Jong Un\tPER\n");
    test::write_text(folder_ / "banks.tsv", "Banco del Sur\tORG\n");
    test::write_text(folder_ / "bad.tsv", "Kim\tPER\nBanco del Sur\tBANK\n");
    test::write_text(folder_ / "a.txt", "Kim Jong Un visitó el Banco del Sur.");
  }
  Outcome run(const std::string& command, std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {command, folder_ / "a.txt", "--model", model_.path().string()});
    return test::run(arguments);
  }

  const test::TemporaryFile model_{test::TinyModel{}.bytes()};
  TempFolder folder_;
};

TEST_F(GazetteerOption, NamesComeOutOfAnalyze) {
  const Outcome one = run("analyze", {"--gazetteer", folder_ / "people.tsv", "--gazetteer", folder_ / "banks.tsv"});
  ASSERT_EQ(one.code, 0) << one.err;
  EXPECT_THAT(one.out, ContainsRegex("1\tKim\t.*Entity=B-PER"));
  EXPECT_THAT(one.out, ContainsRegex("3\tUn\t.*Entity=I-PER"));
  EXPECT_THAT(one.out, ContainsRegex("6\tBanco\t.*Entity=B-ORG"));
  EXPECT_THAT(one.out, ContainsRegex("8\tel\t.*Entity=I-ORG"));
  EXPECT_THAT(one.out, ContainsRegex("9\tSur\t.*Entity=I-ORG"));
}

TEST_F(GazetteerOption, AllCommandsTakeIt) {
  for (const char* command : {"analyze", "extract", "build"}) {
    std::vector<std::string> arguments = {"--gazetteer", folder_ / "bad.tsv"};
    if (command == std::string("build")) arguments.insert(arguments.end(), {"-o", folder_ / "red.trama"});
    const Outcome outcome = run(command, arguments);
    EXPECT_EQ(outcome.code, 1) << command;
    EXPECT_THAT(outcome.err, HasSubstr("bad.tsv:2: unknown type 'BANK', expected PER, ORG, LOC or MISC")) << command;
    arguments[1] = folder_ / "people.tsv";
    EXPECT_EQ(run(command, arguments).code, 0) << command;
    arguments[1] = folder_ / "none.tsv";
    EXPECT_EQ(run(command, arguments).code, 2) << command;
  }
}

}  // namespace
}  // namespace trama
