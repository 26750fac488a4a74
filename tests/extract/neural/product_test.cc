#include "extract/neural/product.h"

#include <gtest/gtest.h>
#include <oneapi/dnnl/dnnl.h>

#include <cmath>
#include <cstring>

#include "extract/neural/lstm.h"
#include "tests/extract/neural/random_values.h"

namespace trama {
namespace {

using test::random_values;

struct Shape {
  int outputs;
  int inputs;
  int panel;
};
// Those of the network, and odd ones.
const std::vector<Shape> kShapes = {{1024, 288, kPanelRows}, {1024, 512, kPanelRows}, {1024, 256, kRecurrentPanel},
                                    {300, 512, kPanelRows},  {777, 512, kPanelRows},  {17, 512, kPanelRows},
                                    {5160, 129, kPanelRows}, {256, 256, kPanelRows},  {13, 7, kRecurrentPanel},
                                    {1, 3, kPanelRows}};

// True if every row's result is the same wherever it stands and however many rows there are.
bool rows_are_independent() {
  const SingleThreadedProducts single_threaded;
  for (const Shape& shape : kShapes) {
    const std::vector<float> w = random_values(static_cast<std::size_t>(shape.outputs) * shape.inputs, 1);
    const std::vector<float> row = random_values(shape.inputs, 2), start = random_values(shape.outputs, 3);
    const Weights weights(w, shape.outputs, shape.inputs, shape.panel);
    Matrix one(1, shape.inputs), expected(1, shape.outputs);
    std::copy(row.begin(), row.end(), one.row(0));
    std::copy(start.begin(), start.end(), expected.row(0));
    weights.multiply(one.row(0), 1, expected.row(0), true);
    constexpr int kRows = 131;
    Matrix x(kRows, shape.inputs), y(kRows, shape.outputs);
    const std::vector<float> noise = random_values(shape.inputs, 4);
    for (int r = 0; r < kRows; ++r) {
      const std::vector<float>& values = r % 3 == 1 ? noise : row;
      std::copy(values.begin(), values.end(), x.row(r));
      std::copy(start.begin(), start.end(), y.row(r));
    }
    weights.multiply(x.row(0), kRows, y.row(0), true);
    for (int r = 0; r < kRows; ++r) {
      const bool same = std::memcmp(y.row(r), expected.row(0), sizeof(float) * shape.outputs) == 0;
      if (r % 3 != 1 && !same) return false;
    }
  }
  return true;
}

TEST(Weights, MultiplyIsTheProduct) {
  for (const Shape& shape : kShapes) {
    const std::vector<float> w = random_values(static_cast<std::size_t>(shape.outputs) * shape.inputs, 5);
    const Weights weights(w, shape.outputs, shape.inputs, shape.panel);
    constexpr int kRows = 50;
    Matrix x(kRows, shape.inputs), y(kRows, shape.outputs);
    const std::vector<float> values = random_values(static_cast<std::size_t>(kRows) * shape.inputs, 6);
    std::copy(values.begin(), values.end(), x.row(0));
    weights.multiply(x.row(0), kRows, y.row(0), false);
    for (const int r : {0, 15, 16, 47, 48, 49}) {
      for (const int o : {0, shape.outputs / 2, shape.outputs - 1}) {
        double sum = 0;
        for (int i = 0; i < shape.inputs; ++i)
          sum += double{x.row(r)[i]} * w[static_cast<std::size_t>(o) * shape.inputs + i];
        EXPECT_NEAR(y.row(r)[o], sum, 1e-3) << shape.outputs << "x" << shape.inputs << " row " << r;
      }
    }
  }
}

// oneDNN has other kernels for other instruction sets, and fixes its choice at the first call: each needs a process.
class WeightsOn : public ::testing::TestWithParam<const char*> {};

TEST_P(WeightsOn, RowsDoNotDependOnTheirNeighbours) {
  const std::string name = GetParam();
  const dnnl_cpu_isa_t isa = name == "sse41"    ? dnnl_cpu_isa_sse41
                             : name == "avx"    ? dnnl_cpu_isa_avx
                             : name == "avx2"   ? dnnl_cpu_isa_avx2
                             : name == "avx512" ? dnnl_cpu_isa_avx512_core
                                                : dnnl_cpu_isa_all;
  ::testing::GTEST_FLAG(death_test_style) = "threadsafe";
  EXPECT_EXIT(
      {
        if (dnnl_set_max_cpu_isa(isa) != dnnl_success) std::_Exit(3);
        std::_Exit(rows_are_independent() ? 0 : 1);
      },
      ::testing::ExitedWithCode(0), "");
}

INSTANTIATE_TEST_SUITE_P(InstructionSets, WeightsOn, ::testing::Values("sse41", "avx", "avx2", "avx512", "all"),
                         [](const auto& parameter) { return std::string(parameter.param); });

}  // namespace
}  // namespace trama
