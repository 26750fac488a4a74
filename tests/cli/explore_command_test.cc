// trama explore as a process, and trama export --to html.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "export/explorer/page.h"
#include "tests/graph/news_graph.h"
#include "tests/support/program.h"

namespace trama::cli {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class ExploreCommand : public testing::Test {
 protected:
  void SetUp() override { test::save_news_graph(path("red.trama")); }
  std::string path(const std::string& name) const { return folder_ / name; }

  test::TempFolder folder_;
};

TEST_F(ExploreCommand, ServesUntilItIsEnded) {
  if (explorer_page().empty()) {
    const test::Outcome without = test::run({"explore", path("red.trama")});
    EXPECT_EQ(without.code, kFailed);
    EXPECT_THAT(without.err, HasSubstr("TRAMA_EXPLORER"));
    return;
  }
  for (const char* signal : {"TERM", "INT"}) {
    const test::Outcome served = test::run_shell(
        std::string(
            "rm -f address.txt; set -m; trama explore red.trama --port 0 --edit > address.txt 2> told.txt & pid=$!\n"
            "for i in {1..200}; do [ -s address.txt ] && break; sleep 0.05; done\n"
            "address=$(cat address.txt); port=${address##*:}; port=${port%/}\n"
            "exec 3<>/dev/tcp/127.0.0.1/$port\n"
            "printf 'GET /api/graph HTTP/1.1\\r\\nHost: localhost:%s\\r\\nConnection: close\\r\\n\\r\\n' $port >&3\n"
            "cat <&3\nkill -") +
            signal + " $pid\nwait $pid\necho \"ended $?\"\ncat address.txt told.txt >&2",
        folder_);
    EXPECT_THAT(served.out, HasSubstr("\"name\":\"red.trama\"")) << served.err;
    EXPECT_THAT(served.out, HasSubstr("ended 0\n"));
    EXPECT_THAT(served.err, StartsWith("http://127.0.0.1:"));
    EXPECT_THAT(served.err, HasSubstr("until interrupted"));
  }
}

TEST_F(ExploreCommand, WhatCannotBeShownIsTold) {
  EXPECT_EQ(test::run({"explore"}).code, kUsage);
  EXPECT_EQ(test::run({"explore", path("red.trama"), "--port", "70000"}).code, kUsage);
  EXPECT_EQ(test::run({"explore", path("ninguno.trama")}).code, kFailed);
  EXPECT_EQ(test::run({"explore", path("ninguno.trama"), "--edit"}).code, kFailed);
  EXPECT_FALSE(std::filesystem::exists(path("ninguno.trama")));
}

TEST_F(ExploreCommand, AFileHoldsWhatIsAskedFor) {
  if (explorer_page().empty()) return;
  EXPECT_EQ(test::run({"export", path("red.trama"), "-o", path("red.html"), "--top", "3"}).code, kDone);
  const std::string page = test::read_text(path("red.html"));
  EXPECT_THAT(
      page, HasSubstr("<script type=\"application/json\" id=\"trama-data\">{\"graph\":{\"format\":\"trama-explorer\""));
  EXPECT_THAT(page, HasSubstr("\"name\":\"red.trama\""));
  EXPECT_THAT(page, HasSubstr("\"left_out\":{\"nodes\":"));
}

}  // namespace
}  // namespace trama::cli
