#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/command.h"
#include "export/format.h"
#include "graph/store/store.h"
#include "tests/export/known_leaks.h"
#include "tests/export/statements.h"
#include "tests/support/program.h"

namespace trama::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

class ExportCommand : public testing::Test {
 protected:
  ExportCommand() {
    store("red.trama", {statement(person("Sergei Shoigu"), "visitó", "visitar", person("Kim Jong Un")),
                        statement(person("Kim Jong Un"), "apoya", "apoyar", place("Rusia"))});
  }

  std::string path(const std::string& name) const { return folder_ / name; }
  void store(const std::string& name, std::vector<Statement> statements) const {
    DocumentStatements document;
    document.document.id = "doc-1";
    document.document.text = "Una nota.";
    document.statements = std::move(statements);
    Store store = Store::open(path(name));
    store.add(std::span(&document, 1));
    store.update_entities();
  }
  static test::Outcome run(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "export");
    return test::run(arguments);
  }
  std::string content(const std::string& name) const { return test::read_text(path(name)); }

 private:
  test::TempFolder folder_;
};

TEST_F(ExportCommand, WritesToStandardOutputOrAFile) {
  const test::Outcome printed = run({path("red.trama"), "--to", "json"});
  EXPECT_EQ(printed.code, kDone);
  EXPECT_THAT(printed.out, StartsWith("{\"directed\":true"));
  const test::Outcome written = run({path("red.trama"), "--to", "json", "-o", path("red.txt")});
  EXPECT_EQ(written.code, kDone);
  EXPECT_THAT(written.out, IsEmpty());
  EXPECT_EQ(content("red.txt"), printed.out);
}

TEST_F(ExportCommand, EndingOfTheFileSaysTheFormat) {
  const std::pair<const char*, const char*> kCases[] = {
      {"red.svg", "<?xml"},
      {"red.png", "\x89PNG"},
      {"red.dot", "digraph"},
      {"red.json", "{\"di"},
      {"red.cyjs", "{\"data\":{\"f"},
      {"red.graphml", "<?xml"},
      {"red.gexf", "<?xml"},
      {"red.gv", "digraph"},
      {"red.stix", "{\"type\":\"bundle\""},
      {"red.ftm", "{\"id\""},
      {"red.sqlite", "SQLite format 3"},
  };
  for (const auto& [file, beginning] : kCases) {
    const test::Outcome written = run({path("red.trama"), "-o", path(file)});
    EXPECT_EQ(written.code, kDone) << file;
    EXPECT_THAT(written.err, IsEmpty()) << file;
    EXPECT_THAT(content(file), StartsWith(beginning)) << file;
  }
}

TEST_F(ExportCommand, SelectsAndEntitles) {
  const test::Outcome dot = run({path("red.trama"), "--to", "dot", "--around", "rusia", "--title", "Alianzas"});
  EXPECT_EQ(dot.code, kDone);
  EXPECT_THAT(dot.out, AllOf(HasSubstr("Alianzas"), HasSubstr("apoya"), Not(HasSubstr("Shoigu"))));
}

TEST_F(ExportCommand, WrongUsageIsSaidBeforeTheGraphIsRead) {
  const std::vector<std::vector<std::string>> kCases = {
      {},
      {"missing.trama"},
      {"missing.trama", "--to", "exe"},
      {"missing.trama", "-o", "red.exe"},
      {"missing.trama", "--to", "svg", "--top", "-1"},
      {"missing.trama", "--to", "svg", "--hops", "many"},
      {"missing.trama", "--to", "svg", "--min-confidence", "2"},
      {"missing.trama", "--to", "svg", "--nonsense"},
      {"missing.trama", "--to", "csv"},  // A folder cannot go to standard output.
      {"missing.trama", "--to", "json", "--flavour", "yed"},
      {"missing.trama", "--to", "graphml", "--flavour", "green"},
      {"missing.trama", "--to", "json", "--rdf12"},
      {"missing.trama", "--to", "json", "-o", "red.json", "--force"},
  };
  for (const auto& arguments : kCases) EXPECT_EQ(run(arguments).code, kUsage) << testing::PrintToString(arguments);
}

TEST_F(ExportCommand, FailureLeavesNoFile) {
  EXPECT_EQ(run({path("missing.trama"), "-o", path("red.svg")}).code, kFailed);
  EXPECT_EQ(run({path("red.trama"), "-o", path("red.svg"), "--around", "Nadie"}).code, kFailed);
  EXPECT_EQ(run({path("red.trama"), "-o", path("missing/red.svg")}).code, kFailed);
  EXPECT_FALSE(std::filesystem::exists(path("red.svg")));
  EXPECT_FALSE(std::filesystem::exists(path("missing")));
}

TEST_F(ExportCommand, FoldersAreReplacedOnlyWhenAsked) {
  EXPECT_EQ(run({path("red.trama"), "--to", "csv", "-o", path("tablas")}).code, kDone);
  EXPECT_THAT(content("tablas/entities.csv"), HasSubstr("Rusia"));
  const test::Outcome refused = run({path("red.trama"), "--to", "csv", "-o", path("tablas")});
  EXPECT_EQ(refused.code, kFailed);
  EXPECT_THAT(refused.err, HasSubstr("--force"));
  EXPECT_EQ(run({path("red.trama"), "--to", "csv", "-o", path("tablas"), "--force"}).code, kDone);
  // What is not of an export's making stays.
  EXPECT_EQ(run({path("red.trama"), "--to", "csv", "-o", path("."), "--force"}).code, kFailed);
  EXPECT_TRUE(std::filesystem::exists(path("red.trama")));
  EXPECT_EQ(run({path("red.trama"), "--to", "csv", "-o", path("red.trama"), "--force"}).code, kFailed);
}

TEST_F(ExportCommand, NeverReplacesAGraph) {
  store("otro.trama", {});
  std::filesystem::create_symlink(path("red.trama"), path("red.svg"));
  for (const char* format : {"svg", "png", "dot", "json", "cytoscape", "graphml"}) {
    for (const char* file : {"red.trama", "red.svg", "otro.trama"}) {
      const std::string before = content(file);
      const test::Outcome refused = run({path("red.trama"), "--to", format, "-o", path(file)});
      EXPECT_EQ(refused.code, kFailed) << format << ' ' << file;
      EXPECT_THAT(refused.err, AllOf(HasSubstr(".trama is a graph file"), HasSubstr("another name")));
      EXPECT_TRUE(content(file) == before) << format << ' ' << file;
    }
  }
}

TEST_F(ExportCommand, PicturesOfLargeGraphsAreLimitedUnlessAsked) {
  std::vector<Statement> many;
  for (int i = 0; i < 70; ++i) {
    many.push_back(statement(place("Rusia"), "recibió", "recibir", person("Visitante Número " + std::to_string(i))));
  }
  store("many.trama", many);
  const test::Outcome limited = run({path("many.trama"), "--to", "dot"});
  EXPECT_THAT(limited.out, HasSubstr("60 entidades y 59 relaciones; no se muestran 11 entidades y 11 relaciones"));
  EXPECT_THAT(limited.err, HasSubstr("60 entities"));
  const test::Outcome whole = run({path("many.trama"), "--to", "dot", "--top", "0"});
  EXPECT_THAT(whole.out, HasSubstr("71 entidades y 70 relaciones"));
  EXPECT_THAT(whole.err, IsEmpty());
  EXPECT_THAT(run({path("many.trama"), "--to", "json"}).out, HasSubstr("\"entities\":71,"));
}

TEST_F(ExportCommand, HelpNamesEveryFormat) {
  const test::Outcome help = run({"--help"});
  EXPECT_EQ(help.code, kDone);
  for (const Format& format : formats()) EXPECT_THAT(help.out, HasSubstr(std::string(format.name)));
}

}  // namespace
}  // namespace trama::cli
