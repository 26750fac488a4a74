#include "extract/neural/viterbi.h"

#include <gtest/gtest.h>

#include <limits>
#include <random>

#include "base/error.h"

namespace trama {
namespace {

const std::vector<std::string> kLabels = {"O", "B-PER", "I-PER", "E-PER", "S-PER", "B-LOC", "I-LOC", "E-LOC", "S-LOC"};

bool legal(const std::vector<int>& path) {
  std::string open;  // Type of the name that must go on.
  for (const int label : path) {
    const std::string& text = kLabels[label];
    const bool continues = text[0] == 'I' || text[0] == 'E';
    if (continues != !open.empty() || (continues && text.substr(2) != open)) return false;
    open = text[0] == 'B' || text[0] == 'I' ? text.substr(2) : "";
  }
  return open.empty();
}

TEST(NameDecoder, EqualsBruteForce) {
  std::mt19937 random(3);
  const auto k = static_cast<int>(kLabels.size());
  const auto values = [&](int size) {
    std::vector<float> out(size);
    for (float& v : out) v = static_cast<float>(random() % 1000) / 200.0F;
    return out;
  };
  for (int round = 0; round < 20; ++round) {
    const int n = 1 + round % 4;
    const std::vector<float> transitions = values(k * k), start = values(k), end = values(k), emissions = values(n * k);
    const auto score = [&](const std::vector<int>& path) {
      float sum = start[path.front()] + end[path.back()];
      for (int i = 0; i < n; ++i)
        sum += emissions[i * k + path[i]] + (i > 0 ? transitions[path[i - 1] * k + path[i]] : 0);
      return sum;
    };
    float best = -1e9F;
    std::vector<int> path(n, 0);
    while (true) {
      if (legal(path)) best = std::max(best, score(path));
      int i = 0;
      while (i < n && path[i] == k - 1) path[i++] = 0;
      if (i == n) break;
      ++path[i];
    }
    const std::vector<int> found = NameDecoder(kLabels, transitions, start, end).decode(emissions);
    EXPECT_TRUE(legal(found));
    EXPECT_NEAR(score(found), best, 1e-4);
  }
}

TEST(NameDecoder, LabelsAreWrittenAsBio) {
  const std::vector<float> square(81), row(9);
  const NameDecoder decoder(kLabels, square, row, row);
  const std::vector<std::string> expected = {"",      "B-PER", "I-PER", "I-PER", "B-PER",
                                             "B-LOC", "I-LOC", "I-LOC", "B-LOC"};
  for (int i = 0; i < 9; ++i) EXPECT_EQ(decoder.bio(i), expected[i]);
  EXPECT_TRUE(decoder.decode({}).empty());
}

TEST(NameDecoder, OtherLabelsAreRefused) {
  const std::vector<std::vector<std::string>> bad = {
      {"B-PER", "S-PER"}, {"O", "PER"}, {"O", ""}, {"O", "X-PER"}, {"O", "B-"}};
  for (const std::vector<std::string>& labels : bad) {
    const std::vector<float> square(4), row(2);
    EXPECT_THROW(NameDecoder(labels, square, row, row), Error) << labels[0] << " " << labels[1];
  }
}

}  // namespace
}  // namespace trama
