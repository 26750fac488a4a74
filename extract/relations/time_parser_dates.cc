// Days of the calendar and months: "2 de julio de 2025", "julio 2, 2025", "12/03/2021", "en julio".
#include <algorithm>
#include <utility>

#include "extract/relations/quantity.h"
#include "extract/relations/time_parser.h"

namespace trama {

using std::chrono::days;
using std::chrono::year_month_day;

namespace {

constexpr days kStillDue{31};  // "para el 10 de julio", read on the 20th, is not of next year.

bool has_capital(const std::string& form) {
  return !form.empty() && form[0] >= 'A' && form[0] <= 'Z';
}

}  // namespace

std::optional<int> to_year(const std::string& form) {
  const auto value = form.size() == 4 ? parse_int(form) : std::nullopt;
  return value && *value >= 1500 && *value <= 2199 ? value : std::nullopt;
}

DayInterval TimeParser::resolve(const Item& item, std::optional<int> year, Direction told, int at) const {
  const auto in_year = [&](int y) {
    return item.day > 0 ? day_interval(make_day(y, item.month, item.day)) : month_interval(y, item.month);
  };
  if (year) return in_year(*year);
  const auto base = published_year();
  if (!base) return {};
  const std::vector<DayInterval> choices = {in_year(*base - 1), in_year(*base), in_year(*base + 1)};
  const DayInterval found = nearest_interval(choices, *published_, told != Direction::kUnknown ? told : direction(at));
  const bool over = found.closed() && *found.end + kStillDue < *published_;
  return over && told == Direction::kUnknown && is_due(at) ? nearest_interval(choices, *published_, Direction::kFuture)
                                                           : found;
}

// "12/03/2021", "12.03.2021", "7-may-2019": day, month and year of four digits.
std::optional<DayInterval> TimeParser::numeric_date(const std::string& form) const {
  const std::size_t first = form.find_first_of("/-.");
  if (first == std::string::npos || first == 0 || first > 2) return std::nullopt;
  const std::size_t second = form.find(form[first], first + 1);
  if (second == std::string::npos) return std::nullopt;
  const auto day = parse_int(form.substr(0, first));
  const std::string middle = form.substr(first + 1, second - first - 1);
  const auto year = to_year(form.substr(second + 1));
  if (!day || !year || middle.empty()) return std::nullopt;
  const auto* named = reader_.meaning(middle, "month");
  if (named == nullptr) named = reader_.meaning(middle, "short_month");
  const auto month = named != nullptr ? parse_int(named->value) : parse_int(middle);
  const auto date = month ? make_day(*year, *month, *day) : std::nullopt;
  return date ? std::optional(day_interval(date)) : std::nullopt;
}

// "2", "1.º", "primero", "veintiuno", "treinta y uno".
std::optional<int> TimeParser::read_day_number(int& at) const {
  const std::string& text = key(at);
  if (text.empty()) return std::nullopt;
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  std::optional<int> number;
  int i = at + 1;
  if (text == "primero") {
    number = 1;
  } else if (digits > 0) {
    const bool ordinal = digits < text.size() && reader_.meaning(text.substr(digits), "day_ending") != nullptr;
    if (digits == text.size() || ordinal) number = parse_int(text.substr(0, digits));
    if (ordinal && key(i) == "." && key(i + 1) == "de") ++i;  // "1er. de mayo"
  } else if (const auto word = number_of_word(sentence_.words[at], std::nullopt); word && *word <= 31) {
    number = static_cast<int>(*word);
    const bool thirty_one = *number == 30 && key(i) == "y" && (key(i + 1) == "uno" || key(i + 1) == "un");
    if (thirty_one) ++*number;
    if (thirty_one) i += 2;
    if (key(i) != "de") return std::nullopt;  // "dos meses"
  }
  if (!number || *number < 1 || *number > 31) return std::nullopt;
  at = i;
  return number;
}

// "julio", "jul.".
std::optional<int> TimeParser::read_month_name(int& at) const {
  auto month = value(at, "month");
  if (!month) month = value(at, "short_month");
  if (month) ++at;
  return month;
}

// "2 de julio", "día 2 de julio de 2025", "29 y 30 de octubre", "20 al 25 de mayo", "14 sept. 2023", "octubre 16 del
// 2016".
std::optional<TimeParser::Item> TimeParser::read_date(int& at, Direction told) const {
  int i = at;
  const bool named_day = key(i) == "dia" || key(i) == "dias";
  if (named_day) ++i;
  const auto first = read_day_number(i);
  if (!first) return read_month_day(at, told);
  int last = *first;
  for (;;) {
    int next = i;
    if (key(next) != "y" && key(next) != "a" && key(next) != "," && key(next) != "-" && key(next) != "e") break;
    ++next;
    if (key(next) == "y") ++next;
    if (key(next) == "el") ++next;
    const auto number = read_day_number(next);
    if (!number || *number <= last) break;
    last = *number;
    i = next;
  }
  const bool joined = key(i) == "de";
  int behind = joined ? i + 1 : i;
  const auto month = read_month_name(behind);
  if (!month || (!joined && !to_year(key(behind)))) {
    // "el pasado día 8": of this month, or of the one before or behind it.
    if (!named_day || last != *first || !published_) return std::nullopt;
    const year_month_day date(*published_);
    std::vector<DayInterval> choices;
    for (const int offset : {-1, 0, 1}) {
      const auto near = date.year() / date.month() + std::chrono::months(offset);
      choices.push_back(day_interval(
          make_day(static_cast<int>(near.year()), static_cast<int>(static_cast<unsigned>(near.month())), *first)));
    }
    Item item{.has_year = true};
    item.interval = nearest_interval(choices, *published_, told != Direction::kUnknown ? told : direction(at));
    at = i;
    return item;
  }
  Item item{.month = *month, .day = *first};
  i = behind;
  read_direction(i, told);
  const auto year = read_of_year(i);
  item.has_year = year.has_value();
  item.interval = resolve(item, year, told, at);
  if (last != *first && item.interval.closed()) *item.interval.end += days(last - *first);
  at = i;
  return item;
}

// "octubre 16 del 2016", "octubre 16, 2016"; without a year only where the number counts nothing: "en octubre 16."
std::optional<TimeParser::Item> TimeParser::read_month_day(int& at, Direction told) const {
  int i = at;
  const auto month = read_month_name(i);
  const auto day = month ? parse_int(key(i)) : std::nullopt;
  if (!day || *day < 1 || *day > 31) return std::nullopt;
  if (key(at - 1) == "de" && (is_named(at) || has_capital(sentence_.words[at].form))) return std::nullopt;
  Item item{.month = *month, .day = *day};
  ++i;
  auto year = read_of_year(i);
  if (!year && key(i) == ",") {
    year = to_year(key(i + 1));
    if (year) i += 2;
  }
  const bool counts = i < size() && sentence_.words[i].upos != "PUNCT";
  if (!year && counts) return std::nullopt;
  item.has_year = year.has_value();
  item.interval = resolve(item, year, told, at);
  at = i;
  return item;
}

// "de 2025", "del año pasado", "del año que viene", "de este año".
std::optional<int> TimeParser::read_of_year(int& at) const {
  int i = at;
  if (key(i) == ",") ++i;
  if (const auto year = to_year(key(i)); year && i == at) {
    at = i + 1;
    return year;
  }
  if (key(i) != "de") return std::nullopt;
  ++i;
  const Modifiers modifiers = read_modifiers(i);
  if (key(i) == "ano" && to_year(key(i + 1))) ++i;
  if (const auto year = to_year(key(i))) {
    at = i + 1;
    return year;
  }
  if (key(i) != "ano") return std::nullopt;
  const auto found = read_unit(i, modifiers, true);
  if (!found || !found->begin) return std::nullopt;
  at = i;
  return static_cast<int>(year_month_day(*found->begin).year());
}

// A month needs something that makes a date of it: "en julio", "julio de 2025", "el pasado julio".
std::optional<TimeParser::Item> TimeParser::read_month(int& at, Direction told, bool joined) const {
  int i = at;
  if (matches(i, {"mes", "de"})) {
    i += 2;
    joined = true;
  }
  const auto month = value(i, "month");
  if (!month) return std::nullopt;
  // "la Plaza de Mayo".
  const bool name = key(i - 1) == "de" && (is_named(i) || has_capital(sentence_.words[i].form));
  const int word = i++;
  read_direction(i, told);
  const auto year = read_of_year(i);
  if (!year && (!joined || name)) return std::nullopt;
  Item item{.month = *month, .has_year = year.has_value()};
  item.interval = resolve(item, year, told, word);
  at = i;
  return item;
}

}  // namespace trama
