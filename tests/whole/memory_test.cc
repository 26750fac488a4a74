// Little memory ends a command with a message, or leaves documents out; it never crashes it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/support/program.h"

namespace trama {
namespace {

using testing::HasSubstr;

std::string trees(int documents) {
  std::string text;
  for (int i = 0; i < documents; ++i) {
    const std::string number = std::to_string(i);
    text += "# newdoc id = d" + number + "\n1\tAna" + number + "\tAna" + number +
            "\tPROPN\t_\t_\t2\tnsubj\t_\tEntity=B-PER\n"
            "2\tvisitó\tvisitar\tVERB\t_\tMood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin\t0\troot\t_\t_\n"
            "3\tLuis\tLuis\tPROPN\t_\t_\t2\tobj\t_\tEntity=B-PER\n\n";
  }
  return text;
}

class Memory : public testing::Test {
 protected:
  Memory() {
#ifdef __SANITIZE_ADDRESS__
    unlimited_ = true;
#endif
    test::write_text(folder_ / "arboles.conllu", trees(600));
    test::run({"build", "--quiet", folder_ / "arboles.conllu", "-o", folder_ / "red.trama"});
  }

  // The command with ever more memory, from what the program needs to start on: "code" or "code: message", one a line,
  // and what is meant for programmers only.
  std::string outcomes(const std::string& command) const {
    return test::run_shell(
               "least=10000\n"
               "until (ulimit -v $least; trama --help >help.txt 2>&1); do least=$((least + 1000)); done\n"
               "for i in $(seq 0 24); do\n"
               "  (ulimit -v $((least + i * 500)); " +
                   command +
                   " >out.txt 2>err.txt; code=$?\n"
                   "   [ $code = 1 ] && echo \"$code: $(tail -n 1 err.txt)\" || echo $code\n"
                   "   grep std:: err.txt) 2>/dev/null\n"
                   "done",
               folder_)
        .out;
  }

  bool unlimited_ = false;
  test::TempFolder folder_;
};

TEST_F(Memory, ShortageIsSaid) {
  if (unlimited_) GTEST_SKIP() << "sanitizers need memory without limit";
  for (const std::string command :
       {"trama extract --threads 2 arboles.conllu", "trama export red.trama --to json -o red.json",
        "trama query red.trama 'MATCH (a)-[r]->(b) RETURN a.name, r.sentence'"}) {
    const std::string all = outcomes(command);
    EXPECT_THAT(all, HasSubstr("1: trama: out of memory\n")) << command << ": the limits are too high";
    for (const std::string& outcome : test::lines_of(all)) {
      EXPECT_THAT(outcome, testing::AnyOf("0", "3", HasSubstr("out of memory"), HasSubstr("Cannot allocate memory")))
          << command;
    }
  }
}

}  // namespace
}  // namespace trama
