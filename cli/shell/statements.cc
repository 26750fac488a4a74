#include "cli/shell/statements.h"

#include <algorithm>

namespace trama::cli {

namespace {

// Goes over a text and calls `take(position)` for each character that is in no text, quoted name or comment.
template <typename Take>
OpenPlace scan(std::string_view text, const Take& take) {
  OpenPlace place;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (place.quote != '\0') {
      if (c == '\\' && place.quote != '`') {
        ++at;
      } else if (c == place.quote) {
        place.quote = '\0';
      }
    } else if (c == '\'' || c == '"' || c == '`') {
      place.quote = c;
      place.begin = at + 1;
    } else if (text.substr(at).starts_with("//") || text.substr(at).starts_with("/*")) {
      const std::string_view last = text[at + 1] == '/' ? "\n" : "*/";
      const std::size_t end = text.find(last, at + 2);
      place.comment = end == std::string_view::npos;
      if (place.comment) break;
      at = end + last.size() - 1;
    } else {
      if (c == '(' || c == '[' || c == '{') place.brackets += c;
      if ((c == ')' || c == ']' || c == '}') && !place.brackets.empty()) place.brackets.pop_back();
      take(at);
    }
  }
  return place;
}

bool is_blank(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; });
}

}  // namespace

SplitQueries split_queries(std::string_view text) {
  SplitQueries split;
  std::size_t begin = 0;
  scan(text, [&](std::size_t at) {
    if (text[at] != ';') return;
    if (!is_blank(text.substr(begin, at - begin))) split.queries.emplace_back(text.substr(begin, at - begin));
    begin = at + 1;
  });
  if (!is_blank(text.substr(begin))) split.rest = text.substr(begin);
  return split;
}

OpenPlace open_place(std::string_view text) {
  return scan(text, [](std::size_t) {});
}

}  // namespace trama::cli
