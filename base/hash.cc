#include "base/hash.h"

#include <xxhash.h>

#include <array>
#include <charconv>

namespace trama {

std::uint64_t content_hash(std::string_view bytes) {
  // The seed is part of what graph files hold: with another, every key is another.
  constexpr std::uint64_t kSeed = 0x7472616D61;  // "trama"
  return XXH3_64bits_withSeed(bytes.data(), bytes.size(), kSeed) >> 1;
}

std::string key_text(char prefix, std::uint64_t key) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::array<char, 17> text{prefix};
  for (std::size_t i = 16; i > 0; --i, key >>= 4) text[i] = kDigits[key & 0xF];
  return {text.data(), text.size()};
}

std::optional<std::uint64_t> find_key(char prefix, std::string_view text) {
  constexpr std::size_t kDigits = 16;
  if (text.size() != kDigits + 1 || text.front() != prefix) return std::nullopt;
  std::uint64_t key = 0;
  const auto [end, error] = std::from_chars(text.data() + 1, text.data() + text.size(), key, 16);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return key;
}

}  // namespace trama
