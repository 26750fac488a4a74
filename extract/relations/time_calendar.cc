#include "extract/relations/time_calendar.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>

namespace trama {

using std::chrono::days;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::year_month_day;

std::optional<int> parse_int(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<sys_days> make_day(int year, int month, int day) {
  if (month < 1 || day < 1) return std::nullopt;
  const year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                            std::chrono::day(static_cast<unsigned>(day))};
  return date.ok() ? std::optional(sys_days(date)) : std::nullopt;
}

std::optional<sys_days> parse_iso_day(std::string_view text) {
  if (text.size() < 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto y = parse_int(text.substr(0, 4));
  const auto m = parse_int(text.substr(5, 2));
  const auto d = parse_int(text.substr(8, 2));
  return y && m && d ? make_day(*y, *m, *d) : std::nullopt;
}

std::string iso_day(const std::optional<sys_days>& day) {
  if (!day) return {};
  const year_month_day date(*day);
  const int y = static_cast<int>(date.year());
  if (y < 0 || y > 9999) return {};
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", y, static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()));
  return text.data();
}

DayInterval day_interval(const std::optional<sys_days>& day) {
  return day ? DayInterval{day, *day + days(1)} : DayInterval{};
}

DayInterval month_interval(int year, int month) {
  const auto begin = make_day(year, month, 1);
  if (!begin) return {};
  return {begin, sys_days(year_month_day(*begin) + months(1))};
}

DayInterval years_interval(int first, int count) {
  return {make_day(first, 1, 1), make_day(first + count, 1, 1)};
}

std::optional<TimeSpan> parse_time_span(std::string_view text) {
  TimeSpan span;
  if (const auto space = text.find(' '); space != std::string_view::npos) {
    const auto count = parse_int(text.substr(0, space));
    if (!count || *count < 1) return std::nullopt;
    span.count = *count;
    text.remove_prefix(space + 1);
  }
  static constexpr std::array<std::string_view, 4> kNames = {"day", "week", "month", "year"};
  const auto* found = std::find(kNames.begin(), kNames.end(), text);
  if (found == kNames.end()) return std::nullopt;
  span.unit = static_cast<TimeUnit>(found - kNames.begin());
  return span;
}

std::optional<TimePart> parse_time_part(std::string_view text) {
  if (text == "begin") return TimePart::kBegin;
  if (text == "middle") return TimePart::kMiddle;
  if (text == "end") return TimePart::kEnd;
  return std::nullopt;
}

sys_days shifted(sys_days day, TimeSpan span, int times) {
  const int count = span.count * times;
  if (span.unit == TimeUnit::kDay) return day + days(count);
  if (span.unit == TimeUnit::kWeek) return day + days(7 * count);
  year_month_day date = year_month_day(day) + months(span.unit == TimeUnit::kYear ? 12 * count : count);
  if (!date.ok()) date = date.year() / date.month() / std::chrono::last;
  return sys_days(date);
}

DayInterval unit_around(sys_days day, TimeSpan span) {
  const year_month_day date(day);
  const int y = static_cast<int>(date.year());
  const int m = static_cast<int>(static_cast<unsigned>(date.month()));
  switch (span.unit) {
    case TimeUnit::kDay:
      return day_interval(day);
    case TimeUnit::kWeek: {
      const sys_days monday = day - days(std::chrono::weekday(day).iso_encoding() - 1);
      return {monday, monday + days(7)};
    }
    case TimeUnit::kMonth: {
      const auto first = make_day(y, m - (m - 1) % span.count, 1);
      return {first, sys_days(year_month_day(*first) + months(span.count))};
    }
    case TimeUnit::kYear:
      break;
  }
  // The 21st century begins with 2001, the decade of the sixties with 1960.
  const int first = span.count == 100 ? y - (y - 1) % 100 : y - y % span.count;
  return years_interval(first, span.count);
}

DayInterval part_of(const DayInterval& whole, TimePart part) {
  if (!whole.closed()) return whole;
  const int length = static_cast<int>((*whole.end - *whole.begin).count());
  sys_days one = *whole.begin + days(length / 3);
  sys_days two = *whole.end - days(length / 3);
  const auto set = [&](TimeSpan first, TimeSpan second) {
    one = shifted(*whole.begin, first, 1);
    two = shifted(*whole.begin, second, 1);
  };
  if (length == 7) set({TimeUnit::kDay, 2}, {TimeUnit::kDay, 4});
  if (length >= 28 && length <= 31) set({TimeUnit::kDay, 10}, {TimeUnit::kDay, 20});
  if (length == 365 || length == 366) set({TimeUnit::kMonth, 4}, {TimeUnit::kMonth, 8});
  if (length == 3652 || length == 3653) set({TimeUnit::kYear, 4}, {TimeUnit::kYear, 7});
  if (part == TimePart::kBegin) return {whole.begin, one};
  if (part == TimePart::kEnd) return {two, whole.end};
  return {one, two};
}

DayInterval piece_of(const DayInterval& whole, TimeSpan size, int number) {
  if (!whole.closed() || number == 0) return whole;
  DayInterval piece;
  if (number > 0) {
    piece = {shifted(*whole.begin, size, number - 1), shifted(*whole.begin, size, number)};
  } else {
    piece = {shifted(*whole.end, size, number), shifted(*whole.end, size, number + 1)};
  }
  if (*piece.begin < *whole.begin || *piece.begin >= *whole.end) return {};
  return {piece.begin, std::min(*piece.end, *whole.end)};
}

DayInterval half_of(const DayInterval& whole, bool second) {
  if (!whole.closed()) return whole;
  const year_month_day begin(*whole.begin);
  const year_month_day end(*whole.end);
  const int length = 12 * (static_cast<int>(end.year()) - static_cast<int>(begin.year())) +
                     static_cast<int>(static_cast<unsigned>(end.month())) -
                     static_cast<int>(static_cast<unsigned>(begin.month()));
  // Years by months, months by days.
  const sys_days middle = length >= 2 ? shifted(*whole.begin, {TimeUnit::kMonth, length / 2}, 1)
                                      : *whole.begin + (*whole.end - *whole.begin) / 2;
  return second ? DayInterval{middle, whole.end} : DayInterval{whole.begin, middle};
}

DayInterval nearest_interval(const std::vector<DayInterval>& choices, sys_days published, Direction direction) {
  DayInterval best;
  days best_distance{};
  for (const DayInterval& choice : choices) {
    if (!choice.closed()) continue;
    const days before = published - (*choice.end - days(1));  // Positive if it is over.
    const days after = *choice.begin - published;             // Positive if it is to come.
    days distance = std::max({before, after, days(0)});
    const bool wrong =
        (direction == Direction::kPast && after > days(0)) || (direction == Direction::kFuture && before > days(0));
    if (wrong) distance += days(2000);
    if (!best.begin || distance < best_distance) {
      best = choice;
      best_distance = distance;
    }
  }
  return best;
}

}  // namespace trama
