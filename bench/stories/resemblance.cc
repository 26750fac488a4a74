#include "bench/stories/resemblance.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

#include "graph/names/names.h"

namespace trama::bench {
namespace {

constexpr std::size_t kShingleWords = 5;
constexpr std::size_t kFewestWords = 20;
// Signatures are looked up in bands of four places: pairs that agree in 60 % of places share one of sixteen bands nine
// times out of ten, pairs that agree in 80 % nearly always.
constexpr std::size_t kBandSize = 4;
constexpr std::size_t kFewestEqual = kFingerprintSize * 6 / 10;
// A band value shared by more documents than this says nothing more about each pair of them.
constexpr std::size_t kComparedInBand = 50;

// Finaliser of SplitMix64: spreads a number over 64 bits.
std::uint64_t mix(std::uint64_t value) {
  value += 0x9E3779B97F4A7C15u;
  value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9u;
  value = (value ^ (value >> 27)) * 0x94D049BB133111EBu;
  return value ^ (value >> 31);
}

std::uint64_t hash_word(std::string_view word) {
  std::uint64_t hash = 0xCBF29CE484222325u;  // FNV-1a: the same on every machine, as what is stored must be.
  for (const unsigned char c : word) hash = (hash ^ c) * 0x100000001B3u;
  return hash;
}

std::uint32_t find(std::vector<std::uint32_t>& parent, std::uint32_t node) {
  while (parent[node] != node) node = parent[node] = parent[parent[node]];
  return node;
}

bool resemble(const std::vector<std::uint32_t>& left, const std::vector<std::uint32_t>& right) {
  std::size_t equal = 0;
  for (std::size_t i = 0; i < kFingerprintSize; ++i) equal += left[i] == right[i];
  return equal >= kFewestEqual;
}

}  // namespace

std::vector<std::uint32_t> fingerprint(std::string_view text) {
  const std::string folded = fold_name(text);
  const std::vector<std::string_view> words = name_words(folded);
  if (words.size() < kFewestWords) return {};
  std::vector<std::uint64_t> hashes;
  for (const std::string_view word : words) hashes.push_back(hash_word(word));
  std::vector<std::uint32_t> smallest(kFingerprintSize, UINT32_MAX);
  for (std::size_t begin = 0; begin + kShingleWords <= hashes.size(); ++begin) {
    std::uint64_t shingle = 0;
    for (std::size_t i = 0; i < kShingleWords; ++i) shingle = mix(shingle ^ hashes[begin + i]);
    for (std::size_t i = 0; i < kFingerprintSize; i += 2) {
      const std::uint64_t value = mix(shingle + i);  // Two places of one number.
      smallest[i] = std::min(smallest[i], static_cast<std::uint32_t>(value));
      smallest[i + 1] = std::min(smallest[i + 1], static_cast<std::uint32_t>(value >> 32));
    }
  }
  return smallest;
}

std::vector<std::uint32_t> group_copies(std::span<const std::vector<std::uint32_t>> fingerprints) {
  std::vector<std::uint32_t> parent(fingerprints.size());
  std::iota(parent.begin(), parent.end(), 0u);
  for (std::size_t band = 0; band < kFingerprintSize; band += kBandSize) {
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> with_value;
    for (std::uint32_t i = 0; i < fingerprints.size(); ++i) {
      if (fingerprints[i].size() != kFingerprintSize) continue;
      std::uint64_t value = 0;
      for (std::size_t k = band; k < band + kBandSize; ++k) value = mix(value ^ fingerprints[i][k]);
      auto& others = with_value[value];
      for (const std::uint32_t other : others) {
        const std::uint32_t a = find(parent, i);
        const std::uint32_t b = find(parent, other);
        if (a != b && resemble(fingerprints[i], fingerprints[other])) parent[std::max(a, b)] = std::min(a, b);
      }
      if (others.size() < kComparedInBand) others.push_back(i);
    }
  }
  for (std::uint32_t i = 0; i < parent.size(); ++i) parent[i] = find(parent, i);
  return parent;
}

}  // namespace trama::bench
