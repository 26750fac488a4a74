#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/statement_json.h"
#include "cli/command.h"
#include "tests/export/statements.h"
#include "tests/support/program.h"

namespace trama::cli {
namespace {

using ::testing::HasSubstr;

class ImportCommand : public ::testing::Test {
 protected:
  std::string write(const std::string& name, const std::string& text) const {
    test::write_text(path(name), text);
    return path(name);
  }
  std::string path(const std::string& name) const { return (folder_.path() / name).string(); }

 private:
  test::TempFolder folder_;
};

TEST_F(ImportCommand, StatementsOfExtractGiveAGraph) {
  std::string lines;
  for (const char* document : {"doc-1", "doc-2"}) {
    lines += to_json(statement(person("Ana Soto"), "visitó", "visitar", place("Lima"), document)) + "\n";
  }
  const std::string graph = path("red.trama");
  const test::Outcome first = test::run({"import", "-", "-o", graph}, lines);
  EXPECT_EQ(first.code, kDone) << first.err;
  EXPECT_THAT(first.err, HasSubstr("2 documents added"));
  EXPECT_THAT(test::run({"entity", graph, "Ana Soto"}).out, HasSubstr("visitó"));
  const test::Outcome again = test::run({"import", "-", "-o", graph}, lines);
  EXPECT_THAT(again.err, HasSubstr("0 documents added, 2 already there"));
}

TEST_F(ImportCommand, TablesMadeByHandToo) {
  const std::string graph = path("red.trama");
  const std::string table = write("a.csv",
                                  "subject,relation,object,date,source\n"
                                  "Ana Soto,visitó,Lima,2025-03-01,El País\n"
                                  "Ana Soto,,Lima,2025-03-01,El País\n");
  const test::Outcome done = test::run({"import", table, "-o", graph});
  EXPECT_EQ(done.code, kSomeSkipped);
  EXPECT_THAT(done.err, HasSubstr("a.csv:3: subject, relation or object is empty"));
  EXPECT_THAT(test::run({"query", graph, "MATCH (a)-[r]->(b) RETURN r.first_date, r.publisher", "--format", "csv"}).out,
              HasSubstr("2025-03-01,El País"));
}

TEST_F(ImportCommand, WhatCannotBeReadChangesNothing) {
  const std::string graph = path("red.trama");
  EXPECT_EQ(test::run({"import", path("missing.csv"), "-o", graph}).code, kFailed);
  EXPECT_FALSE(std::filesystem::exists(graph));
  const test::Outcome page = test::run({"import", write("a.html", "<html></html>"), "-o", graph});
  EXPECT_EQ(page.code, kFailed);
  EXPECT_THAT(page.err, HasSubstr("neither JSON lines of statements nor a table"));
}

}  // namespace
}  // namespace trama::cli
