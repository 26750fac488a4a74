#include <unistd.h>

#include <csignal>
#include <cstddef>
#include <iostream>
#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/process/signals.h"
#include "cli/process/standard_input.h"
#include "cli/process/standard_output.h"

namespace {

// Throwing std::bad_alloc takes stack, and once memory is short the system does not let the stack grow any more.
[[gnu::noinline]] void reserve_stack() {
  [[maybe_unused]] volatile char room[std::size_t{1} << 18];
  room[0] = 0;
}

}  // namespace

int main(int argc, char** argv) {
  reserve_stack();
  std::signal(SIGPIPE, SIG_IGN);  // A closed pipe shows as a failed write, not as a killed process.
  trama::cli::handle_signals();
  std::ios::sync_with_stdio(false);
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  trama::cli::DescriptorInput input(STDIN_FILENO, trama::cli::stop_descriptor());
  trama::cli::DescriptorBuffer output(STDOUT_FILENO);
  std::istream in(&input);
  std::ostream out(&output);
  in.exceptions(std::ios::badbit);  // Lets through what the buffers throw.
  out.exceptions(std::ios::badbit);
  trama::cli::Streams io{in, out, std::cerr, ::isatty(STDERR_FILENO) == 1};
  return trama::cli::run(arguments, io);
}
