// Keys under which names are compared. Two names with an equal key are the same name for the purpose of that key; keys
// are for comparing and are never shown.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace trama {

// Lower case, without accents, other scripts in Latin letters, punctuation as single spaces, apostrophes gone:
// "Kim Jong-un" and "KIM JONG UN" give "kim jong un". A text of punctuation alone is its own key. Any thread.
std::string fold_name(std::string_view name);

// fold_name without spaces: "EE. UU." and "EE.UU." give "eeuu".
std::string compact_name(std::string_view folded);

// The words of a folded name; views into `folded`.
std::vector<std::string_view> name_words(std::string_view folded);

// ISO 3166 code of the country that a folded name means in Spanish or English ("ee uu", "estados unidos de america",
// "united states": "US"); empty if none. The names are those of ICU/CLDR and of graph/data/countries.tsv.
std::string_view country_code(std::string_view folded);
// The country's usual Spanish name ("Estados Unidos"); empty for an unknown code.
std::string_view country_name(std::string_view code);

// The words of a folded person's name under which spellings compare equal ("serguei", "sergey": "sergei"): titles and
// particles left out, rewritten by graph/data/transliteration.tsv. Of "al gore" both words. Never empty unless `folded`
// is.
std::vector<std::string> person_words(std::string_view folded);

// Whether one person may bear both names, given as person_words: one is the other with words left out or shortened to
// initials ("v putin", "vladimir putin", "vladimir vladimirovich putin").
bool compatible_person_names(const std::vector<std::string>& left, const std::vector<std::string>& right);

// Whether `letters` (folded, one word: "onu") are the initials of the longer `folded` name, particles apart.
bool are_initials_of(std::string_view letters, std::string_view folded);

// Whether graph/data/name_words.tsv lists a folded word under this kind ("particle", "title", "generic" ...).
bool is_name_word(std::string_view kind, std::string_view word);

// The key under which mentions of a name are counted: fold_name, without an article of the sentence; of a nominal
// without its determiner.
std::string name_key(std::string_view canonical, bool named);

// A word of a folded name as graph/data/transliteration.tsv rewrites it: equal for spellings of one word.
std::string spelling_key(std::string_view word);

// Without leading determiners, for nominal actors: "los altos funcionarios": "altos funcionarios". `folded` must be a
// fold_name. Never empty unless `folded` is.
std::string_view without_determiner(std::string_view folded);

}  // namespace trama
