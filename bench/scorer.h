// What the benchmarks against Python scorers share: where the scorers are, and running them.
#pragma once

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace trama::bench {

// `name` in `given`, or else in shared/bench beside the source tree that this program was built in (three folders above
// it: build/release/bench). Throws Error (kIo) that names the places.
inline std::filesystem::path find_scorer(const std::filesystem::path& given, std::string_view name) {
  namespace fs = std::filesystem;
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  const fs::path source = program.parent_path().parent_path().parent_path().parent_path();
  const fs::path folder = given.empty() ? source.parent_path() / "shared" / "bench" : given;
  if (fs::exists(folder / name, error)) return folder / name;
  throw Error(ErrorCode::kIo, "no scorer " + std::string(name) + " in " + folder.string() +
                                  "; the scorers are not part of trama: name their folder with --scorers");
}

// `text` as one word of a shell command.
inline std::string shell_word(std::string_view text) {
  std::string word = "'";
  for (const char c : text) word += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return word + "'";
}

// Runs `python3 SCORER ARGUMENTS…` and returns its exit code; its output goes where ours does.
inline int run_scorer(const std::filesystem::path& scorer, const std::vector<std::string>& arguments) {
  std::string command = "python3 " + shell_word(scorer.string());
  for (const std::string& argument : arguments) command += " " + shell_word(argument);
  std::cout.flush();
  return std::system(command.c_str()) == 0 ? 0 : 1;
}

// Where predictions go: the file asked for, or a temporary one that goes away with this object.
class PredictionFile {
 public:
  explicit PredictionFile(const std::filesystem::path& wanted) : path_(wanted), temporary_(wanted.empty()) {
    if (temporary_) {
      std::string pattern = (std::filesystem::temp_directory_path() / "trama-bench-XXXXXX").string();
      const int descriptor = mkstemp(pattern.data());
      if (descriptor < 0) throw Error(ErrorCode::kIo, "cannot make a temporary file " + pattern);
      close(descriptor);
      path_ = pattern;
    }
    out_.open(path_);
    if (!out_) throw Error(ErrorCode::kIo, "cannot write " + path_.string());
  }
  ~PredictionFile() {
    std::error_code error;
    if (temporary_) std::filesystem::remove(path_, error);
  }
  PredictionFile(const PredictionFile&) = delete;
  PredictionFile& operator=(const PredictionFile&) = delete;

  std::ofstream& out() { return out_; }
  // Call before the scorer reads it.
  std::string finish() {
    out_.close();
    if (!out_) throw Error(ErrorCode::kIo, "cannot write " + path_.string());
    return path_.string();
  }

 private:
  std::filesystem::path path_;
  bool temporary_;
  std::ofstream out_;
};

}  // namespace trama::bench
