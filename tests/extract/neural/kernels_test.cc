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
  for (int round = 0; round < 40; ++round) {
    std::vector<float> gates(4 * kPanelUnits), cell(kPanelUnits), out(kPanelUnits);
    for (std::size_t i = 0; i < gates.size(); ++i)
      gates[i] = static_cast<float>(static_cast<int>((i + 64 * round) * 37 % 4001) - 2000) / 60.0F;
    for (int i = 0; i < kPanelUnits; ++i) cell[i] = static_cast<float>(i % 9 - 4);
    const std::vector<float> before = cell;
    lstm_cell(gates.data(), cell.data(), out.data());
    for (int i = 0; i < kPanelUnits; ++i) {
      const double c =
          sigmoid(gates[kPanelUnits + i]) * before[i] + sigmoid(gates[i]) * std::tanh(gates[2 * kPanelUnits + i]);
      EXPECT_NEAR(cell[i], c, 4e-6);
      EXPECT_NEAR(out[i], sigmoid(gates[3 * kPanelUnits + i]) * std::tanh(c), 4e-6);
    }
  }
}

TEST(Kernels, LstmCellStaysFiniteForHugeGates) {
  for (const float huge : {1e4F, -1e4F, 3e38F, -3e38F, std::numeric_limits<float>::infinity()}) {
    for (const float state : {1.0F, -512.0F}) {
      std::vector<float> gates(4 * kPanelUnits, huge), cell(kPanelUnits, state), out(kPanelUnits);
      lstm_cell(gates.data(), cell.data(), out.data());
      for (const float value : out) EXPECT_LE(std::abs(value), 1.0F) << huge;
      for (const float value : cell) EXPECT_LE(std::abs(value), 513.0F) << huge;
    }
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

TEST(Kernels, SumOfExponentialsIsExactToSixDigits) {
  for (const int size : {1, 31, 32, 100}) {
    std::vector<float> x(size);
    double sum = 0;
    for (int i = 0; i < size; ++i) {
      x[i] = static_cast<float>(i * 29 % 83) - 80.0F;
      sum += std::exp(double{x[i]} - 1.5);
    }
    EXPECT_NEAR(sum_of_exponentials(x.data(), 1.5F, size), sum, 1e-6 * sum);
  }
}

TEST(Kernels, RowsAreRoundedToTheNearestByte) {
  const std::vector<float> x = {-2.0F, 1.0F, 0.0F, 0.5F / 127 * 2, 1.5F / 127 * 2, 2.0F, -0.7F / 127 * 2};
  for (const Kernels* k : available_kernels()) {
    std::vector<std::uint16_t> q(8, 0x7777);
    const RowScale row = k->quantize(x.data(), static_cast<int>(x.size()), q.data());
    EXPECT_EQ(row.scale, 2.0F / 127);
    const std::vector<int> expected = {-127, 64, 0, 0, 2, 127, -1};
    int sum = 0;
    for (std::size_t i = 0; i < expected.size(); ++i) {
      const int found = k->activation_bytes == 1 ? reinterpret_cast<const std::int8_t*>(q.data())[i]
                                                 : static_cast<std::int16_t>(q[i]);
      EXPECT_EQ(found, expected[i]) << k->name << ' ' << i;
      sum += expected[i];
    }
    EXPECT_EQ(row.sum, sum) << k->name;
    const std::vector<float> nothing(5, 1e-38F);
    EXPECT_EQ(k->quantize(nothing.data(), 5, q.data()).scale, 0.0F);
  }
}

std::vector<float> some_values(int size, int seed) {
  std::vector<float> values(size);
  for (int i = 0; i < size; ++i) values[i] = static_cast<float>((i + 7) * (seed * 131 + 977) % 20011) / 997.0F - 10.0F;
  return values;
}

// All results of the loops over floats, as bits.
std::vector<float> results_of(const Kernels& k, int size) {
  std::vector<float> out;
  const std::vector<float> a = some_values(size, 1), b = some_values(size, 2), gates = some_values(4 * kPanelUnits, 3);
  std::vector<float> cell = some_values(kPanelUnits, 4), state(kPanelUnits);
  k.lstm_cell(gates.data(), cell.data(), state.data());
  out.insert(out.end(), cell.begin(), cell.end());
  out.insert(out.end(), state.begin(), state.end());
  std::vector<float> y = a;
  k.add_scaled(y.data(), b.data(), 0.37F, size);
  k.leaky_relu(y.data(), size, 0.1F);
  out.insert(out.end(), y.begin(), y.end());
  out.push_back(k.dot(a.data(), b.data(), size));
  out.push_back(k.sum_of_exponentials(a.data(), 3.3F, size));
  out.push_back(static_cast<float>(k.argmax(a.data(), size)));
  return out;
}

TEST(Kernels, LoopsOverFloatsGiveTheSameBitsOnEveryInstructionSet) {
  for (const int size : {1, 16, 33, 129, 290, 513}) {
    const std::vector<float> expected = results_of(kernels(), size);
    for (const Kernels* k : available_kernels()) EXPECT_EQ(results_of(*k, size), expected) << k->name << ' ' << size;
  }
}

}  // namespace
}  // namespace trama
