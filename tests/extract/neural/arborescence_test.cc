#include "extract/neural/arborescence.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

namespace trama {
namespace {

double sum_of(const std::vector<float>& scores, const std::vector<int>& heads) {
  const auto n = static_cast<int>(heads.size());
  double sum = 0;
  for (int i = 0; i < n; ++i) sum += scores[static_cast<std::size_t>(i) * (n + 1) + heads[i] + 1];
  return sum;
}

bool is_tree(const std::vector<int>& heads) {
  const auto n = static_cast<int>(heads.size());
  int roots = 0;
  for (int i = 0; i < n; ++i) {
    roots += heads[i] < 0 ? 1 : 0;
    int at = i;
    for (int steps = 0; at >= 0; ++steps) {
      if (steps > n) return false;
      at = heads[at];
    }
  }
  return roots == 1;
}

// Tries all ways to give n vertices heads.
double best_sum(const std::vector<float>& scores, int n) {
  double best = -std::numeric_limits<double>::infinity();
  std::vector<int> heads(n, -1);
  while (true) {
    if (is_tree(heads)) best = std::max(best, sum_of(scores, heads));
    int i = 0;
    while (i < n && heads[i] == n - 1) heads[i++] = -1;
    if (i == n) return best;
    ++heads[i];
  }
}

TEST(BestTree, EqualsBruteForceOnSmallGraphs) {
  std::mt19937 random(7);
  for (int n = 1; n <= 5; ++n) {
    for (int round = 0; round < 400; ++round) {
      std::vector<float> scores(static_cast<std::size_t>(n) * (n + 1));
      const int range = round % 2 == 0 ? 7 : 2001;  // With many ties, and with hardly any.
      for (float& s : scores) s = static_cast<float>(static_cast<int>(random() % range) - range / 2) / 8.0F;
      if (round % 5 == 0) {
        for (int i = 0; i < n; ++i) scores[static_cast<std::size_t>(i) * (n + 1)] += 500.0F;  // All would be roots.
      }
      const std::vector<int> heads = best_tree(scores, n);
      ASSERT_TRUE(is_tree(heads));
      EXPECT_NEAR(sum_of(scores, heads), best_sum(scores, n), 1e-3) << "n " << n << " round " << round;
    }
  }
}

TEST(BestTree, LongSentencesGetATreeAtLeastAsGoodAsAnyOther) {
  std::mt19937 random(8);
  for (const int n : {50, 512}) {
    std::vector<float> scores(static_cast<std::size_t>(n) * (n + 1));
    // Neighbours prefer each other, in cycles within cycles.
    for (int i = 0; i < n; ++i) {
      for (int j = 0; j <= n; ++j) {
        scores[static_cast<std::size_t>(i) * (n + 1) + j] =
            static_cast<float>(random() % 1000) / 1000.0F - static_cast<float>(std::abs(i - (j - 1)));
      }
    }
    const std::vector<int> heads = best_tree(scores, n);
    ASSERT_TRUE(is_tree(heads));
    std::vector<int> chain(n);
    for (int i = 0; i < n; ++i) chain[i] = i - 1;
    EXPECT_GE(sum_of(scores, heads), sum_of(scores, chain));
    // No single change of a head makes it better and leaves it a tree.
    std::vector<int> changed = heads;
    for (int i = 0; i < n; i += 171) {
      for (int j = 0; j < n; ++j) {
        changed[i] = j;
        if (!is_tree(changed)) continue;
        EXPECT_LE(sum_of(scores, changed), sum_of(scores, heads) + 1e-3);
      }
      changed[i] = heads[i];
    }
  }
}

TEST(BestTree, EvenSenselessScoresGiveATree) {
  const float infinite = std::numeric_limits<float>::infinity();
  for (const float value : {0.0F, infinite, -infinite, std::nanf(""), 3e38F}) {
    for (const int n : {0, 1, 2, 9}) {
      const std::vector<int> heads = best_tree(std::vector<float>(static_cast<std::size_t>(n) * (n + 1), value), n);
      EXPECT_EQ(heads.size(), static_cast<std::size_t>(n));
      EXPECT_TRUE(n == 0 || is_tree(heads)) << value << " n " << n;
    }
  }
}

}  // namespace
}  // namespace trama
