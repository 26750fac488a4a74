// Other programs, and what they took: each step of a measurement is a process of its own, so that peak memory is that
// step's and nothing is warm but the file system.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace trama::bench {

struct Usage {
  double seconds = 0;    // By the clock.
  double processor = 0;  // User and system.
  double peak_mib = 0;   // Greatest resident memory.
  int status = 0;        // Exit status; 128 and more: ended by a signal, as a shell says it.
};

// Runs a program with its standard output in the file `output` and waits for it. Throws Error (kIo) if it cannot be
// started.
Usage run_process(const std::vector<std::string>& arguments, const std::filesystem::path& output);

// This process and those that it starts run on one core from now on: the last that they may use.
void stay_on_one_core();

// Greatest resident memory of this process so far.
double own_peak_mib();

}  // namespace trama::bench
