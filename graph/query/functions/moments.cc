#include "graph/query/functions/moments.h"

#include <algorithm>
#include <array>

#include "graph/query/values/problem.h"

namespace trama::cypher {
namespace {

constexpr std::array<std::string_view, 8> kDayKeys = {"year",      "month",      "day",     "week",
                                                      "dayOfWeek", "ordinalDay", "quarter", "dayOfQuarter"};
constexpr std::array<std::string_view, 6> kTimeKeys = {"hour",        "minute",      "second",
                                                       "millisecond", "microsecond", "nanosecond"};

bool has_days(Type type) {
  return type == Type::kDate || type == Type::kLocalDateTime || type == Type::kDateTime;
}
bool has_zone(Type type) {
  return type == Type::kTime || type == Type::kDateTime;
}

// The numbers of a map, each within its bounds.
class Fields {
 public:
  explicit Fields(const Map& map) : map_(map) {}

  bool has(std::string_view key) const {
    const auto found = map_.find(key);
    return found != map_.end() && !found->second.is_null();
  }
  std::optional<std::int64_t> find(std::string_view key, std::int64_t least, std::int64_t most) const {
    if (!has(key)) return std::nullopt;
    const Value& value = map_.find(key)->second;
    if (!value.is(Type::kInteger)) throw Problem("'" + std::string(key) + "' must be an integer");
    if (value.integer() < least || value.integer() > most) {
      throw Problem("'" + std::string(key) + "' must be between " + std::to_string(least) + " and " +
                    std::to_string(most));
    }
    return value.integer();
  }
  int get(std::string_view key, int least, int most, int otherwise) const {
    return static_cast<int>(find(key, least, most).value_or(otherwise));
  }
  template <typename Keys>
  bool has_any(const Keys& keys) const {
    return std::any_of(keys.begin(), keys.end(), [&](std::string_view key) { return has(key); });
  }

 private:
  const Map& map_;
};

constexpr std::int64_t kLastYear = 999'999'999;

std::int64_t year_of(const Fields& fields, std::optional<std::int64_t> base) {
  const std::optional<std::int64_t> year = fields.find("year", -kLastYear, kLastYear);
  if (!year && !base) throw Problem("the year is missing");
  return year ? *year : *base;
}

std::int64_t by_week(const Fields& fields, std::optional<std::int64_t> base) {
  const auto week = base ? std::optional(week_of(*base)) : std::nullopt;
  const std::int64_t year = year_of(fields, week ? std::optional(week->year) : std::nullopt);
  const int number = fields.get("week", 1, weeks_in_year(year), week ? week->week : 1);
  return days_of_week_date(year, number, fields.get("dayOfWeek", 1, 7, base ? day_of_week(*base) : 1));
}

int quarter_of(const Civil& civil) {
  return (civil.month - 1) / 3 + 1;
}

std::int64_t begin_of_quarter(std::int64_t year, int quarter) {
  return days_of_civil(year, 3 * (quarter - 1) + 1, 1);
}

std::int64_t by_quarter(const Fields& fields, std::optional<std::int64_t> base) {
  const auto civil = base ? std::optional(civil_of(*base)) : std::nullopt;
  const std::int64_t year = year_of(fields, civil ? std::optional(civil->year) : std::nullopt);
  const int quarter = fields.get("quarter", 1, 4, civil ? quarter_of(*civil) : 1);
  const std::int64_t begin = begin_of_quarter(year, quarter);
  const auto length = static_cast<int>(days_of_civil(year, 3 * quarter + 1, 1) - begin);
  const int of_base = base ? static_cast<int>(*base - begin_of_quarter(civil->year, quarter_of(*civil))) + 1 : 1;
  return begin + fields.get("dayOfQuarter", 1, length, of_base) - 1;
}

std::int64_t by_month(const Fields& fields, std::optional<std::int64_t> base) {
  const auto civil = base ? std::optional(civil_of(*base)) : std::nullopt;
  const std::int64_t year = year_of(fields, civil ? std::optional(civil->year) : std::nullopt);
  if (!civil && fields.has("day") && !fields.has("month")) throw Problem("a day needs a month");
  const int month = fields.get("month", 1, 12, civil ? civil->month : 1);
  const int length = days_in_month(year, month);
  const int day = fields.get("day", 1, length, civil ? civil->day : 1);
  if (day > length) throw Problem("the month has no day " + std::to_string(day));
  return days_of_civil(year, month, day);
}

std::int64_t days_from(const Fields& fields, std::optional<std::int64_t> base) {
  if (fields.has("week") || fields.has("dayOfWeek")) return by_week(fields, base);
  if (fields.has("ordinalDay")) {
    const std::int64_t year = year_of(fields, base ? std::optional(civil_of(*base).year) : std::nullopt);
    return days_of_civil(year, 1, 1) + fields.get("ordinalDay", 1, is_leap_year(year) ? 366 : 365, 1) - 1;
  }
  if (fields.has("quarter") || fields.has("dayOfQuarter")) return by_quarter(fields, base);
  return by_month(fields, base);
}

std::int64_t fraction_from(const Fields& fields, std::optional<std::int64_t> base, bool truncated) {
  const bool milli = fields.has("millisecond");
  const bool micro = fields.has("microsecond");
  const std::int64_t of_base = base.value_or(0) % kNanosOfSecond;
  if (!milli && !micro && !fields.has("nanosecond")) return of_base;
  const std::int64_t nanos = fields.find("nanosecond", 0, milli || micro ? 999 : 999'999'999).value_or(0) +
                             fields.find("microsecond", 0, milli ? 999 : 999'999).value_or(0) * 1'000 +
                             fields.find("millisecond", 0, 999).value_or(0) * 1'000'000;
  return truncated ? std::min(nanos + of_base, kNanosOfSecond - 1) : nanos;
}

std::int64_t nanos_from(const Fields& fields, std::optional<std::int64_t> base, bool truncated) {
  if (!base && !fields.has("hour")) throw Problem("the hour is missing");
  const std::int64_t seconds = base.value_or(0) / kNanosOfSecond;
  const std::int64_t hour = fields.get("hour", 0, 23, static_cast<int>(seconds / 3600));
  const std::int64_t minute = fields.get("minute", 0, 59, static_cast<int>(seconds / 60 % 60));
  if (!base && fields.has("second") && !fields.has("minute")) throw Problem("a second needs a minute");
  const std::int64_t second = fields.get("second", 0, 59, static_cast<int>(seconds % 60));
  return (hour * 3600 + minute * 60 + second) * kNanosOfSecond + fraction_from(fields, base, truncated);
}

void check_keys(Type type, const Map& map) {
  for (const auto& [key, value] : map) {
    const bool day = std::find(kDayKeys.begin(), kDayKeys.end(), key) != kDayKeys.end() || key == "date";
    const bool time = std::find(kTimeKeys.begin(), kTimeKeys.end(), key) != kTimeKeys.end() || key == "time";
    const bool known = (day && has_days(type)) || (time && type != Type::kDate) || key == "timezone" ||
                       (key == "datetime" && (type == Type::kLocalDateTime || type == Type::kDateTime));
    if (!known) throw Problem("a " + std::string(type_name(type)) + " has no '" + key + "'");
    if (key == "timezone" && !has_zone(type)) throw Problem("a " + std::string(type_name(type)) + " has no time zone");
  }
}

// What {date: …}, {time: …} and {datetime: …} add to the base.
MomentParts with_selected(const Map& map, MomentParts base) {
  const auto selected = [&](const char* key) -> std::optional<MomentParts> {
    const auto found = map.find(std::string_view(key));
    if (found == map.end() || found->second.is_null()) return std::nullopt;
    return parts_of(found->second);
  };
  for (const char* key : {"datetime", "date"}) {
    if (const auto parts = selected(key)) base.days = parts->days;
  }
  for (const char* key : {"datetime", "time"}) {
    const auto parts = selected(key);
    if (!parts) continue;
    base.nanos = parts->nanos.value_or(0);
    base.offset = parts->offset;
    base.zone = parts->zone;
  }
  return base;
}

}  // namespace

MomentParts parts_of(const Value& moment) {
  switch (moment.type()) {
    case Type::kDate:
      return {moment.get<Date>().days, {}, {}, nullptr};
    case Type::kLocalTime:
      return {{}, moment.get<LocalTime>().nanos, {}, nullptr};
    case Type::kTime:
      return {{}, moment.get<Time>().nanos, moment.get<Time>().offset, nullptr};
    case Type::kLocalDateTime:
      return {moment.get<LocalDateTime>().days, moment.get<LocalDateTime>().nanos, {}, nullptr};
    case Type::kDateTime: {
      const auto& one = moment.get<DateTime>();
      return {one.days, one.nanos, one.offset, one.zone};
    }
    default:
      throw Problem("a " + std::string(type_name(moment.type())) + " is no date and no time");
  }
}

Value make_moment(Type type, const MomentParts& parts, const DateTime&) {
  if (has_days(type) && !parts.days) throw Problem("the day is missing");
  if (!has_days(type) && !parts.nanos) throw Problem("the time is missing");
  const std::int64_t nanos = parts.nanos.value_or(0);
  switch (type) {
    case Type::kDate:
      return Date{*parts.days};
    case Type::kLocalTime:
      return LocalTime{nanos};
    case Type::kTime:
      return Time{nanos, parts.offset.value_or(0)};
    case Type::kLocalDateTime:
      return LocalDateTime{*parts.days, nanos};
    default:
      return make_date_time(*parts.days, nanos, parts.offset.value_or(0), parts.zone);
  }
}

Value moment_from_map(Type type, const Map& map, const MomentParts& given, bool truncated, const DateTime& now) {
  check_keys(type, map);
  const Fields fields(map);
  const MomentParts base = with_selected(map, given);
  MomentParts parts = base;
  if (has_days(type) && (!base.days || fields.has_any(kDayKeys))) parts.days = days_from(fields, base.days);
  const bool midnight = has_days(type) && !base.nanos && !fields.has_any(kTimeKeys);
  if (type != Type::kDate && !midnight) parts.nanos = nanos_from(fields, base.nanos, truncated);
  if (!fields.has("timezone")) return make_moment(type, parts, now);

  const Value& name = map.find("timezone")->second;
  if (!name.is(Type::kString)) throw Problem("a time zone is a text such as '+01:00' or 'Europe/Madrid'");
  const ZoneText zone = parse_zone(name.text());
  const bool same_moment = base.offset && !truncated;  // Else the local time stays.
  if (type == Type::kDateTime) {
    if (same_moment) {
      return in_zone(make_date_time(*parts.days, parts.nanos.value_or(0), *base.offset, base.zone), zone.offset,
                     zone.zone);
    }
    return make_date_time(*parts.days, parts.nanos.value_or(0), zone.offset, zone.zone);
  }
  const std::int32_t offset = zone.zone != nullptr ? offset_at_instant(*zone.zone, instant_seconds(now)) : zone.offset;
  std::int64_t nanos = *parts.nanos;
  if (same_moment) nanos += (offset - *base.offset) * kNanosOfSecond;
  return Time{(nanos % kNanosOfDay + kNanosOfDay) % kNanosOfDay, offset};
}

MomentParts truncate(std::string_view unit, const MomentParts& moment) {
  MomentParts result = moment;
  struct Short {
    std::string_view name;
    std::int64_t nanos;
  };
  constexpr Short kShort[] = {
      {"day", kNanosOfDay},       {"hour", 3600 * kNanosOfSecond}, {"minute", 60 * kNanosOfSecond},
      {"second", kNanosOfSecond}, {"millisecond", 1'000'000},      {"microsecond", 1'000}};
  for (const Short& one : kShort) {
    if (one.name != unit) continue;
    const std::int64_t nanos = moment.nanos.value_or(0);
    result.nanos = nanos - nanos % one.nanos;
    return result;
  }
  if (!moment.days) throw Problem("a time cannot be truncated to '" + std::string(unit) + "'");
  result.nanos = 0;
  const Civil civil = civil_of(*moment.days);
  const auto floor_to = [&](std::int64_t years) {
    const std::int64_t rest = ((civil.year % years) + years) % years;
    return days_of_civil(civil.year - rest, 1, 1);
  };
  if (unit == "millennium")
    result.days = floor_to(1000);
  else if (unit == "century")
    result.days = floor_to(100);
  else if (unit == "decade")
    result.days = floor_to(10);
  else if (unit == "year")
    result.days = floor_to(1);
  else if (unit == "weekYear")
    result.days = days_of_week_date(week_of(*moment.days).year, 1, 1);
  else if (unit == "quarter")
    result.days = begin_of_quarter(civil.year, quarter_of(civil));
  else if (unit == "month")
    result.days = days_of_civil(civil.year, civil.month, 1);
  else if (unit == "week")
    result.days = *moment.days - day_of_week(*moment.days) + 1;
  else
    throw Problem("there is no unit '" + std::string(unit) + "' of time");
  return result;
}

}  // namespace trama::cypher
