#include "extract/neural/split_product.h"

#include <gtest/gtest.h>

#include <cmath>
#include <thread>

#include "tests/extract/neural/random_values.h"

namespace trama {
namespace {

using test::random_values;

constexpr int kRows = 16, kInputs = 300, kOutputs = 77;

class SplitProductTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!SplitProduct::pays()) GTEST_SKIP() << "this processor has no tiles";
  }
  const std::vector<float> weights_ = random_values(std::size_t{kInputs} * kOutputs, 1);
  const std::vector<float> x_ = random_values(std::size_t{kRows} * kInputs, 2);
};

TEST_F(SplitProductTest, AddsAProductAsPreciseAsOneOfFloats) {
  const SplitProduct product(weights_, kOutputs, kInputs, kRows);
  std::vector<float> y(std::size_t{kRows} * kOutputs, 0.5F);
  product.add(x_.data(), y.data());
  for (int r = 0; r < kRows; ++r) {
    for (int o = 0; o < kOutputs; ++o) {
      double sum = 0.5, size = 0.5;
      for (int i = 0; i < kInputs; ++i) {
        const double one = double{x_[r * kInputs + i]} * weights_[i * kOutputs + o];
        sum += one;
        size += std::abs(one);
      }
      // One bfloat16 alone would be wrong by 2^-9 of the size of the summands.
      EXPECT_NEAR(y[r * kOutputs + o], sum, size * 0x1p-16) << r << ", " << o;
    }
  }
}

TEST_F(SplitProductTest, IsTheSameInThreadsThatDidNotMakeIt) {
  const SplitProduct product(weights_, kOutputs, kInputs, kRows);
  std::vector<float> expected(std::size_t{kRows} * kOutputs);
  product.add(x_.data(), expected.data());
  std::vector<std::vector<float>> results(4);
  {
    std::vector<std::thread> threads;
    for (std::vector<float>& result : results) {
      threads.emplace_back([&] {
        for (int i = 0; i < 50; ++i) {
          result.assign(expected.size(), 0.0F);
          product.add(x_.data(), result.data());
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
  }
  for (const std::vector<float>& result : results) EXPECT_EQ(result, expected);
}

}  // namespace
}  // namespace trama
