// The grammar of time expressions: one sentence, read from left to right with the words of time_words.tsv.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extract/relations/time.h"
#include "extract/relations/time_calendar.h"

namespace trama {

// "1998" as a year; nullopt for numbers that are none.
std::optional<int> to_year(const std::string& form);

class TimeParser {
 public:
  TimeParser(const TimeReader& reader, const AnalyzedDocument& document, const Sentence& sentence,
             const std::vector<Direction>& directions);
  std::vector<TimeMention> find();

 private:
  // A day, month, year and the like. Of a day or month without a year, what has to be told again when a range tells the
  // year behind it ("de enero a marzo de 2010").
  struct Item {
    DayInterval interval;
    int month = 0;
    int day = 0;
    bool has_year = false;
    bool year_alone = false;
  };
  // What stands before a unit or a weekday: "el próximo", "los últimos tres".
  struct Modifiers {
    bool article = false;
    bool demonstrative = false;
    Direction told = Direction::kUnknown;
    int rolling = 0;
    std::optional<int> count;
  };
  using Found = std::optional<DayInterval>;

  // Each reads words from `at` on and moves it behind them; without a result it leaves `at` alone.
  Found read(int& at);
  Found read_day_word(int& at) const;
  Found read_ago(int& at) const;
  Found read_range(int& at) const;
  Found read_pair(int& at, const Item& first) const;
  std::string read_preposition(int& at) const;
  std::optional<Item> read_item(int& at, bool joined) const;
  std::optional<Item> read_weekday(int& at, const Modifiers& modifiers) const;
  std::optional<Item> read_date(int& at, Direction told) const;
  std::optional<Item> read_month(int& at, Direction told, bool joined) const;
  std::optional<Item> read_month_day(int& at, Direction told) const;
  std::optional<Item> read_named_day(int& at, int day, Direction told) const;
  std::optional<int> read_day_number(int& at) const;
  std::optional<int> read_month_name(int& at) const;
  std::optional<Item> read_year(int& at, bool joined) const;
  Found read_unit(int& at, const Modifiers& modifiers, bool joined) const;
  Found read_rolling(int& at, const Modifiers& modifiers) const;
  Found read_part(int& at) const;
  Found read_piece(int& at) const;
  Found read_rest(int& at) const;
  Found read_whole(int& at) const;
  Found read_decade(int& at) const;
  Found read_century(int& at) const;
  Found read_weekend(int& at, const Modifiers& modifiers) const;
  std::optional<int> read_of_year(int& at) const;
  std::optional<int> read_count(int& at) const;
  Modifiers read_modifiers(int& at) const;
  void read_direction(int& at, Direction& told) const;
  void read_daytime(int& at) const;

  std::optional<std::chrono::sys_days> resolve_weekday(int weekday, Direction told, int at) const;
  std::optional<DayInterval> numeric_date(const std::string& form) const;
  DayInterval resolve(const Item& item, std::optional<int> year, Direction told, int at) const;
  DayInterval rolling(TimeSpan span, int times, bool forward) const;
  // The calendar's unit that lies so many of them from the day of publication.
  DayInterval unit_from_now(TimeSpan span, int times) const;
  std::optional<TimeSpan> span_of(int i, std::string_view kind) const;
  Direction direction(int i) const;
  std::optional<int> published_year() const;
  DayInterval today() const { return day_interval(published_); }

  int size() const { return static_cast<int>(keys_.size()); }
  const std::string& key(int i) const;
  bool is(int i, std::string_view kind) const { return reader_.meaning(key(i), kind) != nullptr; }
  bool matches(int i, std::initializer_list<std::string_view> words) const;
  std::optional<int> value(int i, std::string_view kind) const;
  bool is_plural(int i) const { return key(i).ends_with('s') && key(i) != "mes"; }
  bool is_named(int i) const;
  bool is_inside_name(int i) const;
  bool is_due(int i) const;
  TimeMention make(const DayInterval& interval, int begin, int end) const;

  const TimeReader& reader_;
  const AnalyzedDocument& document_;
  const Sentence& sentence_;
  const std::vector<Direction>& directions_;
  std::optional<std::chrono::sys_days> published_;
  std::vector<std::string> keys_;
};

}  // namespace trama
