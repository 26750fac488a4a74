#include "extract/text/clitics.h"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "base/tsv.h"
#include "base/utf8.h"
#include "extract/data/embedded.h"

namespace trama {
namespace {

struct Ending {
  std::string text;
  std::vector<std::string> pronouns;
  bool open = false;  // Also behind verbs that are in no list.
};

std::vector<std::string> split_spaces(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (end > 0) parts.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

struct CliticTables {
  std::unordered_map<std::string, std::vector<std::string>> contractions;
  std::unordered_map<std::string, std::vector<std::string>> exceptions;  // Without parts: one word.
  std::unordered_set<std::string> infinitives;
  std::unordered_set<std::string> imperatives;
  std::unordered_set<std::string> al_names;
  std::vector<Ending> endings;  // Longest first.

  CliticTables() {
    for (const auto& row : parse_tsv(embedded_data("es/contractions.tsv"))) {
      if (row.size() > 1) contractions.emplace(row[0], split_spaces(row[1]));
    }
    for (const auto& row : parse_tsv(embedded_data("es/clitic_exceptions.tsv"))) {
      if (row.size() > 1) exceptions.emplace(row[0], row[1] == "-" ? std::vector<std::string>() : split_spaces(row[1]));
    }
    for (const auto& row : parse_tsv(embedded_data("es/infinitives.tsv"))) infinitives.emplace(row[0]);
    for (const auto& row : parse_tsv(embedded_data("es/imperatives.tsv"))) imperatives.emplace(row[0]);
    for (const auto& row : parse_tsv(embedded_data("es/al_names.tsv"))) al_names.emplace(row[0]);
    for (const auto& row : parse_tsv(embedded_data("es/clitics.tsv"))) {
      if (row.size() > 2) endings.push_back({std::string(row[0]), split_spaces(row[1]), row[2] == "open"});
    }
    std::stable_sort(endings.begin(), endings.end(),
                     [](const Ending& a, const Ending& b) { return a.text.size() > b.text.size(); });
  }
};

const CliticTables& clitic_tables() {
  static const CliticTables instance;
  return instance;
}

struct Accent {
  std::string_view with, without;
};
constexpr std::array<Accent, 5> kAccents = {{{"á", "a"}, {"é", "e"}, {"í", "i"}, {"ó", "o"}, {"ú", "u"}}};

bool has_accent(std::string_view word) {
  return std::any_of(kAccents.begin(), kAccents.end(), [&](const Accent& a) { return word.find(a.with) != word.npos; });
}

// Without its accents; those that keep two vowels apart only go if `all` ("envíe", "sitúe" keep theirs).
std::string without_accents(std::string_view word, bool all) {
  std::string out(word);
  for (const Accent& accent : kAccents) {
    const bool weak = accent.without == "i" || accent.without == "u";
    for (std::size_t i = 0; (i = out.find(accent.with, i)) != out.npos;) {
      const char next = out[std::min(i + accent.with.size(), out.size() - 1)];
      if (!all && weak && (next == 'a' || next == 'e' || next == 'o')) {
        i += accent.with.size();
      } else {
        out.replace(i, accent.with.size(), accent.without);
      }
    }
  }
  return out;
}

// The infinitive that stands before a clitic, without the accent that the clitics brought: "dár" -> "dar", "oír" ->
// "oír".
std::optional<std::string> infinitive(std::string_view stem, bool open) {
  if (!stem.ends_with('r')) return std::nullopt;
  std::string word(stem);
  const std::string_view before = stem.substr(0, stem.size() - 1);
  if (before.ends_with("á") || before.ends_with("é")) {
    word = std::string(before.substr(0, before.size() - 2)) + (before.ends_with("á") ? "ar" : "er");
  } else if (before.ends_with("í")) {
    const std::string_view root = before.substr(0, before.size() - 2);
    const bool hiatus = root.ends_with('a') || root.ends_with('e') || root.ends_with('o');
    if (!hiatus) word = std::string(root) + "ir";
  } else if (!(before.ends_with('a') || before.ends_with('e') || before.ends_with('i'))) {
    return std::nullopt;
  }
  if (clitic_tables().infinitives.count(word) > 0) return word;
  if (word.ends_with("eir") || word.ends_with("oir")) {  // Written without its accent.
    std::string accented = word.substr(0, word.size() - 2) + "ír";
    if (clitic_tables().infinitives.count(accented) > 0) return word;
  }
  constexpr std::size_t kShortestRoot = 2;
  return open && word.size() >= kShortestRoot + 2 ? std::optional(word) : std::nullopt;
}

// "dándo", "haciéndo", and the same without the accent.
std::optional<std::string> gerund(std::string_view stem, bool open) {
  if (!stem.ends_with("ndo")) return std::nullopt;
  const std::string_view before = stem.substr(0, stem.size() - 3);
  if (before.ends_with("á") || before.ends_with("é")) {
    return std::string(before.substr(0, before.size() - 2)) + (before.ends_with("á") ? "ando" : "endo");
  }
  const bool likely = before.size() > 2 && (before.ends_with("a") || before.ends_with("ie") || before.ends_with("ye"));
  if (open && likely && before.size() > 3) return std::string(stem);
  return std::nullopt;
}

// "véa", "imagínen": regular forms of known verbs, with the accent on the third last syllable of the whole.
std::optional<std::string> imperative(std::string_view stem) {
  std::string_view bare = stem;
  if (bare.ends_with('n')) bare.remove_suffix(1);
  if (bare.size() < 3 || !(bare.ends_with('a') || bare.ends_with('e')) || !has_accent(bare)) return std::nullopt;
  const std::string word = without_accents(stem, false);
  const std::string plain = without_accents(stem, true);
  const bool a = bare.ends_with('a');
  std::string_view root = plain;
  root.remove_suffix(stem.size() - bare.size() + 1);
  const auto known = [&](std::string_view root_form, std::string_view ending) {
    return clitic_tables().infinitives.count(std::string(root_form) + std::string(ending)) > 0;
  };
  if (known(root, "ar") || known(root, "er") || known(root, "ir")) return word;
  // Spelling before e: saque -> sacar, llegue -> llegar, cruce -> cruzar; before a: proteja -> proteger.
  if (!a && root.ends_with("qu") && known(std::string(root.substr(0, root.size() - 2)) + "c", "ar")) return word;
  if (!a && root.ends_with("gu") && known(root.substr(0, root.size() - 1), "ar")) return word;
  if (!a && root.ends_with("c") && known(std::string(root.substr(0, root.size() - 1)) + "z", "ar")) return word;
  if (a && root.ends_with("j")) {
    const std::string g = std::string(root.substr(0, root.size() - 1)) + "g";
    if (known(g, "er") || known(g, "ir")) return word;
  }
  if (a && root.ends_with("zc")) {  // conozca -> conocer, conduzca -> conducir.
    const std::string c = std::string(root.substr(0, root.size() - 2)) + "c";
    if (known(c, "er") || known(c, "ir")) return word;
  }
  if (clitic_tables().imperatives.count(plain) > 0) return word;
  // Roots that change: piense -> pensar, cuente -> contar, pida -> pedir, duerma -> dormir.
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kChanges = {
      {{"ie", "e"}, {"ue", "o"}, {"i", "e"}, {"u", "o"}}};
  for (const auto& [changed, original] : kChanges) {
    const std::size_t i = root.rfind(changed);
    if (i == root.npos || i == 0) continue;
    const std::string old_root =
        std::string(root.substr(0, i)).append(original).append(root.substr(i + changed.size()));
    if (known(old_root, "ir")) return word;
    if (changed.size() == 2) return known(old_root, "ar") || known(old_root, "er") ? std::optional(word) : std::nullopt;
  }
  return std::nullopt;
}

// The verb form before `ending`, nullopt if it is none. `strict`: only verbs of the lists.
std::optional<std::string> verb_before(std::string_view stem, const Ending& ending, bool strict) {
  const bool open = ending.open && !strict;
  if (auto word = infinitive(stem, open)) return word;
  if (auto word = gerund(stem, open)) return word;
  if (ending.text == "os") return std::nullopt;  // The imperative before it ends otherwise (poneos).
  return imperative(stem);
}

std::vector<std::string> split_verb(const std::string& lower, bool strict) {
  const auto exception = clitic_tables().exceptions.find(lower);
  if (exception != clitic_tables().exceptions.end()) return exception->second;
  for (const Ending& ending : clitic_tables().endings) {
    if (lower.size() < ending.text.size() + 2 || !lower.ends_with(ending.text)) continue;
    const auto verb = verb_before(std::string_view(lower).substr(0, lower.size() - ending.text.size()), ending, strict);
    if (!verb) continue;
    std::vector<std::string> parts{*verb};
    parts.insert(parts.end(), ending.pronouns.begin(), ending.pronouns.end());
    return parts;
  }
  return {};
}

std::string with_capital(const std::string& word) {
  std::size_t i = 0;
  if (word.empty()) return word;
  decode_utf8(word, i);
  return to_upper(std::string_view(word).substr(0, i)) + word.substr(i);
}

// "Al Gore", "al Qaeda", "Abdel Karim Al Ariani": no contraction.
bool is_arabic_article(std::string_view form, std::string_view next, bool first) {
  const std::string lower = to_lower(next);
  if (clitic_tables().al_names.count(lower) > 0) return true;
  return form == "Al" && !first && lower != next;
}

// Every word that can be split ends in one of these; most words are ruled out by it.
bool may_split(std::string_view lower) {
  const char last = lower.back();
  return last == 'e' || last == 'o' || last == 'a' || last == 's' || last == 'l';
}

}  // namespace

std::vector<std::string> split_word(std::string_view form, std::string_view next, bool first) {
  constexpr std::size_t kLongestWord = 40;  // Bytes.
  if (form.size() < 2 || form.size() > kLongestWord) return {};
  const std::string lower = to_lower(form);
  if (lower.empty() || !may_split(lower)) return {};
  const bool capital = lower != form;
  const bool all_capitals = capital && form == to_upper(form) && form != with_capital(lower);

  std::vector<std::string> parts;
  if (const auto contraction = clitic_tables().contractions.find(lower);
      contraction != clitic_tables().contractions.end()) {
    if (lower == "al" && is_arabic_article(form, next, first)) return {};
    parts = contraction->second;
  } else {
    parts = split_verb(lower, capital);
    // A capital inside a sentence is a name's, unless all is in capitals or it can be nothing else.
    if (capital && !all_capitals && !first && !(parts.size() > 2 || has_accent(lower))) return {};
  }
  if (parts.empty() || !capital) return parts;
  if (all_capitals) {
    for (std::string& part : parts) part = to_upper(part);
  } else {
    parts.front() = with_capital(parts.front());
  }
  return parts;
}

}  // namespace trama
