#include "documents/dates/dates.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <chrono>
#include <map>
#include <vector>

#include "base/tsv.h"
#include "base/utf8.h"
#include "documents/data/data.h"

namespace trama {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// A stretch of letters or of digits of a date.
struct DateToken {
  std::string_view text;
  std::size_t begin = 0;
  bool number = false;
  char before = ' ';  // The character ahead of it.
  int value = 0;      // Of a number of at most nine digits.
};

std::vector<DateToken> date_tokens(std::string_view text, std::size_t most) {
  std::vector<DateToken> tokens;
  for (std::size_t i = 0; i < text.size() && tokens.size() < most;) {
    const auto is_letter = [&](std::size_t at) {
      return std::isalpha(static_cast<unsigned char>(text[at])) != 0 || static_cast<unsigned char>(text[at]) >= 0x80;
    };
    if (!is_digit(text[i]) && !is_letter(i)) {
      ++i;
      continue;
    }
    DateToken token;
    token.begin = i;
    token.number = is_digit(text[i]);
    token.before = i == 0 ? ' ' : text[i - 1];
    while (i < text.size() && (token.number ? is_digit(text[i]) : is_letter(i))) ++i;
    token.text = text.substr(token.begin, i - token.begin);
    if (token.number && token.text.size() < 10) {
      std::from_chars(token.text.data(), token.text.data() + token.text.size(), token.value);
    }
    tokens.push_back(token);
  }
  return tokens;
}

std::optional<FoundDate> make_date(int year, int month, int day) {
  constexpr int kFirstYear = 1000, kLastYear = 2199;
  if (year < kFirstYear || year > kLastYear || month < 1 || month > 12 || day < 1) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return std::nullopt;
  std::string text = std::to_string(year) + '-';
  text += (month < 10 ? "0" : "") + std::to_string(month) + '-';
  text += (day < 10 ? "0" : "") + std::to_string(day);
  return FoundDate{text, false};
}

// Years that a path or the name of a file may mean; others are numbers of something else.
bool is_plausible_year(int year) {
  return year >= 1900 && year <= 2099;
}

const std::map<std::string, int>& month_words() {
  static const std::map<std::string, int> table = [] {
    std::map<std::string, int> made;
    for (const auto& row : parse_tsv(embedded_documents_data("months.tsv"))) {
      for (const std::string& word : words_of_cell(row.at(1))) made[word] = std::stoi(std::string(row[0]));
    }
    return made;
  }();
  return table;
}

int month_of(const DateToken& token) {
  if (token.number || token.text.size() < 3 || token.text.size() > 12) return 0;
  return month_of_word(fold_key(token.text));
}

std::optional<FoundDate> from_compact(std::string_view digits) {
  if (digits.size() < 8) return std::nullopt;
  const auto number = [&](std::size_t at, std::size_t count) {
    int value = 0;
    for (std::size_t i = at; i < at + count; ++i) value = value * 10 + (digits[i] - '0');
    return value;
  };
  return is_plausible_year(number(0, 4)) ? make_date(number(0, 4), number(4, 2), number(6, 2)) : std::nullopt;
}

// "1751536800", "1751536800.5", "1751536800000".
std::optional<FoundDate> day_of_epoch(std::string_view text) {
  const std::string_view whole = text.substr(0, text.find('.'));
  if (!std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c) || c == '.'; })) return std::nullopt;
  std::int64_t value = 0;
  if (std::from_chars(whole.data(), whole.data() + whole.size(), value).ec != std::errc()) return std::nullopt;
  switch (whole.size()) {
    case 9:
    case 10:
      break;
    case 12:
    case 13:
      value /= 1000;
      break;
    case 16:
      value /= 1'000'000;
      break;
    default:
      return std::nullopt;
  }
  const std::chrono::year_month_day date{
      std::chrono::floor<std::chrono::days>(std::chrono::sys_seconds(std::chrono::seconds(value)))};
  return make_date(static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
                   static_cast<int>(static_cast<unsigned>(date.day())));
}

std::optional<FoundDate> year_last(const DateToken& first, const DateToken& second, int year, DateOrder order) {
  int day = first.value, month = second.value;
  if (order == DateOrder::kMonthFirst) std::swap(day, month);
  const bool ambiguous = day <= 12 && month <= 12 && day != month;
  if (month > 12) std::swap(day, month);
  auto date = make_date(year, month, day);
  if (date) date->ambiguous = ambiguous;
  return date;
}

bool is_short_number(const DateToken& token) {
  return token.number && token.text.size() <= 2;
}
bool is_year(const DateToken& token) {
  return token.number && token.text.size() == 4;
}

// Three figures from `i` on that are a date.
std::optional<FoundDate> from_figures(const std::vector<DateToken>& tokens, std::size_t i, DateOrder order) {
  if (i + 2 >= tokens.size()) return std::nullopt;
  const DateToken &a = tokens[i], &b = tokens[i + 1], &c = tokens[i + 2];
  const auto joined = [](const DateToken& left, const DateToken& right) {
    const std::string_view joints = "-/._";
    return right.begin == left.begin + left.text.size() + 1 && joints.find(right.before) != joints.npos;
  };
  if (!joined(a, b) || !joined(b, c) || !is_short_number(b)) return std::nullopt;
  if (is_year(a) && is_short_number(c)) return make_date(a.value, b.value, c.value);
  if (is_short_number(a) && is_year(c)) return year_last(a, b, c.value, order);
  return std::nullopt;
}

// Words that may stand between the parts of a date.
bool is_joint(const DateToken& token) {
  return token.text == "de" || token.text == "del" || token.text == "of" || token.text == "the" || token.text == "st" ||
         token.text == "nd" || token.text == "rd" || token.text == "th";
}

// A date with its month as a word, `i` being that month; `first` and `last` are set to its tokens.
std::optional<FoundDate> around_month(const std::vector<DateToken>& tokens, std::size_t i, std::size_t& first,
                                      std::size_t& last) {
  const int month = month_of(tokens[i]);
  if (month == 0) return std::nullopt;
  const auto step = [&](std::size_t at, int by) {
    for (at += static_cast<std::size_t>(by); at < tokens.size() && is_joint(tokens[at]);) {
      at += static_cast<std::size_t>(by);
    }
    return at;  // Beyond the end also when it would be ahead of the first one.
  };
  const std::size_t before = step(i, -1), after = step(i, 1);
  if (before < tokens.size() && is_short_number(tokens[before]) && after < tokens.size() && is_year(tokens[after])) {
    first = before;
    last = after;
    return make_date(tokens[after].value, month, tokens[before].value);
  }
  if (after >= tokens.size() || !is_short_number(tokens[after])) return std::nullopt;
  const std::size_t year = step(after, 1);
  if (year >= tokens.size() || !is_year(tokens[year])) return std::nullopt;
  first = i;
  last = year;
  return make_date(tokens[year].value, month, tokens[after].value);
}

std::string_view trim_spaces(std::string_view text) {
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front())) != 0) text.remove_prefix(1);
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back())) != 0) text.remove_suffix(1);
  return text;
}

}  // namespace

int month_of_word(const std::string& folded) {
  const auto found = month_words().find(folded);
  return found == month_words().end() ? 0 : found->second;
}

std::optional<FoundDate> parse_date(std::string_view text, DateOrder order) {
  constexpr std::size_t kMostTokens = 16;
  text = trim_spaces(text.substr(0, 200));
  if (text.empty()) return std::nullopt;
  const std::vector<DateToken> tokens = date_tokens(text, kMostTokens);
  if (tokens.empty()) return std::nullopt;
  if (tokens.front().begin == 0 && tokens.front().number) {
    const std::string_view digits = tokens.front().text;
    const bool compact = digits.size() == 8 || digits.size() == 14;
    if (auto date = compact ? from_compact(digits) : day_of_epoch(text)) return date;
  }
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    std::size_t first = 0, last = 0;
    if (auto date = around_month(tokens, i, first, last)) return date;
  }
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (auto date = from_figures(tokens, i, order)) return date;
  }
  return std::nullopt;
}

std::optional<FoundDate> find_date_in_address(std::string_view url) {
  const std::size_t scheme = url.find("://");
  const std::size_t path = url.find('/', scheme == url.npos ? 0 : scheme + 3);
  if (path == url.npos) return std::nullopt;
  return find_date_in_name(url.substr(path, url.find_first_of("?#", path) - path));
}

std::optional<FoundDate> find_date_in_name(std::string_view name) {
  constexpr std::size_t kMostTokens = 64;
  const std::vector<DateToken> tokens = date_tokens(name, kMostTokens);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const DateToken& token = tokens[i];
    if (!token.number) continue;
    if (token.text.size() == 8 || token.text.size() == 14) {
      if (auto date = from_compact(token.text)) return date;
    }
    auto date = from_figures(tokens, i, DateOrder::kDayFirst);
    if (date && is_plausible_year(std::stoi(date->day))) return date;
  }
  return std::nullopt;
}

std::optional<FoundDate> find_dateline(std::string_view text) {
  constexpr std::size_t kFarthest = 200, kMostTokens = 14;
  const std::string_view head = text.substr(0, kFarthest);
  const std::size_t visible = head.find_first_not_of(" \t\r\n");
  if (visible == head.npos) return std::nullopt;
  const std::string_view line = head.substr(visible, head.find('\n', visible) - visible);
  const std::vector<DateToken> tokens = date_tokens(line, kMostTokens);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    std::size_t first = 0, last = 0;
    const auto date = around_month(tokens, i, first, last);
    if (!date) continue;
    // What makes it a dateline: nothing, a place or a day of the week ahead of it, and a stroke or the end behind it.
    const std::string_view before = trim_spaces(line.substr(0, tokens[first].begin));
    std::string_view behind = trim_spaces(line.substr(tokens[last].begin + tokens[last].text.size()));
    if (behind.starts_with('(')) behind = trim_spaces(behind.substr(std::min(behind.find(')'), behind.size() - 1) + 1));
    while (behind.starts_with('.') || behind.starts_with(',')) behind = trim_spaces(behind.substr(1));
    const bool stroke = behind.empty() || behind.starts_with('-') || behind.starts_with("\u2013") ||
                        behind.starts_with("\u2014") || behind.starts_with('/');
    const bool place = before.empty() || before.ends_with(',') || before.ends_with('(') || first <= 1;
    return stroke && place ? date : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace trama
