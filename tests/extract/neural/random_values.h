// Numbers for the tests of products.
#pragma once

#include <random>
#include <vector>

namespace trama::test {

// Normally distributed, the same for a seed.
inline std::vector<float> random_values(std::size_t size, unsigned seed) {
  std::mt19937 random(seed);
  std::normal_distribution<float> normal;
  std::vector<float> values(size);
  for (float& v : values) v = normal(random);
  return values;
}

}  // namespace trama::test
