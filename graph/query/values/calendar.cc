// The calendar by <chrono>, carried beyond its years by whole cycles of 400 of them; zones by ICU.
#include <unicode/basictz.h>
#include <unicode/timezone.h>

#include <chrono>
#include <memory>
#include <mutex>
#include <unordered_map>

#include "graph/query/values/problem.h"
#include "graph/query/values/temporal.h"

namespace trama::cypher {
namespace {

constexpr std::int64_t kYearsOfCycle = 400;
constexpr std::int64_t kDaysOfCycle = 146'097;

std::int64_t floor_divide(std::int64_t value, std::int64_t by) {
  return value / by - (value % by != 0 && (value < 0) != (by < 0) ? 1 : 0);
}

struct KnownZone {
  std::string name;
  std::unique_ptr<icu::TimeZone> zone;
};

// Zones that were asked for, for good: values point to their names.
const KnownZone* find_zone(std::string_view name) {
  static std::mutex mutex;
  static auto& zones = *new std::unordered_map<std::string, std::unique_ptr<const KnownZone>>();
  const std::lock_guard lock(mutex);
  const auto found = zones.find(std::string(name));
  if (found != zones.end()) return found->second.get();
  auto known = std::make_unique<KnownZone>();
  known->name = name;
  known->zone.reset(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(known->name)));
  if (known->zone == nullptr || *known->zone == icu::TimeZone::getUnknown()) return nullptr;
  return zones.emplace(name, std::move(known)).first->second.get();
}

std::int32_t offset_of(const std::string& name, double milliseconds, bool local) {
  const KnownZone* known = find_zone(name);
  UErrorCode status = U_ZERO_ERROR;
  std::int32_t raw = 0;
  std::int32_t summer = 0;
  const auto* basic = dynamic_cast<const icu::BasicTimeZone*>(known->zone.get());
  if (local && basic != nullptr) {
    basic->getOffsetFromLocal(milliseconds, UCAL_TZ_LOCAL_FORMER, UCAL_TZ_LOCAL_FORMER, raw, summer, status);
  } else {
    known->zone->getOffset(milliseconds, local, raw, summer, status);
  }
  return (raw + summer) / 1000;
}

}  // namespace

Civil civil_of(std::int64_t days) {
  const std::int64_t cycle = floor_divide(days, kDaysOfCycle);
  const std::chrono::sys_days day{std::chrono::days(days - cycle * kDaysOfCycle)};
  const std::chrono::year_month_day date(day);
  return {static_cast<int>(date.year()) + cycle * kYearsOfCycle, static_cast<int>(unsigned{date.month()}),
          static_cast<int>(unsigned{date.day()})};
}

std::int64_t days_of_civil(std::int64_t year, std::int64_t month, int day) {
  year += floor_divide(month - 1, 12);
  const auto month_of_year = static_cast<unsigned>(month - 1 - floor_divide(month - 1, 12) * 12 + 1);
  const std::int64_t cycle = floor_divide(year, kYearsOfCycle);
  const std::chrono::year_month_day first(std::chrono::year(static_cast<int>(year - cycle * kYearsOfCycle)),
                                          std::chrono::month(month_of_year), std::chrono::day(1));
  return std::chrono::sys_days(first).time_since_epoch().count() + cycle * kDaysOfCycle + day - 1;
}

int days_in_month(std::int64_t year, int month) {
  return static_cast<int>(days_of_civil(year, month + 1, 1) - days_of_civil(year, month, 1));
}

bool is_leap_year(std::int64_t year) {
  return days_in_month(year, 2) == 29;
}

int day_of_week(std::int64_t days) {
  const std::int64_t since_monday = days + 3;  // 1970-01-01 was a Thursday.
  return static_cast<int>(since_monday - floor_divide(since_monday, 7) * 7) + 1;
}

// ISO 8601: the first week of a year is the one with its 4th of January.
std::int64_t days_of_week_date(std::int64_t year, int week, int day) {
  const std::int64_t fourth = days_of_civil(year, 1, 4);
  return fourth - day_of_week(fourth) + 7 * (std::int64_t{week} - 1) + day;
}

WeekDate week_of(std::int64_t days) {
  const std::int64_t thursday = days - day_of_week(days) + 4;
  const std::int64_t year = civil_of(thursday).year;
  return {year, static_cast<int>((thursday - days_of_civil(year, 1, 1)) / 7) + 1};
}

int weeks_in_year(std::int64_t year) {
  return week_of(days_of_civil(year, 12, 28)).week;
}

const std::string* known_zone(std::string_view name) {
  const KnownZone* known = find_zone(name);
  if (known == nullptr) throw Problem("there is no time zone '" + std::string(name) + "'");
  return &known->name;
}

std::int32_t offset_at_local(const std::string& zone, std::int64_t days, std::int64_t nanos) {
  const std::int64_t milliseconds = nanos / 1'000'000;  // Whole ones, as ICU counts.
  return offset_of(zone, static_cast<double>(days) * 86'400'000.0 + static_cast<double>(milliseconds), true);
}

std::int32_t offset_at_instant(const std::string& zone, std::int64_t seconds) {
  return offset_of(zone, static_cast<double>(seconds) * 1000.0, false);
}

DateTime make_date_time(std::int64_t days, std::int64_t nanos, std::int32_t offset, const std::string* zone) {
  DateTime value{days, nanos, offset, nullptr};
  if (zone == nullptr) return value;
  value.offset = offset_at_local(*zone, days, nanos);
  return in_zone(value, 0, zone);  // In a gap, another local time.
}

std::int64_t instant_seconds(const DateTime& value) {
  return value.days * kSecondsOfDay + value.nanos / kNanosOfSecond - value.offset;
}

DateTime in_zone(const DateTime& value, std::int32_t offset, const std::string* zone) {
  const std::int64_t instant = instant_seconds(value);
  if (zone != nullptr) offset = offset_at_instant(*zone, instant);
  const std::int64_t local = instant + offset;
  const std::int64_t days = floor_divide(local, kSecondsOfDay);
  return {days, (local - days * kSecondsOfDay) * kNanosOfSecond + value.nanos % kNanosOfSecond, offset, zone};
}

std::strong_ordering order(const Time& left, const Time& right) {
  const std::int64_t a = left.nanos - left.offset * kNanosOfSecond;
  const std::int64_t b = right.nanos - right.offset * kNanosOfSecond;
  return a != b ? a <=> b : left.offset <=> right.offset;
}

std::strong_ordering order(const DateTime& left, const DateTime& right) {
  const std::int64_t a = instant_seconds(left);
  const std::int64_t b = instant_seconds(right);
  if (a != b) return a <=> b;
  const std::int64_t fraction = left.nanos % kNanosOfSecond;
  if (fraction != right.nanos % kNanosOfSecond) return fraction <=> right.nanos % kNanosOfSecond;
  if (left.offset != right.offset) return left.offset <=> right.offset;
  const std::string_view from = left.zone != nullptr ? *left.zone : std::string_view();
  const std::string_view to = right.zone != nullptr ? *right.zone : std::string_view();
  return from <=> to;
}

std::strong_ordering order(const Duration& left, const Duration& right) {
  constexpr long double kSecondsOfMonth = 2'629'746;  // A twelfth of 365.2425 days.
  const auto length = [](const Duration& one) {
    return static_cast<long double>(one.months) * kSecondsOfMonth + static_cast<long double>(one.days) * kSecondsOfDay +
           static_cast<long double>(one.seconds) + static_cast<long double>(one.nanos) / kNanosOfSecond;
  };
  const long double a = length(left);
  const long double b = length(right);
  if (a != b) return a < b ? std::strong_ordering::less : std::strong_ordering::greater;
  if (left.months != right.months) return left.months <=> right.months;
  if (left.days != right.days) return left.days <=> right.days;
  return left.seconds != right.seconds ? left.seconds <=> right.seconds : left.nanos <=> right.nanos;
}

}  // namespace trama::cypher
