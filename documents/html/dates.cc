#include "documents/html/dates.h"

#include <array>
#include <cctype>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <optional>
#include <vector>

#include "base/tsv.h"
#include "base/utf8.h"
#include "documents/dates/dates.h"

namespace trama {

namespace {

constexpr std::size_t kSearchedBytes = 400;

std::string day_string(int year, int month, int day) {
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (year < 1900 || year > 2100 || month < 1 || day < 1 || !date.ok()) return {};
  std::array<char, 48> out{};
  std::snprintf(out.data(), out.size(), "%04d-%02d-%02d", year, month, day);
  return out.data();
}

// A word or a number of a text.
struct Token {
  std::string_view text;
  int number = -1;  // Of one to eight digits, else -1.
};

std::vector<Token> tokens_of(std::string_view text) {
  std::vector<Token> out;
  for (std::size_t i = 0; i < text.size();) {
    const bool digit = std::isdigit(static_cast<unsigned char>(text[i])) != 0;
    if (!digit && std::isalpha(static_cast<unsigned char>(text[i])) == 0) {
      ++i;
      continue;
    }
    const std::size_t begin = i;
    while (i < text.size() && (digit ? std::isdigit(static_cast<unsigned char>(text[i]))
                                     : std::isalpha(static_cast<unsigned char>(text[i]))) != 0) {
      ++i;
    }
    Token token{text.substr(begin, i - begin)};
    if (digit && token.text.size() <= 8) std::from_chars(text.data() + begin, text.data() + i, token.number);
    out.push_back(token);
  }
  return out;
}

// The day that the tokens from `at` on name.
std::string day_at(const std::vector<Token>& tokens, std::size_t at) {
  const auto number = [&](std::size_t i) { return i < tokens.size() ? tokens[i].number : -1; };
  const auto digits = [&](std::size_t i) { return i < tokens.size() ? tokens[i].text.size() : 0; };
  const auto month = [&](std::size_t i) { return i < tokens.size() ? month_of_word(std::string(tokens[i].text)) : 0; };
  const auto joined = [&](std::size_t i) {  // Passes "de" and "del" over.
    return i < tokens.size() && (tokens[i].text == "de" || tokens[i].text == "del") ? i + 1 : i;
  };
  const std::size_t second = joined(at + 1), third = joined(second + 1);
  if (number(at) > 0 && digits(at) <= 2) {
    if (month(second) > 0 && digits(third) == 4) return day_string(number(third), month(second), number(at));
    if (digits(at + 1) <= 2 && number(at + 1) > 0 && digits(at + 2) == 4) {
      const int first = number(at), next = number(at + 1);
      return next > 12 ? day_string(number(at + 2), first, next) : day_string(number(at + 2), next, first);
    }
  }
  if (digits(at) == 4 && number(at) > 0 && number(at + 1) > 0 && digits(at + 1) <= 2 && digits(at + 2) <= 2) {
    return day_string(number(at), number(at + 1), number(at + 2));
  }
  if (month(at) > 0 && number(at + 1) > 0 && digits(at + 1) <= 2) {  // "julio 3, 2025", "July 3rd, 2025"
    for (std::size_t i = at + 2; i <= at + 3; ++i) {
      if (digits(i) == 4 && number(i) > 0) return day_string(number(i), month(at), number(at + 1));
    }
  }
  return {};
}

// "T10:32:00-05:00", "10:32", "10:32:05 GMT": the time as ISO 8601, "" if there is none.
std::string time_part(std::string_view text) {
  std::size_t i = text.find(':');
  if (i == std::string_view::npos || i < 1) return {};
  std::size_t begin = i;
  while (begin > 0 && i - begin < 2 && std::isdigit(static_cast<unsigned char>(text[begin - 1])) != 0) --begin;
  std::size_t end = i;
  while (end < text.size() && (std::isdigit(static_cast<unsigned char>(text[end])) != 0 || text[end] == ':')) ++end;
  std::string time(text.substr(begin, end - begin));
  if (i - begin == 1) time.insert(0, 1, '0');
  if (time.size() != 5 && time.size() != 8) return {};
  if (time.substr(0, 2) > "23" || time.substr(3, 2) > "59" || (time.size() == 8 && time.substr(6) > "60")) return {};
  std::string_view rest = text.substr(end);
  if (rest.starts_with('.')) {  // Parts of seconds.
    rest.remove_prefix(1);
    while (!rest.empty() && std::isdigit(static_cast<unsigned char>(rest[0])) != 0) rest.remove_prefix(1);
  }
  while (rest.starts_with(' ')) rest.remove_prefix(1);
  if (rest.starts_with('Z') || rest.starts_with("GMT") || rest.starts_with("UTC")) return time + 'Z';
  if (!rest.starts_with('+') && !rest.starts_with('-')) return time;
  std::string zone;
  for (const char c : rest.substr(1, 5)) {
    if (std::isdigit(static_cast<unsigned char>(c)) != 0) zone += c;
  }
  if (zone.size() == 2) zone += "00";
  return zone.size() == 4 ? time + rest[0] + zone.substr(0, 2) + ':' + zone.substr(2) : time;
}

std::string from_epoch(std::string_view digits) {
  std::int64_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (digits.size() == 13) value /= 1000;
  const std::chrono::sys_seconds moment{std::chrono::seconds(value)};
  const auto day = std::chrono::floor<std::chrono::days>(moment);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(moment - day);
  std::array<char, 48> out{};
  std::snprintf(out.data(), out.size(), "T%02d:%02d:%02dZ", static_cast<int>(time.hours().count()),
                static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()));
  const std::string iso =
      day_string(static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
                 static_cast<int>(static_cast<unsigned>(date.day())));
  return iso.empty() ? iso : iso + out.data();
}

}  // namespace

std::string find_date(std::string_view text) {
  const std::string folded = fold_key(text.substr(0, kSearchedBytes));
  const std::vector<Token> tokens = tokens_of(folded);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (std::string day = day_at(tokens, i); !day.empty()) return day;
  }
  return {};
}

std::string iso_date(std::string_view text) {
  text = trimmed_field(text).substr(0, kSearchedBytes);
  const bool digits = !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
  if (digits && (text.size() == 10 || text.size() == 13)) return from_epoch(text);
  std::string day;
  if (text.size() >= 8 && text.substr(0, 8).find_first_not_of("0123456789") == std::string_view::npos) {
    std::string parted(text.substr(0, 8));
    parted.insert(6, 1, ' ').insert(4, 1, ' ');
    day = day_at(tokens_of(parted), 0);
  }
  if (day.empty()) day = find_date(text);
  if (day.empty()) return {};
  const std::string time = time_part(text);
  return time.empty() ? day : day + 'T' + time;
}

std::string date_in_address(std::string_view url) {
  url = url.substr(0, 2000);
  for (std::size_t i = 0; i + 8 <= url.size(); ++i) {
    if (i > 0 && std::isdigit(static_cast<unsigned char>(url[i - 1])) != 0) continue;
    if (url.substr(i, 2) != "19" && url.substr(i, 2) != "20") continue;
    const auto number = [&](std::size_t at, std::size_t size) {
      int value = -1;
      if (at + size > url.size()) return -1;
      const auto [end, error] = std::from_chars(url.data() + at, url.data() + at + size, value);
      return error == std::errc() && end == url.data() + at + size ? value : -1;
    };
    const auto closed = [&](std::size_t at) {
      return at >= url.size() || std::isdigit(static_cast<unsigned char>(url[at])) == 0;
    };
    std::string day;
    const char separator = url[i + 4];
    if (separator == '/' || separator == '-' || separator == '_') {
      if (i + 10 <= url.size() && url[i + 7] == separator && closed(i + 10)) {
        day = day_string(number(i, 4), number(i + 5, 2), number(i + 8, 2));
      }
    } else if (closed(i + 8)) {
      day = day_string(number(i, 4), number(i + 4, 2), number(i + 6, 2));
    }
    if (!day.empty()) return day;
  }
  return {};
}

}  // namespace trama
