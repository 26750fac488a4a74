#include "graph/resolve/edit_distance.h"

#include <algorithm>
#include <string>
#include <vector>

namespace trama {
namespace {

constexpr std::size_t kOneSlip = 3;
constexpr std::size_t kTwoSlips = 8;

bool has_digit(std::string_view word) {
  return std::any_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// A letter that moved is one slip, though two changes: "Jingpin", "Jinping".
bool same_letters(std::string_view left, std::string_view right) {
  constexpr std::size_t kShortest = 6;
  if (left.size() != right.size() || left.size() < kShortest) return false;
  std::string a(left);
  std::string b(right);
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  return a == b;
}

}  // namespace

std::size_t edit_distance(std::string_view left, std::string_view right, std::size_t limit) {
  if (left.size() > right.size()) std::swap(left, right);
  if (right.size() - left.size() > limit) return limit + 1;
  std::vector<std::size_t> before(left.size() + 1), last(left.size() + 1), now(left.size() + 1);
  for (std::size_t i = 0; i <= left.size(); ++i) last[i] = i;
  for (std::size_t j = 1; j <= right.size(); ++j) {
    now[0] = j;
    std::size_t least = j;
    for (std::size_t i = 1; i <= left.size(); ++i) {
      const std::size_t change = left[i - 1] == right[j - 1] ? 0 : 1;
      now[i] = std::min({last[i] + 1, now[i - 1] + 1, last[i - 1] + change});
      const bool swapped = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
      if (swapped) now[i] = std::min(now[i], before[i - 2] + 1);
      least = std::min(least, now[i]);
    }
    if (least > limit) return limit + 1;
    std::swap(before, last);
    std::swap(last, now);
  }
  return std::min(last[left.size()], limit + 1);
}

bool near_words(std::string_view left, std::string_view right) {
  const std::size_t shorter = std::min(left.size(), right.size());
  const std::size_t limit = shorter >= kTwoSlips || same_letters(left, right) ? 2 : shorter >= kOneSlip ? 1 : 0;
  if (limit == 0 || has_digit(left) || has_digit(right)) return false;
  return edit_distance(left, right, limit) <= limit;
}

bool differ_in_gender(std::string_view left, std::string_view right) {
  const auto vowel = [](char c) { return c == 'a' || c == 'o' || c == 'e'; };
  if (left.size() == right.size()) {
    return left.substr(0, left.size() - 1) == right.substr(0, right.size() - 1) && vowel(left.back()) &&
           vowel(right.back());
  }
  if (left.size() > right.size()) std::swap(left, right);
  return right.substr(0, left.size()) == left && right.size() == left.size() + 1 && right.back() == 'a';
}

}  // namespace trama
