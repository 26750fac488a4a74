#include "graph/query/run/run.h"

#include <re2/re2.h>

#include <algorithm>

#include "base/error.h"
#include "graph/query/values/problem.h"

namespace trama::cypher {

Budget::Budget(const Limits& limits)
    : limits_(limits), steps_left_(limits.max_steps), end_(std::chrono::steady_clock::now() + limits.timeout) {}

void Budget::hold(std::size_t bytes) {
  if (++rows_ > limits_.max_rows) {
    throw Error(ErrorCode::kInvalid, "the result has more than " + std::to_string(limits_.max_rows) +
                                         " rows; use LIMIT, or narrow the query");
  }
  bytes_ += static_cast<std::int64_t>(bytes);
  if (bytes_ > limits_.max_bytes) {
    throw Error(ErrorCode::kInvalid, "the result takes more than " + std::to_string(limits_.max_bytes) +
                                         " bytes; use LIMIT, or return fewer texts");
  }
}

void Budget::check_size(std::size_t bytes) const {
  if (bytes > static_cast<std::size_t>(limits_.max_bytes - std::min(bytes_, limits_.max_bytes))) {
    throw Error(ErrorCode::kInvalid, "to make a value takes more than " + std::to_string(limits_.max_bytes) +
                                         " bytes with what is held; narrow the query, or allow more with --memory");
  }
}

void Budget::too_many_steps() const {
  throw Error(ErrorCode::kInvalid, "the query took more than " + std::to_string(limits_.max_steps) +
                                       " steps; give it more to start from, or allow more with --max-steps");
}

void Budget::look() const {
  if (limits_.stop.stop_requested()) throw Error(ErrorCode::kInvalid, "the query was stopped");
  if (limits_.timeout.count() > 0 && std::chrono::steady_clock::now() > end_) {
    throw Error(ErrorCode::kInvalid,
                "the query took more than " + std::to_string(limits_.timeout.count()) + " milliseconds");
  }
}

Run::Run(const PropertyGraph& of, std::string_view query, const Map& given, const Limits& limits)
    : graph(of), text(query), parameters(given), budget(limits) {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  const std::int64_t nanos = std::chrono::duration_cast<std::chrono::nanoseconds>(since).count();
  now = {nanos / kNanosOfDay, nanos % kNanosOfDay, 0, nullptr};
}

Run::~Run() = default;

const re2::RE2& Run::regular_expression(const std::string& pattern) {
  std::unique_ptr<re2::RE2>& place = expressions_[pattern];
  if (place == nullptr) {
    constexpr std::int64_t kMostMemory = 8 << 20;
    re2::RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(kMostMemory);
    place = std::make_unique<re2::RE2>(pattern, options);
    budget.check_size(expressions_.size() * static_cast<std::size_t>(kMostMemory) / 16);
  }
  if (!place->ok()) throw Problem("the regular expression is none: " + place->error());
  return *place;
}

}  // namespace trama::cypher
