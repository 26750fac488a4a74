#include "documents/html/hints.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/tsv.h"

namespace trama {

std::string_view embedded_html_data(std::string_view name);

namespace {

struct Classes {
  std::unordered_map<std::string, ClassHint> words;
  std::map<std::string, ClassHint, std::less<>> beginnings;  // None begins like another, or the longer one is not seen.
};

const Classes& classes() {
  static const Classes kClasses = [] {
    static const std::map<std::string_view, ClassHint> kMeanings = {{"out", ClassHint::kOut},
                                                                    {"comment", ClassHint::kComment},
                                                                    {"caption", ClassHint::kCaption},
                                                                    {"byline", ClassHint::kByline},
                                                                    {"body", ClassHint::kBody}};
    Classes out;
    for (const auto& row : parse_tsv(embedded_html_data("classes.tsv"))) {
      const auto meaning = row.size() == 2 ? kMeanings.find(row[1]) : kMeanings.end();
      if (meaning == kMeanings.end()) throw Error(ErrorCode::kFormat, "classes.tsv: bad row " + std::string(row[0]));
      std::string word(row[0]);
      if (word.ends_with('*')) {
        word.pop_back();
        out.beginnings.emplace(std::move(word), meaning->second);
      } else {
        out.words.emplace(std::move(word), meaning->second);
      }
    }
    return out;
  }();
  return kClasses;
}

ClassHint hint_of(const std::string& word) {
  if (const auto found = classes().words.find(word); found != classes().words.end()) return found->second;
  const auto& beginnings = classes().beginnings;
  auto after = beginnings.upper_bound(word);
  if (after == beginnings.begin()) return ClassHint::kNone;
  --after;
  return word.starts_with(after->first) ? after->second : ClassHint::kNone;
}

int rank(ClassHint hint) {
  switch (hint) {
    case ClassHint::kNone:
      return 0;
    case ClassHint::kByline:
      return 1;
    case ClassHint::kCaption:
      return 2;
    case ClassHint::kBody:
      return 3;
    case ClassHint::kOut:
      return 4;
    case ClassHint::kComment:
      return 5;
  }
  return 0;
}

struct Line {
  std::string_view begins;
  std::size_t max_words;
  LineHint hint;
};

// By their first word: few lines share one.
const std::unordered_map<std::string_view, std::vector<Line>>& lines() {
  static const std::unordered_map<std::string_view, std::vector<Line>> kLines = [] {
    std::unordered_map<std::string_view, std::vector<Line>> out;
    for (const auto& row : parse_tsv(embedded_html_data("lines.tsv"))) {
      Line line{row[0], 0, LineHint::kOut};
      if (row.size() != 3) throw Error(ErrorCode::kFormat, "lines.tsv: bad row " + std::string(row[0]));
      std::from_chars(row[1].data(), row[1].data() + row[1].size(), line.max_words);
      if (row[2] == "end") line.hint = LineHint::kEnd;
      out[row[0].substr(0, row[0].find(' '))].push_back(line);
    }
    return out;
  }();
  return kLines;
}

}  // namespace

ClassHint class_hint(std::string_view names) {
  ClassHint best = ClassHint::kNone;
  const auto offer = [&best](const std::string& word) {
    const ClassHint hint = hint_of(word);
    if (rank(hint) > rank(best)) best = hint;
  };
  std::string last, word;
  const auto finish = [&](bool name_ends) {
    if (!word.empty()) {
      offer(word);
      if (!last.empty()) offer(last + '-' + word);
      last = std::exchange(word, {});
    }
    if (name_ends) last.clear();
  };
  bool lower_before = false;
  for (const char c : names.substr(0, 400)) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isupper(byte) != 0 && lower_before) finish(false);
    if (std::isalpha(byte) != 0) {
      word += static_cast<char>(std::tolower(byte));
    } else {
      finish(std::isspace(byte) != 0);
    }
    lower_before = std::islower(byte) != 0;
  }
  finish(true);
  return best;
}

LineHint line_hint(std::string_view folded, std::size_t words) {
  const auto found = lines().find(folded.substr(0, folded.find(' ')));
  LineHint hint = LineHint::kNone;
  if (found == lines().end()) return hint;
  for (const Line& line : found->second) {
    if (words > line.max_words || !folded.starts_with(line.begins)) continue;
    const char next = folded.size() > line.begins.size() ? folded[line.begins.size()] : ' ';
    if (std::isalnum(static_cast<unsigned char>(next)) != 0) continue;
    if (line.hint == LineHint::kEnd) return line.hint;
    hint = line.hint;
  }
  return hint;
}

}  // namespace trama
