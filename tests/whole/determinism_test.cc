// The output depends on the texts alone: not on the number of threads, nor on the order or the batches in which
// documents come.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "base/utf8.h"
#include "extract/neural/kernels.h"
#include "tests/support/program.h"

namespace trama {
namespace {

using test::Outcome;
using test::TempFolder;
using testing::HasSubstr;

std::vector<std::string> with_files(std::vector<std::string> arguments, const std::vector<std::string>& files) {
  arguments.insert(arguments.end(), files.begin(), files.end());
  return arguments;
}

class Determinism : public testing::Test {
 protected:
  void build(const std::string& graph, const std::vector<std::string>& files, const std::string& threads = "1") {
    const Outcome run = test::run(with_files({"build", "--quiet", "--threads", threads, "-o", folder_ / graph}, files));
    ASSERT_EQ(run.code, 0) << run.err;
  }
  std::string json(const std::string& graph) { return test::run({"export", folder_ / graph, "--to", "json"}).out; }

  TempFolder folder_;
  std::vector<std::string> files_ = test::sample_files();
};

TEST_F(Determinism, AnyNumberOfThreadsGivesTheSameBytes) {
  for (const std::vector<std::string>& command : std::vector<std::vector<std::string>>{
           {"extract", "--quiet"}, {"extract", "--quiet", "--propositions"}, {"analyze", "--quiet"}}) {
    const Outcome one = test::run(with_files(with_files(command, {"--threads", "1"}), files_));
    const Outcome two = test::run(with_files(with_files(command, {"--threads", "2"}), files_));
    const Outcome many = test::run(with_files(with_files(command, {"--threads", "7"}), files_));
    EXPECT_EQ(one.code, 0) << one.err;
    EXPECT_GT(test::lines_of(one.out).size(), 100u);
    EXPECT_TRUE(one.out == two.out);
    EXPECT_TRUE(one.out == many.out);
  }
}

// More than 300 sentences, half of them in capitals: each set of instructions that this processor has gives the same
// bytes; so do floats, which are to compare with.
TEST_F(Determinism, EveryInstructionSetGivesTheSameBytes) {
#ifdef __SANITIZE_ADDRESS__
  files_.resize(3);  // Kernels without vectors take minutes under it.
#endif
  std::string files = " capitals.txt", capitals;
  for (const std::string& file : files_) {
    files += " '" + file + "'";
    capitals += to_upper(test::read_text(file)) + "\n\n";
  }
  test::write_text(folder_ / "capitals.txt", capitals);
  for (const std::string command : {"trama extract --quiet --min-confidence 0", "trama analyze --quiet",
                                    "trama analyze --quiet --precision float"}) {
    const Outcome best = test::run_shell(command + files, folder_);
    EXPECT_EQ(best.code, 0) << best.err;
    EXPECT_GT(test::lines_of(best.out).size(), 100u);
    for (const Kernels* kernels : available_kernels()) {
      const std::string name = kernels->name;
      const Outcome other = test::run_shell("TRAMA_MAX_ISA=" + name + " " + command + files, folder_);
      EXPECT_TRUE(best.out == other.out) << name << ": " << command;
    }
  }
}

TEST_F(Determinism, DocumentsDoNotDependOnTheirNeighbours) {
  std::string apart;
  for (const std::string& file : files_) apart += test::run({"extract", "--quiet", file}).out;
  EXPECT_TRUE(apart == test::run(with_files({"extract", "--quiet"}, files_)).out);
}

TEST_F(Determinism, GraphsOfOneAndTwoThreadsAreEqual) {
  build("one.trama", files_, "1");
  build("two.trama", files_, "2");
  EXPECT_THAT(json("one.trama"), HasSubstr("Kim Jong Un"));
  EXPECT_TRUE(json("one.trama") == json("two.trama"));
}

TEST_F(Determinism, OrderOfDocumentsDoesNotChangeTheGraph) {
  build("forward.trama", files_);
  std::vector<std::string> order = files_;
  std::reverse(order.begin(), order.end());
  build("backward.trama", order);
  std::rotate(order.begin(), order.begin() + 5, order.end());
  std::swap(order[0], order[3]);
  build("shuffled.trama", order);
  EXPECT_EQ(json("forward.trama"), json("backward.trama"));
  EXPECT_EQ(json("forward.trama"), json("shuffled.trama"));
}

TEST_F(Determinism, GraphGrownInStepsEqualsGraphBuiltAtOnce) {
  build("once.trama", files_);
  build("steps.trama", {files_.begin() + 7, files_.end()});
  build("steps.trama", {files_.begin(), files_.begin() + 9});  // Two of them for the second time.
  EXPECT_EQ(json("once.trama"), json("steps.trama"));
}

TEST_F(Determinism, MergedGraphsEqualGraphBuiltAtOnce) {
  build("once.trama", files_);
  build("left.trama", {files_.begin(), files_.begin() + 6});
  build("right.trama", {files_.begin() + 4, files_.end()});
  const Outcome run =
      test::run({"merge", folder_ / "left.trama", folder_ / "right.trama", "-o", folder_ / "merged.trama"});
  ASSERT_EQ(run.code, 0) << run.err;
  EXPECT_EQ(json("once.trama"), json("merged.trama"));
}

TEST_F(Determinism, BuildingTwiceAddsNothing) {
  build("red.trama", files_);
  const std::string before = json("red.trama");
  const Outcome again = test::run(with_files({"build", "-o", folder_ / "red.trama"}, files_));
  EXPECT_EQ(again.code, 0);
  EXPECT_THAT(again.err,
              HasSubstr("0 documents added, " + std::to_string(files_.size()) + " already there, 0 skipped"));
  EXPECT_THAT(again.err, HasSubstr("\n0 words in "));  // Passed over before the analysis.
  EXPECT_EQ(before, json("red.trama"));
}

}  // namespace
}  // namespace trama
