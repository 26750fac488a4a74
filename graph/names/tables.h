// The tables of graph/data, built into the library. To be read with parse_tsv of base/tsv.h.
#pragma once

#include <string_view>

namespace trama::tables {

extern const std::string_view kBodies;           // Bodies that every country has: name, perhaps with * at its end.
extern const std::string_view kDemonyms;         // Adjectives of countries: country, adjectives.
extern const std::string_view kNominals;         // Words of actors that no other document knows: kind, word.
extern const std::string_view kCountries;        // Further names of countries: ISO code, name.
extern const std::string_view kSameNames;        // Names that mean the same, in the form of an alias file.
extern const std::string_view kTransliteration;  // Rewriting of name spellings: from, to.
extern const std::string_view kTypes;            // What well-known names are: type, name.
extern const std::string_view kNameWords;        // Words in names that name nobody: kind, word.

}  // namespace trama::tables
