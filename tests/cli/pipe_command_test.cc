#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/command.h"
#include "tests/support/program.h"

namespace trama::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr const char* kVisit =
    R"({"id":"a","date":"2025-03-01","url":"https://example.org/a","text":"Ana Soto visitó Lima. Eva Ríos criticó a Ana Soto."})";

TEST(PipeCommand, AnswersEachDocumentInItsTurn) {
  const std::string input =
      std::string(kVisit) + "\n{\"id\":\"b\"}\nno es JSON\n" +
      R"({"id":"c","text":"The minister said that he would not resign and that they have all been )" +
      R"(told of it by the people who were there with him on the day of the vote."})" + "\n\n" +
      R"({"id":"d","text":"Nada."})" + "\n";
  const test::Outcome done = test::run({"pipe"}, input);
  ASSERT_EQ(done.code, kDone) << done.err;
  const std::vector<std::string> lines = test::lines_of(done.out);
  ASSERT_EQ(lines.size(), 8U) << done.out;
  EXPECT_THAT(lines[0], StartsWith(R"({"version":1,"made_by":"{\"trama\":)"));
  EXPECT_EQ(lines[0], test::lines_of(test::run({"pipe", "--describe"}).out).front());
  EXPECT_THAT(lines[1],
              HasSubstr(R"("id":"a","date":"2025-03-01","url":"https://example.org/a","words":12,"statements":2)"));
  EXPECT_THAT(lines[2], HasSubstr(R"("canonical":"Ana Soto")"));
  EXPECT_THAT(lines[3], HasSubstr(R"("canonical":"Eva Ríos")"));
  EXPECT_EQ(lines[4], R"({"id":"b","error":"has no text"})");
  EXPECT_EQ(lines[5], R"({"error":"is no JSON object"})");
  EXPECT_EQ(lines[6], R"({"id":"c","language":"en"})");
  EXPECT_THAT(lines[7], HasSubstr(R"("id":"d","words":2,"statements":0)"));
}

// A blank line asks for answers while the pipe stays open.
TEST(PipeCommand, AnswersWhileItIsAsked) {
  const test::TempFolder folder;
  test::write_text(folder / "a.jsonl", std::string(kVisit) + "\n\n");
  const test::Outcome done = test::run_shell(
      "coproc PIPE { trama pipe; }\n"
      "read -r -t 60 greeting <&\"${PIPE[0]}\"\n"
      "for i in 1 2; do cat a.jsonl >&\"${PIPE[1]}\"; for n in 1 2 3; do read -r -t 60 line <&\"${PIPE[0]}\" && "
      "echo \"$i ${line:0:11}\"; done; done\n",
      folder);
  EXPECT_EQ(done.out,
            "1 {\"identity\"\n1 {\"version\":\n1 {\"version\":\n2 {\"identity\"\n2 {\"version\":\n2 {\"version\":\n")
      << done.err;
}

}  // namespace
}  // namespace trama::cli
