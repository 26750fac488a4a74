#include "base/portable_math.h"

#include <cfloat>
#include <cmath>
#include <limits>

namespace trama {

static_assert(std::numeric_limits<double>::is_iec559 && FLT_EVAL_METHOD == 0,
              "doubles are rounded after each operation");

namespace {

constexpr double kLn2 = 0x1.62e42fefa39efp-1;
// Its first bits, of which any multiple that occurs is exact, and the rest.
constexpr double kLn2High = 0x1.62e42feep-1, kLn2Low = 0x1.a39ef35793c76p-33;

// x = 2^exponent * (1 + s) / (1 - s), |s| < 0.172.
struct Parts {
  int exponent = 0;
  double s = 0;
};
Parts parts_of(double x) {
  Parts out;
  double m = std::frexp(x, &out.exponent);  // Exact.
  if (m < 0x1.6a09e667f3bcdp-1) {           // The root of 1/2.
    m *= 2;
    --out.exponent;
  }
  out.s = (m - 1) / (m + 1);
  return out;
}

// ln((1 + s) / (1 - s)) = 2 (s + s^3/3 + s^5/5 + …)
double log_of(double s) {
  const double square = s * s;
  double sum = 0;
  for (int k = 23; k >= 3; k -= 2) sum = (sum + 1.0 / k) * square;
  return 2 * s + 2 * s * sum;
}

}  // namespace

double portable_exp(double x) {
  if (std::isnan(x)) return x;
  if (x < -708) return 0;
  if (x > 709) return std::numeric_limits<double>::infinity();
  const double n = std::floor(x / kLn2 + 0.5);
  const double rest = (x - n * kLn2High) - n * kLn2Low;  // At most half of ln 2, and a bit.
  double sum = 1;
  for (int k = 14; k >= 1; --k) sum = 1 + sum * rest / k;  // Taylor's.
  return std::ldexp(sum, static_cast<int>(n));             // Exact.
}

double portable_log(double x) {
  const auto [exponent, s] = parts_of(x);
  return exponent * kLn2High + (exponent * kLn2Low + log_of(s));
}

double portable_log2(double x) {
  const auto [exponent, s] = parts_of(x);
  return exponent + log_of(s) / kLn2;
}

}  // namespace trama
