#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/error.h"
#include "cli/commands.h"
#include "graph/store.h"
#include "tests/export/statements.h"

namespace trama::cli {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

namespace fs = std::filesystem;

class ExportCommand : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "trama-export-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
    store(path("red.trama"), {statement(person("Sergei Shoigu"), "visitó", "visitar", person("Kim Jong Un")),
                              statement(person("Kim Jong Un"), "apoya", "apoyar", place("Rusia"))});
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  static void store(const std::string& file, std::vector<Statement> statements) {
    DocumentStatements document;
    document.document.id = "doc-1";
    document.document.text = "Una nota.";
    document.statements = std::move(statements);
    Store::open(file).add(std::span(&document, 1));
  }
  int run(std::vector<std::string> arguments) {
    out_.str("");
    err_.str("");
    Streams io{in_, out_, err_};
    return run_export(arguments, io);
  }
  std::string content(const std::string& name) const {
    std::ifstream in(folder_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  fs::path folder_;
  std::istringstream in_;
  std::ostringstream out_;
  std::ostringstream err_;
};

TEST_F(ExportCommand, WritesToStandardOutputOrAFile) {
  EXPECT_EQ(run({path("red.trama"), "--to", "json"}), kDone);
  EXPECT_THAT(out_.str(), StartsWith("{\"directed\":true"));
  const std::string json = out_.str();
  EXPECT_EQ(run({path("red.trama"), "--to", "json", "-o", path("red.txt")}), kDone);
  EXPECT_THAT(out_.str(), IsEmpty());
  EXPECT_EQ(content("red.txt"), json);
}

TEST_F(ExportCommand, EndingOfTheFileSaysTheFormat) {
  const std::pair<const char*, const char*> kCases[] = {
      {"red.svg", "<?xml"},  {"red.png", "\x89PNG"},         {"red.dot", "digraph"},
      {"red.json", "{\"di"}, {"red.cyjs", "{\"data\":{\"f"}, {"red.graphml", "<?xml"},
  };
  for (const auto& [file, beginning] : kCases) {
    EXPECT_EQ(run({path("red.trama"), "-o", path(file)}), kDone) << file;
    EXPECT_THAT(content(file), StartsWith(beginning));
    EXPECT_THAT(err_.str(), IsEmpty());
  }
}

TEST_F(ExportCommand, SelectsAndEntitles) {
  EXPECT_EQ(run({path("red.trama"), "--to", "dot", "--around", "rusia", "--title", "Alianzas"}), kDone);
  EXPECT_THAT(out_.str(), HasSubstr("Alianzas"));
  EXPECT_THAT(out_.str(), HasSubstr("apoya"));
  EXPECT_THAT(out_.str(), Not(HasSubstr("Shoigu")));
}

TEST_F(ExportCommand, WrongUsageIsSaidBeforeTheGraphIsRead) {
  for (const std::vector<std::string>& arguments : std::vector<std::vector<std::string>>{
           {},
           {"missing.trama"},
           {"missing.trama", "--to", "exe"},
           {"missing.trama", "-o", "red.exe"},
           {"missing.trama", "--to", "svg", "--top", "-1"},
           {"missing.trama", "--to", "svg", "--hops", "many"},
           {"missing.trama", "--to", "svg", "--min-confidence", "2"},
           {"missing.trama", "--to", "svg", "--nonsense"},
       }) {
    EXPECT_THROW(run(arguments), UsageError) << testing::PrintToString(arguments);
  }
}

TEST_F(ExportCommand, FailureLeavesNoFile) {
  EXPECT_THROW(run({path("missing.trama"), "-o", path("red.svg")}), Error);
  EXPECT_THROW(run({path("red.trama"), "-o", path("red.svg"), "--around", "Nadie"}), Error);
  EXPECT_THROW(run({path("red.trama"), "-o", path("missing/red.svg")}), Error);
  EXPECT_FALSE(fs::exists(path("red.svg")));
  EXPECT_FALSE(fs::exists(path("missing")));
}

TEST_F(ExportCommand, PicturesOfLargeGraphsAreLimitedUnlessAsked) {
  std::vector<Statement> many;
  for (int i = 0; i < 70; ++i) {
    many.push_back(statement(place("Rusia"), "recibió", "recibir", person("Visitante Número " + std::to_string(i))));
  }
  store(path("many.trama"), many);
  EXPECT_EQ(run({path("many.trama"), "--to", "dot"}), kDone);
  EXPECT_THAT(out_.str(), HasSubstr("60 entidades y 59 relaciones; no se muestran 11 entidades y 11 relaciones"));
  EXPECT_THAT(err_.str(), HasSubstr("60 entities"));
  EXPECT_EQ(run({path("many.trama"), "--to", "dot", "--top", "0"}), kDone);
  EXPECT_THAT(out_.str(), HasSubstr("71 entidades y 70 relaciones"));
  EXPECT_THAT(err_.str(), IsEmpty());
  EXPECT_EQ(run({path("many.trama"), "--to", "json"}), kDone);
  EXPECT_THAT(out_.str(), HasSubstr("\"entities\":71,"));
}

TEST_F(ExportCommand, HelpNamesEveryFormat) {
  EXPECT_EQ(run({"--help"}), kDone);
  for (const char* format : {"svg", "png", "dot", "json", "cytoscape", "graphml"}) {
    EXPECT_THAT(out_.str(), HasSubstr(format));
  }
}

}  // namespace
}  // namespace trama::cli
