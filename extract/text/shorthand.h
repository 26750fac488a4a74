// What is written shorter than it is read: titles ("Cmdte."), currency signs and codes ("US$", "EUR").
#pragma once

#include <string>
#include <string_view>

namespace trama {

// The word that an abbreviation of abbreviations.tsv stands for, with a capital where the abbreviation has one that is
// more than a title's ("Fza." is "Fuerza", "Cmdte." is "comandante"); empty for all other words.
std::string_view full_word(std::string_view form);

// Whether the form, as written, is a sign or code of a currency: "US$", "EUR".
bool is_currency(std::string_view form);

// Whether it is one with a sign inside, which is one token however it is written: "U$S", "S/".
bool is_currency_sign(const std::string& form);

}  // namespace trama
