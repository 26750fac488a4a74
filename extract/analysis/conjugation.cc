#include "extract/analysis/conjugation.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

#include "base/tsv.h"
#include "base/utf8.h"
#include "extract/data/embedded.h"

namespace trama {
namespace {

// Endings of the simple tenses, participles and gerunds of -ar, and of -er and -ir.
constexpr std::array<std::string_view, 47> kFirst = {
    "o",     "as",      "a",     "amos", "áis",    "an",   "é",    "aste", "ó",    "asteis", "aron", "aba",
    "abas",  "ábamos",  "abais", "aban", "e",      "es",   "emos", "éis",  "en",   "ara",    "aras", "áramos",
    "arais", "aran",    "ase",   "ases", "ásemos", "asen", "aré",  "arás", "ará",  "aremos", "arán", "aría",
    "arías", "aríamos", "arían", "ad",   "ando",   "ado",  "ada",  "ados", "adas", "aréis",  "ar"};
constexpr std::array<std::string_view, 44> kBoth = {
    "o", "es", "e", "en", "a", "as", "amos", "áis", "an", "í", "iste", "ió", "imos", "emos", "éis", "ed", "isteis",
    "ieron", "ía", "ías", "íamos", "ían", "iera", "ieras", "iéramos", "ieran", "iese", "iesen", "iendo", "ido", "ida",
    "idos", "idas",
    // Behind a vowel: "leyó", "construye".
    "yó", "yeron", "yera", "yeran", "yendo", "ído", "ída", "ídos", "ídas", "yese", "yesen"};
constexpr std::array<std::string_view, 5> kOfUir = {"yo", "ye", "yen", "ya", "yan"};
constexpr std::array<std::string_view, 10> kOfStem = {"é", "ás", "á", "emos", "án", "ía", "ías", "íamos", "ían", "éis"};

struct ConjugationTables {
  std::unordered_set<std::string> infinitives;
  std::unordered_map<std::string, std::string> irregular;  // Forms of one verb that look like regular ones of another.

  ConjugationTables() {
    for (const auto& row : parse_tsv(embedded_data("es/infinitives.tsv"))) infinitives.emplace(row[0]);
    for (const auto& row : parse_tsv(embedded_data("es/irregular_forms.tsv"))) irregular.emplace(row[0], row[1]);
  }
};

const ConjugationTables& conjugation_tables() {
  static const ConjugationTables instance;
  return instance;
}

bool is_front(std::string_view ending) {
  return ending.starts_with("e") || ending.starts_with("é") || ending.starts_with("i") || ending.starts_with("í");
}

// Adds stem + infinitive ending if it is a known verb.
void add(std::string stem, std::string_view infinitive, std::vector<std::string>& found) {
  stem += infinitive;
  if (conjugation_tables().infinitives.contains(stem) && std::ranges::find(found, stem) == found.end())
    found.push_back(std::move(stem));
}

// The stem as the infinitive writes it: "indiqu-e" is indic-ar, "recoj-o" recog-er, "enví-a" envi-ar.
void add_spellings(const std::string& stem, std::string_view ending, std::string_view infinitive,
                   std::vector<std::string>& found) {
  const bool front = is_front(ending);
  // "colige" is not of "coligar", nor "coja" of "cojer".
  const bool spelt = stem.ends_with('g') || stem.ends_with('c') || (stem.ends_with('z') && infinitive == "ar");
  if (front != (infinitive == "ar") || !spelt) add(stem, infinitive, found);
  const auto respell = [&](std::string_view from, std::string_view to) {
    if (stem.ends_with(from)) add(stem.substr(0, stem.size() - from.size()) + std::string(to), infinitive, found);
  };
  respell("í", "i");
  respell("ú", "u");
  if (infinitive == "ar" && front) {
    respell("qu", "c");
    respell("gu", "g");
    respell("c", "z");
    respell("gü", "gu");
  } else if (infinitive != "ar" && !front) {
    respell("z", "c");
    respell("j", "g");
    respell("g", "gu");
    respell("zc", "c");
  }
}

void add_of(const std::string& form, std::vector<std::string>& found) {
  const auto strip = [&](std::string_view ending) { return form.substr(0, form.size() - ending.size()); };
  for (const std::string_view ending : kFirst) {
    if (form.size() > ending.size() + 1 && form.ends_with(ending)) add_spellings(strip(ending), ending, "ar", found);
  }
  for (const std::string_view ending : kBoth) {
    if (form.size() <= ending.size() + 1 || !form.ends_with(ending)) continue;
    add_spellings(strip(ending), ending, "er", found);
    add_spellings(strip(ending), ending, "ir", found);
  }
  for (const std::string_view ending : kOfUir) {
    if (form.size() > ending.size() + 2 && form.ends_with(ending) && strip(ending).ends_with('u'))
      add(strip(ending), "ir", found);
  }
  for (const std::string_view ending : kOfStem) {
    if (form.size() <= ending.size() + 3 || !form.ends_with(ending)) continue;
    const std::string stem = strip(ending);  // "aprobar-á"
    if (stem.ends_with("er") || stem.ends_with("ir")) add(stem, "", found);
  }
  if (form.ends_with("er") || form.ends_with("ir")) add(form, "", found);
}

// "recomienda", "sobrevuela", "piden": with the vowel of the infinitive. "i" and "u" are of -ir alone.
std::vector<std::string> with_other_vowel(const std::string& form) {
  struct Change {
    std::string_view from, to, infinitive;
  };
  constexpr std::array<Change, 5> kChanges = {
      {{"ie", "e", ""}, {"ue", "o", ""}, {"ue", "u", ""}, {"i", "e", "ir"}, {"u", "o", "ir"}}};
  std::vector<std::string> found;
  for (const Change& change : kChanges) {
    const std::size_t at = form.size() < 4 ? std::string::npos : form.rfind(change.from, form.size() - 3);
    if (at == std::string::npos || at == 0) continue;
    std::vector<std::string> made;
    add_of(form.substr(0, at) + std::string(change.to) + form.substr(at + change.from.size()), made);
    for (std::string& infinitive : made) {
      if (infinitive.ends_with(change.infinitive) && std::ranges::find(found, infinitive) == found.end())
        found.push_back(std::move(infinitive));
    }
  }
  return found;
}

}  // namespace

std::vector<std::string> infinitives_of(std::string_view form) {
  std::vector<std::string> found;
  add_of(std::string(form), found);
  return found;
}

std::string verb_lemma(std::string_view form, const std::string& lemma) {
  const std::string lower = to_lower(std::string(form));
  if (const auto known = conjugation_tables().irregular.find(lower); known != conjugation_tables().irregular.end())
    return conjugation_tables().infinitives.contains(lemma) ? lemma : known->second;
  const std::vector<std::string> regular = infinitives_of(lower);
  if (std::ranges::find(regular, lemma) != regular.end()) return lemma;
  if (regular.size() == 1) return regular.front();
  if (!regular.empty() || conjugation_tables().infinitives.contains(lemma)) return lemma;
  const std::vector<std::string> changed = with_other_vowel(lower);
  return changed.size() == 1 ? changed.front() : lemma;
}

}  // namespace trama
