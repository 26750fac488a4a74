// What is kept about how statements were made.
#include "cli/texts/extraction.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <functional>
#include <set>

#include "cli/process/resources.h"
#include "tests/support/program.h"

namespace trama::cli {
namespace {

class MadeBy : public testing::Test {
 protected:
  MadeBy() {
    test::write_text(folder_ / "one.tsv", "Ana Ruiz\tPER\n");
    test::write_text(folder_ / "same.tsv", "Ana Ruiz\tPER\n");
    test::write_text(folder_ / "other.tsv", "Ana Ruiz\tORG\n");
    test::write_text(folder_ / "other.safetensors", "");
    options_.input.inputs = {"noticias"};
  }

  test::TempFolder folder_;
  ExtractionOptions options_;
};

TEST_F(MadeBy, NamesProgramModelAndTables) {
  const std::string text = made_by(options_);
  rapidjson::Document json;
  json.Parse(text.c_str());
  ASSERT_FALSE(json.HasParseError()) << text;
  EXPECT_EQ(test::run({"--version"}).out.find("trama " + std::string(json["trama"].GetString())), 0u);
  EXPECT_EQ(json["model"].GetString(), find_model().stem().string());
  EXPECT_EQ(json["model_sha256"].GetStringLength(), 64u);
  EXPECT_EQ(json["tables_sha256"].GetStringLength(), 64u);
  EXPECT_EQ(json["min_confidence"].GetDouble(), kMinConfidence);
}

TEST_F(MadeBy, IsEqualWhereTheStatementsAre) {
  options_.alias_files = {folder_ / "one.tsv"};
  const std::string text = made_by(options_);
  ExtractionOptions same = options_;
  same.alias_files = {folder_ / "same.tsv"};
  same.input.inputs = {"otras", "-"};
  same.input.threads = 7;
  same.input.quiet = true;
  same.input.model = find_model().string();
  EXPECT_EQ(made_by(same), text);
}

TEST_F(MadeBy, DiffersWhereTheStatementsMay) {
  using Change = std::function<void(ExtractionOptions&)>;
  const std::vector<Change> changes = {
      [](ExtractionOptions&) {},
      [](ExtractionOptions& options) { options.min_confidence = 0.7; },
      [](ExtractionOptions& options) { options.metonymy = "off"; },
      [](ExtractionOptions& options) { options.pretokenized = "lines"; },
      [](ExtractionOptions& options) { options.input.language = "es"; },
      [](ExtractionOptions& options) { options.input.precision = "float"; },
      [](ExtractionOptions& options) { options.input.inputs = {"arboles.conllu"}; },
      [&](ExtractionOptions& options) { options.input.model = folder_ / "other.safetensors"; },
      [&](ExtractionOptions& options) { options.alias_files = {folder_ / "one.tsv"}; },
      [&](ExtractionOptions& options) { options.alias_files = {folder_ / "other.tsv"}; },
      [&](ExtractionOptions& options) {
        options.alias_files = {folder_ / "one.tsv", folder_ / "other.tsv"};
      },
      [&](ExtractionOptions& options) {
        options.alias_files = {folder_ / "other.tsv", folder_ / "one.tsv"};
      },
      [&](ExtractionOptions& options) { options.input.gazetteers = {folder_ / "one.tsv"}; },
      [&](ExtractionOptions& options) { options.input.gazetteers = {folder_ / "other.tsv"}; },
  };
  std::set<std::string> texts;
  for (const Change& change : changes) {
    ExtractionOptions changed = options_;
    change(changed);
    texts.insert(made_by(changed));
  }
  EXPECT_EQ(texts.size(), changes.size());
}

TEST_F(MadeBy, TreesNeedNoModel) {
  options_.input.model = folder_ / "none.safetensors";
  EXPECT_ANY_THROW(made_by(options_));
  options_.input.inputs = {"arboles.conllu"};
  EXPECT_THAT(made_by(options_), testing::Not(testing::HasSubstr("model")));
}

TEST_F(MadeBy, DiffersWithTheTables) {
  const std::string text = made_by(options_);
  std::filesystem::create_directories(folder_ / "data");
  std::filesystem::copy(find_data_dir(), folder_ / "data/es");
  test::write_text(folder_ / "data/es/verbs.tsv", "");
  ::setenv("TRAMA_HOME", folder_.path().c_str(), 1);
  const std::string other = made_by(options_);
  ::unsetenv("TRAMA_HOME");
  EXPECT_NE(other, text);
}

}  // namespace
}  // namespace trama::cli
