#include "documents/text/printed_pages.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <map>
#include <utility>

#include "base/utf8.h"

namespace trama {
namespace {

constexpr std::size_t kEdgeLines = 2;  // At the head and foot of a page that may be furniture.

// With all figures alike: "Página 3 de 12" and "Página 4 de 12" are one.
std::string shape_of(std::string_view line) {
  std::string shape;
  for (const char c : line) {
    if (c < '0' || c > '9') {
      shape += c;
    } else if (!shape.ends_with('#')) {
      shape += '#';
    }
  }
  return shape;
}

bool is_page_number(std::string_view line) {
  std::string shape = shape_of(fold_key(line));
  std::erase_if(shape, [](char c) { return c == ' ' || c == '-' || c == '.' || c == '|'; });
  return shape == "#" || shape == "pagina#" || shape == "pag#" || shape == "pagina#de#" || shape == "#/#" ||
         shape == "#de#";
}

bool is_at_edge(std::size_t line, std::size_t lines) {
  return line < kEdgeLines || line + kEdgeLines >= lines;
}

bool begins_small(std::string_view line) {
  std::size_t at = 0;
  return !line.empty() && u_islower(static_cast<UChar32>(decode_utf8(line, at))) != 0;
}

// The visible part of a line.
std::string_view trimmed(std::string_view line) {
  const std::size_t begin = line.find_first_not_of(" \t\r\v\f");
  if (begin == std::string_view::npos) return {};
  return line.substr(begin, line.find_last_not_of(" \t\r\v\f") + 1 - begin);
}

std::vector<std::vector<std::string_view>> lines_of_pages(std::string_view text) {
  std::vector<std::vector<std::string_view>> pages(1);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find_first_of("\n\f", at), text.size());
    const std::string_view line = trimmed(text.substr(at, end - at));
    if (!line.empty()) pages.back().push_back(line);
    if (end < text.size() && text[end] == '\f') pages.emplace_back();
    at = end + 1;
  }
  return pages;
}

}  // namespace

std::vector<std::vector<bool>> find_furniture(const std::vector<std::vector<std::string_view>>& pages) {
  constexpr std::size_t kFewestPages = 2, kFewestLines = 4;
  std::map<std::string, std::size_t> counts;
  for (const auto& page : pages) {
    for (std::size_t i = 0; i < page.size(); ++i) {
      if (is_at_edge(i, page.size())) ++counts[shape_of(page[i])];
    }
  }
  std::vector<std::vector<bool>> furniture;
  for (const auto& page : pages) {
    std::vector<bool>& found = furniture.emplace_back(page.size(), false);
    for (std::size_t i = 0; i < page.size(); ++i) {
      if (!is_at_edge(i, page.size())) continue;
      const std::size_t count = counts[shape_of(page[i])];
      const bool repeated = count >= kFewestPages && 2 * count >= pages.size() && pages.size() > 1;
      found[i] = repeated || (page.size() >= kFewestLines && is_page_number(page[i]));
    }
  }
  return furniture;
}

bool line_ends_sentence(std::string_view line) {
  while (line.ends_with('"') || line.ends_with(')') || line.ends_with("\u00BB") || line.ends_with("\u201D")) {
    line.remove_suffix(line.back() == '"' || line.back() == ')' ? 1 : line.ends_with("\u00BB") ? 2 : 3);
  }
  return line.ends_with('.') || line.ends_with('!') || line.ends_with('?') || line.ends_with(':');
}

bool goes_on(std::string_view last_line, std::string_view next_page) {
  return !line_ends_sentence(last_line) && begins_small(next_page);
}

void mend_pages(std::string& text) {
  if (text.find('\f') == std::string::npos) return;
  const std::vector<std::vector<std::string_view>> pages = lines_of_pages(text);
  const std::vector<std::vector<bool>> furniture = find_furniture(pages);
  const auto blank = [&](std::size_t begin, std::size_t end) {
    std::fill(text.begin() + static_cast<std::ptrdiff_t>(begin), text.begin() + static_cast<std::ptrdiff_t>(end), ' ');
  };
  const auto place = [&](std::string_view line) { return static_cast<std::size_t>(line.data() - text.data()); };
  std::string_view last;  // Of the text on the pages before.
  for (std::size_t page = 0; page < pages.size(); ++page) {
    bool first = true;
    for (std::size_t i = 0; i < pages[page].size(); ++i) {
      const std::string_view line = pages[page][i];
      if (furniture[page][i]) {
        blank(place(line), place(line) + line.size());
        continue;
      }
      if (std::exchange(first, false) && !last.empty() && goes_on(last, line)) {
        const std::size_t end = place(last) + last.size();
        blank(end, place(line));
        text[end] = '\n';
      }
      last = line;
    }
  }
}

}  // namespace trama
