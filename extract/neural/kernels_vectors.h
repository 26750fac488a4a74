// Vector registers of the instruction set that the compiler was told of, for kernels_loops.h.
//
// Products of bytes are sums of products of groups of `kGroup` numbers, one sum for every output. Where the processor
// adds up four products of bytes without saturating (VNNI), the one factor must be unsigned: weights are stored with
// 128 added to them, and 128 times the sum of the other factors is taken away again. Elsewhere both are 16-bit numbers,
// whose products are added up in pairs: the instruction for bytes (vpmaddubsw) saturates in 16 bits.
#pragma once

// Definitions in a header that each of the kernels_*.cc includes once, in a namespace of its own.
// NOLINTBEGIN(misc-definitions-in-headers)

#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <immintrin.h>
#endif

namespace trama {
namespace {

#if defined(__AVX512VNNI__)
using Activation = std::int8_t;
using Weight = std::uint8_t;
constexpr int kGroup = 4;
constexpr int kWeightOffset = 128;
#else
using Activation = std::int16_t;
using Weight = std::int16_t;
constexpr int kGroup = 2;
constexpr int kWeightOffset = 0;
#endif

// Lanes of a register; registers that a block is wide, and rows that it is high at most: as many sums as there are
// registers, less those for the factors.
#if defined(__AVX512BW__)
constexpr int kLanes = 16, kVectors = 4;
#elif defined(__AVX2__)
constexpr int kLanes = 8, kVectors = 2;
#else
constexpr int kLanes = 4, kVectors = 2;
#endif
constexpr int kMaxRows = 6;

using Integers [[gnu::vector_size(kLanes * 4)]] = std::int32_t;
using Floats [[gnu::vector_size(kLanes * 4)]] = float;

inline Integers load(const void* from) {
  Integers to;
  std::memcpy(&to, from, sizeof to);
  return to;
}
inline Floats load_floats(const float* from) {
  Floats to;
  std::memcpy(&to, from, sizeof to);
  return to;
}
inline void store(float* to, Floats from) {
  std::memcpy(to, &from, sizeof from);
}
inline Integers all_of(std::int32_t value) {
  return Integers{} + value;
}
inline Floats all_of(float value) {
  return value - Floats{};
}
// The group of numbers at `from`, in every lane.
inline Integers repeat(const void* from) {
  std::int32_t group;
  std::memcpy(&group, from, sizeof group);
  return all_of(group);
}
inline Floats to_floats(Integers values) {
  return __builtin_convertvector(values, Floats);
}

// sums + the sum of the products of each lane's group.
inline Integers add_products(Integers sums, Integers weights, Integers values) {
#if defined(__AVX512VNNI__)
  return (Integers)_mm512_dpbusd_epi32((__m512i)sums, (__m512i)weights, (__m512i)values);
#elif defined(__AVX512BW__)
  return sums + (Integers)_mm512_madd_epi16((__m512i)weights, (__m512i)values);
#elif defined(__AVX2__)
  return sums + (Integers)_mm256_madd_epi16((__m256i)weights, (__m256i)values);
#elif defined(__SSE2__)
  return sums + (Integers)_mm_madd_epi16((__m128i)weights, (__m128i)values);
#else
  // The lower and the upper half of every lane, with their signs.
  const Integers low = ((weights << 16) >> 16) * ((values << 16) >> 16);
  const Integers high = (weights >> 16) * (values >> 16);
  return sums + low + high;
#endif
}

}  // namespace
}  // namespace trama
// NOLINTEND(misc-definitions-in-headers)
