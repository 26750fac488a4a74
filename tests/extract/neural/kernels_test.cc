#include "extract/neural/kernels.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <vector>

namespace trama {
namespace {

double sigmoid(double x) {
  return 1 / (1 + std::exp(-x));
}

TEST(Kernels, LstmCellIsExactToSixDigits) {
  for (const int hidden : {1, 7, 16, 256}) {
    std::vector<float> gates(4 * hidden), cell(hidden), out(hidden);
    for (std::size_t i = 0; i < gates.size(); ++i)
      gates[i] = static_cast<float>(static_cast<int>(i * 37 % 401) - 200) / 10.0F;
    for (int i = 0; i < hidden; ++i) cell[i] = static_cast<float>(i % 9 - 4);
    const std::vector<float> before = cell;
    lstm_cell(gates.data(), hidden, cell.data(), out.data());
    for (int i = 0; i < hidden; ++i) {
      const double c = sigmoid(gates[hidden + i]) * before[i] + sigmoid(gates[i]) * std::tanh(gates[2 * hidden + i]);
      EXPECT_NEAR(cell[i], c, 4e-6);
      EXPECT_NEAR(out[i], sigmoid(gates[3 * hidden + i]) * std::tanh(c), 4e-6);
    }
  }
}

TEST(Kernels, LstmCellStaysFiniteForHugeGates) {
  for (const float huge : {1e4F, -1e4F, 3e38F, -3e38F, std::numeric_limits<float>::infinity()}) {
    std::vector<float> gates(4 * 16, huge), cell(16, 1.0F), out(16);
    lstm_cell(gates.data(), 16, cell.data(), out.data());
    for (const float value : out) EXPECT_LE(std::abs(value), 1.0F) << huge;
  }
}

TEST(Kernels, HalvesAreConvertedExactly) {
  const std::vector<std::uint16_t> halves = {0x0000, 0x8000, 0x3C00, 0xBC00, 0x3555,
                                             0x7BFF, 0xFBFF, 0x0001, 0x03FF, 0x0400};
  const std::vector<float> expected = {0.0F,
                                       -0.0F,
                                       1.0F,
                                       -1.0F,
                                       0.333251953125F,
                                       65504.0F,
                                       -65504.0F,
                                       std::ldexp(1.0F, -24),
                                       std::ldexp(1023.0F, -24),
                                       std::ldexp(1.0F, -14)};
  std::vector<float> out(halves.size());
  half_to_float(halves.data(), out.data(), static_cast<int>(halves.size()));
  for (std::size_t i = 0; i < halves.size(); ++i) {
    EXPECT_EQ(out[i], expected[i]) << i;
    EXPECT_EQ(std::signbit(out[i]), std::signbit(expected[i])) << i;
  }
}

TEST(Kernels, AFloatIsTheSumOfItsTwoBfloat16) {
  // Rounding up into the next power of two, ties to even, signs, and what has a second half of its own.
  const std::vector<float> values = {0.0F,        -0.0F,       1.0F,    -2.5F, 1.99999F, 1.00390625F,
                                     1.01171875F, 3.14159265F, -1e-30F, 1e30F, 0.1F};
  std::vector<std::uint16_t> high(values.size()), low(values.size());
  split_bfloat16(values.data(), static_cast<int>(values.size()), high.data(), low.data());
  const auto value = [](std::uint16_t bits) { return std::bit_cast<float>(std::uint32_t{bits} << 16); };
  EXPECT_EQ(value(high[3]), -2.5F);
  EXPECT_EQ(low[3], 0);
  EXPECT_EQ(value(high[4]), 2.0F);
  EXPECT_EQ(value(high[5]), 1.0F);       // Halfway between 1 and 1.0078125.
  EXPECT_EQ(value(high[6]), 1.015625F);  // Halfway between 1.0078125 and 1.015625.
  for (std::size_t i = 0; i < values.size(); ++i) {
    EXPECT_NEAR(value(high[i]), values[i], std::abs(values[i]) * 0x1p-8) << i;
    EXPECT_NEAR(double{value(high[i])} + value(low[i]), values[i], std::abs(values[i]) * 0x1p-16) << i;
  }
}

TEST(Kernels, FiniteValuesAreToldFromOthers) {
  std::vector<float> floats(100, 3e38F);
  EXPECT_TRUE(all_finite(floats.data(), 100));
  for (const float bad :
       {std::numeric_limits<float>::infinity(), -std::numeric_limits<float>::infinity(), std::nanf("")}) {
    floats[57] = bad;
    EXPECT_FALSE(all_finite(floats.data(), 100));
  }
  std::vector<std::uint16_t> halves(100, 0x7BFF);
  EXPECT_TRUE(all_finite_half(halves.data(), 100));
  for (const int bad : {0x7C00, 0xFC00, 0x7E00}) {
    halves[99] = static_cast<std::uint16_t>(bad);
    EXPECT_FALSE(all_finite_half(halves.data(), 100));
  }
}

TEST(Kernels, ArgmaxIsTheFirstOfTheGreatest) {
  const float infinite = std::numeric_limits<float>::infinity();
  for (const int size : {1, 2, 15, 16, 17, 290}) {
    for (int at = 0; at < size; at += 1 + size / 7) {
      std::vector<float> values(size, -infinite);
      EXPECT_EQ(argmax(values.data(), size), 0);
      values[at] = -3.0F;
      values[size - 1] = std::max(values[size - 1], -3.0F);
      EXPECT_EQ(argmax(values.data(), size), at);
      std::fill(values.begin(), values.end(), 1.0F);
      values[at] = 2.0F;
      EXPECT_EQ(argmax(values.data(), size), at);
    }
  }
  const std::vector<float> none(40, std::nanf(""));
  EXPECT_EQ(argmax(none.data(), 40), 0);
  EXPECT_EQ(argmax(nullptr, 0), 0);
}

TEST(Kernels, DotSumsAllElements) {
  for (const int size : {0, 1, 31, 32, 33, 129, 256}) {
    std::vector<float> a(size), b(size, 2.0F);
    for (int i = 0; i < size; ++i) a[i] = static_cast<float>(i);
    EXPECT_FLOAT_EQ(dot(a.data(), b.data(), size), static_cast<float>(size) * static_cast<float>(size - 1));
  }
}

}  // namespace
}  // namespace trama
