#include "extract/neural/kernels.h"

// The compiler makes a copy of the function for each of these instruction sets; the loader picks the one to run.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define TRAMA_CLONES __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define TRAMA_CLONES
#endif

namespace trama {
namespace {

// What std::bit_cast, std::min and std::max do. Those are compiled for the plainest processor, and are therefore not
// inlined into the copies for others.
template <typename To, typename From>
[[gnu::always_inline]] constexpr To bits_of(From from) {
  static_assert(sizeof(To) == sizeof(From));
  return __builtin_bit_cast(To, from);
}
[[gnu::always_inline]] inline float at_most(float x, float limit) {
  return x > limit ? limit : x;
}
[[gnu::always_inline]] inline float at_least(float x, float limit) {
  return x < limit ? limit : x;
}

// e^x within 2e-7 of its value for x in [-87, 87], and e^±87 beyond. Cody and Waite's reduction to |r| <= ln(2)/2, the
// Taylor polynomial there, and the power of two put into the exponent's bits.
[[gnu::always_inline]] inline float exponential(float x) {
  constexpr float kLog2e = 1.44269504F, kLn2High = 0.693359375F, kLn2Low = -2.12194440e-4F;
  constexpr float kRound = 12582912.0F;  // 1.5 * 2^23: adding it rounds to an integer, which stands in the low bits.
  x = at_most(at_least(x, -87.0F), 87.0F);
  const float shifted = x * kLog2e + kRound;
  const float n = shifted - kRound;
  const float r = (x - n * kLn2High) - n * kLn2Low;
  float p = 1.0F / 720;
  p = p * r + 1.0F / 120;
  p = p * r + 1.0F / 24;
  p = p * r + 1.0F / 6;
  p = p * r + 0.5F;
  p = p * r + 1.0F;
  p = p * r + 1.0F;
  const std::int32_t exponent = bits_of<std::int32_t>(shifted) - bits_of<std::int32_t>(kRound);
  return p * bits_of<float>((exponent + 127) << 23);
}

[[gnu::always_inline]] inline float sigmoid(float x) {
  return 1.0F / (1.0F + exponential(-x));
}

[[gnu::always_inline]] inline float tanh_of(float x) {
  return 2.0F / (1.0F + exponential(-2.0F * x)) - 1.0F;
}

// The bits of the nearest bfloat16, of two the even one.
[[gnu::always_inline]] inline std::uint32_t upper_half(float x) {
  const auto bits = bits_of<std::uint32_t>(x);
  return (bits + 0x7FFFU + ((bits >> 16) & 1U)) >> 16;
}

}  // namespace

TRAMA_CLONES void lstm_cell(const float* __restrict gates, int hidden, float* __restrict cell, float* __restrict out) {
  const float* __restrict input = gates;
  const float* __restrict forget = gates + hidden;
  const float* __restrict candidate = gates + 2 * hidden;
  const float* __restrict output = gates + 3 * hidden;
  for (int i = 0; i < hidden; ++i) {
    const float c = sigmoid(forget[i]) * cell[i] + sigmoid(input[i]) * tanh_of(candidate[i]);
    cell[i] = c;
    out[i] = sigmoid(output[i]) * tanh_of(c);
  }
}

TRAMA_CLONES void leaky_relu(float* x, int size, float slope) {
  for (int i = 0; i < size; ++i) x[i] = x[i] >= 0 ? x[i] : slope * x[i];
}

TRAMA_CLONES void add_scaled(float* __restrict y, const float* __restrict x, float factor, int size) {
  for (int i = 0; i < size; ++i) y[i] += factor * x[i];
}

TRAMA_CLONES void maximize(float* __restrict y, const float* __restrict x, int size) {
  for (int i = 0; i < size; ++i) y[i] = at_least(y[i], x[i]);
}

TRAMA_CLONES int argmax(const float* values, int size) {
  constexpr int kLanes = 16;  // Separate maxima, for vector registers.
  float highest[kLanes];
  for (int j = 0; j < kLanes; ++j) highest[j] = size > 0 ? values[0] : 0.0F;
  int i = 0;
  for (; i + kLanes <= size; i += kLanes) {
    for (int j = 0; j < kLanes; ++j) highest[j] = at_least(values[i + j], highest[j]);
  }
  float best = highest[0];
  for (int j = 1; j < kLanes; ++j) best = at_least(highest[j], best);
  for (; i < size; ++i) best = at_least(values[i], best);
  for (i = 0; i < size; ++i) {
    if (values[i] == best) return i;
  }
  return 0;  // Values that are no numbers.
}

TRAMA_CLONES float dot(const float* __restrict a, const float* __restrict b, int size) {
  constexpr int kLanes = 32;  // Separate sums, so that the compiler may keep them in vector registers.
  float sums[kLanes] = {};
  int i = 0;
  for (; i + kLanes <= size; i += kLanes) {
    for (int j = 0; j < kLanes; ++j) sums[j] += a[i + j] * b[i + j];
  }
  float sum = 0;
  for (; i < size; ++i) sum += a[i] * b[i];
  for (int width = kLanes / 2; width > 0; width /= 2) {
    for (int j = 0; j < width; ++j) sums[j] += sums[j + width];
  }
  return sum + sums[0];
}

TRAMA_CLONES void half_to_float(const std::uint16_t* __restrict half, float* __restrict out, int size) {
  // Exponent and fraction move to their new places; the product corrects the exponent's bias and also makes subnormal
  // halves right.
  constexpr float kBias = bits_of<float>(std::uint32_t{(254 - 15) << 23});
  for (int i = 0; i < size; ++i) {
    const std::uint32_t bits = half[i];
    const float magnitude = bits_of<float>((bits & 0x7FFFU) << 13) * kBias;
    out[i] = bits_of<float>(bits_of<std::uint32_t>(magnitude) | (bits & 0x8000U) << 16);
  }
}

TRAMA_CLONES void split_bfloat16(const float* __restrict x, int size, std::uint16_t* __restrict high,
                                 std::uint16_t* __restrict low) {
  for (int i = 0; i < size; ++i) {
    const std::uint32_t first = upper_half(x[i]);
    high[i] = static_cast<std::uint16_t>(first);
    low[i] = static_cast<std::uint16_t>(upper_half(x[i] - bits_of<float>(first << 16)));
  }
}

TRAMA_CLONES bool all_finite(const float* values, std::int64_t size) {
  std::uint32_t bad = 0;
  for (std::int64_t i = 0; i < size; ++i) {
    bad |= (bits_of<std::uint32_t>(values[i]) & 0x7F800000U) == 0x7F800000U ? 1U : 0U;
  }
  return bad == 0;
}

TRAMA_CLONES bool all_finite_half(const std::uint16_t* values, std::int64_t size) {
  std::uint16_t bad = 0;
  for (std::int64_t i = 0; i < size; ++i) {
    bad = static_cast<std::uint16_t>(bad | ((values[i] & 0x7C00) == 0x7C00 ? 1 : 0));
  }
  return bad == 0;
}

}  // namespace trama
