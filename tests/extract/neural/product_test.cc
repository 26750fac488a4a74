#include "extract/neural/product.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "tests/extract/neural/random_values.h"

namespace trama {
namespace {

using test::random_values;

struct Shape {
  int outputs;
  int inputs;
};
// Those of the network, and odd ones.
const std::vector<Shape> kShapes = {{1024, 288}, {1024, 512}, {1024, 256}, {299, 512}, {17, 512},
                                    {640, 129},  {256, 256},  {13, 7},     {1, 3},     {65, 1}};

constexpr int kRows = 131;

PlainWeights in_bytes(const Shape& shape, unsigned seed) {
  PlainWeights out;
  out.outputs = shape.outputs;
  out.inputs = shape.inputs;
  const std::vector<float> values = random_values(static_cast<std::size_t>(shape.outputs) * shape.inputs, seed);
  for (const float v : values) out.bytes.push_back(static_cast<std::int8_t>(std::lround(v * 127)));
  for (const float v : random_values(shape.outputs, seed + 1)) out.scales.push_back(v / 100);
  return out;
}

Rows rows_of(const std::vector<float>& values, int inputs, Precision precision) {
  Rows rows;
  const int count = static_cast<int>(values.size()) / inputs;
  rows.reset(precision, count, inputs);
  for (int r = 0; r < count; ++r) rows.set(r, values.data() + static_cast<std::size_t>(r) * inputs);
  return rows;
}

Matrix product(const Weights& weights, const Rows& x, int begin, int count, const float* bias = nullptr) {
  Matrix y(count, weights.columns());
  weights.multiply(x, begin, count, bias, y.row(0), static_cast<std::size_t>(y.cols()));
  return y;
}

class WeightsOf : public ::testing::TestWithParam<Precision> {};

TEST_P(WeightsOf, MultiplyIsTheProduct) {
  for (const Shape& shape : kShapes) {
    const PlainWeights plain = in_bytes(shape, 5);
    const Weights weights(plain, GetParam());
    const std::vector<float> values = random_values(static_cast<std::size_t>(kRows) * shape.inputs, 6);
    std::vector<float> bias = random_values(shape.outputs, 7);
    bias.resize(weights.columns());
    const Matrix y = product(weights, rows_of(values, shape.inputs, GetParam()), 0, kRows, bias.data());
    for (int r = 0; r < kRows; r += 13) {
      for (int o = 0; o < shape.outputs; o += 7) {
        double sum = bias[o], most = 0, size = 0;
        for (int i = 0; i < shape.inputs; ++i) {
          const double x = values[static_cast<std::size_t>(r) * shape.inputs + i];
          const double w = double{plain.scales[o]} * plain.bytes[static_cast<std::size_t>(o) * shape.inputs + i];
          sum += x * w;
          most = std::max(most, std::abs(x));
          size += std::abs(w);
        }
        const double error = GetParam() == Precision::kBytes ? size * most / 250 : 1e-5 * size;
        EXPECT_NEAR(y.row(r)[o], sum, error + 1e-6) << shape.outputs << "x" << shape.inputs << " row " << r;
      }
    }
    for (int o = shape.outputs; o < weights.columns(); ++o) EXPECT_EQ(y.row(0)[o], 0);
  }
}

TEST_P(WeightsOf, RowsDoNotDependOnTheirNeighbours) {
  for (const Shape& shape : kShapes) {
    const Weights weights(in_bytes(shape, 1), GetParam());
    const std::vector<float> values = random_values(static_cast<std::size_t>(kRows) * shape.inputs, 2);
    const Rows x = rows_of(values, shape.inputs, GetParam());
    const Matrix all = product(weights, x, 0, kRows);
    for (int begin = 0; begin < kRows; begin += 17) {
      for (const int count : {1, 2, 5, 6, 7, 13}) {
        if (begin + count > kRows) continue;
        const Matrix some = product(weights, x, begin, count);
        for (int r = 0; r < count; ++r) {
          EXPECT_TRUE(std::equal(some.row(r), some.row(r) + some.cols(), all.row(begin + r))) << begin << ' ' << count;
        }
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Precisions, WeightsOf, ::testing::Values(Precision::kBytes, Precision::kFloats),
                         [](const auto& parameter) {
                           return std::string(parameter.param == Precision::kBytes ? "Bytes" : "Floats");
                         });

// The greatest sums that there can be: the instruction that adds up pairs of bytes would cut them off at 2^15.
TEST(Weights, NothingSaturates) {
  constexpr int kInputs = 512;
  for (const int sign : {1, -1}) {
    PlainWeights plain;
    plain.outputs = kPanelOutputs;
    plain.inputs = kInputs;
    plain.bytes.assign(std::size_t{kPanelOutputs} * kInputs, static_cast<std::int8_t>(sign * 127));
    plain.scales.assign(kPanelOutputs, 1.0F);
    const std::vector<float> x(kInputs, 127.0F);
    for (const Kernels* k : available_kernels()) {
      use_kernels(*k);
      const Weights weights(plain, Precision::kBytes);
      EXPECT_EQ(product(weights, rows_of(x, kInputs, Precision::kBytes), 0, 1).row(0)[63],
                static_cast<float>(sign * 127 * 127 * kInputs))
          << k->name;
    }
  }
  use_kernels(*available_kernels().back());
}

TEST(Weights, AreTheSameOnEveryInstructionSet) {
  for (const Shape& shape : kShapes) {
    const PlainWeights plain = in_bytes(shape, 8);
    const std::vector<float> values = random_values(static_cast<std::size_t>(kRows) * shape.inputs, 9);
    for (const Precision precision : {Precision::kBytes, Precision::kFloats}) {
      Matrix expected;
      for (const Kernels* k : available_kernels()) {
        use_kernels(*k);
        const Matrix y = product(Weights(plain, precision), rows_of(values, shape.inputs, precision), 0, kRows);
        if (k == available_kernels().front()) expected = y;
        EXPECT_TRUE(std::equal(y.row(0), y.row(0) + kRows * y.cols(), expected.row(0)))
            << k->name << ' ' << shape.outputs << "x" << shape.inputs;
      }
    }
  }
  use_kernels(*available_kernels().back());
}

TEST(MultiplyTransposed, IsTheProduct) {
  AlignedFloats scratch;
  for (const auto& [m, n, k] : {std::array{3, 4, 5}, {30, 65, 256}, {1, 200, 8}}) {
    const std::vector<float> a = random_values(static_cast<std::size_t>(m) * k, 1),
                             b = random_values(static_cast<std::size_t>(n) * k, 2);
    std::vector<float> y(static_cast<std::size_t>(m) * n);
    multiply_transposed(a.data(), m, b.data(), n, k, y.data(), scratch);
    for (int i = 0; i < m; ++i) {
      for (int j = 0; j < n; ++j) {
        double sum = 0;
        for (int c = 0; c < k; ++c)
          sum += double{a[static_cast<std::size_t>(i) * k + c]} * b[static_cast<std::size_t>(j) * k + c];
        EXPECT_NEAR(y[static_cast<std::size_t>(i) * n + j], sum, 1e-4);
      }
    }
  }
}

}  // namespace
}  // namespace trama
