// date(), datetime() and the like; their parts.
#include <algorithm>

#include "graph/query/functions/functions.h"
#include "graph/query/functions/moments.h"
#include "graph/query/values/problem.h"

namespace trama::cypher {
namespace {

using Arguments = std::span<const Value>;

Value parse(Type type, std::string_view text) {
  switch (type) {
    case Type::kDate:
      return parse_date(text);
    case Type::kLocalTime:
      return parse_local_time(text);
    case Type::kTime:
      return parse_time(text);
    case Type::kLocalDateTime:
      return parse_local_date_time(text);
    default:
      return parse_date_time(text);
  }
}

template <Type type>
Value construct(Run& run, Arguments a) {
  if (a.empty()) return make_moment(type, parts_of(run.now), run.now);
  if (a[0].is(Type::kString)) return parse(type, a[0].text());
  if (a[0].is(Type::kMap)) {
    const Map& map = a[0].map();
    if (map.size() == 1 && map.begin()->first == "timezone") {  // Now, there.
      const ZoneText zone = parse_zone(map.begin()->second.is(Type::kString) ? map.begin()->second.text() : "");
      return make_moment(type, parts_of(in_zone(run.now, zone.offset, zone.zone)), run.now);
    }
    return moment_from_map(type, map, {}, false, run.now);
  }
  return make_moment(type, parts_of(a[0]), run.now);
}

// Now: the moment at which the query began. A zone may be given.
template <Type type>
Value at_now(Run& run, Arguments a) {
  if (a.empty()) return construct<type>(run, a);
  const ZoneText zone = parse_zone(a[0].text());
  return make_moment(type, parts_of(in_zone(run.now, zone.offset, zone.zone)), run.now);
}

template <Type type>
Value truncated(Run& run, Arguments a) {
  MomentParts source = a.size() > 1 ? parts_of(a[1]) : parts_of(run.now);
  const std::string& unit = a[0].text();
  if (type == Type::kDate &&
      (unit == "hour" || unit == "minute" || unit == "second" || unit == "millisecond" || unit == "microsecond")) {
    throw Problem("a date cannot be truncated to '" + unit + "'");
  }
  if (!source.nanos &&
      (unit == "hour" || unit == "minute" || unit == "second" || unit == "millisecond" || unit == "microsecond")) {
    throw Problem("a date has no '" + unit + "' to be truncated to");
  }
  const MomentParts begin = truncate(unit, source);
  if (a.size() < 3 || a[2].map().empty()) return make_moment(type, begin, run.now);
  return moment_from_map(type, a[2].map(), begin, true, run.now);
}

Value from_epoch(Run&, Arguments a) {
  const std::int64_t nanos = a[1].integer();
  const LocalDateTime moment = plus(
      LocalDateTime{}, plus(Duration{0, 0, a[0].integer(), 0},
                            Duration{0, 0, nanos / kNanosOfSecond, static_cast<std::int32_t>(nanos % kNanosOfSecond)}));
  return DateTime{moment.days, moment.nanos, 0, nullptr};
}

Value from_epoch_milliseconds(Run&, Arguments a) {
  const std::int64_t value = a[0].integer();
  const std::int64_t seconds = value / 1000 - (value % 1000 < 0 ? 1 : 0);
  const LocalDateTime moment =
      plus(LocalDateTime{}, Duration{0, 0, seconds, static_cast<std::int32_t>((value - seconds * 1000) * 1'000'000)});
  return DateTime{moment.days, moment.nanos, 0, nullptr};
}

Value timestamp(Run& run, Arguments) {
  return instant_seconds(run.now) * 1000 + run.now.nanos % kNanosOfSecond / 1'000'000;
}

std::optional<std::int64_t> day_component(std::int64_t days, std::string_view name) {
  const Civil civil = civil_of(days);
  if (name == "year") return civil.year;
  if (name == "quarter") return (civil.month - 1) / 3 + 1;
  if (name == "month") return civil.month;
  if (name == "week") return week_of(days).week;
  if (name == "weekYear") return week_of(days).year;
  if (name == "day") return civil.day;
  if (name == "ordinalDay") return days - days_of_civil(civil.year, 1, 1) + 1;
  if (name == "weekDay" || name == "dayOfWeek") return day_of_week(days);
  if (name == "dayOfQuarter") return days - days_of_civil(civil.year, (civil.month - 1) / 3 * 3 + 1, 1) + 1;
  return std::nullopt;
}

std::optional<std::int64_t> time_component(std::int64_t nanos, std::string_view name) {
  const std::int64_t seconds = nanos / kNanosOfSecond;
  const std::int64_t fraction = nanos % kNanosOfSecond;
  if (name == "hour") return seconds / 3600;
  if (name == "minute") return seconds / 60 % 60;
  if (name == "second") return seconds % 60;
  if (name == "millisecond") return fraction / 1'000'000;
  if (name == "microsecond") return fraction / 1'000;
  if (name == "nanosecond") return fraction;
  return std::nullopt;
}

std::optional<std::int64_t> duration_component(const Duration& one, std::string_view name) {
  const auto total = [&](std::int64_t per_second, std::int64_t nanos) {
    return one.seconds * per_second + one.nanos / nanos;
  };
  if (name == "years") return one.months / 12;
  if (name == "quarters") return one.months / 3;
  if (name == "months") return one.months;
  if (name == "weeks") return one.days / 7;
  if (name == "days") return one.days;
  if (name == "hours") return one.seconds / 3600;
  if (name == "minutes") return one.seconds / 60;
  if (name == "seconds") return one.seconds;
  if (name == "milliseconds") return total(1'000, 1'000'000);
  if (name == "microseconds") return total(1'000'000, 1'000);
  if (name == "nanoseconds") return total(kNanosOfSecond, 1);
  if (name == "quartersOfYear") return one.months / 3 % 4;
  if (name == "monthsOfYear") return one.months % 12;
  if (name == "monthsOfQuarter") return one.months % 3;
  if (name == "daysOfWeek") return one.days % 7;
  if (name == "minutesOfHour") return one.seconds / 60 % 60;
  if (name == "secondsOfMinute") return one.seconds % 60;
  if (name == "millisecondsOfSecond") return one.nanos / 1'000'000;
  if (name == "microsecondsOfSecond") return one.nanos / 1'000;
  if (name == "nanosecondsOfSecond") return one.nanos;
  return std::nullopt;
}

template <Type type>
void add_functions(std::vector<Function>& table, const std::vector<std::string>& names) {
  constexpr TypeMask kResult = mask_of(type);
  constexpr TypeMask kFrom = types::kString | types::kMap | types::kMoment;
  table.push_back({names[0], 0, 1, {kFrom}, {kResult}, true, construct<type>});
  table.push_back({names[1], 1, 3, {types::kString, types::kMoment, types::kMap}, {kResult}, true, truncated<type>});
  for (std::size_t i = 2; i < names.size(); ++i) {
    table.push_back({names[i], 0, 1, {types::kString}, {kResult}, true, at_now<type>});
  }
}

// Names live for good: functions point to them.
const std::vector<std::string>& names_of(const std::string& type) {
  static auto& kept = *new std::vector<std::unique_ptr<std::vector<std::string>>>();
  kept.push_back(std::make_unique<std::vector<std::string>>(std::vector<std::string>{
      type, type + ".truncate", type + ".transaction", type + ".statement", type + ".realtime"}));
  return *kept.back();
}

}  // namespace

std::span<const Function> temporal_functions() {
  static const std::vector<Function> kTable = [] {
    std::vector<Function> table = {
        {"datetime.fromepoch", 2, 2, {types::kInteger}, {types::kDateTime}, true, from_epoch},
        {"datetime.fromepochmillis", 1, 1, {types::kInteger}, {types::kDateTime}, true, from_epoch_milliseconds},
        {"timestamp", 0, 0, {}, {types::kInteger}, true, timestamp},
    };
    add_functions<Type::kDate>(table, names_of("date"));
    add_functions<Type::kLocalTime>(table, names_of("localtime"));
    add_functions<Type::kTime>(table, names_of("time"));
    add_functions<Type::kLocalDateTime>(table, names_of("localdatetime"));
    add_functions<Type::kDateTime>(table, names_of("datetime"));
    return table;
  }();
  return kTable;
}

std::optional<Value> temporal_component(const Value& value, std::string_view name) {
  const auto wrapped = [](std::optional<std::int64_t> number) {
    return number ? std::optional<Value>(*number) : std::nullopt;
  };
  if (value.is(Type::kDuration)) return wrapped(duration_component(value.get<Duration>(), name));
  const MomentParts parts = parts_of(value);
  if (parts.days) {
    if (const auto found = day_component(*parts.days, name)) return Value(*found);
  }
  if (parts.nanos) {
    if (const auto found = time_component(*parts.nanos, name)) return Value(*found);
  }
  if (!parts.offset) return std::nullopt;
  if (name == "timezone") return Value(parts.zone != nullptr ? *parts.zone : offset_text(*parts.offset));
  if (name == "offset") return Value(offset_text(*parts.offset));
  if (name == "offsetMinutes") return Value(*parts.offset / 60);
  if (name == "offsetSeconds") return Value(std::int64_t{*parts.offset});
  if (!value.is(Type::kDateTime)) return std::nullopt;
  const std::int64_t seconds = instant_seconds(value.get<DateTime>());
  if (name == "epochSeconds") return Value(seconds);
  if (name == "epochMillis") return Value(seconds * 1000 + *parts.nanos % kNanosOfSecond / 1'000'000);
  return std::nullopt;
}

}  // namespace trama::cypher
