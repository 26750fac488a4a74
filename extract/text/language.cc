#include "extract/text/language.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <unordered_map>

#include "base/tsv.h"
#include "base/utf8.h"
#include "extract/data/embedded.h"

namespace trama {
namespace {

// Words longer than this are in no table.
constexpr std::size_t kMaxWordBytes = 24;
// Spanish is sure once it has so many words of its own more than each other language has,
constexpr std::size_t kSureLead = 2;
// and so many times as many. The same holds the other way round, where more words are asked for, so that a sentence in
// Spanish with a quotation in another language is not taken for one in that language.
constexpr std::size_t kSureFactor = 3;
constexpr std::size_t kOtherLead = 6;
// So many different ones of them: titles alone ("The Who, The Doors") are no text.
constexpr std::size_t kOtherDistinct = 4;
// What does not look foreign so far does not wait for more.
constexpr std::size_t kPatienceBytes = 400;
// So many letters, two in three of them of another script, are needed to say so.
constexpr std::size_t kScriptLetters = 40;

struct Table {
  std::vector<Language> languages;  // The first is Spanish.
  // Bit i: the word is one of language i.
  std::unordered_map<std::string, std::uint32_t> words;

  Table() {
    for (const auto& row : parse_tsv(embedded_data("languages/function_words.tsv"))) {
      if (row.size() < 3) continue;
      const std::uint32_t bit = std::uint32_t{1} << languages.size();
      languages.push_back({std::string(row[0]), std::string(row[1])});
      for (std::string_view rest = row[2]; !rest.empty();) {
        const std::size_t end = std::min(rest.find(' '), rest.size());
        if (end > 0) words[std::string(rest.substr(0, end))] |= bit;
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
    }
  }
};

const Table& table() {
  static const Table instance;
  return instance;
}

Language script_language(std::size_t script) {
  const auto code = static_cast<UScriptCode>(script);
  return {uscript_getShortName(code), std::string(uscript_getName(code)) + " script"};
}

}  // namespace

LanguageDetector::LanguageDetector()
    : own_(table().languages.size()), distinct_(own_.size()), not_(own_.size()), letters_(USCRIPT_CODE_LIMIT) {}

void LanguageDetector::add(std::string_view piece) {
  for (std::size_t i = 0; i < piece.size() && !decided_;) {
    const std::size_t begin = i;
    const char32_t c = decode_utf8(piece, i);
    bytes_ += i - begin;
    add_character(c);
    if (!decided_ && bytes_ >= kSampleBytes) decide();
  }
}

void LanguageDetector::finish() {
  if (decided_) return;
  end_word();
  if (!decided_) decide();
}

void LanguageDetector::add_character(char32_t c) {
  const auto code = static_cast<UChar32>(c);
  const bool mark = c >= 0x300 && u_charType(code) == U_NON_SPACING_MARK;
  if (!mark && !u_isalpha(code)) return end_word();
  if (!mark) {
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(code, &status);
    if (U_SUCCESS(status) && script > USCRIPT_INHERITED) ++letters_[static_cast<std::size_t>(script)];
  }
  marked_ |= mark;
  if (word_.size() <= kMaxWordBytes) append_utf8(word_, to_lower(c));
}

void LanguageDetector::end_word() {
  if (word_.empty()) return;
  const auto found = table().words.find(marked_ ? to_nfc(word_) : word_);
  word_.clear();
  marked_ = false;
  if (found != table().words.end()) {
    const bool spanish = (found->second & 1) != 0;
    const bool first_time = seen_.insert(found->first).second;
    for (std::size_t i = 1; i < own_.size(); ++i) {
      const bool other = (found->second >> i & 1) != 0;
      own_[i] += other && !spanish;
      distinct_[i] += other && !spanish && first_time;
      not_[i] += spanish && !other;
    }
  }
  bool sure = true, foreign = false;
  for (std::size_t i = 1; i < own_.size(); ++i) {
    sure &= not_[i] >= own_[i] * kSureFactor + kSureLead;
    foreign |= own_[i] > not_[i];
  }
  if (sure) {
    decided_ = true;
  } else if (bytes_ >= kPatienceBytes && !foreign) {
    decide();
  }
}

void LanguageDetector::decide() {
  decided_ = true;
  const auto latin = static_cast<std::size_t>(USCRIPT_LATIN);
  std::size_t others = 0;
  for (const std::size_t count : letters_) others += count;
  others -= letters_[latin];
  if (others >= kScriptLetters && others > letters_[latin] * 2) {
    letters_[latin] = 0;
    const auto most = std::max_element(letters_.begin(), letters_.end());
    other_ = script_language(static_cast<std::size_t>(most - letters_.begin()));
    return;
  }
  // The language that leads Spanish by most.
  std::size_t best = 0, best_lead = 0;
  for (std::size_t i = 1; i < own_.size(); ++i) {
    if (distinct_[i] < kOtherDistinct || own_[i] < not_[i] * kSureFactor + kOtherLead) continue;
    if (own_[i] - not_[i] <= best_lead) continue;
    best = i;
    best_lead = own_[i] - not_[i];
  }
  if (best > 0) other_ = table().languages[best];
}

std::optional<Language> find_other_language(std::string_view text) {
  LanguageDetector detector;
  detector.add(text);
  detector.finish();
  return detector.other();
}

}  // namespace trama
