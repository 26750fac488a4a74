// Bounds of what a query may take.
#pragma once

#include <chrono>
#include <cstdint>
#include <stop_token>

namespace trama::cypher {

// What a query may cost. Beyond it an Error (kInvalid) says which bound was met.
struct Limits {
  // Nodes and relationships that are looked at, conditions and items of lists that are evaluated.
  std::int64_t max_steps = 50'000'000;
  std::int64_t max_rows = 1'000'000;               // Rows, groups and collected values held at once.
  std::int64_t max_bytes = std::int64_t{1} << 29;  // What these take, in about; also the longest value.
  std::chrono::milliseconds timeout{0};            // None if 0.
  std::stop_token stop;                            // Asked to stop, a query ends with an Error.
};

}  // namespace trama::cypher
