// Tables of tab-separated values, as the data files of this project are written.
#pragma once

#include <string_view>
#include <vector>

namespace trama {

// Rows of a table: lines that are neither blank nor comments (first character '#'), split at tabs. The fields point
// into `text`, without spaces at their ends; CRLF is fine.
std::vector<std::vector<std::string_view>> parse_tsv(std::string_view text);

}  // namespace trama
