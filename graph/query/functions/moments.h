// Moments of any type as one: what constructors and truncation work on. Private to graph/query/functions.
#pragma once

#include <optional>
#include <string_view>

#include "graph/query/values/value.h"

namespace trama::cypher {

// What a value tells of day, time of day, and place.
struct MomentParts {
  std::optional<std::int64_t> days;
  std::optional<std::int64_t> nanos;
  std::optional<std::int32_t> offset;
  const std::string* zone = nullptr;
};
MomentParts parts_of(const Value& moment);

// `type` is one of the five types of moments. `now` is in UTC.
// Of parts that may lack some: midnight, UTC. Throws Problem if a day or a time is wanted that is not there.
Value make_moment(Type type, const MomentParts& parts, const DateTime& now);
// Of a map such as {year: 1984, month: 10} or {date: d, hour: 12}. `base` tells what the map does not; where it is
// truncated, fractions of seconds are added to it.
Value moment_from_map(Type type, const Map& map, const MomentParts& base, bool truncated, const DateTime& now);
// The begin of the unit that the moment is in. Throws Problem for units that are none, or too short for its type.
MomentParts truncate(std::string_view unit, const MomentParts& moment);

}  // namespace trama::cypher
