// Arithmetic with durations. What leaves 64 bits, or the years that there are, is a Problem.
#include <cmath>

#include "graph/query/values/problem.h"
#include "graph/query/values/temporal.h"

namespace trama::cypher {
namespace {

using Wide = __int128;

constexpr std::int64_t kLastYear = 999'999'999;
constexpr double kDaysOfMonth = 30.436875;  // 365.2425 / 12.

std::int64_t narrow(Wide value) {
  if (value > INT64_MAX || value < INT64_MIN) throw Problem("the duration is too large");
  return static_cast<std::int64_t>(value);
}

std::int64_t whole(double value) {
  if (!(std::fabs(value) < 9.2e18)) throw Problem("the duration is too large");
  return static_cast<std::int64_t>(value);
}

// Seconds and nanoseconds of any size, put in order.
Duration normal(std::int64_t months, std::int64_t days, Wide seconds, Wide nanos) {
  Wide carried = nanos / kNanosOfSecond;
  Wide rest = nanos % kNanosOfSecond;
  if (rest < 0) {
    rest += kNanosOfSecond;
    --carried;
  }
  return {months, days, narrow(seconds + carried), static_cast<std::int32_t>(rest)};
}

void check_year(std::int64_t year) {
  if (year < -kLastYear || year > kLastYear) throw Problem("the date is out of range");
}

std::int64_t plus_months(std::int64_t days, std::int64_t months) {
  const Civil civil = civil_of(days);
  const std::int64_t total = narrow(Wide{civil.month} - 1 + months);
  const std::int64_t year = civil.year + total / 12 - (total % 12 < 0 ? 1 : 0);
  check_year(year);
  const int month = static_cast<int>((total % 12 + 12) % 12) + 1;
  return days_of_civil(year, month, std::min(civil.day, days_in_month(year, month)));
}

std::int64_t plus_days(std::int64_t days, std::int64_t more) {
  const std::int64_t sum = narrow(Wide{days} + more);
  constexpr std::int64_t kFarthest = 366 * (kLastYear + 1);
  if (sum < -kFarthest || sum > kFarthest) throw Problem("the date is out of range");
  check_year(civil_of(sum).year);
  return sum;
}

// Local time after so much: days that were carried over, and nanoseconds of the day.
std::pair<std::int64_t, std::int64_t> plus_time(std::int64_t nanos, const Duration& duration) {
  const Wide sum = Wide{nanos} + Wide{duration.seconds} * kNanosOfSecond + duration.nanos;
  Wide days = sum / kNanosOfDay;
  Wide rest = sum % kNanosOfDay;
  if (rest < 0) {
    rest += kNanosOfDay;
    --days;
  }
  return {narrow(days), static_cast<std::int64_t>(rest)};
}

}  // namespace

Date plus(const Date& date, const Duration& duration) {
  // Whole days of the time count, towards zero.
  const Wide time = Wide{duration.seconds} * kNanosOfSecond + duration.nanos;
  const std::int64_t days = plus_days(plus_months(date.days, duration.months), duration.days);
  return {plus_days(days, narrow(time / kNanosOfDay))};
}

LocalTime plus(const LocalTime& time, const Duration& duration) {
  return {plus_time(time.nanos, duration).second};
}

Time plus(const Time& time, const Duration& duration) {
  return {plus_time(time.nanos, duration).second, time.offset};
}

LocalDateTime plus(const LocalDateTime& value, const Duration& duration) {
  const std::int64_t days = plus_days(plus_months(value.days, duration.months), duration.days);
  const auto [carried, nanos] = plus_time(value.nanos, duration);
  return {plus_days(days, carried), nanos};
}

// Months and days on the calendar of the place, the time as it passes.
DateTime plus(const DateTime& value, const Duration& duration) {
  const std::int64_t days = plus_days(plus_months(value.days, duration.months), duration.days);
  const DateTime then = make_date_time(days, value.nanos, value.offset, value.zone);
  const auto [carried, nanos] = plus_time(then.nanos, duration);
  return in_zone({plus_days(then.days, carried), nanos, then.offset, nullptr}, then.offset, then.zone);
}

Duration plus(const Duration& left, const Duration& right) {
  return normal(narrow(Wide{left.months} + right.months), narrow(Wide{left.days} + right.days),
                Wide{left.seconds} + right.seconds, Wide{left.nanos} + right.nanos);
}

Duration negate(const Duration& duration) {
  return normal(narrow(-Wide{duration.months}), narrow(-Wide{duration.days}), -Wide{duration.seconds},
                -Wide{duration.nanos});
}

Duration make_duration(double months, double days, double seconds, double nanos) {
  const std::int64_t whole_months = whole(months);
  days += (months - std::trunc(months)) * kDaysOfMonth;
  const std::int64_t whole_days = whole(days);
  seconds += (days - std::trunc(days)) * static_cast<double>(kSecondsOfDay);
  const std::int64_t whole_seconds = whole(seconds);
  // The fraction of a second is given in decimals: what a double lacks of them is made good.
  const double fraction = (seconds - std::trunc(seconds)) * static_cast<double>(kNanosOfSecond);
  const double nearest = std::round(fraction);
  const double kept = std::fabs(fraction - nearest) < 1e-3 ? nearest : std::trunc(fraction);
  return normal(whole_months, whole_days, whole_seconds, Wide{whole(kept)} + whole(nanos));
}

Duration scale(const Duration& duration, double factor) {
  if (!std::isfinite(factor)) throw Problem("a duration cannot be multiplied or divided by such a number");
  if (factor == std::trunc(factor) && std::fabs(factor) < 1e15) {
    const auto times = static_cast<std::int64_t>(factor);
    return normal(narrow(Wide{duration.months} * times), narrow(Wide{duration.days} * times),
                  Wide{duration.seconds} * times, Wide{duration.nanos} * times);
  }
  return make_duration(static_cast<double>(duration.months) * factor, static_cast<double>(duration.days) * factor,
                       static_cast<double>(duration.seconds) * factor, static_cast<double>(duration.nanos) * factor);
}

}  // namespace trama::cypher
