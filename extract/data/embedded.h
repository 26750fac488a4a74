// The tables of extract/data, compiled into the library.
#pragma once

#include <string_view>

namespace trama {

// Content of the file `name`, relative to extract/data: "es/abbreviations.tsv". An empty view with a null data() for a
// file that does not exist.
std::string_view embedded_data(std::string_view name);

}  // namespace trama
