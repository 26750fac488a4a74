// What one run of a query holds: its row, its bounds, its clock. Private to graph/query.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "graph/query/graphs/property_graph.h"
#include "graph/query/limits.h"
#include "graph/query/values/value.h"

namespace re2 {
class RE2;
}

namespace trama::cypher {

class Budget {
 public:
  explicit Budget(const Limits& limits);

  void step() {
    if (--steps_left_ < 0) too_many_steps();
    if ((steps_left_ & kBetweenLooks) == 0) look();
  }
  // One more row, or value of a list, that is held for long.
  void hold(std::size_t bytes);
  // A value that is being made, with what it is made of as long as both are there.
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

inline Value& slot_of(Run& run, int slot) {
  return run.frame[static_cast<std::size_t>(slot)];
}

}  // namespace trama::cypher
