// What is left of a command that a signal has stopped.
#include "cli/process/signals.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <iostream>
#include <string>

#include "export/output.h"
#include "tests/support/program.h"

namespace trama::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

// A document of one sentence, as a tree.
std::string tree(int number) {
  const std::string name = "Ana" + std::to_string(number);
  return "# newdoc id = d" + std::to_string(number) + "\n1\t" + name + "\t" + name +
         "\tPROPN\t_\t_\t2\tnsubj\t_\tEntity=B-PER\n"
         "2\tvisitó\tvisitar\tVERB\t_\tMood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin\t0\troot\t_\t_\n"
         "3\ta\ta\tADP\t_\t_\t4\tcase\t_\t_\n"
         "4\tLuis\tLuis\tPROPN\t_\t_\t2\tobj\t_\tEntity=B-PER|SpaceAfter=No\n"
         "5\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_\n\n";
}

int number_before(const std::string& what, const std::string& text) {
  for (std::size_t at = text.find(" " + what); at != std::string::npos; at = text.find(" " + what, at + 1)) {
    std::size_t begin = at;
    while (begin > 0 && text[begin - 1] >= '0' && text[begin - 1] <= '9') --begin;
    if (begin < at) return std::stoi(text.substr(begin, at - begin));
  }
  return -1;
}

class Signals : public testing::TestWithParam<std::pair<std::string, int>> {
 protected:
  Signals() {
    std::string trees;
    for (int i = 0; i < kDocuments; ++i) trees += tree(i);
    test::write_text(folder_ / "all.conllu", trees);
  }
  test::Outcome shell(const std::string& command) const {
    // With job control the background job does not ignore SIGINT.
    return test::run_shell("set -m\nmkfifo pipe.conllu\n" + command, folder_);
  }
  static constexpr int kDocuments = 1500;  // More than fit into the pipe and the buffers.

  test::TempFolder folder_;
};

TEST_P(Signals, BuildKeepsWhatIsCompleteAndGoesOnFromThere) {
  const auto& [name, code] = GetParam();
  const test::Outcome stopped = shell(
      "trama build --pretokenized=conllu --threads 1 - -o red.trama <pipe.conllu &\n"
      "exec 3>pipe.conllu; cat all.conllu >&3\n"  // And the pipe stays open: there may be more.
      "kill -" +
      name + " $!; wait $!");
  EXPECT_EQ(stopped.code, code);
  EXPECT_THAT(stopped.err, AllOf(HasSubstr("stopping after what is in hand"), HasSubstr("red.trama is whole"),
                                 Not(HasSubstr("skipped standard input"))));
  const int kept = number_before("documents added", stopped.err);
  EXPECT_GT(kept, 0);

  const test::Outcome again =
      test::run({"build", "--pretokenized=conllu", folder_ / "all.conllu", "-o", folder_ / "red.trama"});
  EXPECT_EQ(again.code, kDone) << again.err;
  EXPECT_EQ(number_before("already there", again.err), kept);
  EXPECT_EQ(number_before("documents added", again.err), kDocuments - kept);
  test::run({"build", "--pretokenized=conllu", folder_ / "all.conllu", "-o", folder_ / "whole.trama"});
  EXPECT_EQ(test::run({"export", folder_ / "red.trama", "--to", "json"}).out,
            test::run({"export", folder_ / "whole.trama", "--to", "json"}).out);
}

TEST_P(Signals, SecondOneEndsAtOnce) {
  const auto& [name, code] = GetParam();
  const test::Outcome ended = shell(
      "trama build pipe.conllu -o red.trama &\n"  // Waits for somebody who opens the pipe.
      "until [ -s red.trama ]; do sleep 0.05; done; sleep 0.3\n"
      "kill -" +
      name + " $!; sleep 0.5; kill -0 $! || echo gone; kill -" + name + " $!; wait $!");
  EXPECT_EQ(ended.code, code);
  EXPECT_EQ(ended.out, "");
  EXPECT_THAT(ended.err, AllOf(HasSubstr("once more ends it at once"), Not(HasSubstr("is whole"))));
  EXPECT_EQ(test::run({"build", folder_ / "all.conllu", "-o", folder_ / "red.trama"}).code, kDone);
}

INSTANTIATE_TEST_SUITE_P(All, Signals,
                         testing::Values(std::pair("INT", 130), std::pair("TERM", 143), std::pair("HUP", 129)),
                         [](const auto& test) { return test.param.first; });

// As timeout(1) does it: to the program, and at once to its group.
TEST_F(Signals, TwoAtOnceAreOne) {
  const test::Outcome stopped = shell(
      "trama build --pretokenized=conllu - -o red.trama <pipe.conllu &\n"
      "exec 3>pipe.conllu; cat all.conllu >&3\n"
      "kill -TERM $!; sleep 0.02; kill -TERM $!; wait $!");
  EXPECT_EQ(stopped.code, 143);
  EXPECT_THAT(stopped.err, HasSubstr("red.trama is whole"));
}

TEST_F(Signals, IgnoredOnesStayIgnored) {
  const test::Outcome run = shell(
      "(trap '' HUP; exec trama build --pretokenized=conllu - -o red.trama <pipe.conllu) &\n"
      "exec 3>pipe.conllu; cat all.conllu >&3\n"
      "kill -HUP $!; exec 3>&-; wait $!");
  EXPECT_EQ(run.code, 0) << run.err;
  EXPECT_EQ(number_before("documents added", run.err), kDocuments);
}

TEST_F(Signals, OutputInTheMakingIsTakenAway) {
  std::filesystem::create_directory(folder_ / "out");
  const pid_t child = ::fork();
  if (child == 0) {
    handle_signals();
    Output output(folder_ / "out/red.json", std::cerr);
    output.stream() << std::string(200'000, 'x') << std::flush;
    ::raise(SIGTERM);
    ::_exit(0);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM);
  EXPECT_TRUE(std::filesystem::is_empty(folder_ / "out"));
}

}  // namespace
}  // namespace trama::cli
