// Dates, times and durations as plain numbers, and what openCypher makes of them. The calendar is the proleptic
// Gregorian one with ISO weeks; years from -999,999,999 to 999,999,999. Zones are those of ICU.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace trama::cypher {

inline constexpr std::int64_t kNanosOfSecond = 1'000'000'000;
inline constexpr std::int64_t kSecondsOfDay = 86'400;
inline constexpr std::int64_t kNanosOfDay = kSecondsOfDay * kNanosOfSecond;

// A day, counted from 1970-01-01.
struct Date {
  std::int64_t days = 0;
  auto operator<=>(const Date&) const = default;
};

// Since midnight, below kNanosOfDay.
struct LocalTime {
  std::int64_t nanos = 0;
  auto operator<=>(const LocalTime&) const = default;
};

struct Time {
  std::int64_t nanos = 0;   // Of the local time.
  std::int32_t offset = 0;  // Seconds east of UTC.
  bool operator==(const Time&) const = default;
};

struct LocalDateTime {
  std::int64_t days = 0;
  std::int64_t nanos = 0;
  auto operator<=>(const LocalDateTime&) const = default;
};

struct DateTime {
  std::int64_t days = 0;   // Of the local time,
  std::int64_t nanos = 0;  // as this.
  std::int32_t offset = 0;
  const std::string* zone =
      nullptr;  // "Europe/Madrid", remembered for good (known_zone); null if there is an offset only.
  bool operator==(const DateTime&) const = default;
};

// Parts that no calendar turns into each other. `nanos` is in [0, kNanosOfSecond) also if `seconds` is negative.
struct Duration {
  std::int64_t months = 0;
  std::int64_t days = 0;
  std::int64_t seconds = 0;
  std::int32_t nanos = 0;
  bool operator==(const Duration&) const = default;
};

struct Civil {
  std::int64_t year = 1970;
  int month = 1;
  int day = 1;
};
Civil civil_of(std::int64_t days);
// The month may be any number and is carried over to the year; the day must be one of the month.
std::int64_t days_of_civil(std::int64_t year, std::int64_t month, int day);
int days_in_month(std::int64_t year, int month);
bool is_leap_year(std::int64_t year);
// 1 (Monday) to 7.
int day_of_week(std::int64_t days);
struct WeekDate {
  std::int64_t year = 1970;
  int week = 1;
};
WeekDate week_of(std::int64_t days);
std::int64_t days_of_week_date(std::int64_t year, int week, int day_of_week);
int weeks_in_year(std::int64_t year);

// Throws Problem if there is no zone of that name. The text lives for good.
const std::string* known_zone(std::string_view name);
// Offset of a zone at a local time; in a gap that of before, in an overlap the earlier moment.
std::int32_t offset_at_local(const std::string& zone, std::int64_t days, std::int64_t nanos);
std::int32_t offset_at_instant(const std::string& zone, std::int64_t seconds_since_1970);

DateTime make_date_time(std::int64_t days, std::int64_t nanos, std::int32_t offset, const std::string* zone);
// Seconds since 1970 of a moment, without its fraction.
std::int64_t instant_seconds(const DateTime& value);
// The same moment elsewhere.
DateTime in_zone(const DateTime& value, std::int32_t offset, const std::string* zone);

// Total orders: by the moment, then by offset and zone. Of durations: by their usual length.
std::strong_ordering order(const Time& left, const Time& right);
std::strong_ordering order(const DateTime& left, const DateTime& right);
std::strong_ordering order(const Duration& left, const Duration& right);

Date plus(const Date& date, const Duration& duration);
LocalTime plus(const LocalTime& time, const Duration& duration);
Time plus(const Time& time, const Duration& duration);
LocalDateTime plus(const LocalDateTime& value, const Duration& duration);
DateTime plus(const DateTime& value, const Duration& duration);
Duration plus(const Duration& left, const Duration& right);
Duration negate(const Duration& duration);
Duration scale(const Duration& duration, double factor);

// Parts with fractions, each of which runs over to the smaller ones. Seconds and what is below come as nanoseconds.
Duration make_duration(double months, double days, double seconds, double nanos);

// ISO 8601, extended or basic. Throw Problem.
Date parse_date(std::string_view text);
LocalTime parse_local_time(std::string_view text);
Time parse_time(std::string_view text, std::int32_t default_offset = 0);
LocalDateTime parse_local_date_time(std::string_view text);
DateTime parse_date_time(std::string_view text);
Duration parse_duration(std::string_view text);
// "+01:00", "Z", "+0100", "+01" or a zone's name.
struct ZoneText {
  std::int32_t offset = 0;
  const std::string* zone = nullptr;
};
ZoneText parse_zone(std::string_view text);

std::string to_text(const Date& value);
std::string to_text(const LocalTime& value);
std::string to_text(const Time& value);
std::string to_text(const LocalDateTime& value);
std::string to_text(const DateTime& value);
std::string to_text(const Duration& value);
std::string offset_text(std::int32_t offset);

}  // namespace trama::cypher
