// Lines that a person types and edits on a terminal, with a history.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "cli/shell/completion.h"

namespace trama::cli {

class LineEditor {
 public:
  // Candidates for the line up to the cursor. Positions are those of the line.
  using Complete = std::function<Completion(std::string_view line)>;

  // `history` is the file that is read now and written by remember(); none if empty. Prompts go to standard output if
  // that is a terminal, else to standard error. One at a time.
  LineEditor(std::filesystem::path history, Complete complete);
  ~LineEditor();
  LineEditor(const LineEditor&) = delete;
  LineEditor& operator=(const LineEditor&) = delete;

  enum class Outcome { kLine, kCancelled, kEnd };  // Ctrl-C cancels a line, Ctrl-D on an empty one ends.
  // The line, without its end.
  Outcome read(const std::string& prompt, std::string& line);
  // Puts a line into the history, unless it begins with a space.
  void remember(const std::string& line);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// $XDG_STATE_HOME/trama/history, or ~/.local/state/trama/history; empty if there is no home.
std::filesystem::path history_file();

}  // namespace trama::cli
