// Proper names as strings: which are forms of one another.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace trama {

// The words of a name as they are compared: folded (base/utf8.h fold_key), hyphens and apostrophes as gaps, no dots, no
// articles and prepositions ("Ministerio de la Defensa" and "ministerio Defensa" are one), and, when `person`,
// spellings of other alphabets made one (Sergei, Sergey, Serguéi). Empty for a name without letters and digits.
std::vector<std::string> name_tokens(std::string_view name, bool person);

// Whether the words of `part` stand in `whole` in the same order (gaps allowed), and are fewer.
bool is_short_form(const std::vector<std::string>& part, const std::vector<std::string>& whole);

// "ONU" for "Organización de las Naciones Unidas": 2 to 10 capitals, dots allowed.
bool is_acronym(std::string_view text);
// Whether the letters are the initials of the name's words in order; words without capitals may be left out.
bool is_acronym_of(std::string_view acronym, std::string_view name);

}  // namespace trama
