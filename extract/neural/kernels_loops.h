// The loops of kernels.h for the instruction set that the compiler was told of. Included once by each of the files
// kernels_*.cc, which are compiled with other options each and hold nothing else: so no function that others could
// share with them is compiled for more than every processor has.
#pragma once

// Definitions in a header: see above; and small numbers with a sign are meant as such.
// NOLINTBEGIN(misc-definitions-in-headers, bugprone-signed-char-misuse)

#include <cstddef>
#include <cstdint>

#include "extract/neural/kernels.h"
#include "extract/neural/kernels_vectors.h"

namespace trama {
namespace {

// What std::bit_cast, std::min and std::max do.
template <typename To, typename From>
constexpr To bits_of(From from) {
  static_assert(sizeof(To) == sizeof(From));
  return __builtin_bit_cast(To, from);
}
inline float at_most(float x, float limit) {
  return x > limit ? limit : x;
}
inline float at_least(float x, float limit) {
  return x < limit ? limit : x;
}

constexpr float kRound = 12582912.0F;  // 1.5 * 2^23: adding it rounds to an integer, which stands in the low bits.

constexpr int round_up(int size, int multiple) {
  return (size + multiple - 1) / multiple * multiple;
}

RowScale quantize(const float* __restrict x, int size, void* out) {
  auto* __restrict q = static_cast<Activation*>(out);
  std::uint32_t most = 0;  // Of positive floats the greater one has the greater bits.
  for (int i = 0; i < size; ++i) {
    const std::uint32_t bits = bits_of<std::uint32_t>(x[i]) & 0x7FFFFFFFU;
    most = bits > most ? bits : most;
  }
  constexpr float kLeast = 1e-30F;  // Below this 127 / x may be infinite.
  const float greatest = bits_of<float>(most);
  const float factor = greatest < kLeast ? 0.0F : 127.0F / greatest;
  RowScale row;
  row.scale = greatest < kLeast ? 0.0F : greatest / 127.0F;
  for (int i = 0; i < size; ++i) {
    const std::int32_t value = bits_of<std::int32_t>(x[i] * factor + kRound) - bits_of<std::int32_t>(kRound);
    q[i] = static_cast<Activation>(static_cast<std::int8_t>(value));
    row.sum += q[i];
  }
  for (int i = size; i < round_up(size, kGroup); ++i) q[i] = 0;
  return row;
}

std::size_t panel_bytes(int inputs) {
  return static_cast<std::size_t>(round_up(inputs, kGroup)) * kPanelOutputs * sizeof(Weight);
}

// [inputs / kGroup, kPanelOutputs, kGroup].
void pack_panel(const std::int8_t* weights, int inputs, void* panel) {
  auto* to = static_cast<Weight*>(panel);
  for (int i = 0; i < inputs; i += kGroup) {
    for (int o = 0; o < kPanelOutputs; ++o) {
      for (int j = i; j < i + kGroup; ++j) {
        const int value = j < inputs ? weights[static_cast<std::size_t>(o) * inputs + j] : 0;
        *to++ = static_cast<Weight>(value + kWeightOffset);
      }
    }
  }
}

// Columns [column, column + kVectors * kLanes) of `kRows` rows from `row` on.
template <int kRows>
void multiply_block(const PanelProduct& p, int row, int column) {
  Integers sums[kRows][kVectors];
  for (int r = 0; r < kRows; ++r) {
    for (int v = 0; v < kVectors; ++v) sums[r][v] = all_of(-kWeightOffset * p.rows[row + r].sum);
  }
  constexpr std::size_t kGroupBytes = kGroup * sizeof(Weight);  // Of one output.
  const std::byte* x[kRows];
  for (int r = 0; r < kRows; ++r)
    x[r] = static_cast<const std::byte*>(p.x) + p.stride * static_cast<std::size_t>(row + r);
  const std::byte* w = static_cast<const std::byte*>(p.panel) + static_cast<std::size_t>(column) * kGroupBytes;
  const int groups = (p.inputs + kGroup - 1) / kGroup;
  for (int g = 0; g < groups; ++g) {
    Integers weights[kVectors];
    for (int v = 0; v < kVectors; ++v) weights[v] = load(w + static_cast<std::size_t>(v) * kLanes * kGroupBytes);
    for (int r = 0; r < kRows; ++r) {
      const Integers values = repeat(x[r] + static_cast<std::size_t>(g) * kGroup * sizeof(Activation));
      for (int v = 0; v < kVectors; ++v) sums[r][v] = add_products(sums[r][v], weights[v], values);
    }
    w += kPanelOutputs * kGroupBytes;
  }
  for (int r = 0; r < kRows; ++r) {
    const Floats scale = all_of(p.rows[row + r].scale);
    const float* base = p.base != nullptr ? p.base[row + r] + p.base_offset + column : nullptr;
    float* y = p.y + p.y_stride * static_cast<std::size_t>(row + r) + column;
    for (int v = 0; v < kVectors; ++v) {
      const Floats product = to_floats(sums[r][v]) * scale * load_floats(p.scales + column + v * kLanes);
      store(y + v * kLanes, base != nullptr ? load_floats(base + v * kLanes) + product : product);
    }
  }
}

template <int kRows>
void multiply_float_block(const PanelProduct& p, int row, int column) {
  Floats sums[kRows][kVectors];
  for (int r = 0; r < kRows; ++r) {
    for (int v = 0; v < kVectors; ++v) sums[r][v] = all_of(0.0F);
  }
  const float* x[kRows];
  for (int r = 0; r < kRows; ++r) {
    x[r] = reinterpret_cast<const float*>(static_cast<const std::byte*>(p.x) +
                                          p.stride * static_cast<std::size_t>(row + r));
  }
  const float* w = static_cast<const float*>(p.panel) + column;
  for (int i = 0; i < p.inputs; ++i) {
    for (int r = 0; r < kRows; ++r) {
      const Floats value = all_of(x[r][i]);
      for (int v = 0; v < kVectors; ++v) sums[r][v] += load_floats(w + v * kLanes) * value;
    }
    w += kPanelOutputs;
  }
  for (int r = 0; r < kRows; ++r) {
    const float* base = p.base != nullptr ? p.base[row + r] + p.base_offset + column : nullptr;
    float* y = p.y + p.y_stride * static_cast<std::size_t>(row + r) + column;
    for (int v = 0; v < kVectors; ++v) {
      store(y + v * kLanes, base != nullptr ? load_floats(base + v * kLanes) + sums[r][v] : sums[r][v]);
    }
  }
}

using Block = void (*)(const PanelProduct& p, int row, int column);
static_assert(kMaxRows == 6);
constexpr Block kBlocks[kMaxRows] = {multiply_block<1>, multiply_block<2>, multiply_block<3>,
                                     multiply_block<4>, multiply_block<5>, multiply_block<6>};
constexpr Block kFloatBlocks[kMaxRows] = {multiply_float_block<1>, multiply_float_block<2>, multiply_float_block<3>,
                                          multiply_float_block<4>, multiply_float_block<5>, multiply_float_block<6>};

// In blocks of rows of about the same size: a block of one row has too few sums to keep the processor busy.
void multiply_in_blocks(const PanelProduct& p, const Block* blocks) {
  const int count = (p.count + kMaxRows - 1) / kMaxRows, size = p.count / count, longer = p.count % count;
  for (int b = 0, row = 0; b < count; ++b) {
    const int rows = size + (b < longer ? 1 : 0);
    for (int column = 0; column < kPanelOutputs; column += kVectors * kLanes) blocks[rows - 1](p, row, column);
    row += rows;
  }
}

void multiply(const PanelProduct& product) {
  multiply_in_blocks(product, kBlocks);
}

void multiply_floats(const PanelProduct& product) {
  multiply_in_blocks(product, kFloatBlocks);
}

// Of 2^r for |r| <= 1/2, by Remez' algorithm.
constexpr float kPower[] = {1.0F, 0.693146944F, 0.240221202F, 0.0555071309F, 0.00967554096F, 0.00132764725F};

// e^(-factor x), of x in [-28 / factor, 28 / factor], and e^±28 beyond: as good as nothing and as everything beside 1.
// 2^(n + r), |r| <= 1/2: the power of two is put into the exponent's bits, 2^r is a polynomial.
inline float inverse_exponential(float x, float factor) {
  constexpr float kLog2e = 1.44269504F, kMost = 28.0F * kLog2e;
  const float t = at_most(at_least(x * (-factor * kLog2e), -kMost), kMost);
  const float shifted = t + kRound;
  const float r = t - (shifted - kRound);
  float p = kPower[5];
  for (int i = 4; i >= 0; --i) p = p * r + kPower[i];
  return bits_of<float>(bits_of<std::uint32_t>(p) + (bits_of<std::uint32_t>(shifted) << 23));
}

// With F = e^-f and so on, sigmoid(f) = 1 / (1 + F) and tanh(g) = (1 - G²) / (1 + G²): sums of such fractions are
// brought to one denominator, which is at most (1 + e^28)^3 < 3e38 / 1e2, because a division takes as long as a dozen
// products.
void lstm_cell(const float* __restrict gates, float* __restrict cell, float* __restrict out) {
  for (int i = 0; i < kPanelUnits; ++i) {
    const float input = 1.0F + inverse_exponential(gates[i], 1.0F);
    const float forget = 1.0F + inverse_exponential(gates[kPanelUnits + i], 1.0F);
    const float candidate = inverse_exponential(gates[2 * kPanelUnits + i], 2.0F);
    const float output = 1.0F + inverse_exponential(gates[3 * kPanelUnits + i], 1.0F);
    const float both = input * (1.0F + candidate);
    const float c = (cell[i] * both + (1.0F - candidate) * forget) / (forget * both);
    const float end = inverse_exponential(c, 2.0F);
    cell[i] = c;
    out[i] = (1.0F - end) / (output * (1.0F + end));
  }
}

void leaky_relu(float* x, int size, float slope) {
  for (int i = 0; i < size; ++i) x[i] = x[i] >= 0 ? x[i] : slope * x[i];
}

void add_scaled(float* __restrict y, const float* __restrict x, float factor, int size) {
  for (int i = 0; i < size; ++i) y[i] += factor * x[i];
}

void maximize(float* __restrict y, const float* __restrict x, int size) {
  for (int i = 0; i < size; ++i) y[i] = at_least(y[i], x[i]);
}

int argmax(const float* values, int size) {
  constexpr int kStep = 16;  // Separate maxima, for vector registers.
  float highest[kStep];
  for (int j = 0; j < kStep; ++j) highest[j] = size > 0 ? values[0] : 0.0F;
  int i = 0;
  for (; i + kStep <= size; i += kStep) {
    for (int j = 0; j < kStep; ++j) highest[j] = at_least(values[i + j], highest[j]);
  }
  float best = highest[0];
  for (int j = 1; j < kStep; ++j) best = at_least(highest[j], best);
  for (; i < size; ++i) best = at_least(values[i], best);
  for (i = 0; i < size; ++i) {
    if (values[i] == best) return i;
  }
  return 0;  // Values that are no numbers.
}

// Separate sums, so that the compiler may keep them in vector registers; then their sum, two halves at a time.
constexpr int kSums = 32;
inline float sum_of(float* sums) {
  for (int width = kSums / 2; width > 0; width /= 2) {
    for (int j = 0; j < width; ++j) sums[j] += sums[j + width];
  }
  return sums[0];
}

float dot(const float* __restrict a, const float* __restrict b, int size) {
  float sums[kSums] = {};
  int i = 0;
  for (; i + kSums <= size; i += kSums) {
    for (int j = 0; j < kSums; ++j) sums[j] += a[i + j] * b[i + j];
  }
  float sum = 0;
  for (; i < size; ++i) sum += a[i] * b[i];
  return sum + sum_of(sums);
}

// e^x within 2e-7 of its value for x in [-87, 87], and e^±87 beyond. Cody and Waite's reduction to |r| <= ln(2)/2, the
// Taylor polynomial there, and the power of two put into the exponent's bits.
inline float exponential(float x) {
  constexpr float kLog2e = 1.44269504F, kLn2High = 0.693359375F, kLn2Low = -2.12194440e-4F;
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

float sum_of_exponentials(const float* x, float shift, int size) {
  float sums[kSums] = {};
  int i = 0;
  for (; i + kSums <= size; i += kSums) {
    for (int j = 0; j < kSums; ++j) sums[j] += exponential(x[i + j] - shift);
  }
  float sum = 0;
  for (; i < size; ++i) sum += exponential(x[i] - shift);
  return sum + sum_of(sums);
}

void half_to_float(const std::uint16_t* __restrict half, float* __restrict out, int size) {
  // Exponent and fraction move to their new places; the product corrects the exponent's bias and also makes subnormal
  // halves right.
  constexpr float kBias = bits_of<float>(std::uint32_t{(254 - 15) << 23});
  for (int i = 0; i < size; ++i) {
    const std::uint32_t bits = half[i];
    const float magnitude = bits_of<float>((bits & 0x7FFFU) << 13) * kBias;
    out[i] = bits_of<float>(bits_of<std::uint32_t>(magnitude) | (bits & 0x8000U) << 16);
  }
}

void byte_to_float(const std::int8_t* __restrict bytes, float scale, float* __restrict out, int size) {
  for (int i = 0; i < size; ++i) out[i] = scale * static_cast<float>(bytes[i]);
}

bool all_finite(const float* values, std::int64_t size) {
  std::uint32_t bad = 0;
  for (std::int64_t i = 0; i < size; ++i) {
    bad |= (bits_of<std::uint32_t>(values[i]) & 0x7F800000U) == 0x7F800000U ? 1U : 0U;
  }
  return bad == 0;
}

bool all_finite_half(const std::uint16_t* values, std::int64_t size) {
  std::uint16_t bad = 0;
  for (std::int64_t i = 0; i < size; ++i) {
    bad = static_cast<std::uint16_t>(bad | ((values[i] & 0x7C00) == 0x7C00 ? 1 : 0));
  }
  return bad == 0;
}

constexpr Kernels loops(const char* name) {
  Kernels all{};
  all.name = name;
  all.activation_bytes = sizeof(Activation);
  all.group = kGroup;
  all.quantize = quantize;
  all.panel_bytes = panel_bytes;
  all.pack_panel = pack_panel;
  all.multiply = multiply;
  all.multiply_floats = multiply_floats;
  all.lstm_cell = lstm_cell;
  all.leaky_relu = leaky_relu;
  all.add_scaled = add_scaled;
  all.maximize = maximize;
  all.argmax = argmax;
  all.dot = dot;
  all.sum_of_exponentials = sum_of_exponentials;
  all.half_to_float = half_to_float;
  all.byte_to_float = byte_to_float;
  all.all_finite = all_finite;
  all.all_finite_half = all_finite_half;
  return all;
}

}  // namespace
}  // namespace trama
// NOLINTEND(misc-definitions-in-headers, bugprone-signed-char-misuse)
