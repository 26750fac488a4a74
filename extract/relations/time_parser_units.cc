// Units, parts, decades and centuries: "la semana pasada", "los últimos tres años", "a fines de julio".
#include <algorithm>
#include <utility>

#include "extract/relations/time_parser.h"

namespace trama {

using std::chrono::days;
using std::chrono::sys_days;

namespace {

// "XX" is 20; 0 if it is no Roman number.
int roman(const std::string& form) {
  int total = 0;
  int last = 0;
  for (auto it = form.rbegin(); it != form.rend(); ++it) {
    const int value = *it == 'I' ? 1 : *it == 'V' ? 5 : *it == 'X' ? 10 : 0;
    if (value == 0) return 0;
    total += value < last ? -value : value;
    last = std::max(last, value);
  }
  return total;
}

}  // namespace

std::optional<TimeSpan> TimeParser::span_of(int i, std::string_view kind) const {
  const auto* found = reader_.meaning(key(i), kind);
  return found == nullptr ? std::nullopt : parse_time_span(found->value);
}

DayInterval TimeParser::unit_from_now(TimeSpan span, int times) const {
  if (!published_) return {};
  return unit_around(shifted(unit_around(*published_, span).begin.value(), span, times), span);
}

DayInterval TimeParser::rolling(TimeSpan span, int times, bool forward) const {
  if (!published_) return {};
  if (forward) return {published_, shifted(*published_, span, times) + days(1)};
  return {shifted(*published_, span, -times), today().end};
}

// "hace tres meses", "hace más de un año y medio", "dentro de dos días", "tres años atrás": that unit, not that day.
TimeParser::Found TimeParser::read_ago(int& at) const {
  int i = at;
  const bool ago = key(i) == "hace";
  const bool within = matches(i, {"dentro", "de"});
  if (ago) ++i;
  if (within) i += 2;
  if (ago || within) {
    while (is(i, "about")) ++i;
  }
  std::optional<int> count;
  const bool half = key(i) == "medio" || key(i) == "media";
  if (half) {
    count = 1;
    ++i;
  } else if (!(count = read_count(i))) {
    return std::nullopt;
  }
  const auto span = span_of(i, "unit");
  if (!span) return std::nullopt;
  ++i;
  if (!ago && !within && key(i) != "atras") return std::nullopt;
  if (key(i) == "atras") ++i;
  TimeSpan unit = *span;
  int times = *count;
  const bool and_half = matches(i, {"y", "medio"}) || matches(i, {"y", "media"});
  if ((half || and_half) && unit.unit == TimeUnit::kYear) {
    times = unit.count * 12 * times / (half ? 2 : 1) + (and_half ? unit.count * 6 : 0);
    unit = times % 12 == 0 ? TimeSpan{TimeUnit::kYear, times / 12} : TimeSpan{TimeUnit::kMonth, 1};
    if (unit.unit == TimeUnit::kYear) times = 1;
  }
  if (and_half) i += 2;
  at = i;
  if (!published_) return DayInterval{};
  const sys_days day = shifted(*published_, unit, within ? times : -times);
  return unit_around(day, {unit.unit, 1});
}

// "la semana pasada", "este año", "el próximo mes", "los últimos 30 años".
TimeParser::Found TimeParser::read_unit(int& at, const Modifiers& modifiers, bool joined) const {
  const auto span = span_of(at, "unit");
  if (!span) return std::nullopt;
  if (is_plural(at)) return read_rolling(at, modifiers);
  int i = at + 1;
  Direction told = modifiers.told;
  if (modifiers.rolling < 0 && told == Direction::kUnknown) {
    // "el último año"; "el último día" is that of something.
    if (span->unit == TimeUnit::kDay || key(i) == "de") return std::nullopt;
    at = i;
    return rolling(*span, modifiers.count.value_or(1), false);
  }
  read_direction(i, told);
  const bool now = modifiers.demonstrative || matches(i, {"en", "curso"});
  if (matches(i, {"en", "curso"})) i += 2;
  if (told == Direction::kUnknown && !now) {
    // "durante el año".
    const bool alone = joined && modifiers.article && span->unit == TimeUnit::kYear && span->count == 1;
    const bool open = i >= size() || sentence_.words[i].upos == "PUNCT" || sentence_.words[i].upos == "CCONJ" ||
                      sentence_.words[i].upos == "VERB";
    const std::string& before = key(at - 2);
    if (!alone || !open || (before != "para" && before != "durante")) return std::nullopt;
  }
  at = i;
  if (told == Direction::kFuture && span->count > 1) return rolling(*span, 1, true);
  return unit_from_now(*span, told == Direction::kPast ? -1 : told == Direction::kFuture ? 1 : 0);
}

// "los últimos tres años", "los próximos meses", "años recientes", "los años por venir": without a number, where they
// begin or end is left open.
TimeParser::Found TimeParser::read_rolling(int& at, const Modifiers& modifiers) const {
  const auto span = span_of(at, "unit");
  int i = at + 1;
  int way = modifiers.rolling;
  if (const auto recent = value(i, "recent")) {
    way = *recent;
    ++i;
  } else if (matches(i, {"por", "venir"})) {
    way = 1;
    i += 2;
  }
  if (way == 0 || !span) return std::nullopt;
  at = i;
  if (modifiers.count) return rolling(*span, *modifiers.count, way > 0);
  if (!published_) return DayInterval{};
  return way > 0 ? DayInterval{published_, std::nullopt} : DayInterval{std::nullopt, today().end};
}

TimeParser::Found TimeParser::read_weekend(int& at, const Modifiers& modifiers) const {
  const bool marked = modifiers.article || modifiers.demonstrative || modifiers.told != Direction::kUnknown;
  if (!marked || !matches(at, {"fin", "de", "semana"})) return std::nullopt;
  int i = at + 3;
  Direction told = modifiers.told;
  read_direction(i, told);
  const int word = std::exchange(at, i);
  if (!published_) return DayInterval{};
  const sys_days saturday = *unit_around(*published_, {TimeUnit::kWeek, 1}).begin + days(5);
  std::vector<DayInterval> choices;
  for (const int offset : {-7, 0, 7}) choices.push_back({saturday + days(offset), saturday + days(offset + 2)});
  return nearest_interval(choices, *published_, told != Direction::kUnknown ? told : direction(word));
}

// "el resto del año", "lo que queda de año": from today; "lo que va de año": until today.
TimeParser::Found TimeParser::read_rest(int& at) const {
  int i = is(at, "article") ? at + 1 : at;
  bool rest = matches(i, {"resto", "de"});
  if (rest) {
    i += 2;
  } else if (matches(at, {"lo", "que"}) && key(at + 3) == "de") {
    rest = key(at + 2) == "queda" || key(at + 2) == "resta";
    if (!rest && key(at + 2) != "va") return std::nullopt;
    i = at + 4;
  } else {
    return std::nullopt;
  }
  const auto whole = read_whole(i);
  if (!whole) return std::nullopt;
  at = i;
  if (!published_ || !whole->closed()) return DayInterval{};
  return rest ? DayInterval{published_, whole->end} : DayInterval{whole->begin, today().end};
}

// "a principios de julio", "a mediados de la década de los 90", "fin de año".
TimeParser::Found TimeParser::read_part(int& at) const {
  int i = at;
  if (key(i) == "a") ++i;
  if (is(i, "article")) ++i;
  const auto* part = reader_.meaning(key(i), "part");
  if (part == nullptr || key(i + 1) != "de" || matches(i, {"fin", "de", "semana"})) return std::nullopt;
  i += 2;
  const auto whole = read_whole(i);
  if (!whole) return std::nullopt;
  at = i;
  return part_of(*whole, parse_time_part(part->value).value());
}

// "el primer trimestre de 2010", "la última semana de mayo", "los primeros seis meses del año", "la segunda mitad de".
TimeParser::Found TimeParser::read_piece(int& at) const {
  int i = is(at, "article") ? at + 1 : at;
  const auto number = value(i, "ordinal");
  if (!number) return std::nullopt;
  ++i;
  const auto count = read_count(i);
  const auto size = span_of(i, "piece");
  const bool half = is(i, "half");
  if (!size && !half) return std::nullopt;
  ++i;
  DayInterval whole;
  if (key(i) == "de") {
    ++i;
    const auto found = read_whole(i);
    if (!found) return std::nullopt;
    whole = *found;
  } else if (size && size->unit == TimeUnit::kMonth && size->count > 1 && *number > 0 && published_) {
    whole = unit_around(*published_, {TimeUnit::kYear, 1});
  } else {
    return std::nullopt;
  }
  at = i;
  if (!whole.closed()) return whole;
  if (half) return half_of(whole, *number != 1);
  if (!count) return piece_of(whole, *size, *number);
  if (*number > 0) return DayInterval{whole.begin, shifted(*whole.begin, *size, *count)};
  return DayInterval{shifted(*whole.end, *size, -*count), whole.end};
}

// What has parts: a month, a year, a decade, a century, and units of now ("fin de año", "principios de esta semana").
TimeParser::Found TimeParser::read_whole(int& at) const {
  for (const auto reader : {&TimeParser::read_decade, &TimeParser::read_century}) {
    if (const auto found = (this->*reader)(at)) return found;
  }
  int i = at;
  // "mediados de los noventa".
  if (key(i) == "los" && is(i + 1, "decade") && (i + 2 >= size() || sentence_.words[i + 2].upos != "NOUN")) {
    at += 2;
    return years_interval(1900 + *value(i + 1, "decade"), 10);
  }
  const Modifiers modifiers = read_modifiers(i);
  if (const auto item = read_month(i, modifiers.told, true)) {
    at = i;
    return item->interval;
  }
  if (const auto item = read_year(i, true)) {
    at = i;
    return item->interval;
  }
  if (const auto found = read_unit(i, modifiers, true)) {
    at = i;
    return found;
  }
  const auto span = span_of(i, "unit");
  const bool bare =
      span && !is_plural(i) && span->unit != TimeUnit::kDay && modifiers.rolling == 0 && key(i + 1) != "de";
  if (!bare) return std::nullopt;
  at = i + 1;
  return unit_from_now(*span, 0);
}

// "los años noventa", "la década de los 90", "la década de 1980".
TimeParser::Found TimeParser::read_decade(int& at) const {
  int i = is(at, "article") ? at + 1 : at;
  const bool named = key(i) == "decada" || key(i) == "decenio";
  if (named && key(i + 1) == "de") {
    i += 2;
    if (is(i, "article")) ++i;
    if (key(i) == "anos") ++i;
  } else if (key(i) == "anos" && key(i - 1) == "los") {
    ++i;
  } else {
    return std::nullopt;
  }
  int first = 0;
  if (const auto word = value(i, "decade")) {
    first = 1900 + *word;
  } else if (const auto number = parse_int(key(i)); number && *number % 10 == 0) {
    if (*number >= 20 && *number <= 90 && key(i).size() == 2) first = 1900 + *number;
    if (*number >= 1500 && *number <= 2190 && key(i).size() == 4) first = *number;
  }
  if (first == 0) return std::nullopt;
  at = i + 1;
  return years_interval(first, 10);
}

TimeParser::Found TimeParser::read_century(int& at) const {
  const int i = is(at, "article") ? at + 1 : at;
  if (key(i) != "siglo" || i + 1 >= size()) return std::nullopt;
  const int number = roman(sentence_.words[i + 1].form);
  if (number < 1 || number > 22) return std::nullopt;
  at = i + 2;
  return years_interval(100 * (number - 1) + 1, 100);
}

}  // namespace trama
