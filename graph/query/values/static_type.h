// What is known of a value's type before a query runs. Private to graph/query.
#pragma once

#include <cstdint>

#include "graph/query/values/value.h"

namespace trama::cypher {

// Types as bits: a value is of one of them. Any value may be null besides.
using TypeMask = std::uint32_t;

constexpr TypeMask mask_of(Type type) {
  return TypeMask{1} << static_cast<unsigned>(type);
}

namespace types {
inline constexpr TypeMask kNull = mask_of(Type::kNull);
inline constexpr TypeMask kBoolean = mask_of(Type::kBoolean);
inline constexpr TypeMask kInteger = mask_of(Type::kInteger);
inline constexpr TypeMask kFloat = mask_of(Type::kFloat);
inline constexpr TypeMask kNumber = kInteger | kFloat;
inline constexpr TypeMask kString = mask_of(Type::kString);
inline constexpr TypeMask kList = mask_of(Type::kList);
inline constexpr TypeMask kMap = mask_of(Type::kMap);
inline constexpr TypeMask kNode = mask_of(Type::kNode);
inline constexpr TypeMask kRelationship = mask_of(Type::kRelationship);
inline constexpr TypeMask kPath = mask_of(Type::kPath);
inline constexpr TypeMask kDate = mask_of(Type::kDate);
inline constexpr TypeMask kLocalTime = mask_of(Type::kLocalTime);
inline constexpr TypeMask kTime = mask_of(Type::kTime);
inline constexpr TypeMask kLocalDateTime = mask_of(Type::kLocalDateTime);
inline constexpr TypeMask kDateTime = mask_of(Type::kDateTime);
inline constexpr TypeMask kDuration = mask_of(Type::kDuration);
inline constexpr TypeMask kMoment = kDate | kLocalTime | kTime | kLocalDateTime | kDateTime;
inline constexpr TypeMask kTemporal = kMoment | kDuration;
inline constexpr TypeMask kElement = kNode | kRelationship;
inline constexpr TypeMask kAny = (TypeMask{1} << 16) - 1;
}  // namespace types

struct StaticType {
  TypeMask mask = types::kAny;
  TypeMask elements = types::kAny;  // Of the items, if it is a list.

  // Whether a value of it may be one of `allowed`: null always may.
  bool may_be(TypeMask allowed) const { return (mask & (allowed | types::kNull)) != 0; }
};

}  // namespace trama::cypher
