// The arithmetic of dates in words: days, weeks, months, decades and their parts as half-open intervals of days.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extract/relations/time.h"

namespace trama {

// Either end may be open or unknown.
struct DayInterval {
  std::optional<std::chrono::sys_days> begin;
  std::optional<std::chrono::sys_days> end;

  bool operator==(const DayInterval&) const = default;
  bool closed() const { return begin && end; }
};

// Nullopt if there is no such day.
std::optional<std::chrono::sys_days> make_day(int year, int month, int day);
// "2025-07-02…" and back; an empty text for no day and for years that do not have four digits.
std::optional<std::chrono::sys_days> parse_iso_day(std::string_view text);
std::string iso_day(const std::optional<std::chrono::sys_days>& day);
std::optional<int> parse_int(std::string_view text);

// Empty intervals if there is no such day, month or year.
DayInterval day_interval(const std::optional<std::chrono::sys_days>& day);
DayInterval month_interval(int year, int month);
DayInterval years_interval(int first, int count);

enum class TimeUnit { kDay, kWeek, kMonth, kYear };

// What counts time: "década" is ten years.
struct TimeSpan {
  TimeUnit unit = TimeUnit::kDay;
  int count = 1;
};
// "10 year"; nullopt if it says no span.
std::optional<TimeSpan> parse_time_span(std::string_view text);

enum class TimePart { kBegin, kMiddle, kEnd };
std::optional<TimePart> parse_time_part(std::string_view text);

// The day that lies so many spans later (earlier if negative); a month's last day where the day does not exist.
std::chrono::sys_days shifted(std::chrono::sys_days day, TimeSpan span, int times);
// The day, week (Monday to Sunday), month, year or, for spans of several years, decade or century of the calendar that
// holds `day`.
DayInterval unit_around(std::chrono::sys_days day, TimeSpan span);
// "a principios de", "a mediados de", "a finales de": of a month the days 1-10, 11-20 and 21 to the last, of a year
// four months each, of a decade the years 0-3, 4-6, 7-9, of a week two days, two days and three, of all else thirds.
DayInterval part_of(const DayInterval& whole, TimePart part);
// The `number`-th piece of that size, counted from 1; from the end if negative: "el último trimestre de 2010".
DayInterval piece_of(const DayInterval& whole, TimeSpan size, int number);
DayInterval half_of(const DayInterval& whole, bool second);

// The one of these intervals that a text of that day means: one that holds the day, else the nearest in the direction
// wanted, else the nearest.
DayInterval nearest_interval(const std::vector<DayInterval>& choices, std::chrono::sys_days published,
                             Direction direction);

}  // namespace trama
