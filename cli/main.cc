#include <csignal>
#include <iostream>
#include <string>
#include <vector>

#include "cli/command.h"

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // A closed pipe shows as a failed write, not as a killed process.
  std::ios::sync_with_stdio(false);
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  trama::cli::Streams io{std::cin, std::cout, std::cerr};
  return trama::cli::run(arguments, io);
}
