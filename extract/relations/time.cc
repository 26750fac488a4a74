#include "extract/relations/time.h"

#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <optional>
#include <utility>

#include "base/utf8.h"
#include "extract/coref/mentions.h"
#include "extract/relations/quantity.h"
#include "extract/relations/table.h"

namespace trama {
namespace {

using std::chrono::days;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;
using std::chrono::years;

struct Interval {
  std::optional<sys_days> begin;
  std::optional<sys_days> end;
};

std::optional<int> to_int(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<sys_days> make_day(int y, int m, int d) {
  const year_month_day date{year(y), std::chrono::month(static_cast<unsigned>(m)),
                            std::chrono::day(static_cast<unsigned>(d))};
  return date.ok() ? std::optional(sys_days(date)) : std::nullopt;
}

std::optional<sys_days> parse_iso(std::string_view text) {
  if (text.size() < 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto y = to_int(text.substr(0, 4));
  const auto m = to_int(text.substr(5, 2));
  const auto d = to_int(text.substr(8, 2));
  return y && m && d ? make_day(*y, *m, *d) : std::nullopt;
}

std::string to_iso(const std::optional<sys_days>& day) {
  if (!day) return {};
  const year_month_day date(*day);
  const int y = static_cast<int>(date.year());
  if (y < 0 || y > 9999) return {};
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", y, static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()));
  return text.data();
}

Interval month_interval(int y, int m) {
  const auto begin = make_day(y, m, 1);
  if (!begin) return {};
  return {begin, sys_days(year_month_day(*begin) + months(1))};
}

Interval year_interval(int y) {
  return {make_day(y, 1, 1), make_day(y + 1, 1, 1)};
}

bool is_year(const std::string& form) {
  const auto value = form.size() == 4 ? to_int(form) : std::nullopt;
  return value && *value >= 1500 && *value <= 2199;
}

}  // namespace

// Reads one sentence from left to right.
class TimeParser {
 public:
  TimeParser(const TimeReader& reader, const AnalyzedDocument& document, const Sentence& sentence,
             const std::vector<Direction>& directions)
      : reader_(reader),
        document_(document),
        sentence_(sentence),
        directions_(directions),
        published_(parse_iso(document.document.date)) {
    for (const Word& word : sentence.words) keys_.push_back(fold_key(word.form));
  }

  std::vector<TimeMention> find() {
    std::vector<TimeMention> list;
    for (begin_ = 0; begin_ < size();) {
      end_ = begin_;
      if (auto interval = read(); interval && end_ > begin_) {
        list.push_back(make(*interval));
        begin_ = end_;
      } else {
        ++begin_;
      }
    }
    return list;
  }

 private:
  int size() const { return static_cast<int>(keys_.size()); }
  const std::string& key(int i) const {
    static const std::string kNone;
    return i >= 0 && i < size() ? keys_[i] : kNone;
  }
  const TimeReader::WordMeaning* meaning(int i, std::string_view kind) const { return reader_.meaning(key(i), kind); }
  std::optional<int> value(int i, std::string_view kind) const {
    const auto* found = meaning(i, kind);
    return found == nullptr ? std::nullopt : to_int(found->value);
  }
  Direction direction() const {
    return static_cast<std::size_t>(begin_) < directions_.size() ? directions_[begin_] : Direction::kUnknown;
  }
  // A year that is known, or that of the publication.
  std::optional<int> published_year() const {
    if (!published_) return std::nullopt;
    return static_cast<int>(year_month_day(*published_).year());
  }

  TimeMention make(const Interval& interval) const {
    TimeMention mention;
    mention.first = begin_;
    mention.last = end_ - 1;
    mention.time.text = words_text(document_, sentence_, begin_, end_ - 1);
    mention.time.span = {sentence_.words[begin_].span.begin, sentence_.words[end_ - 1].span.end};
    mention.time.begin = to_iso(interval.begin);
    mention.time.end = to_iso(interval.end);
    return mention;
  }

  // Sets end_ behind what was read. Nullopt if no time begins here.
  std::optional<Interval> read() {
    if (const auto iso = parse_iso(sentence_.words[begin_].form); iso && key(begin_).size() == 10) {
      end_ = begin_ + 1;
      return Interval{iso, *iso + days(1)};
    }
    if (auto day = read_day_word()) return day;
    if (auto ago = read_ago()) return ago;
    int at = begin_;
    const std::string preposition = read_preposition(at);
    auto interval = read_calendar(at);
    if (!interval) return std::nullopt;
    end_ = at;
    if (preposition == "desde" || preposition == "a partir de") return Interval{interval->begin, std::nullopt};
    if (preposition == "hasta") return Interval{std::nullopt, interval->end};
    return interval;
  }

  // "ayer", "hoy"; "mañana" not after "la" and "pasado mañana" as a whole.
  std::optional<Interval> read_day_word() {
    int at = begin_;
    int extra = 0;
    if (key(at) == "pasado" && key(at + 1) == "manana") {
      extra = 1;
      ++at;
    }
    const auto offset = value(at, "day");
    if (!offset || (*offset == 1 && sentence_.words[at].upos == "NOUN")) return std::nullopt;
    end_ = at + 1;
    if (!published_) return Interval{};
    const sys_days day = *published_ + days(*offset + extra);
    return Interval{day, day + days(1)};
  }

  // "hace tres meses": that unit, not that day.
  std::optional<Interval> read_ago() {
    if (key(begin_) != "hace" || begin_ + 2 >= size()) return std::nullopt;
    const auto count = number_of_word(sentence_.words[begin_ + 1], std::nullopt);
    const auto* unit = meaning(begin_ + 2, "unit");
    if (!count || unit == nullptr || *count < 1 || *count > 5000) return std::nullopt;
    end_ = begin_ + 3;
    if (!published_) return Interval{};
    return unit_interval(unit->value, -static_cast<int>(*count));
  }

  std::string read_preposition(int& at) const {
    if (key(at) == "a" && key(at + 1) == "partir" && key(at + 2) == "de") {
      at += 3;
      return "a partir de";
    }
    for (const char* one : {"desde", "hasta", "en", "durante", "para", "hacia"}) {
      if (key(at) == one) {
        ++at;
        return one;
      }
    }
    return {};
  }

  std::optional<Interval> read_calendar(int& at) {
    if (auto part = read_month_part(at)) return part;
    const int start = at;
    const bool article = key(at) == "el" || key(at) == "la" || key(at) == "este" || key(at) == "esta";
    const bool near = meaning(at, "this") != nullptr;
    if (article) ++at;
    Direction told = Direction::kUnknown;
    read_direction(at, told);
    if (auto weekday = read_weekday(at, told)) return weekday;
    if (auto date = read_date(at, told)) return date;
    if (auto unit = read_unit(at, told, near)) return unit;
    if (auto month = read_month(at, told, article || at > begin_)) return month;
    at = start;
    return read_year(at);
  }

  // "próximo", "pasado" before or behind.
  void read_direction(int& at, Direction& told) const {
    if (meaning(at, "past") != nullptr) {
      told = Direction::kPast;
      ++at;
    } else if (meaning(at, "future") != nullptr) {
      told = Direction::kFuture;
      ++at;
    }
  }

  std::optional<Interval> read_weekday(int& at, Direction told) {
    const auto weekday = value(at, "weekday");
    if (!weekday) return std::nullopt;
    ++at;
    read_direction(at, told);
    int after = at;
    if (auto date = read_date(after, told)) {
      at = after;
      return date;
    }
    if (!published_) return Interval{};
    const int today = static_cast<int>(std::chrono::weekday(*published_).iso_encoding());
    const bool future =
        told == Direction::kFuture || (told == Direction::kUnknown && direction() == Direction::kFuture);
    int offset = future ? (*weekday - today + 7) % 7 : -((today - *weekday + 7) % 7);
    if (offset == 0 && told == Direction::kFuture) offset = 7;
    if (offset == 0 && told == Direction::kPast) offset = -7;
    const sys_days day = *published_ + days(offset);
    return Interval{day, day + days(1)};
  }

  // "2 de julio", "2 de julio de 2025", "1 de enero del año pasado" (as far as the month).
  std::optional<Interval> read_date(int& at, Direction told) {
    const auto day = to_int(key(at));
    if (!day || *day < 1 || *day > 31 || key(at + 1) != "de") return std::nullopt;
    const auto month = value(at + 2, "month");
    if (!month) return std::nullopt;
    at += 3;
    const auto given = read_of_year(at);
    if (given) return one_day(make_day(*given, *month, *day));
    const auto base = published_year();
    if (!base) return Interval{};
    return one_day(nearest(
        {make_day(*base - 1, *month, *day), make_day(*base, *month, *day), make_day(*base + 1, *month, *day)}, told));
  }

  static Interval one_day(const std::optional<sys_days>& day) {
    return day ? Interval{day, *day + days(1)} : Interval{};
  }

  // Of the same day in three years, the one that the text most likely means.
  std::optional<sys_days> nearest(const std::array<std::optional<sys_days>, 3>& choices, Direction told) const {
    const Direction wanted = told != Direction::kUnknown ? told : direction();
    std::optional<sys_days> best;
    days best_distance{};
    for (const auto& choice : choices) {
      if (!choice) continue;
      const days after = *choice - *published_;
      days distance = after < days(0) ? -after : after;
      if ((wanted == Direction::kPast && after > days(0)) || (wanted == Direction::kFuture && after < days(0))) {
        distance += days(2000);
      }
      if (!best || distance < best_distance) {
        best = choice;
        best_distance = distance;
      }
    }
    return best;
  }

  std::optional<int> read_of_year(int& at) const {
    int i = at;
    if (key(i) == ",") ++i;
    if (key(i) != "de") return std::nullopt;
    ++i;
    if (key(i) == "el") ++i;
    if (key(i) == "ano" && is_year(key(i + 1))) ++i;
    if (is_year(key(i))) {
      at = i + 1;
      return to_int(key(i));
    }
    const auto base = published_year();
    if (base && meaning(i, "this") != nullptr && key(i + 1) == "ano") {
      at = i + 2;
      return base;
    }
    if (base && key(i) == "ano" && meaning(i + 1, "past") != nullptr) {
      at = i + 2;
      return *base - 1;
    }
    return std::nullopt;
  }

  // A month needs something that makes a date of it: "en julio", "julio de 2025", "el pasado julio".
  std::optional<Interval> read_month(int& at, Direction told, bool joined) {
    int i = at;
    if (key(i) == "mes" && key(i + 1) == "de") i += 2;
    const auto month = value(i, "month");
    if (!month) return std::nullopt;
    ++i;
    read_direction(i, told);
    const auto given = read_of_year(i);
    if (!given && !joined) return std::nullopt;
    at = i;
    if (given) return month_interval(*given, *month);
    const auto base = published_year();
    if (!base) return Interval{};
    const auto day =
        nearest({make_day(*base - 1, *month, 1), make_day(*base, *month, 1), make_day(*base + 1, *month, 1)}, told);
    return day ? month_interval(static_cast<int>(year_month_day(*day).year()), *month) : Interval{};
  }

  // "a principios de julio", "a mediados de 2024".
  std::optional<Interval> read_month_part(int& at) {
    int i = at;
    if (key(i) == "a") ++i;
    const auto* part = meaning(i, "part");
    if (part == nullptr || key(i + 1) != "de") return std::nullopt;
    i += 2;
    if (key(i) == "el" || key(i) == "este") ++i;
    auto whole = read_month(i, Direction::kUnknown, true);
    if (!whole) whole = read_year(i);
    if (!whole) return std::nullopt;
    at = i;
    if (!whole->begin || !whole->end) return whole;
    const days third = (*whole->end - *whole->begin) / 3;
    if (part->value == "begin") return Interval{whole->begin, *whole->begin + third};
    if (part->value == "end") return Interval{*whole->end - third, whole->end};
    return Interval{*whole->begin + third, *whole->end - third};
  }

  // "la semana pasada", "este año", "el próximo mes".
  std::optional<Interval> read_unit(int& at, Direction told, bool near) {
    const auto* unit = meaning(at, "unit");
    if (unit == nullptr) return std::nullopt;
    int i = at + 1;
    read_direction(i, told);
    if (told == Direction::kUnknown && !near) return std::nullopt;
    at = i;
    if (!published_) return Interval{};
    return unit_interval(unit->value, told == Direction::kPast ? -1 : told == Direction::kFuture ? 1 : 0);
  }

  // The day, week (Monday to Sunday), month or year that lies `offset` of them from now.
  std::optional<Interval> unit_interval(const std::string& unit, int offset) const {
    const year_month_day today(*published_);
    const int y = static_cast<int>(today.year());
    const int m = static_cast<int>(static_cast<unsigned>(today.month())) - 1;
    if (unit == "day") return Interval{*published_ + days(offset), *published_ + days(offset + 1)};
    if (unit == "week") {
      const int weekday = static_cast<int>(std::chrono::weekday(*published_).iso_encoding());
      const sys_days monday = *published_ - days(weekday - 1) + days(7 * offset);
      return Interval{monday, monday + days(7)};
    }
    if (unit == "year") return year_interval(y + offset);
    const int month_number = y * 12 + m + offset;
    return month_interval(month_number / 12, month_number % 12 + 1);
  }

  // A year needs a preposition: numbers of four digits count many things.
  std::optional<Interval> read_year(int& at) {
    int i = at;
    const bool after_preposition = i > begin_ || (i > 0 && (key(i - 1) == "de" || key(i - 1) == "del"));
    if (key(i) == "el" && key(i + 1) == "ano") i += 2;
    if (!is_year(key(i)) || !after_preposition) return std::nullopt;
    if (i + 1 < size() && sentence_.words[i + 1].upos == "NOUN") return std::nullopt;
    at = i + 1;
    return year_interval(*to_int(key(i)));
  }

  const TimeReader& reader_;
  const AnalyzedDocument& document_;
  const Sentence& sentence_;
  const std::vector<Direction>& directions_;
  std::optional<sys_days> published_;
  std::vector<std::string> keys_;
  int begin_ = 0;
  int end_ = 0;
};

TimeReader TimeReader::load(const std::filesystem::path& data) {
  TimeReader reader;
  const Table table = Table::read(data / "time_words.tsv", 3);
  for (const Table::Row& row : table.rows()) {
    const bool number = row.fields[0] == "month" || row.fields[0] == "weekday" || row.fields[0] == "day";
    if (number && !to_int(row.fields[1])) table.fail(row, "no number: " + row.fields[1]);
    for (const std::string& word : split_list(row.fields[2])) {
      reader.words_[fold_key(word)].push_back({row.fields[0], row.fields[1]});
    }
  }
  return reader;
}

const TimeReader::WordMeaning* TimeReader::meaning(const std::string& folded, std::string_view kind) const {
  const auto found = words_.find(folded);
  if (found == words_.end()) return nullptr;
  for (const WordMeaning& one : found->second) {
    if (one.kind == kind) return &one;
  }
  return nullptr;
}

std::vector<TimeMention> TimeReader::find(const AnalyzedDocument& document, const Sentence& sentence,
                                          const std::vector<Direction>& directions) const {
  return TimeParser(*this, document, sentence, directions).find();
}

}  // namespace trama
