// Runs trama's commands in tests: inside the test's process, or as the real program through a shell.
#pragma once

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "cli/command.h"

namespace trama::test {

struct Outcome {
  int code = 0;
  std::string out;
  std::string err;
};

// trama ARGUMENTS… with `input` as standard input.
inline Outcome run(const std::vector<std::string>& arguments, const std::string& input = {}) {
  std::istringstream in(input);
  std::ostringstream out, err;
  cli::Streams streams{in, out, err};
  const int code = cli::run(arguments, streams);
  return {code, out.str(), err.str()};
}

inline std::string read_text(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + file.string());
  return {std::istreambuf_iterator<char>(in), {}};
}

inline void write_text(const std::filesystem::path& file, const std::string& content) {
  std::ofstream(file, std::ios::binary) << content;
}

// A folder of the running test's own, empty at first and removed at the end.
class TempFolder {
 public:
  TempFolder() {
    std::string pattern = ::testing::TempDir() + "trama_test_XXXXXX";
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("cannot make " + pattern);
    path_ = pattern;
  }
  ~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  std::string operator/(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

// A command line for bash, with `trama` on the path and `folder` as working directory.
inline Outcome run_shell(const std::string& command, const TempFolder& folder) {
  const std::string bin = std::filesystem::path(TRAMA_BINARY).parent_path().string();
  write_text(folder / "command.sh",
             "set -o pipefail\nPATH=" + bin + ":$PATH\ncd " + folder.path().string() + "\n" + command + "\n");
  const std::string script = "bash " + (folder / "command.sh");
  const std::string redirected = script + " >" + (folder / "stdout.txt") + " 2>" + (folder / "stderr.txt");
  const int status = std::system(redirected.c_str());
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), read_text(folder / "stdout.txt"),
          read_text(folder / "stderr.txt")};
}

inline std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

// The .txt files of samples/, sorted.
inline std::vector<std::string> sample_files() {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(TRAMA_SOURCE_DIR) / "samples")) {
    if (entry.path().extension() == ".txt") files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace trama::test
