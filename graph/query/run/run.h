// What one run of a query holds: its row, its bounds, its clock. Private to graph/query.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <random>
#include <stop_token>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "graph/query/graphs/property_graph.h"
#include "graph/query/values/value.h"

namespace re2 {
class RE2;
}

namespace trama::cypher {

// What a query may cost. Beyond it an Error (kInvalid) says which bound was met.
struct Limits {
  // Nodes and relationships that are looked at, conditions and items of lists that are evaluated.
  std::int64_t max_steps = 50'000'000;
  std::int64_t max_rows = 1'000'000;                // Rows, groups and collected values held at once.
  std::int64_t max_bytes = std::int64_t{1} << 29;   // What these take, in about; also the longest value.
  std::chrono::milliseconds timeout{0};             // None if 0.
  std::stop_token stop;                             // Asked to stop, a query ends with an Error.
};

class Budget {
 public:
  explicit Budget(const Limits& limits);

  void step() {
    if (--steps_left_ < 0) too_many_steps();
    if ((steps_left_ & kBetweenLooks) == 0) look();
  }
  // One more row, or value of a list, that is held for long.
  void hold(std::size_t bytes);
  // A value that is being made.
  void check_size(std::size_t bytes) const;

 private:
  static constexpr std::int64_t kBetweenLooks = 1023;

  [[noreturn]] void too_many_steps() const;
  void look() const;  // At the clock, and whether to stop.

  Limits limits_;
  std::int64_t steps_left_;
  std::int64_t rows_ = 0;
  std::int64_t bytes_ = 0;
  std::chrono::steady_clock::time_point end_;
};

struct Run {
  Run(const PropertyGraph& of, std::string_view query, const Map& given, const Limits& limits);
  ~Run();

  // A pattern of RE2, made once. Throws Problem.
  const re2::RE2& regular_expression(const std::string& pattern);

  const PropertyGraph& graph;
  std::string_view text;
  const Map& parameters;
  Budget budget;
  std::vector<Value> frame;   // The row: every variable has its slot.
  std::mt19937_64 random{1};  // The same for every run, so that equal graphs give equal results.
  DateTime now;               // In UTC, one for the whole query.

 private:
  std::unordered_map<std::string, std::unique_ptr<re2::RE2>> expressions_;
};

}  // namespace trama::cypher
