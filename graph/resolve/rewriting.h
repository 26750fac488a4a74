// Names inside names: "Naciones Unidas" and "venezolano" as single tokens. Private to graph/.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace trama {

// The words of a folded name, function words left out, in which each longest sequence that names a country (also by an
// adjective) became "@" and its code, and each that graph/data/same_names.tsv knows "=" and the first of its names.
std::vector<std::string> rewritten_words(std::string_view folded);

// The code in a token "@VE"; empty for other tokens.
std::string_view country_of_token(std::string_view token);

std::string join_words(const std::vector<std::string>& words);

// Whether rewritten words, joined, are a body that every country has ("tribunal supremo", "ministerio defensa").
bool is_body(std::string_view words);

// Whether a rewritten word is the name of an organisation that names of its bodies may leave out (kind `owner` of
// graph/data/name_words.tsv): "Oficina de la ONU contra la Droga y el Delito".
bool is_owner(const std::string& word);

}  // namespace trama
