// The table of subcommands and what they are given.
#pragma once

#include <iosfwd>
#include <span>
#include <string>
#include <string_view>

namespace trama::cli {

struct Streams {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
};

// Exit codes of the program.
inline constexpr int kDone = 0;
inline constexpr int kFailed = 1;
inline constexpr int kUsage = 2;
inline constexpr int kSomeSkipped = 3;

struct Command {
  std::string_view name;
  std::string_view summary;  // One line.
  int (*run)(std::span<const std::string> arguments, Streams& io);
};

std::span<const Command> commands();

// The whole program but for process start: parses `arguments` (without the program's name), catches errors, prints
// them on `io.err`, gives the exit code.
int run(std::span<const std::string> arguments, Streams& io);

}  // namespace trama::cli
