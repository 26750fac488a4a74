// The tables of graph/data, built into the library. Lines that begin with '#' are comments.
#pragma once

#include <string_view>
#include <vector>

namespace trama::tables {

extern const std::string_view kCountries;        // Further names of countries: ISO code, name.
extern const std::string_view kSameNames;        // Names that mean the same, in the form of an alias file.
extern const std::string_view kTransliteration;  // Rewriting of name spellings: from, to.
extern const std::string_view kNameWords;        // Words in names that name nobody: kind, word.

// The fields of each line that is neither empty nor a comment; '\r' at line ends is dropped.
std::vector<std::vector<std::string_view>> rows(std::string_view table);

}  // namespace trama::tables
