#include "cli/command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "tests/support/program.h"

namespace trama::cli {
namespace {

using test::Outcome;
using test::TempFolder;
using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

TEST(Command, HelpNamesEveryCommand) {
  for (const char* argument : {"--help", "-h", "help"}) {
    const Outcome run = test::run({argument});
    EXPECT_EQ(run.code, kDone);
    EXPECT_EQ(run.err, "");
    for (const Command& command : commands()) EXPECT_THAT(run.out, HasSubstr(std::string(command.summary)));
  }
}

TEST(Command, EveryCommandHasHelpWithExamples) {
  for (const Command& command : commands()) {
    const Outcome run = test::run({std::string(command.name), "--help"});
    EXPECT_EQ(run.code, kDone) << command.name;
    EXPECT_THAT(run.out, AllOf(HasSubstr("Usage: trama " + std::string(command.name)),
                               HasSubstr("  trama " + std::string(command.name) + " ")));
    EXPECT_EQ(run.err, "") << command.name;
  }
}

TEST(Command, NothingAskedIsWrongUsage) {
  const Outcome run = test::run({});
  EXPECT_EQ(run.code, kUsage);
  EXPECT_EQ(run.out, "");
  EXPECT_THAT(run.err, HasSubstr("Usage: trama COMMAND"));
}

TEST(Command, WrongUsageNamesWhatIsWrongAndTheHelp) {
  struct Case {
    std::vector<std::string> arguments;
    std::string named;
    std::string help;
  };
  const std::vector<Case> cases = {
      {{"bild"}, "bild", "trama --help"},
      {{"--quick"}, "--quick", "trama --help"},
      {{"extract"}, "INPUT", "trama extract --help"},
      {{"extract", "--fast", "a.txt"}, "--fast", "trama extract --help"},
      {{"extract", "--threads", "0", "a.txt"}, "--threads", "trama extract --help"},
      {{"extract", "--threads", "two", "a.txt"}, "--threads", "trama extract --help"},
      {{"extract", "--metonymy", "perhaps", "a.txt"}, "--metonymy", "trama extract --help"},
      {{"extract", "--min-confidence", "2", "a.txt"}, "--min-confidence", "trama extract --help"},
      {{"extract", "--pretokenized=words", "a.txt"}, "--pretokenized", "trama extract --help"},
      {{"build", "a.txt"}, "--output", "trama build --help"},
      {{"export", "--to"}, "--to", "trama export --help"},
      {{"query"}, "GRAPH", "trama query --help"},
      {{"entity", "a.trama"}, "NAME", "trama entity --help"},
      {{"top", "a.trama", "--limit", "many"}, "--limit", "trama top --help"},
      {{"merge", "a.trama"}, "--output", "trama merge --help"},
      {{"analyze", "--threads", "-3", "a.txt"}, "--threads", "trama analyze --help"},
  };
  for (const Case& c : cases) {
    const Outcome run = test::run(c.arguments);
    EXPECT_EQ(run.code, kUsage) << c.named;
    EXPECT_EQ(run.out, "");
    EXPECT_THAT(run.err, AllOf(StartsWith("trama: "), HasSubstr(c.named), HasSubstr("see " + c.help + "\n")));
  }
}

TEST(Command, WhatCannotBeReadFails) {
  const TempFolder folder;
  for (const std::vector<std::string>& arguments : std::vector<std::vector<std::string>>{
           {"extract", folder / "missing.txt"},
           {"build", folder / "missing.txt", "-o", folder / "red.trama"},
           {"export", folder / "missing.trama", "--to", "json"},
           {"top", folder / "missing.trama"},
       }) {
    const Outcome run = test::run(arguments);
    EXPECT_EQ(run.code, kFailed) << arguments.front();
    EXPECT_THAT(run.err, AllOf(StartsWith("trama: "), HasSubstr("missing")));
  }
  EXPECT_FALSE(std::filesystem::exists(folder / "red.trama"));
}

TEST(Command, VersionNamesProgramAndModel) {
  const Outcome run = test::run({"--version"});
  EXPECT_EQ(run.code, kDone);
  EXPECT_THAT(run.out, AllOf(StartsWith("trama 0."), HasSubstr("\nmodel ")));
}

TEST(Command, FullDiskIsAnError) {
  const TempFolder folder;
  const Outcome run = test::run_shell("trama --help >/dev/full", folder);
  EXPECT_EQ(run.code, kFailed);
  EXPECT_EQ(run.err, "trama: standard output: No space left on device\n");
}

TEST(Command, ClosedOutputIsAnError) {
  const TempFolder folder;
  const Outcome run = test::run_shell("trama --help >&-", folder);
  EXPECT_EQ(run.code, kFailed);
  EXPECT_THAT(run.err, StartsWith("trama: standard output: "));
}

TEST(Command, ReaderThatGoesAwayIsNoError) {
  const TempFolder folder;
  // The reader ends at once; the writer comes later and finds the pipe closed.
  const Outcome run = test::run_shell("(sleep 0.2; trama --help) | true; echo ${PIPESTATUS[0]}", folder);
  EXPECT_EQ(run.out, "0\n");
  EXPECT_EQ(run.err, "");
}

}  // namespace
}  // namespace trama::cli
