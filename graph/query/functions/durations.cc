// duration() and what lies between two moments.
#include <algorithm>
#include <cmath>

#include "graph/query/functions/functions.h"
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
  for (const auto& [key, value] : map) {
    if (value.is_null()) continue;
    if (!value.is_number()) throw Problem("'" + key + "' of a duration must be a number");
    struct Unit {
      std::string_view name;
      double months, days, seconds, nanos;
    };
    constexpr Unit kUnits[] = {{"years", 12, 0, 0, 0},        {"quarters", 3, 0, 0, 0},  {"months", 1, 0, 0, 0},
                               {"weeks", 0, 7, 0, 0},         {"days", 0, 1, 0, 0},      {"hours", 0, 0, 3600, 0},
                               {"minutes", 0, 0, 60, 0},      {"seconds", 0, 0, 1, 0},   {"milliseconds", 0, 0, 0, 1e6},
                               {"microseconds", 0, 0, 0, 1e3}, {"nanoseconds", 0, 0, 0, 1}};
    const Unit* unit = std::find_if(std::begin(kUnits), std::end(kUnits), [&](const Unit& one) { return one.name == key; });
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

// A moment with as much as it tells: the rest is taken from the other one.
struct Moment {
  std::optional<std::int64_t> days;
  std::int64_t nanos = 0;
  std::optional<std::int32_t> offset;
  const std::string* zone = nullptr;
};

Moment moment_of(const Value& value) {
  switch (value.type()) {
    case Type::kDate:
      return {value.get<Date>().days, 0, {}, nullptr};
    case Type::kLocalTime:
      return {{}, value.get<LocalTime>().nanos, {}, nullptr};
    case Type::kTime:
      return {{}, value.get<Time>().nanos, value.get<Time>().offset, nullptr};
    case Type::kLocalDateTime:
      return {value.get<LocalDateTime>().days, value.get<LocalDateTime>().nanos, {}, nullptr};
    default: {
      const auto& one = value.get<DateTime>();
      return {one.days, one.nanos, one.offset, one.zone};
    }
  }
}

// Two moments in one zone: local days and times, and how far apart they are.
struct Between {
  LocalDateTime from;
  LocalDateTime to;
  __int128 nanos = 0;
  bool has_days = false;
};

Between prepare(const Value& first, const Value& second) {
  Moment from = moment_of(first);
  Moment to = moment_of(second);
  Between result;
  result.has_days = from.days && to.days;
  if (!from.days) from.days = to.days;
  if (!to.days) to.days = from.days;
  const std::int64_t from_days = from.days.value_or(0);
  const std::int64_t to_days = to.days.value_or(0);
  if (!from.offset && !to.offset) {
    result.from = {from_days, from.nanos};
    result.to = {to_days, to.nanos};
  } else {
    const Moment& known = from.offset ? from : to;
    const auto placed = [&](const Moment& one, std::int64_t days) {
      if (one.offset) return make_date_time(days, one.nanos, *one.offset, one.zone);
      return make_date_time(days, one.nanos, *known.offset, known.zone);
    };
    const DateTime a = placed(from, from_days);
    const DateTime b = in_zone(placed(to, to_days), a.offset, a.zone);
    result.from = {a.days, a.nanos};
    result.to = {b.days, b.nanos};
    result.nanos = (static_cast<__int128>(instant_seconds(b)) - instant_seconds(a)) * kNanosOfSecond +
                   (b.nanos % kNanosOfSecond - a.nanos % kNanosOfSecond);
    return result;
  }
  result.nanos = static_cast<__int128>(result.to.days - result.from.days) * kNanosOfDay + result.to.nanos - result.from.nanos;
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
  const auto rest_of = [](const Civil& civil, const LocalDateTime& one) {
    return civil.day * kNanosOfDay + one.nanos;
  };
  if (months > 0 && rest_of(b, to) < rest_of(a, from)) --months;
  if (months < 0 && rest_of(b, to) > rest_of(a, from)) ++months;
  return months;
}

Value in_months(Run&, Arguments a) {
  const Between between = prepare(a[0], a[1]);
  return Duration{between.has_days ? months_between(between.from, between.to) : 0, 0, 0, 0};
}

Value in_days(Run&, Arguments a) {
  const Between between = prepare(a[0], a[1]);
  if (!between.has_days) return Duration{};
  const __int128 local = static_cast<__int128>(between.to.days - between.from.days) * kNanosOfDay + between.to.nanos - between.from.nanos;
  return Duration{0, static_cast<std::int64_t>(local / kNanosOfDay), 0, 0};
}

Value in_seconds(Run&, Arguments a) {
  return of_nanos(0, 0, prepare(a[0], a[1]).nanos);
}

Value between(Run&, Arguments a) {
  const Between two = prepare(a[0], a[1]);
  if (!two.has_days) return of_nanos(0, 0, two.nanos);
  const std::int64_t months = months_between(two.from, two.to);
  const LocalDateTime then = plus(two.from, Duration{months, 0, 0, 0});
  const __int128 rest = static_cast<__int128>(two.to.days - then.days) * kNanosOfDay + two.to.nanos - then.nanos;
  return of_nanos(months, static_cast<std::int64_t>(rest / kNanosOfDay), rest % kNanosOfDay);
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
