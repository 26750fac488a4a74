// Where queries end in what is typed or read.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace trama::cli {

// The queries of a text, each of which ends with ';' outside of texts, names in backticks and comments. `rest` is what
// stands behind the last one; blank queries are left out.
struct SplitQueries {
  std::vector<std::string> queries;
  std::string rest;
};
SplitQueries split_queries(std::string_view text);

// What stands around the end of a text that is being typed.
struct OpenPlace {
  char quote = '\0';      // The quotation mark that is open, if any.
  std::size_t begin = 0;  // Of what is in it.
  bool comment = false;
  std::string brackets;  // Those that are open, outermost first.
};
OpenPlace open_place(std::string_view text);

}  // namespace trama::cli
