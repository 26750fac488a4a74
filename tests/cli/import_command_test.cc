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

// What trama export --to json wrote comes back as the same graph, under the same ids.
TEST_F(ImportCommand, AnExportedGraphComesBack) {
  Statement met = statement(person("Ana Soto"), "se reunió con", "reunir", person("Eva Ríos"), "doc-2");
  met.subject.aliases = {"Soto"};
  met.relation.symmetric = true;
  met.relation.preposition = "con";
  Statement back = met;
  std::swap(back.subject, back.object);
  back.evidence.document = "doc-1";
  Statement said = statement(person("Soto"), "visitó", "visitar", place("Lima"), "doc-2");
  said.source = Attribution{mention(person("Eva Ríos")), "decir", "La Prensa",
                            TimeExpression{"ayer", "2025-03-01", "2025-03-02", {}}};
  said.quantities.push_back({"tres barcos", 3, 3, "barco", false, {}});
  said.modality = Modality::kDenied;
  const std::string lines = to_json(back) + "\n" + to_json(met) + "\n" + to_json(said) + "\n";
  ASSERT_EQ(test::run({"import", "-", "-o", path("red.trama")}, lines).code, kDone);
  const std::string exported = test::run({"export", path("red.trama"), "--to", "json"}).out;
  const test::Outcome done = test::run({"import", write("red.json", exported), "-o", path("otra.trama")});
  EXPECT_EQ(done.code, kDone) << done.err;
  EXPECT_EQ(test::run({"export", path("otra.trama"), "--to", "json"}).out, exported);
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
