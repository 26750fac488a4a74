#include "extract/relations/time_parser.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "base/utf8.h"
#include "extract/coref/mentions.h"
#include "extract/relations/quantity.h"
#include "extract/relations/time_direction.h"

namespace trama {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

namespace {

constexpr int kMaxDateWords = 4;  // Between "para" and the day: "para el jueves, día".

// "2003-2005".
DayInterval year_range(const std::string& form) {
  if (form.size() != 9 || form[4] != '-') return {};
  const auto first = to_year(form.substr(0, 4));
  const auto last = to_year(form.substr(5));
  return first && last && *first < *last ? years_interval(*first, *last - *first + 1) : DayInterval{};
}

}  // namespace

TimeParser::TimeParser(const TimeReader& reader, const AnalyzedDocument& document, const Sentence& sentence,
                       const std::vector<Direction>& directions)
    : reader_(reader),
      document_(document),
      sentence_(sentence),
      directions_(directions),
      published_(parse_iso_day(document.document.date)) {
  for (const Word& word : sentence.words) keys_.push_back(fold_key(word.form));
}

std::vector<TimeMention> TimeParser::find() {
  std::vector<TimeMention> list;
  for (int begin = 0; begin < size();) {
    int end = begin;
    if (const auto interval = read(end); interval && end > begin) {
      list.push_back(make(*interval, begin, end));
      begin = end;
    } else {
      ++begin;
    }
  }
  return list;
}

TimeMention TimeParser::make(const DayInterval& interval, int begin, int end) const {
  TimeMention mention;
  mention.first = begin;
  mention.last = end - 1;
  mention.time.text = words_text(document_, sentence_, begin, end - 1);
  mention.time.span = {sentence_.words[begin].span.begin, sentence_.words[end - 1].span.end};
  mention.time.begin = iso_day(interval.begin);
  mention.time.end = iso_day(interval.end);
  return mention;
}

const std::string& TimeParser::key(int i) const {
  static const std::string kNone;
  return i >= 0 && i < size() ? keys_[i] : kNone;
}

bool TimeParser::matches(int i, std::initializer_list<std::string_view> words) const {
  return std::all_of(words.begin(), words.end(), [&](std::string_view word) { return key(i++) == word; });
}

std::optional<int> TimeParser::value(int i, std::string_view kind) const {
  const auto* found = reader_.meaning(key(i), kind);
  return found == nullptr ? std::nullopt : parse_int(found->value);
}

bool TimeParser::is_named(int i) const {
  return i >= 0 && i < size() && !sentence_.words[i].entity.empty();
}

// "el Movimiento 19 de Abril": a name that a date ends, and no date.
bool TimeParser::is_inside_name(int i) const {
  return i > 0 && is_named(i) && sentence_.words[i].entity.starts_with("I-") && parse_int(key(i)) && key(i + 1) == "de";
}

// "la citó para el jueves": before what is to come, whatever the tense of the verb.
bool TimeParser::is_due(int i) const {
  int before = i - 1;
  while (before > 0 && before >= i - kMaxDateWords &&
         (is(before, "article") || is(before, "weekday") || key(before) == "," || key(before) == "dia")) {
    --before;
  }
  return is(before, "due");
}

Direction TimeParser::direction(int i) const {
  // Of a day of the year it is the nearest: "para el 3 de agosto" was planned when it was near.
  if (is_due(i)) return is(i, "weekday") ? Direction::kFuture : Direction::kUnknown;
  if (const Direction told = direction_of_word(sentence_, i); told != Direction::kUnknown) return told;
  if (directions_.empty()) return direction_of_sentence(sentence_);
  return static_cast<std::size_t>(i) < directions_.size() ? directions_[i] : Direction::kUnknown;
}

std::optional<int> TimeParser::published_year() const {
  if (!published_) return std::nullopt;
  return static_cast<int>(year_month_day(*published_).year());
}

TimeParser::Found TimeParser::read(int& at) {
  if (is_inside_name(at)) return std::nullopt;
  if (const auto iso = parse_iso_day(key(at)); iso && key(at).size() == 10) {
    ++at;
    return day_interval(iso);
  }
  if (const auto date = numeric_date(key(at))) {
    ++at;
    return date;
  }
  if (const DayInterval years = year_range(key(at)); years.closed() && is(at - 1, "before_years")) {
    ++at;
    return years;
  }
  if (auto range = read_range(at)) return range;
  int i = at;
  const std::string preposition = read_preposition(i);
  Found found = read_day_word(i);
  if (!found) found = read_ago(i);
  if (!found) {
    const bool joined = !preposition.empty() || is(i - 1, "before_year");
    const auto item = read_item(i, joined);
    if (!item) return std::nullopt;
    found = item->interval;
    if (auto pair = read_pair(i, *item)) found = pair;
  }
  at = i;
  if (preposition == "from") return DayInterval{found->begin, std::nullopt};
  if (preposition == "until") return DayInterval{std::nullopt, found->end};
  if (preposition == "before") return DayInterval{std::nullopt, found->begin};
  if (preposition == "after") return DayInterval{found->end, std::nullopt};
  return found;
}

std::string TimeParser::read_preposition(int& at) const {
  for (const auto& [words, meaning] : reader_.prepositions_) {
    int i = at;
    if (!std::all_of(words.begin(), words.end(), [&](const std::string& word) { return key(i++) == word; })) continue;
    at = i;
    return meaning;
  }
  return {};
}

// "ayer", "hoy", "pasado mañana", "esta tarde"; not "la mañana", "hoy en día".
TimeParser::Found TimeParser::read_day_word(int& at) const {
  int i = at;
  if (is(i, "this") && is(i + 1, "daytime")) {
    at += 2;
    return today();
  }
  int extra = 0;
  if (matches(i, {"pasado", "manana"})) {
    extra = 1;
    ++i;
  }
  const auto offset = value(i, "day");
  const bool part_of_day = offset && *offset == 1 && (sentence_.words[i].upos == "NOUN" || is(i - 1, "article"));
  if (!offset || part_of_day || matches(i + 1, {"en", "dia"}) || key(i + 1) == "dia") return std::nullopt;
  ++i;
  if (key(i) == "mismo") ++i;
  const int comma = key(i) == "," ? i + 1 : i;
  if (is(comma, "weekday") && !is(comma - 1, "article")) i = comma + 1;
  read_daytime(i);
  at = i;
  if (!published_) return DayInterval{};
  return day_interval(*published_ + days(*offset + extra));
}

// "el lunes por la noche".
void TimeParser::read_daytime(int& at) const {
  const bool joint = key(at) == "por" || key(at) == "en" || key(at) == "a" || key(at) == "de";
  if (joint && is(at + 1, "article") && is(at + 2, "daytime")) at += 3;
}

std::optional<TimeParser::Item> TimeParser::read_item(int& at, bool joined) const {
  for (const auto reader : {&TimeParser::read_rest, &TimeParser::read_part, &TimeParser::read_piece,
                            &TimeParser::read_decade, &TimeParser::read_century}) {
    int i = at;
    if (const auto found = (this->*reader)(i)) {
      at = i;
      return Item{.interval = *found, .has_year = true};
    }
  }
  int i = at;
  const Modifiers modifiers = read_modifiers(i);
  const bool before = modifiers.article || modifiers.demonstrative || modifiers.told != Direction::kUnknown;
  std::optional<Item> item = read_weekday(i, modifiers);
  if (!item) item = read_date(i, modifiers.told);
  if (!item) {
    Found found = read_weekend(i, modifiers);
    // "el próximo mes de marzo" is a month, not the next one.
    const bool named_month = key(i) == "mes" && key(i + 1) == "de" && is(i + 2, "month");
    if (!found && !named_month) found = read_unit(i, modifiers, joined);
    if (found) item = Item{.interval = *found, .has_year = true};
  }
  if (!item) item = read_month(i, modifiers.told, joined || before);
  if (!item) item = read_year(i, joined);
  if (item) at = i;
  return item;
}

TimeParser::Modifiers TimeParser::read_modifiers(int& at) const {
  Modifiers modifiers;
  if (is(at, "article")) {
    modifiers.article = true;
    ++at;
  }
  for (int i = at; i < at + 4;) {
    if (const auto rolls = value(i, "rolling"); rolls && modifiers.rolling == 0) modifiers.rolling = *rolls;
    if (is(i, "this")) {
      modifiers.demonstrative = true;
    } else if (is(i, "past") || is(i, "future")) {
      modifiers.told = is(i, "past") ? Direction::kPast : Direction::kFuture;
    } else if (!is(i, "rolling")) {
      int after = i;
      const auto count = read_count(after);
      const bool counts = count && (is(after, "rolling") || (modifiers.rolling != 0 && is(after, "unit")));
      if (!counts) {
        at = i;
        return modifiers;
      }
      modifiers.count = count;
      i = after - 1;
    }
    at = ++i;
  }
  return modifiers;
}

std::optional<int> TimeParser::read_count(int& at) const {
  if (at >= size()) return std::nullopt;
  const auto number = number_of_word(sentence_.words[at], std::nullopt);
  if (!number || *number < 1 || *number > 5000 || *number != static_cast<int>(*number)) return std::nullopt;
  ++at;
  return static_cast<int>(*number);
}

// "pasado", "próximo" behind what they belong to, "que viene".
void TimeParser::read_direction(int& at, Direction& told) const {
  if (is(at, "past") || is(at, "future")) {
    told = is(at, "past") ? Direction::kPast : Direction::kFuture;
    ++at;
  } else if (key(at) == "que" && (key(at + 1) == "viene" || key(at + 1) == "entra")) {
    told = Direction::kFuture;
    at += 2;
  }
}

std::optional<TimeParser::Item> TimeParser::read_weekday(int& at, const Modifiers& modifiers) const {
  const auto weekday = value(at, "weekday");
  if (!weekday) return std::nullopt;
  int i = at + 1;
  Direction told = modifiers.told;
  std::optional<int> second;
  if (key(i) == "y") {
    const int next = is(i + 1, "article") ? i + 2 : i + 1;
    if ((second = value(next, "weekday"))) i = next + 1;
  }
  read_direction(i, told);
  for (int date = i; date <= i + 1; ++date) {
    if (date > i && key(i) != ",") break;
    int after = date;
    if (auto item = read_date(after, told)) {
      at = after;
      return item;
    }
  }
  // "cada lunes", "Plácido Domingo", "los lunes".
  const std::string& before = key(at - 1);
  const bool several = before == "los" || before == "cada" || before == "todos";
  const bool one = modifiers.article || modifiers.demonstrative || modifiers.told != Direction::kUnknown ||
                   told != Direction::kUnknown;
  const bool alone = !one && before != "desde" && before != "hasta" && before != "este" && before != "para";
  if (several || alone) return std::nullopt;
  read_daytime(i);
  Item item{.has_year = true};
  if (published_) {
    const auto first_day = resolve_weekday(*weekday, told, at);
    const auto last_day = second ? resolve_weekday(*second, told, at) : first_day;
    if (*last_day >= *first_day) item.interval = {first_day, *last_day + days(1)};
  }
  at = i;
  return item;
}

std::optional<sys_days> TimeParser::resolve_weekday(int weekday, Direction told, int at) const {
  const int now = static_cast<int>(std::chrono::weekday(*published_).iso_encoding());
  const bool future =
      told == Direction::kFuture || (told == Direction::kUnknown && direction(at) == Direction::kFuture);
  int offset = future ? (weekday - now + 7) % 7 : -((now - weekday + 7) % 7);
  if (offset == 0 && told == Direction::kFuture) offset = 7;
  if (offset == 0 && told == Direction::kPast) offset = -7;
  return *published_ + days(offset);
}

// A year needs a preposition: numbers of four digits count many things.
std::optional<TimeParser::Item> TimeParser::read_year(int& at, bool joined) const {
  int i = at;
  if (key(i) == "ano") {
    joined = true;
    ++i;
  }
  const auto year = to_year(key(i));
  if (!year || !joined || is_named(i)) return std::nullopt;
  ++i;
  const bool counts = i < size() && (sentence_.words[i].upos == "NOUN" || sentence_.words[i].upos == "SYM");
  const bool range = (key(i) == "a" || key(i) == "o" || key(i) == "y") && parse_int(key(i + 1)) && !to_year(key(i + 1));
  const bool more = key(at - 1) == "de" && (key(at - 2) == "mas" || key(at - 2) == "menos" || key(at - 2) == "cerca");
  if (counts || range || more) return std::nullopt;
  at = i;
  return Item{.interval = years_interval(*year, 1), .has_year = true, .year_alone = true};
}

// "de 2004 a 2013", "entre enero y marzo de 2010", "de agosto a la fecha".
TimeParser::Found TimeParser::read_range(int& at) const {
  const bool between = key(at) == "entre";
  if (!between && key(at) != "de" && key(at) != "desde") return std::nullopt;
  int i = at + 1;
  auto first = read_item(i, true);
  if (!first) return std::nullopt;
  const bool joint = between ? key(i) == "y" || key(i) == "e" : key(i) == "a" || key(i) == "hasta";
  if (!joint) return std::nullopt;
  ++i;
  const int now = is(i, "article") ? i + 1 : i;
  if (!between && is(now, "until_now") && published_ && first->interval.begin) {
    at = now + 1;
    return DayInterval{first->interval.begin, today().end};
  }
  const auto second = read_item(i, true);
  if (!second || !second->interval.closed()) return std::nullopt;
  if (!first->has_year && first->month > 0) {
    const int year = static_cast<int>(year_month_day(*second->interval.begin).year());
    first->interval = resolve(*first, year, Direction::kUnknown, at);
    if (first->interval.begin > second->interval.begin) {
      first->interval = resolve(*first, year - 1, Direction::kUnknown, at);
    }
  }
  if (!first->interval.begin || *first->interval.begin >= *second->interval.end) return std::nullopt;
  at = i;
  return DayInterval{first->interval.begin, second->interval.end};
}

// "2004 y 2005", "diciembre y enero": two that follow each other are one interval.
TimeParser::Found TimeParser::read_pair(int& at, const Item& first) const {
  if (key(at) != "y" && key(at) != "e") return std::nullopt;
  int i = at + 1;
  if (key(i) == "en") ++i;
  const auto second = read_item(i, true);
  if (!second || !second->interval.closed()) return std::nullopt;
  const bool alike = (first.year_alone && second->year_alone) ||
                     (first.month > 0 && second->month > 0 && (first.day > 0) == (second->day > 0));
  if (!alike) return std::nullopt;
  DayInterval begin = first.interval;
  if (!first.has_year && second->has_year) {
    const int year = static_cast<int>(year_month_day(*second->interval.begin).year());
    begin = resolve(first, year, Direction::kUnknown, at);
  }
  if (!begin.closed() || *begin.end != *second->interval.begin) return std::nullopt;
  at = i;
  return DayInterval{begin.begin, second->interval.end};
}

}  // namespace trama
