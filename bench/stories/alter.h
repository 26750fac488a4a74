// Copies of articles as agencies and papers make them: shortened, with another title, with tags, edited.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/document.h"

namespace trama::bench {

// Random numbers that are the same with every library (those of <random>'s distributions are not).
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next();
  std::size_t below(std::size_t end) { return static_cast<std::size_t>(next() % end); }  // `end` > 0.
  bool chance(double probability) { return static_cast<double>(next() >> 11) * 0x1p-53 < probability; }

 private:
  std::uint64_t state_;
};

// One way to alter a text. `other` is another article, from which words and titles are taken.
struct Alteration {
  std::string_view name;
  std::string (*apply)(const Document& article, const Document& other, Dice& dice);
};

std::span<const Alteration> alterations();

}  // namespace trama::bench
