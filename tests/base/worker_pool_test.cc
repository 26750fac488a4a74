#include "base/worker_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <string>

namespace trama {
namespace {

// The numbers 0, 1, … below `count`.
auto numbers(int count) {
  return [i = 0, count]() mutable { return i < count ? std::optional<int>(i++) : std::nullopt; };
}

TEST(ParallelMap, DeliversInTheOrderOfTheItems) {
  for (const int threads : {0, 1, 2, 8}) {
    std::vector<std::string> results;
    parallel_map(
        threads, numbers(300),
        [](int i) {
          if (i % 7 == 0) std::this_thread::sleep_for(std::chrono::microseconds(300));
          return std::to_string(i);
        },
        [&](std::string result) { results.push_back(std::move(result)); });
    ASSERT_EQ(results.size(), 300u) << threads;
    for (int i = 0; i < 300; ++i) EXPECT_EQ(results[static_cast<std::size_t>(i)], std::to_string(i));
  }
}

TEST(ParallelMap, ReadsNoFurtherAheadThanItSays) {
  constexpr int kThreads = 3;
  int read = 0, delivered = 0, most = 0;
  parallel_map(
      kThreads,
      [&]() -> std::optional<int> {
        most = std::max(most, read - delivered);
        return read < 200 ? std::optional(read++) : std::nullopt;
      },
      [](int i) { return i; }, [&](int) { ++delivered; });
  EXPECT_EQ(delivered, 200);
  EXPECT_LE(most, kThreads * 4);
}

TEST(ParallelMap, MovesItemsAndResults) {
  int sum = 0;
  parallel_map(
      2, [i = 0]() mutable { return i < 10 ? std::optional(std::make_unique<int>(i++)) : std::nullopt; },
      [](std::unique_ptr<int> item) { return item; }, [&](std::unique_ptr<int> item) { sum += *item; });
  EXPECT_EQ(sum, 45);
}

TEST(ParallelMap, ThrowsWhatWorkThrewAfterTheResultsBefore) {
  for (const int threads : {1, 4}) {
    int delivered = 0;
    const auto run = [&] {
      parallel_map(
          threads, numbers(100),
          [](int i) {
            if (i == 20) throw std::runtime_error("item 20");
            return i;
          },
          [&](int i) { EXPECT_EQ(i, delivered++); });
    };
    EXPECT_THROW(run(), std::runtime_error);
    EXPECT_EQ(delivered, 20) << threads;
  }
}

TEST(ParallelMap, ThrowsWhatInputAndOutputThrew) {
  for (const int threads : {1, 4}) {
    int delivered = 0;
    const auto bad_input = [&] {
      parallel_map(
          threads,
          [i = 0]() mutable -> std::optional<int> {
            if (i == 5) throw std::runtime_error("input");
            return i++;
          },
          [](int i) { return i; }, [&](int) { ++delivered; });
    };
    EXPECT_THROW(bad_input(), std::runtime_error);
    EXPECT_EQ(delivered, 5) << threads;
    const auto bad_output = [&] {
      parallel_map(
          threads, numbers(100), [](int i) { return i; }, [](int) { throw std::runtime_error("output"); });
    };
    EXPECT_THROW(bad_output(), std::runtime_error);
  }
}

}  // namespace
}  // namespace trama
