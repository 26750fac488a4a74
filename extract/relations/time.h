// Dates in words to days: "el domingo", "el 2 de julio", "a principios de julio", "desde 2022", "hace tres meses".
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "extract/analysis/sentence.h"

namespace trama {

// Whether the event lies before or after the day of publication, as far as its verb tells.
enum class Direction { kUnknown, kPast, kFuture };

// A time expression and its words [first, last].
struct TimeMention {
  TimeExpression time;
  int first = 0;
  int last = 0;
};

// Immutable once loaded.
class TimeReader {
 public:
  // Reads time_words.tsv. Throws Error: kIo, kFormat with file and line.
  static TimeReader load(const std::filesystem::path& data);

  // All time expressions of a sentence that stand for days of the calendar, in order, without overlaps. Days are
  // counted from the document's date; without one, only expressions with a year have days. Which of two days is meant
  // ("el domingo") the verb tells that the expression hangs on; where it does not, `directions[i]` for word i; where
  // `directions` is empty, the tenses of the whole sentence. Words without tags or trees will do.
  std::vector<TimeMention> find(const AnalyzedDocument& document, const Sentence& sentence,
                                const std::vector<Direction>& directions = {}) const;

 private:
  friend class TimeParser;
  struct WordMeaning {
    std::string kind;
    std::string value;
  };
  const WordMeaning* meaning(const std::string& folded, std::string_view kind) const;

  std::unordered_map<std::string, std::vector<WordMeaning>> words_;
  // Prepositions of several words, split at the blanks, with what they make of an interval; longest first.
  std::vector<std::pair<std::vector<std::string>, std::string>> prepositions_;
};

}  // namespace trama
