// The tables of extract/data, compiled into the library.
#pragma once

#include <span>
#include <string_view>

namespace trama {

// Content of the file `name`, relative to extract/data: "es/abbreviations.tsv". An empty view with a null data() for a
// file that does not exist.
std::string_view embedded_data(std::string_view name);

// The names of all.
std::span<const std::string_view> embedded_data_names();

}  // namespace trama
