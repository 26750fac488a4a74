// Tables of tab-separated values, as the data files of this project are written.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace trama {

// Rows of a table: lines that are neither blank nor comments (first character '#'), split at tabs. The fields point
// into `text`, without spaces at their ends; CRLF is fine.
std::vector<std::vector<std::string_view>> parse_tsv(std::string_view text);

// `field` without spaces and carriage returns at its ends.
std::string_view trimmed_field(std::string_view field);

// Throws Error (kFormat): what is wrong in line `line` (from 1) of the table `where`.
[[noreturn]] void fail_in_line(std::string_view where, int line, const std::string& message);

}  // namespace trama
