// The table of subcommands and what they are given.
#pragma once

#include <iosfwd>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

namespace trama::cli {

struct Streams {
  std::istream& in;
  std::ostream& out;  // Results. A failed write throws, so that a command need not look at the stream's state.
  std::ostream& err;  // All else.
  bool err_is_terminal = false;  // Whether a person watches: progress is shown only then.
};

// Exit codes of the program.
inline constexpr int kDone = 0;
inline constexpr int kFailed = 1;
inline constexpr int kUsage = 2;
inline constexpr int kSomeSkipped = 3;
inline constexpr int kStopped = 128;  // Plus the number of the signal that has asked to stop.

// The command line makes no sense: exit code 2, and the message is followed by a pointer to the command's help.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Whoever read the output has gone away ("trama extract … | head"). Ends the command; no error.
class ClosedPipe : public std::runtime_error {
 public:
  ClosedPipe() : std::runtime_error("the reader of the output has gone away") {}
};

struct Command {
  std::string_view name;
  std::string_view summary;  // One line.
  int (*run)(std::span<const std::string> arguments, Streams& io);
};

// In the order of the help text.
std::span<const Command> commands();

// The whole program but for process start: parses `arguments` (without the program's name), catches errors, prints
// them on `io.err`, gives the exit code.
int run(std::span<const std::string> arguments, Streams& io);

}  // namespace trama::cli
