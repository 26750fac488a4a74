#include <unistd.h>

#include <csignal>
#include <iostream>
#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/standard_output.h"

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // A closed pipe shows as a failed write, not as a killed process.
  std::ios::sync_with_stdio(false);
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  trama::cli::DescriptorBuffer buffer(STDOUT_FILENO);
  std::ostream out(&buffer);
  out.exceptions(std::ios::badbit);  // Lets through what the buffer throws.
  trama::cli::Streams io{std::cin, out, std::cerr, ::isatty(STDERR_FILENO) == 1};
  return trama::cli::run(arguments, io);
}
