// duration() and what lies between two moments.
#include <algorithm>
#include <cmath>

#include "graph/query/functions/functions.h"
#include "graph/query/functions/moments.h"
#include "graph/query/values/problem.h"

namespace trama::cypher {
namespace {

using Arguments = std::span<const Value>;

Value from_map(const Map& map) {
  double months = 0;
  double days = 0;
  double seconds = 0;
  double nanos = 0;
  Duration exact;
  for (const auto& entry : map) {
    const std::string& key = entry.first;  // No structured binding: lambdas below take them.
    const Value& value = entry.second;
    if (value.is_null()) continue;
    if (!value.is_number()) throw Problem("'" + key + "' of a duration must be a number");
    struct Unit {
      std::string_view name;
      double months, days, seconds, nanos;
    };
    constexpr Unit kUnits[] = {
        {"years", 12, 0, 0, 0},         {"quarters", 3, 0, 0, 0},   {"months", 1, 0, 0, 0},
        {"weeks", 0, 7, 0, 0},          {"days", 0, 1, 0, 0},       {"hours", 0, 0, 3600, 0},
        {"minutes", 0, 0, 60, 0},       {"seconds", 0, 0, 1, 0},    {"milliseconds", 0, 0, 0, 1e6},
        {"microseconds", 0, 0, 0, 1e3}, {"nanoseconds", 0, 0, 0, 1}};
    const Unit* unit =
        std::find_if(std::begin(kUnits), std::end(kUnits), [&](const Unit& one) { return one.name == key; });
    if (unit == std::end(kUnits)) throw Problem("a duration has no '" + key + "'");
    if (value.is(Type::kInteger)) {  // Without the loss of a double.
      Duration one;
      const auto times = [&](double factor) {
        std::int64_t product = 0;
        if (__builtin_mul_overflow(value.integer(), static_cast<std::int64_t>(factor), &product)) {
          throw Problem("the duration is too large");
        }
        return product;
      };
      one.months = times(unit->months);
      one.days = times(unit->days);
      one.seconds = times(unit->seconds);
      const std::int64_t small = times(unit->nanos);
      one.seconds += small / kNanosOfSecond - (small % kNanosOfSecond < 0 ? 1 : 0);
      one.nanos = static_cast<std::int32_t>((small % kNanosOfSecond + kNanosOfSecond) % kNanosOfSecond);
      exact = plus(exact, one);
      continue;
    }
    months += value.real() * unit->months;
    days += value.real() * unit->days;
    seconds += value.real() * unit->seconds;
    nanos += value.real() * unit->nanos;
  }
  return plus(exact, make_duration(months, days, seconds, nanos));
}

Value duration(Run&, Arguments a) {
  if (a[0].is(Type::kString)) return parse_duration(a[0].text());
  return a[0].is(Type::kMap) ? from_map(a[0].map()) : a[0];
}

// Two moments in one zone, or both without.
struct Between {
  DateTime from;
  DateTime to;
  bool has_days = false;

  LocalDateTime local_from() const { return {from.days, from.nanos}; }
  LocalDateTime local_to() const { return {to.days, to.nanos}; }
};

__int128 nanos_between(const DateTime& from, const DateTime& to) {
  return (static_cast<__int128>(instant_seconds(to)) - instant_seconds(from)) * kNanosOfSecond +
         (to.nanos % kNanosOfSecond - from.nanos % kNanosOfSecond);
}

Between prepare(const Value& first, const Value& second) {
  MomentParts from = parts_of(first);
  MomentParts to = parts_of(second);
  Between result;
  result.has_days = from.days && to.days;
  if (!from.days) from.days = to.days;
  if (!to.days) to.days = from.days;
  const MomentParts& known = from.offset ? from : to;  // Who tells a zone tells it for both.
  const auto placed = [&](const MomentParts& one) {
    const MomentParts& place = one.offset ? one : known;
    return make_date_time(one.days.value_or(0), one.nanos.value_or(0), place.offset.value_or(0), place.zone);
  };
  result.from = placed(from);
  result.to = in_zone(placed(to), result.from.offset, result.from.zone);
  return result;
}

Duration of_nanos(std::int64_t months, std::int64_t days, __int128 nanos) {
  __int128 seconds = nanos / kNanosOfSecond;
  __int128 rest = nanos % kNanosOfSecond;
  if (rest < 0) {
    rest += kNanosOfSecond;
    --seconds;
  }
  return {months, days, static_cast<std::int64_t>(seconds), static_cast<std::int32_t>(rest)};
}

std::int64_t months_between(const LocalDateTime& from, const LocalDateTime& to) {
  const Civil a = civil_of(from.days);
  const Civil b = civil_of(to.days);
  std::int64_t months = (b.year - a.year) * 12 + b.month - a.month;
  const auto rest_of = [](const Civil& civil, const LocalDateTime& one) { return civil.day * kNanosOfDay + one.nanos; };
  if (months > 0 && rest_of(b, to) < rest_of(a, from)) --months;
  if (months < 0 && rest_of(b, to) > rest_of(a, from)) ++months;
  return months;
}

Value in_months(Run&, Arguments a) {
  const Between two = prepare(a[0], a[1]);
  return Duration{two.has_days ? months_between(two.local_from(), two.local_to()) : 0, 0, 0, 0};
}

__int128 local_nanos_between(const LocalDateTime& from, const LocalDateTime& to) {
  return static_cast<__int128>(to.days - from.days) * kNanosOfDay + to.nanos - from.nanos;
}

Value in_days(Run&, Arguments a) {
  const Between two = prepare(a[0], a[1]);
  if (!two.has_days) return Duration{};
  return Duration{0, static_cast<std::int64_t>(local_nanos_between(two.local_from(), two.local_to()) / kNanosOfDay), 0,
                  0};
}

Value in_seconds(Run&, Arguments a) {
  const Between two = prepare(a[0], a[1]);
  return of_nanos(0, 0, nanos_between(two.from, two.to));
}

// Months and days on the calendar, the rest as time passes.
Value between(Run&, Arguments a) {
  const Between two = prepare(a[0], a[1]);
  if (!two.has_days) return of_nanos(0, 0, nanos_between(two.from, two.to));
  const std::int64_t months = months_between(two.local_from(), two.local_to());
  const LocalDateTime then = plus(two.local_from(), Duration{months, 0, 0, 0});
  const auto days = static_cast<std::int64_t>(local_nanos_between(then, two.local_to()) / kNanosOfDay);
  return of_nanos(months, days, nanos_between(plus(two.from, Duration{months, days, 0, 0}), two.to));
}

}  // namespace

std::span<const Function> duration_functions() {
  static const std::vector<Function> kTable = {
      {"duration", 1, 1, {types::kString | types::kMap | types::kDuration}, {types::kDuration}, true, duration},
      {"duration.between", 2, 2, {types::kMoment}, {types::kDuration}, true, between},
      {"duration.inmonths", 2, 2, {types::kMoment}, {types::kDuration}, true, in_months},
      {"duration.indays", 2, 2, {types::kMoment}, {types::kDuration}, true, in_days},
      {"duration.inseconds", 2, 2, {types::kMoment}, {types::kDuration}, true, in_seconds},
  };
  return kTable;
}

}  // namespace trama::cypher
