#include "cli/process/resources.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "base/error.h"
#include "tests/support/program.h"

namespace trama::cli {
namespace {

// Sets an environment variable while it lives.
class Environment {
 public:
  Environment(const char* name, const std::string& value) : name_(name) {
    if (const char* old = std::getenv(name)) old_ = old;
    ::setenv(name, value.c_str(), 1);
  }
  ~Environment() { old_.empty() ? ::unsetenv(name_) : ::setenv(name_, old_.c_str(), 1); }

 private:
  const char* name_;
  std::string old_;
};

class Resources : public testing::Test {
 protected:
  Resources() : no_model_("TRAMA_MODEL", ""), home_("TRAMA_HOME", folder_.path().string()) {
    std::filesystem::create_directories(folder_.path() / "models");
  }
  void add_model(const std::string& name) { test::write_text(folder_.path() / "models" / name, ""); }

  test::TempFolder folder_;
  Environment no_model_;
  Environment home_;
};

TEST_F(Resources, TakesTheNewestModel) {
  for (const char* name : {"trama-es-1.9.safetensors", "trama-es-1.10.safetensors", "trama-es-0.99.safetensors",
                           "trama-es-2.safetensors", "trama-es-3.0.safetensors.part", "trama-fr-7.0.safetensors"}) {
    add_model(name);
  }
  EXPECT_EQ(find_model().filename(), "trama-es-1.10.safetensors");
}

TEST_F(Resources, TheOptionWinsThenTheEnvironmentsFile) {
  add_model("trama-es-1.0.safetensors");
  const Environment named("TRAMA_MODEL", "/elsewhere/mine.safetensors");
  EXPECT_EQ(find_model(), "/elsewhere/mine.safetensors");
  EXPECT_EQ(find_model("given.safetensors"), "given.safetensors");
}

TEST_F(Resources, FindsTablesInTheHomeFolderFirst) {
  std::filesystem::create_directories(folder_.path() / "data" / "es");
  EXPECT_EQ(find_data_dir(), folder_.path() / "data" / "es");
  EXPECT_EQ(find_data_dir("mine"), "mine");
}

TEST_F(Resources, ChangedTablesAreRefusedUnlessTheUserWantsThem) {
  std::filesystem::create_directories(folder_.path() / "data");
  std::filesystem::copy(std::filesystem::path(TRAMA_SOURCE_DIR) / "extract/data/es", folder_.path() / "data/es");
  test::write_text(folder_.path() / "data/es/verbs.tsv", "");
  test::write_text(folder_ / "a.conllu", "1\tAna\tAna\tPROPN\t_\t_\t0\troot\t_\t_\n\n");
  const test::Outcome refused = test::run({"extract", folder_ / "a.conllu"});
  EXPECT_EQ(refused.code, kFailed);
  EXPECT_EQ(refused.err,
            "trama: " + (folder_ / "data/es/verbs.tsv") +
                ": the table is empty since trama was built; TRAMA_OWN_TABLES=1 takes the tables as they are\n");
  const Environment wanted("TRAMA_OWN_TABLES", "1");
  EXPECT_EQ(test::run({"extract", folder_ / "a.conllu"}).code, kDone);
}

TEST(ResourcesOfTheSourceTree, FoundFromTheBuildFolder) {
  const Environment no_home("TRAMA_HOME", "");
  EXPECT_TRUE(std::filesystem::equivalent(find_data_dir(),
                                          std::filesystem::path(TRAMA_SOURCE_DIR) / "extract" / "data" / "es"));
}

}  // namespace
}  // namespace trama::cli
