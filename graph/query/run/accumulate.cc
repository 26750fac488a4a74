// count, collect, sum, avg, min, max, deviations and percentiles.
#include <algorithm>
#include <cmath>
#include <unordered_set>

#include "graph/query/run/evaluate.h"
#include "graph/query/run/stages.h"
#include "graph/query/syntax/source.h"
#include "graph/query/values/problem.h"

namespace trama::cypher {

struct Accumulator::State {
  explicit State(const Expression& of) : call(of) {}

  const Expression& call;
  std::unordered_set<std::string> seen;
  std::int64_t count = 0;
  std::int64_t sum = 0;
  double real_sum = 0;
  bool whole = true;
  std::optional<Duration> durations;
  double mean = 0;  // Welford's running mean and sum of squares.
  double squares = 0;
  Value best;
  List list;
  std::vector<Value> numbers;
  double percentile = 0;

  void add_number(const Value& value) {
    if (value.is(Type::kDuration)) {
      durations = durations ? plus(*durations, value.get<Duration>()) : value.get<Duration>();
      return;
    }
    if (!value.is_number()) throw Problem(call.name + "() needs numbers");
    real_sum += value.number();
    whole = whole && value.is(Type::kInteger);
    if (whole && __builtin_add_overflow(sum, value.integer(), &sum)) throw Problem("the sum is too large");
    const double difference = value.number() - mean;
    mean += difference / static_cast<double>(count);
    squares += difference * (value.number() - mean);
  }

  void read_percentile(Run& run) {
    const Value value = evaluate(*call.children[1], run);
    if (!value.is_number() || !(value.number() >= 0 && value.number() <= 1)) {
      fail(run.text, call.children[1]->begin, "a percentile must be a number from 0 to 1");
    }
    percentile = value.number();
  }

  Value percentile_of(bool continuous, Run& run) {
    if (numbers.empty()) return {};
    std::sort(numbers.begin(), numbers.end(),
              [&](const Value& left, const Value& right) { return order(left, right, &run.graph) < 0; });
    const auto last = static_cast<double>(numbers.size() - 1);
    if (!continuous) {
      const double place = std::ceil(percentile * static_cast<double>(numbers.size())) - 1;
      return numbers[static_cast<std::size_t>(std::max(place, 0.0))];
    }
    const double place = percentile * last;
    const auto low = static_cast<std::size_t>(std::floor(place));
    const auto high = static_cast<std::size_t>(std::ceil(place));
    const double part = place - std::floor(place);
    return numbers[low].number() * (1 - part) + numbers[high].number() * part;
  }
};

Accumulator::Accumulator(const Expression& call) : state_(std::make_unique<State>(call)) {}
Accumulator::~Accumulator() = default;
Accumulator::Accumulator(Accumulator&&) noexcept = default;

void Accumulator::add(Run& run) {
  State& state = *state_;
  if (state.call.op == Op::kCountStar) {
    ++state.count;
    return;
  }
  using enum Aggregate::Kind;
  const Aggregate::Kind kind = state.call.aggregate->kind;
  if (kind == kPercentileContinuous || kind == kPercentileDiscrete) state.read_percentile(run);
  Value value = evaluate(*state.call.children[0], run);
  if (value.is_null()) return;
  if (state.call.distinct) {
    std::string key;
    append_key(value, key);
    const std::size_t bytes = key.size() + 64;
    if (!state.seen.insert(std::move(key)).second) return;
    run.budget.hold(bytes);
  }
  ++state.count;
  try {
    switch (kind) {
      case kCount:
        break;
      case kLeast:
        if (state.best.is_null() || order(value, state.best, &run.graph) < 0) state.best = std::move(value);
        break;
      case kGreatest:
        if (state.best.is_null() || order(value, state.best, &run.graph) > 0) state.best = std::move(value);
        break;
      case kCollect:
        run.budget.hold(value.bytes());
        state.list.push_back(std::move(value));
        break;
      case kPercentileDiscrete:
      case kPercentileContinuous:
        if (!value.is_number()) throw Problem(state.call.name + "() needs numbers");
        run.budget.hold(sizeof(Value));
        state.numbers.push_back(std::move(value));
        break;
      default:
        state.add_number(value);
    }
  } catch (const Problem& problem) {
    fail(run.text, state.call.begin, problem.what());
  }
}

Value Accumulator::result(Run& run) {
  State& state = *state_;
  using enum Aggregate::Kind;
  if (state.call.op == Op::kCountStar) return state.count;
  const auto count = static_cast<double>(state.count);
  switch (state.call.aggregate->kind) {
    case kCount:
      return state.count;
    case kCollect:
      return std::move(state.list);
    case kSum:
      if (state.durations) return *state.durations;
      return state.whole ? Value(state.sum) : Value(state.real_sum);
    case kAverage:
      if (state.count == 0) return {};
      if (state.durations) return scale(*state.durations, 1 / count);
      return state.real_sum / count;
    case kLeast:
    case kGreatest:
      return state.best;
    case kDeviation:
      return state.count < 2 ? 0.0 : std::sqrt(state.squares / (count - 1));
    case kDeviationOfAll:
      return state.count == 0 ? 0.0 : std::sqrt(state.squares / count);
    case kPercentileDiscrete:
      return state.percentile_of(false, run);
    case kPercentileContinuous:
      break;
  }
  return state.percentile_of(true, run);
}

}  // namespace trama::cypher
