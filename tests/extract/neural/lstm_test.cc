#include "extract/neural/lstm.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <random>

namespace trama {
namespace {

constexpr int kInputs = 5, kHidden = 6;

std::vector<float> random_values(std::size_t size, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<float> uniform(-1, 1);
  std::vector<float> values(size);
  for (float& v : values) v = uniform(random);
  return values;
}

struct Parameters {
  std::vector<float> input = random_values(4 * kHidden * kInputs, 1),
                     recurrent = random_values(4 * kHidden * kHidden, 2), bias = random_values(4 * kHidden, 3);

  LstmWeights weights() const {
    PlainWeights in{4 * kHidden, kInputs, {input.begin(), input.end()}, {}, {}};
    PlainWeights back{4 * kHidden, kHidden, {recurrent.begin(), recurrent.end()}, {}, {}};
    return {in, back, bias, Precision::kFloats};
  }

  // One sequence, one step after the other, as the formula says.
  std::vector<std::vector<double>> run(const std::vector<std::vector<float>>& x, bool backward) const {
    std::vector<std::vector<double>> out(x.size());
    std::vector<double> h(kHidden, 0), c(kHidden, 0);
    for (std::size_t i = 0; i < x.size(); ++i) {
      const std::size_t t = backward ? x.size() - 1 - i : i;
      std::vector<double> gates(bias.begin(), bias.end());
      for (int g = 0; g < 4 * kHidden; ++g) {
        for (int j = 0; j < kInputs; ++j) gates[g] += double{input[g * kInputs + j]} * x[t][j];
        for (int j = 0; j < kHidden; ++j) gates[g] += recurrent[g * kHidden + j] * h[j];
      }
      const auto sigmoid = [](double v) { return 1 / (1 + std::exp(-v)); };
      for (int j = 0; j < kHidden; ++j) {
        c[j] = sigmoid(gates[kHidden + j]) * c[j] + sigmoid(gates[j]) * std::tanh(gates[2 * kHidden + j]);
        h[j] = sigmoid(gates[3 * kHidden + j]) * std::tanh(c[j]);
      }
      out[t] = h;
    }
    return out;
  }
};

TEST(SequenceLayout, LongestSequencesComeFirstAtEveryStep) {
  const std::vector<int> lengths = {4, 2, 2, 1};
  const SequenceLayout layout(lengths);
  EXPECT_EQ(layout.rows(), 9);
  EXPECT_EQ(layout.steps(), 4);
  EXPECT_EQ(layout.sequences(), 4);
  const std::vector<int> active = {4, 3, 1, 1};
  for (int step = 0; step < 4; ++step) EXPECT_EQ(layout.active(step), active[step]);
  EXPECT_EQ(layout.row(0, 3), 8);
  EXPECT_EQ(layout.row(2, 1), 6);
  EXPECT_EQ(SequenceLayout({}).rows(), 0);
  EXPECT_EQ(SequenceLayout({}).sequences(), 0);
}

// Many sequences, so that steps have more rows than a block, and gates are made several times; and then few.
std::vector<int> many_lengths() {
  std::vector<int> lengths;
  for (int length = 23; length > 0; --length) lengths.insert(lengths.end(), 3, length);
  return lengths;
}

TEST(RunLstm, EqualsTheFormulaForEverySequenceOfABatch) {
  const Parameters parameters;
  const std::vector<int> lengths = many_lengths();
  const SequenceLayout layout(lengths);
  // A few kinds of inputs, of which the rows are made.
  constexpr int kKinds = 50;
  const std::vector<float> kinds = random_values(std::size_t{kKinds} * kInputs, 4);
  std::vector<int> kind_of_row(layout.rows());
  for (int r = 0; r < layout.rows(); ++r) kind_of_row[r] = r * r % kKinds;
  Rows by_row, by_kind;
  by_row.reset(Precision::kFloats, layout.rows(), kInputs);
  by_kind.reset(Precision::kFloats, kKinds, kInputs);
  const auto kind = [&](int number) { return kinds.data() + std::size_t{kInputs} * number; };
  for (int r = 0; r < layout.rows(); ++r) by_row.set(r, kind(kind_of_row[r]));
  for (int k = 0; k < kKinds; ++k) by_kind.set(k, kind(k));
  LstmScratch scratch;
  Matrix out(layout.rows(), 2 * kHidden), again(layout.rows(), 2 * kHidden);
  for (const bool backward : {false, true}) {
    const int column = backward ? kHidden : 0;
    run_lstm(parameters.weights(), layout, by_row, {}, backward, scratch, out, column);
    run_lstm(parameters.weights(), layout, by_kind, kind_of_row, backward, scratch, again, column);
    for (std::size_t s = 0; s < lengths.size(); ++s) {
      std::vector<std::vector<float>> sequence;
      for (int i = 0; i < lengths[s]; ++i) {
        const float* row = kind(kind_of_row[layout.row(static_cast<int>(s), i)]);
        sequence.emplace_back(row, row + kInputs);
      }
      const auto expected = parameters.run(sequence, backward);
      for (int i = 0; i < lengths[s]; ++i) {
        const int row = layout.row(static_cast<int>(s), i);
        for (int j = 0; j < kHidden; ++j) {
          ASSERT_NEAR(out.row(row)[column + j], expected[i][j], 1e-5)
              << "sequence " << s << " position " << i << (backward ? " backward" : " forward");
          ASSERT_EQ(out.row(row)[column + j], again.row(row)[column + j]);
        }
      }
    }
  }
}

}  // namespace
}  // namespace trama
