#include "graph/names/names.h"

#include <unicode/locdspnm.h>
#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <map>
#include <memory>
#include <unordered_map>
#include <unordered_set>

#include "base/error.h"
#include "base/tsv.h"
#include "graph/names/tables.h"

namespace trama {
namespace {

// A transliterator rewrites in place, which takes quadratic time; names longer than this are not worth it.
constexpr int kLongestTransliterated = 512;

bool is_plain_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x80; });
}

bool is_apostrophe(UChar32 c) {
  return c == '\'' || c == 0x2019 || c == 0x2018 || c == 0x02BC || c == 0x00B4 || c == '`';
}

// Accents off and lower case, for letters of every script; Latin letters with a bar or a hook stay.
icu::UnicodeString without_accents(const icu::UnicodeString& text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* decompose = icu::Normalizer2::getNFKDInstance(status);
  if (U_FAILURE(status)) throw Error(ErrorCode::kInvalid, "ICU has no normalisation data");
  // NFKD makes a space and an accent of U+00B4, which many texts have for an apostrophe.
  icu::UnicodeString plain = text;
  plain.findAndReplace(icu::UnicodeString(static_cast<UChar32>(0x00B4)), icu::UnicodeString("'"));
  icu::UnicodeString decomposed = decompose->normalize(plain, status);
  decomposed.foldCase();
  icu::UnicodeString result;
  for (int i = 0; i < decomposed.length();) {
    const UChar32 c = decomposed.char32At(i);
    i += U16_LENGTH(c);
    if (u_charType(c) != U_NON_SPACING_MARK && u_charType(c) != U_FORMAT_CHAR) result.append(c);
  }
  return result;
}

icu::UnicodeString to_latin(icu::UnicodeString text) {
  // Transliterators are not safe to share between threads, and costly to make.
  thread_local const std::unique_ptr<icu::Transliterator> kToLatin = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Transliterator> made(
        icu::Transliterator::createInstance("Any-Latin; Latin-ASCII", UTRANS_FORWARD, status));
    if (U_FAILURE(status)) made.reset();
    return made;
  }();
  if (kToLatin != nullptr && text.length() <= kLongestTransliterated) kToLatin->transliterate(text);
  return text;
}

// Letters and digits kept, apostrophes dropped, everything else a single space.
icu::UnicodeString words_only(const icu::UnicodeString& text) {
  icu::UnicodeString result;
  for (int i = 0; i < text.length();) {
    const UChar32 c = text.char32At(i);
    i += U16_LENGTH(c);
    if (u_isalnum(c)) {
      result.append(c);
    } else if (!is_apostrophe(c) && !result.isEmpty() && result[result.length() - 1] != ' ') {
      result.append(static_cast<UChar32>(' '));
    }
  }
  if (!result.isEmpty() && result[result.length() - 1] == ' ') result.truncate(result.length() - 1);
  return result;
}

std::string fold_ascii(std::string_view name) {
  std::string result;
  for (const char c : name) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      result += c;
    } else if (c >= 'A' && c <= 'Z') {
      result += static_cast<char>(c - 'A' + 'a');
    } else if (c != '\'' && c != '`' && !result.empty() && result.back() != ' ') {
      result += ' ';
    }
  }
  if (!result.empty() && result.back() == ' ') result.pop_back();
  return result;
}

std::string fold_unicode(std::string_view name) {
  icu::UnicodeString text =
      icu::UnicodeString::fromUTF8(icu::StringPiece(name.data(), static_cast<std::int32_t>(name.size())));
  text = without_accents(text);
  bool all_ascii = true;
  for (int i = 0; i < text.length() && all_ascii; ++i) all_ascii = text[i] < 0x80;
  if (!all_ascii) text = without_accents(to_latin(text));
  std::string result;
  words_only(text).toUTF8String(result);
  return result;
}

struct CountryTable {
  std::unordered_map<std::string, std::string> code_of;  // Folded and compact names.
  std::unordered_map<std::string, std::string> name_of;  // Code to Spanish name.
};

void add_country(CountryTable& table, const std::string& code, std::string_view name) {
  const std::string folded = fold_name(name);
  // A code that stands for its own name ("XK") tells nothing; the first name given to a string wins.
  if (folded.size() < 2) return;
  table.code_of.emplace(folded, code);
  table.code_of.emplace(compact_name(folded), code);
}

std::string display_region(const char* code, const char* locale, UDisplayContext length) {
  UErrorCode status = U_ZERO_ERROR;
  UDisplayContext contexts[] = {length};
  const std::unique_ptr<icu::LocaleDisplayNames> names(
      icu::LocaleDisplayNames::createInstance(icu::Locale(locale), contexts, 1));
  icu::UnicodeString text;
  if (U_SUCCESS(status) && names != nullptr) names->regionDisplayName(code, text);
  std::string result;
  text.toUTF8String(result);
  return result;
}

CountryTable make_country_table() {
  CountryTable table;
  for (const char* locale : {"es", "es_419", "es_MX", "es_AR", "en"}) {
    for (const char* const* code = icu::Locale::getISOCountries(); *code != nullptr; ++code) {
      const std::string name = display_region(*code, locale, UDISPCTX_LENGTH_FULL);
      if (name.empty() || name == *code) continue;
      table.name_of.emplace(*code, name);
      add_country(table, *code, name);
      add_country(table, *code, display_region(*code, locale, UDISPCTX_LENGTH_SHORT));
    }
  }
  for (const auto& row : parse_tsv(tables::kCountries)) {
    if (row.size() == 2) add_country(table, std::string(row[0]), row[1]);
  }
  return table;
}

const CountryTable& countries() {
  static const CountryTable kTable = make_country_table();
  return kTable;
}

struct Rewriting {
  std::string from;
  std::string to;
  bool at_begin = false;
  bool at_end = false;
};

const std::vector<Rewriting>& rewritings() {
  static const std::vector<Rewriting> kRules = [] {
    std::vector<Rewriting> rules;
    for (const auto& row : parse_tsv(tables::kTransliteration)) {
      if (row.size() != 2) continue;
      Rewriting rule{std::string(row[0]), std::string(row[1])};
      rule.at_begin = rule.from.starts_with('^');
      if (rule.at_begin) rule.from.erase(0, 1);
      rule.at_end = rule.from.ends_with('$');
      if (rule.at_end) rule.from.pop_back();
      if (!rule.from.empty()) rules.push_back(rule);
    }
    return rules;
  }();
  return kRules;
}

void rewrite(std::string& word, const Rewriting& rule) {
  for (std::size_t at = 0; (at = word.find(rule.from, at)) != std::string::npos;) {
    const bool fits = (!rule.at_begin || at == 0) && (!rule.at_end || at + rule.from.size() == word.size());
    if (!fits) {
      ++at;
      continue;
    }
    word.replace(at, rule.from.size(), rule.to);
    // Of a row of equal letters one stays.
    if (!rule.from.starts_with(rule.to)) at += rule.to.size();
  }
}

// "jr" of a name that has one after two words or more.
std::string suffix_of(const std::vector<std::string>& words) {
  return words.size() > 1 && is_name_word("suffix", words.back()) ? words.back() : std::string();
}

bool same_or_initial(std::string_view left, std::string_view right) {
  if (left == right) return true;
  if (left.size() == 1) return right.starts_with(left);
  return right.size() == 1 && left.starts_with(right);
}

// Whether `shorter` can be had from `longer` by leaving out and shortening words.
bool is_shortening(const std::vector<std::string>& shorter, const std::vector<std::string>& longer) {
  std::size_t next = 0;
  for (std::size_t i = 0; i < longer.size() && next < shorter.size(); ++i) {
    // A surname is not shortened where a given name is not ("David Stevenson" is no "David S. Bassiouni"), and an
    // initial stands in the place of its name ("James Lyons" is no "Charles J. Lyons").
    const bool shortened = longer[i].size() == 1 && shorter[next].size() > 1;
    const bool surname = next + 1 == shorter.size() && shorter.size() > 1 && shorter.size() < longer.size();
    if (shortened && (surname || i != next)) continue;
    if (same_or_initial(shorter[next], longer[i])) ++next;
  }
  return next == shorter.size();
}

}  // namespace

std::string fold_name(std::string_view name) {
  std::string folded = is_plain_ascii(name) ? fold_ascii(name) : fold_unicode(name);
  return folded.empty() ? std::string(name) : folded;
}

std::string compact_name(std::string_view folded) {
  std::string result;
  std::copy_if(folded.begin(), folded.end(), std::back_inserter(result), [](char c) { return c != ' '; });
  return result.empty() ? std::string(folded) : result;
}

std::vector<std::string_view> name_words(std::string_view folded) {
  std::vector<std::string_view> words;
  while (!folded.empty()) {
    const std::size_t end = folded.find(' ');
    if (end != 0) words.push_back(folded.substr(0, end));
    folded.remove_prefix(end == std::string_view::npos ? folded.size() : end + 1);
  }
  return words;
}

std::string_view country_code(std::string_view folded) {
  const auto& codes = countries().code_of;
  const auto found = codes.find(std::string(folded));
  return found == codes.end() ? std::string_view() : std::string_view(found->second);
}

const std::unordered_map<std::string, std::string>& country_codes() {
  return countries().code_of;
}

std::string_view country_name(std::string_view code) {
  const auto& names = countries().name_of;
  const auto found = names.find(std::string(code));
  return found == names.end() ? std::string_view() : std::string_view(found->second);
}

std::vector<std::string> person_words(std::string_view folded) {
  std::vector<std::string_view> words = name_words(folded);
  while (words.size() > 1 && is_name_word("title", words.front())) words.erase(words.begin());
  std::vector<std::string> result;
  for (const std::string_view word : words) {
    if (!is_name_word("particle", word)) result.push_back(spelling_key(word));
  }
  if (result.empty()) {
    for (const std::string_view word : words) result.push_back(spelling_key(word));
  } else if (result.size() == 1 && words.size() == 2 && is_name_word("bearing", words.front())) {
    result.insert(result.begin(), spelling_key(words.front()));
  }
  return result;
}

bool compatible_person_names(const std::vector<std::string>& left, const std::vector<std::string>& right) {
  if (suffix_of(left) != suffix_of(right)) return false;
  return left.size() <= right.size() ? is_shortening(left, right) : is_shortening(right, left);
}

bool are_initials_of(std::string_view letters, std::string_view folded) {
  const std::vector<std::string_view> words = name_words(folded);
  if (letters.size() < 2 || words.size() < 2 || letters.find(' ') != std::string_view::npos) return false;
  std::string all;
  std::string without_particles;
  for (const std::string_view word : words) {
    all += word.front();
    if (!is_name_word("particle", word)) without_particles += word.front();
  }
  return letters == all || letters == without_particles;
}

std::string spelling_key(std::string_view word) {
  std::string key(word);
  for (const Rewriting& rule : rewritings()) rewrite(key, rule);
  return key.empty() ? std::string(word) : key;
}

bool is_name_word(std::string_view kind, std::string_view word) {
  using Words = std::map<std::string, std::unordered_set<std::string>, std::less<>>;
  static const Words kWords = [] {
    Words words;
    for (const auto& row : parse_tsv(tables::kNameWords)) {
      if (row.size() == 2) words[std::string(row[0])].emplace(row[1]);
    }
    return words;
  }();
  const auto found = kWords.find(kind);
  return found != kWords.end() && found->second.contains(std::string(word));
}

std::string name_key(std::string_view canonical, bool named) {
  std::string folded = fold_name(canonical);
  // An article that is part of a name has a capital: "El Salvador", but "la OTAN".
  const bool drop = !named || (!canonical.empty() && canonical.front() >= 'a' && canonical.front() <= 'z');
  return drop ? std::string(without_determiner(folded)) : folded;
}

std::string_view without_determiner(std::string_view folded) {
  for (;;) {
    const std::size_t end = folded.find(' ');
    if (end == std::string_view::npos || !is_name_word("determiner", folded.substr(0, end))) return folded;
    folded.remove_prefix(end + 1);
  }
}

}  // namespace trama
