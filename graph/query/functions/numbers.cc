// Functions of numbers.
#include <cmath>
#include <limits>
#include <numbers>

#include "graph/query/functions/functions.h"
#include "graph/query/values/problem.h"

namespace trama::cypher {
namespace {

using Arguments = std::span<const Value>;

Value absolute(Run&, Arguments a) {
  if (a[0].is(Type::kFloat)) return std::fabs(a[0].real());
  if (a[0].integer() == std::numeric_limits<std::int64_t>::min()) throw Problem("the result is too large");
  return a[0].integer() < 0 ? -a[0].integer() : a[0].integer();
}

Value sign(Run&, Arguments a) {
  const double value = a[0].number();
  return std::int64_t{value > 0 ? 1 : value < 0 ? -1 : 0};
}

// round(x, precision, mode): halves go up, towards positive infinity, unless a precision is given.
Value round_number(Run&, Arguments a) {
  const double value = a[0].number();
  if (a.size() == 1) return std::floor(value + 0.5);
  const double scale = std::pow(10.0, a[1].number());
  const std::string mode = a.size() > 2 ? a[2].text() : "HALF_UP";
  const double scaled = value * scale;
  if (!std::isfinite(scaled)) return value;
  const double size = std::fabs(scaled);
  double result = 0;
  if (mode == "UP")
    result = std::ceil(size);
  else if (mode == "DOWN")
    result = std::floor(size);
  else if (mode == "CEILING")
    return std::ceil(scaled) / scale;
  else if (mode == "FLOOR")
    return std::floor(scaled) / scale;
  else if (mode == "HALF_UP")
    result = std::floor(size + 0.5);
  else if (mode == "HALF_DOWN")
    result = std::ceil(size - 0.5);
  else if (mode == "HALF_EVEN")
    result = std::nearbyint(size);
  else
    throw Problem("round() knows UP, DOWN, CEILING, FLOOR, HALF_UP, HALF_DOWN and HALF_EVEN");
  return std::copysign(result / scale, value);
}

Value random_number(Run& run, Arguments) {
  return std::uniform_real_distribution<double>(0, 1)(run.random);
}

template <double (*function)(double)>
Value real(Run&, Arguments a) {
  return function(a[0].number());
}

double cotangent(double x) {
  return 1 / std::tan(x);
}
double haversine(double x) {
  return (1 - std::cos(x)) / 2;
}
double degrees(double x) {
  return x * 180 / std::numbers::pi;
}
double radians(double x) {
  return x * std::numbers::pi / 180;
}

Value is_nan(Run&, Arguments a) {
  return std::isnan(a[0].number());
}

Function of_number(std::string_view name, Value (*call)(Run&, Arguments)) {
  return {name, 1, 1, {types::kNumber}, {types::kFloat}, true, call};
}

}  // namespace

std::span<const Function> number_functions() {
  static const std::vector<Function> kTable = {
      {"abs", 1, 1, {types::kNumber}, {types::kNumber}, true, absolute},
      {"sign", 1, 1, {types::kNumber}, {types::kInteger}, true, sign},
      {"round", 1, 3, {types::kNumber, types::kNumber, types::kString}, {types::kFloat}, true, round_number},
      {"rand", 0, 0, {}, {types::kFloat}, true, random_number, true},
      {"isnan", 1, 1, {types::kNumber}, {types::kBoolean}, true, is_nan},
      {"e", 0, 0, {}, {types::kFloat}, true, [](Run&, Arguments) -> Value { return std::numbers::e; }},
      {"pi", 0, 0, {}, {types::kFloat}, true, [](Run&, Arguments) -> Value { return std::numbers::pi; }},
      {"atan2",
       2,
       2,
       {types::kNumber},
       {types::kFloat},
       true,
       [](Run&, Arguments a) -> Value { return std::atan2(a[0].number(), a[1].number()); }},
      of_number("ceil", real<std::ceil>),
      of_number("floor", real<std::floor>),
      of_number("sqrt", real<std::sqrt>),
      of_number("exp", real<std::exp>),
      of_number("log", real<std::log>),
      of_number("log10", real<std::log10>),
      of_number("sin", real<std::sin>),
      of_number("cos", real<std::cos>),
      of_number("tan", real<std::tan>),
      of_number("cot", real<cotangent>),
      of_number("asin", real<std::asin>),
      of_number("acos", real<std::acos>),
      of_number("atan", real<std::atan>),
      of_number("sinh", real<std::sinh>),
      of_number("cosh", real<std::cosh>),
      of_number("tanh", real<std::tanh>),
      of_number("haversin", real<haversine>),
      of_number("degrees", real<degrees>),
      of_number("radians", real<radians>),
  };
  return kTable;
}

}  // namespace trama::cypher
