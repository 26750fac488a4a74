// Every trama command that README.md and docs/*.md show in a ```sh block is run, block by block, in a folder with
// samples/, noticias/ (the same texts), corpus.jsonl, reglas.tsv, nombres.tsv and red.trama. None may fail.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <string>

#include "tests/support/program.h"

namespace trama {
namespace {

namespace fs = std::filesystem;

// The lines of ```sh blocks that call trama, one string per block; what needs a cluster stands in ```bash blocks. A
// pipe or a backslash at the end of a line continues it.
std::vector<std::string> command_blocks(const fs::path& document) {
  std::vector<std::string> blocks;
  bool inside = false, continued = false;
  for (const std::string& line : test::lines_of(test::read_text(document))) {
    if (line.starts_with("```")) {
      inside = line == "```sh";
      if (inside) blocks.emplace_back();
      continue;
    }
    if (!inside) continue;
    // A server goes on until it is ended: tests/cli/explore_command_test.cc.
    const auto has = [&](const char* word) { return line.find(word) != std::string::npos; };
    const bool command = has("trama ") && !has("cmake") && !has("trama explore");
    if (command || continued) blocks.back() += line + '\n';
    continued = (command || continued) && (line.ends_with('\\') || line.ends_with('|'));
  }
  std::erase(blocks, "");
  return blocks;
}

std::vector<fs::path> documents() {
  std::vector<fs::path> files = {fs::path(TRAMA_SOURCE_DIR) / "README.md"};
  for (const auto& entry : fs::directory_iterator(fs::path(TRAMA_SOURCE_DIR) / "docs")) {
    if (entry.path().extension() == ".md") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

void prepare(const test::TempFolder& folder) {
  const fs::path samples = fs::path(TRAMA_SOURCE_DIR) / "samples";
  fs::create_directory_symlink(samples, folder / "samples");
  fs::create_directory(folder / "noticias");
  for (const std::string& file : test::sample_files()) {
    fs::copy_file(file, fs::path(folder / "noticias") / fs::path(file).filename());
  }
  test::write_text(
      folder / "corpus.jsonl",
      "{\"id\": \"uno\", \"date\": \"2025-03-04\", \"text\": \"Marta Ibáñez visitó a Pedro Salgado en Quito.\"}\n");
  test::write_text(folder / "reglas.tsv", "same\tFjord Capital\tFjord\n");
  test::write_text(folder / "nombres.tsv", "Fjord Capital\tel fondo noruego\tORG\n");
  const test::Outcome run = test::run_shell("trama build --quiet samples/*.txt -o red.trama", folder);
  ASSERT_EQ(run.code, 0) << run.err;
}

TEST(Documents, ShowCommandsThatWork) {
  std::size_t commands = 0;
  for (const fs::path& document : documents()) {
    for (const std::string& block : command_blocks(document)) {
      const test::TempFolder folder;
      ASSERT_NO_FATAL_FAILURE(prepare(folder));
      const test::Outcome run = test::run_shell("set -e\n" + block, folder);
      EXPECT_EQ(run.code, 0) << document << ":\n" << block << run.err;
      ++commands;
    }
  }
  EXPECT_GT(commands, 0u);
}

// The first two commands of README.md are the ones that CI runs.
TEST(Documents, ReadmeBeginsWithTheTwoCommands) {
  const std::string readme = test::read_text(fs::path(TRAMA_SOURCE_DIR) / "README.md");
  const std::size_t demo = readme.find("\ntools/demo"), test = readme.find("\ntools/test");
  EXPECT_LT(demo, test);
  EXPECT_LT(test, 400u);
  const std::string ci = test::read_text(fs::path(TRAMA_SOURCE_DIR) / ".ci" / "run");
  EXPECT_NE(ci.find("\ntools/demo"), std::string::npos);
  EXPECT_NE(ci.find("\ntools/test"), std::string::npos);
}

// What a document links to must be there.
TEST(Documents, LinkToFilesThatExist) {
  std::vector<fs::path> files = documents();
  files.push_back(fs::path(TRAMA_SOURCE_DIR) / "CONTRIBUTING.md");
  for (const fs::path& document : files) {
    const std::string text = test::read_text(document);
    for (std::size_t at = text.find("]("); at != std::string::npos; at = text.find("](", at + 1)) {
      std::string target = text.substr(at + 2, text.find(')', at) - at - 2);
      if (target.starts_with("http") || target.starts_with('#')) continue;
      target = target.substr(0, target.find('#'));
      EXPECT_TRUE(fs::exists(document.parent_path() / target)) << document << " links to " << target;
    }
  }
}

}  // namespace
}  // namespace trama
