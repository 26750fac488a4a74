// Cells of CSV and TSV with text of unknown origin.
#pragma once

#include <string>
#include <string_view>

namespace trama {

// A text as a cell that no program takes for more than text: of those that begin like a formula of a spreadsheet (= + -
// @, their wide forms, a tab or a line end) an apostrophe comes first; control characters other than tabs and line
// ends, and bytes that are no UTF-8, become U+FFFD.
std::string safe_cell(std::string_view text);

// Appends a field by RFC 4180: quoted if it holds commas, quotes, line ends, tabs or outer spaces; quotes are doubled.
void append_csv_field(std::string& out, std::string_view field);

// Appends a field of tab-separated values, which have no quoting: tabs and line ends become spaces.
void append_tsv_field(std::string& out, std::string_view field);

}  // namespace trama
