// The measured steps that go through the library, each run in a process of its own ("graph step NAME …").
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "bench/graph/generator.h"

namespace trama::bench {

struct StepOptions {
  GeneratorOptions generator;
  std::uint64_t statements = 1'000'000;
  std::uint64_t first = 0;                   // Number of the first document,
  std::uint64_t step = 1;                    // and the distance of those after it.
  std::uint64_t documents = 10;              // For add.
  std::vector<std::filesystem::path> files;  // The graph file; for merge those to put into it after it.
};

// What a step has to tell: times in seconds and counts, by name, in the order of names.
using Figures = std::map<std::string, double>;

// build: makes the file of `statements` statements. add: adds `documents` documents from `first` on. merge: puts the
// other files into the first. warm: asks the first, once open, for paths and for what is two steps from the hub.
// count: what generator and options make, without a file. check: whether what they make is sound; throws if not. Throws
// Error (kInvalid) for another name.
Figures run_step(const std::string& name, const StepOptions& options);

// Writes the statements as comma-separated values with a first line of column names, for other programs.
void write_csv(const StepOptions& options, const std::filesystem::path& file);

}  // namespace trama::bench
