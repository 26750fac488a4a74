#include "extract/relations/time.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/utf8.h"
#include "extract/relations/table.h"
#include "extract/relations/time_calendar.h"
#include "extract/relations/time_parser.h"

namespace trama {
namespace {

void check(const Table& table, const Table::Row& row) {
  static constexpr std::array kNumbers = {"month",   "short_month", "weekday", "day",
                                          "ordinal", "rolling",     "recent",  "decade"};
  const std::string& kind = row.fields[0];
  const std::string& value = row.fields[1];
  const bool number = std::find(kNumbers.begin(), kNumbers.end(), kind) != kNumbers.end();
  if (number && !parse_int(value)) table.fail(row, "no number: " + value);
  if ((kind == "unit" || kind == "piece") && !parse_time_span(value)) table.fail(row, "no span of time: " + value);
  if (kind == "part" && !parse_time_part(value)) table.fail(row, "neither begin, middle nor end: " + value);
}

}  // namespace

TimeReader TimeReader::load(const std::filesystem::path& data) {
  TimeReader reader;
  const Table table = Table::read(data / "time_words.tsv", 3);
  for (const Table::Row& row : table.rows()) {
    check(table, row);
    for (const std::string& word : split_list(row.fields[2])) {
      if (row.fields[0] == "preposition") {
        reader.prepositions_.emplace_back(split_list(fold_key(word), ' '), row.fields[1]);
      } else {
        reader.words_[fold_key(word)].push_back({row.fields[0], row.fields[1]});
      }
    }
  }
  std::stable_sort(reader.prepositions_.begin(), reader.prepositions_.end(),
                   [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
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
