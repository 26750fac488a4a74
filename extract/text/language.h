// Whether a text is in Spanish.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace trama {

struct Language {
  std::string code;  // ISO 639-1 ("en"); of a text in another script, its ISO 15924 code ("Cyrl").
  std::string name;  // In English: "English", "Cyrillic script".

  bool operator==(const Language&) const = default;
};

// Tells texts in other languages from Spanish ones. Counts the function words of each language (extract/data/languages)
// and the letters of other scripts. When in doubt, a text is Spanish: the few words of a headline, names, numbers, text
// without accents, quotations. What is not among the languages of the table, in Latin script, counts as Spanish, too.
//
// Takes a text in pieces, and says as soon as it can that it is Spanish: mostly after a sentence. That it is not is
// said only after kSampleBytes, or at the end of the text. The result does not depend on how the text is cut.
class LanguageDetector {
 public:
  static constexpr std::size_t kSampleBytes = 8192;

  LanguageDetector();
  // The next piece of valid UTF-8, cut on a character boundary.
  void add(std::string_view piece);
  void finish();  // The text has ended.

  bool decided() const { return decided_; }
  // Once decided: the other language; nullopt for Spanish, and when in doubt.
  const std::optional<Language>& other() const { return other_; }

 private:
  void add_character(char32_t c);
  void end_word();
  void decide();

  std::size_t bytes_ = 0;
  std::string word_;                      // The one being read, in lower case.
  bool marked_ = false;                   // It has combining marks.
  std::vector<std::size_t> own_;          // Words of each language that Spanish does not have,
  std::vector<std::size_t> distinct_;     // the same, each counted once,
  std::vector<std::size_t> not_;          // and words of Spanish that it does not have.
  std::unordered_set<std::string> seen_;  // Words of any table.
  std::vector<std::size_t> letters_;      // By script.
  bool decided_ = false;
  std::optional<Language> other_;
};

// The other language in which a whole text is; nullopt for Spanish, and when in doubt. Looks at its first kSampleBytes.
std::optional<Language> find_other_language(std::string_view text);

}  // namespace trama
