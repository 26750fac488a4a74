// What the main functions of the benchmarks share.
#pragma once

#include <exception>
#include <iostream>
#include <string_view>

namespace trama::bench {

// What `run` returns; 1 if it throws, with "NAME: …" on standard error.
template <typename Run>
int run_program(std::string_view name, Run run) {
  try {
    return run();
  } catch (const std::exception& error) {
    std::cerr << name << ": " << error.what() << '\n';
    return 1;
  }
}

}  // namespace trama::bench
