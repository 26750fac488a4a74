// ISO 8601, both ways.
#include <algorithm>
#include <cstdio>
#include <string>

#include "graph/query/values/problem.h"
#include "graph/query/values/temporal.h"

namespace trama::cypher {
namespace {

constexpr int kDigitsOfNanos = 9;
constexpr std::int64_t kMostUnits = 100'000'000'000'000;  // Of each unit in a duration.

class Reader {
 public:
  Reader(std::string_view text, std::string_view kind) : text_(text), kind_(kind) {}

  [[noreturn]] void fail() const { throw Problem("'" + std::string(text_) + "' is no " + std::string(kind_)); }
  bool at_end() const { return at_ == text_.size(); }
  char peek() const { return at_end() ? '\0' : text_[at_]; }
  bool take(char c) {
    if (peek() != c || at_end()) return false;
    ++at_;
    return true;
  }
  std::size_t digits_ahead() const {
    std::size_t count = 0;
    while (at_ + count < text_.size() && is_digit(text_[at_ + count])) ++count;
    return count;
  }
  std::int64_t number(std::size_t digits) {
    if (digits == 0 || digits > 18 || digits_ahead() < digits) fail();
    std::int64_t value = 0;
    for (std::size_t i = 0; i < digits; ++i) value = value * 10 + (text_[at_++] - '0');
    return value;
  }
  int small(std::size_t digits, int least, int most) {
    const std::int64_t value = number(digits);
    if (value < least || value > most) fail();
    return static_cast<int>(value);
  }
  std::string_view rest() const { return text_.substr(at_); }
  std::string_view until(char c) {
    const std::size_t end = text_.find(c, at_);
    if (end == std::string_view::npos) fail();
    const std::string_view part = text_.substr(at_, end - at_);
    at_ = end + 1;
    return part;
  }
  void finish() const {
    if (!at_end()) fail();
  }

 private:
  static bool is_digit(char c) { return c >= '0' && c <= '9'; }

  std::string_view text_;
  std::string_view kind_;
  std::size_t at_ = 0;
};

std::int64_t read_year(Reader& in, bool& open_ended) {
  const bool negative = in.peek() == '-';
  open_ended = in.take('+') || in.take('-');
  const std::size_t ahead = in.digits_ahead();
  const std::size_t digits = open_ended && ahead <= 9 ? ahead : 4;
  return negative ? -in.number(digits) : in.number(digits);
}

std::int64_t read_ordinal(Reader& in, std::int64_t year) {
  return days_of_civil(year, 1, 1) + in.small(3, 1, is_leap_year(year) ? 366 : 365) - 1;
}

std::int64_t read_week(Reader& in, std::int64_t year) {
  const int week = in.small(2, 1, weeks_in_year(year));
  if (in.take('-') || in.digits_ahead() > 0) return days_of_week_date(year, week, in.small(1, 1, 7));
  return days_of_week_date(year, week, 1);
}

std::int64_t read_date(Reader& in) {
  bool open_ended = false;
  const std::int64_t year = read_year(in, open_ended);
  const bool extended = in.take('-');
  if (in.take('W')) return read_week(in, year);
  const std::size_t digits = in.digits_ahead();
  if (digits == 0) {
    if (extended) in.fail();
    return days_of_civil(year, 1, 1);
  }
  if (digits == 3) return read_ordinal(in, year);
  const int month = in.small(2, 1, 12);
  if (in.at_end() || in.peek() == 'T') return days_of_civil(year, month, 1);
  if (extended != in.take('-')) in.fail();
  return days_of_civil(year, month, in.small(2, 1, days_in_month(year, month)));
}

std::int64_t read_fraction(Reader& in) {
  if (!in.take('.') && !in.take(',')) return 0;
  const std::size_t digits = in.digits_ahead();
  if (digits > kDigitsOfNanos) in.fail();
  std::int64_t nanos = in.number(digits);
  for (std::size_t i = digits; i < kDigitsOfNanos; ++i) nanos *= 10;
  return nanos;
}

std::int64_t read_time(Reader& in) {
  std::int64_t seconds = in.small(2, 0, 23) * std::int64_t{3600};
  std::int64_t nanos = 0;
  const bool extended = in.take(':');
  if (extended || in.digits_ahead() > 0) {
    seconds += in.small(2, 0, 59) * std::int64_t{60};
    const bool more = extended ? in.take(':') : in.digits_ahead() > 0;
    if (more) {
      seconds += in.small(2, 0, 59);
      nanos = read_fraction(in);
    }
  }
  return seconds * kNanosOfSecond + nanos;
}

std::int32_t read_offset(Reader& in) {
  if (in.take('Z')) return 0;
  const bool negative = in.peek() == '-';
  if (!in.take('-') && !in.take('+')) in.fail();
  std::int32_t offset = in.small(2, 0, 18) * 3600;
  if (in.take(':') || in.digits_ahead() > 0) {
    offset += in.small(2, 0, 59) * 60;
    if (in.take(':') || in.digits_ahead() > 0) offset += in.small(2, 0, 59);
  }
  if (offset > 18 * 3600) in.fail();
  return negative ? -offset : offset;
}

bool starts_offset(const Reader& in) {
  return in.peek() == 'Z' || in.peek() == '+' || in.peek() == '-';
}

void append_digits(std::string& out, std::int64_t value, int digits) {
  char text[32];
  std::snprintf(text, sizeof(text), "%0*lld", digits, static_cast<long long>(value));
  out += text;
}

void append_fraction(std::string& out, std::int64_t nanos) {
  if (nanos == 0) return;
  std::string digits;
  append_digits(digits, nanos, kDigitsOfNanos);
  digits.erase(digits.find_last_not_of('0') + 1);
  out += "." + digits;
}

void append_time(std::string& out, std::int64_t nanos) {
  const std::int64_t seconds = nanos / kNanosOfSecond;
  append_digits(out, seconds / 3600, 2);
  out += ':';
  append_digits(out, seconds / 60 % 60, 2);
  if (nanos % (60 * kNanosOfSecond) == 0) return;
  out += ':';
  append_digits(out, seconds % 60, 2);
  append_fraction(out, nanos % kNanosOfSecond);
}

void append_date(std::string& out, std::int64_t days) {
  const Civil civil = civil_of(days);
  if (civil.year > 9999) out += '+';
  if (civil.year < 0) out += '-';
  append_digits(out, civil.year < 0 ? -civil.year : civil.year, 4);
  out += '-';
  append_digits(out, civil.month, 2);
  out += '-';
  append_digits(out, civil.day, 2);
}

// One part of a duration: "1.5D".
struct Part {
  bool negative = false;
  std::int64_t whole = 0;
  std::int64_t nanos = 0;  // The fraction, in billionths.
  char unit = '\0';

  double fraction() const { return (negative ? -1e-9 : 1e-9) * static_cast<double>(nanos); }
  std::int64_t integer() const { return negative ? -whole : whole; }
};

Part read_part(Reader& in) {
  Part part;
  part.negative = in.take('-');
  if (!part.negative) in.take('+');
  part.whole = in.number(in.digits_ahead());
  part.nanos = read_fraction(in);
  part.unit = in.peek();
  if (!in.take(part.unit)) in.fail();
  return part;
}

// P2012-02-02T14:37:21.545: as many years, months …
Duration read_date_like(std::string_view text) {
  Reader in(text, "duration");
  in.take('P');
  const std::int64_t years = in.number(4);
  if (!in.take('-')) in.fail();
  const std::int64_t months = in.number(2);
  if (!in.take('-')) in.fail();
  const std::int64_t days = in.number(2);
  const std::int64_t nanos = in.take('T') ? read_time(in) : 0;
  in.finish();
  return {years * 12 + months, days, nanos / kNanosOfSecond, static_cast<std::int32_t>(nanos % kNanosOfSecond)};
}

}  // namespace

Date parse_date(std::string_view text) {
  Reader in(text, "date");
  const Date date{read_date(in)};
  in.finish();
  return date;
}

LocalTime parse_local_time(std::string_view text) {
  Reader in(text, "local time");
  const LocalTime time{read_time(in)};
  in.finish();
  return time;
}

Time parse_time(std::string_view text, std::int32_t default_offset) {
  Reader in(text, "time");
  const std::int64_t nanos = read_time(in);
  const std::int32_t offset = starts_offset(in) ? read_offset(in) : default_offset;
  in.finish();
  return {nanos, offset};
}

LocalDateTime parse_local_date_time(std::string_view text) {
  Reader in(text, "local date and time");
  const std::int64_t days = read_date(in);
  const std::int64_t nanos = in.take('T') ? read_time(in) : 0;
  in.finish();
  return {days, nanos};
}

DateTime parse_date_time(std::string_view text) {
  Reader in(text, "date and time");
  const std::int64_t days = read_date(in);
  const std::int64_t nanos = in.take('T') ? read_time(in) : 0;
  const bool has_offset = starts_offset(in);
  const std::int32_t offset = has_offset ? read_offset(in) : 0;
  const std::string* zone = in.take('[') ? known_zone(in.until(']')) : nullptr;
  in.finish();
  if (has_offset && zone != nullptr) return in_zone({days, nanos, offset, nullptr}, 0, zone);
  return make_date_time(days, nanos, offset, zone);
}

Duration parse_duration(std::string_view text) {
  Reader in(text, "duration");
  const bool negative = in.take('-');
  if (!in.take('P') || in.at_end()) in.fail();
  if (text.size() > 5 && text[5] == '-' && in.digits_ahead() == 4) return read_date_like(text);
  Duration exact;
  double months = 0;
  double days = 0;
  double seconds = 0;
  bool time = false;
  while (!in.at_end()) {
    if (!time && in.take('T')) {
      time = true;
      if (in.at_end()) in.fail();
      continue;
    }
    const Part part = read_part(in);
    struct Unit {
      bool time;
      char letter;
      std::int64_t months, days, seconds;
    };
    constexpr Unit kUnits[] = {{false, 'Y', 12, 0, 0}, {false, 'M', 1, 0, 0},   {false, 'W', 0, 7, 0},
                               {false, 'D', 0, 1, 0},  {true, 'H', 0, 0, 3600}, {true, 'M', 0, 0, 60},
                               {true, 'S', 0, 0, 1}};
    const Unit* unit = std::find_if(std::begin(kUnits), std::end(kUnits),
                                    [&](const Unit& one) { return one.time == time && one.letter == part.unit; });
    if (unit == std::end(kUnits) || part.whole > kMostUnits) in.fail();
    const std::int64_t whole = part.integer();
    exact = plus(exact, {whole * unit->months, whole * unit->days, whole * unit->seconds, 0});
    if (part.unit == 'S') {  // Told in nanoseconds: nothing is lost.
      const Duration fraction{0, 0, 0, static_cast<std::int32_t>(part.nanos)};
      exact = plus(exact, part.negative ? negate(fraction) : fraction);
      continue;
    }
    months += part.fraction() * static_cast<double>(unit->months);
    days += part.fraction() * static_cast<double>(unit->days);
    seconds += part.fraction() * static_cast<double>(unit->seconds);
  }
  exact = plus(exact, make_duration(months, days, seconds, 0));
  return negative ? negate(exact) : exact;
}

ZoneText parse_zone(std::string_view text) {
  Reader in(text, "time zone");
  if (!starts_offset(in) || text.size() > 9 || (text.size() > 1 && text[0] == 'Z')) return {0, known_zone(text)};
  const std::int32_t offset = read_offset(in);
  in.finish();
  return {offset, nullptr};
}

std::string offset_text(std::int32_t offset) {
  if (offset == 0) return "Z";
  std::string out = offset < 0 ? "-" : "+";
  const std::int32_t seconds = offset < 0 ? -offset : offset;
  append_digits(out, seconds / 3600, 2);
  out += ':';
  append_digits(out, seconds / 60 % 60, 2);
  if (seconds % 60 != 0) {
    out += ':';
    append_digits(out, seconds % 60, 2);
  }
  return out;
}

std::string to_text(const Date& value) {
  std::string out;
  append_date(out, value.days);
  return out;
}

std::string to_text(const LocalTime& value) {
  std::string out;
  append_time(out, value.nanos);
  return out;
}

std::string to_text(const Time& value) {
  return to_text(LocalTime{value.nanos}) + offset_text(value.offset);
}

std::string to_text(const LocalDateTime& value) {
  return to_text(Date{value.days}) + "T" + to_text(LocalTime{value.nanos});
}

std::string to_text(const DateTime& value) {
  std::string out = to_text(LocalDateTime{value.days, value.nanos}) + offset_text(value.offset);
  if (value.zone != nullptr) out += "[" + *value.zone + "]";
  return out;
}

std::string to_text(const Duration& value) {
  std::string out = "P";
  const auto part = [&](__int128 amount, char unit) {
    if (amount != 0) out += std::to_string(static_cast<std::int64_t>(amount)) + unit;
  };
  part(value.months / 12, 'Y');
  part(value.months % 12, 'M');
  part(value.days, 'D');
  const __int128 nanos = static_cast<__int128>(value.seconds) * kNanosOfSecond + value.nanos;
  if (nanos != 0) {
    out += 'T';
    const __int128 seconds = nanos / kNanosOfSecond;
    part(seconds / 3600, 'H');
    part(seconds / 60 % 60, 'M');
    const auto rest = static_cast<std::int64_t>(nanos % (static_cast<__int128>(60) * kNanosOfSecond));
    if (rest != 0) {
      if (rest < 0) out += '-';
      const std::int64_t size = rest < 0 ? -rest : rest;
      out += std::to_string(size / kNanosOfSecond);
      append_fraction(out, size % kNanosOfSecond);
      out += 'S';
    }
  }
  return out == "P" ? "PT0S" : out;
}

}  // namespace trama::cypher
