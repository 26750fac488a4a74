// What the sketch of stories is measured against: near-duplicates by resemblance alone, as the graph file had them up
// to version 2.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace trama::bench {

// MinHash signature of the sets of five words that follow each other in a text (A. Broder, "On the resemblance and
// containment of documents", 1997). Case, accents and punctuation do not count.
inline constexpr std::size_t kFingerprintSize = 64;

// kFingerprintSize numbers. Nothing for texts so short that a resemblance would mean little (fewer than 20 words).
std::vector<std::uint32_t> fingerprint(std::string_view text);

// Groups of documents that resemble each other: the number of the smallest member for each. Two documents are in one
// group if at least 60 % of their places agree, directly or through others. Fingerprints are those of fingerprint();
// empty ones resemble nothing. Time is near-linear (locality-sensitive hashing).
std::vector<std::uint32_t> group_copies(std::span<const std::vector<std::uint32_t>> fingerprints);

}  // namespace trama::bench
