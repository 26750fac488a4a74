#include "base/portable_math.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace trama {
namespace {

// The bits themselves: another processor, compiler or C library that gave others would print other confidences.
TEST(PortableMath, GivesTheseBitsEverywhere) {
  EXPECT_EQ(portable_exp(0), 1);
  EXPECT_EQ(portable_exp(1), 0x1.5bf0a8b14576ap+1);
  EXPECT_EQ(portable_exp(-2.718), 0x1.0e5cf95f66509p-4);
  EXPECT_EQ(portable_exp(13.37), 0x1.38be25cfaed8ep+19);
  EXPECT_EQ(portable_exp(-700.5), 0x1.4ff475c68ca02p-1011);
  EXPECT_EQ(portable_log(1), 0);
  EXPECT_EQ(portable_log(3), 0x1.193ea7aad030bp+0);
  EXPECT_EQ(portable_log(0.1), -0x1.26bb1bbb55515p+1);
  EXPECT_EQ(portable_log(61), 0x1.07188eb126c0dp+2);
  EXPECT_EQ(portable_log2(5), 0x1.2934f0979a371p+1);
  EXPECT_EQ(portable_log2(0.3), -0x1.bca9c6f53897bp+0);
}

TEST(PortableMath, IsAsExactAsDoublesAre) {
  double worst_exp = 0, worst_log = 0, worst_log2 = 0;
  for (int i = -70000; i <= 70000; ++i) {
    const double x = i * 0.0101;
    worst_exp = std::max(worst_exp, std::abs(portable_exp(x) / std::exp(x) - 1));
    const double y = std::exp(x / 2);
    worst_log = std::max(worst_log, std::abs(portable_log(y) - std::log(y)) / std::max(1.0, std::abs(std::log(y))));
    worst_log2 =
        std::max(worst_log2, std::abs(portable_log2(y) - std::log2(y)) / std::max(1.0, std::abs(std::log2(y))));
  }
  EXPECT_LT(worst_exp, 1e-15);
  EXPECT_LT(worst_log, 1e-15);
  EXPECT_LT(worst_log2, 1e-15);
}

TEST(PortableMath, EndsOfTheRange) {
  EXPECT_EQ(portable_exp(-1e9), 0);
  EXPECT_EQ(portable_exp(1e9), std::numeric_limits<double>::infinity());
  EXPECT_TRUE(std::isnan(portable_exp(std::nan(""))));
  for (int n = -1022; n <= 1023; ++n) EXPECT_EQ(portable_log2(std::ldexp(1.0, n)), n);
}

}  // namespace
}  // namespace trama
