// How a table of CSV or TSV is written, told by its first rows.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace trama {

struct TableHead {
  char delimiter = ',';
  std::vector<std::string> names;  // Of the first row, if it is a header.
};

// The delimiter (comma, semicolon, tab, bar) that divides the first rows best, and the names of the first row where one
// of them, at least, is a name that fields go by.
TableHead read_table_head(std::string_view head);

// Whether what begins so is a table with a header: at least two columns, one of them with the text of documents.
bool has_table_head(std::string_view head);

// The rows of a table. Quotes as RFC 4180 has them; broken ones are read as they stand.
std::vector<std::vector<std::string>> rows_of(std::string_view text, char delimiter);

}  // namespace trama
