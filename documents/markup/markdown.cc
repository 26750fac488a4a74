#include "documents/markup/markdown.h"

#include <cmark.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <new>
#include <string>

#include "base/utf8.h"
#include "documents/markup/fragment.h"
#include "documents/tables/record.h"

namespace trama {
namespace {

std::string_view next_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

// Takes the fields off the head of `text`; none, and `text` as it was, if they do not end.
Record take_front_matter(std::string_view& text) {
  std::string_view rest = text;
  Record record;
  if (next_line(rest) != "---") return record;
  while (!rest.empty()) {
    const std::string_view line = next_line(rest);
    if (line == "---" || line == "...") {
      text = rest;
      return record;
    }
    const std::size_t colon = line.find(':');
    if (colon == line.npos || line.front() == ' ' || line.front() == '#') continue;
    std::string value = collapse_spaces(line.substr(colon + 1));
    const bool quoted =
        value.size() > 1 && (value.front() == '"' || value.front() == '\'') && value.back() == value.front();
    if (quoted) value = value.substr(1, value.size() - 2);
    record.emplace_back(line.substr(0, colon), value);
  }
  return {};
}

}  // namespace

ReadDocument document_of_markdown(std::string_view markdown, const ReadOptions& options) {
  if (markdown.starts_with("\xEF\xBB\xBF")) markdown.remove_prefix(3);
  ReadDocument read;
  const Record record = take_front_matter(markdown);
  const std::unique_ptr<char, void (*)(void*)> html(
      cmark_markdown_to_html(markdown.data(), markdown.size(), CMARK_OPT_VALIDATE_UTF8), std::free);
  if (html == nullptr) throw std::bad_alloc();
  std::string text = text_of_fragment(html.get());
  std::string heading;
  if (std::string_view(html.get()).starts_with("<h1")) heading = text.substr(0, text.find('\n'));
  RecordFields(options.fields).fill_metadata(record, read);
  const std::size_t body = text.find_first_not_of('\n', heading.size());
  if (read.document.title.empty() && body != std::string::npos) {
    read.document.title = heading;
    text.erase(0, heading.empty() ? 0 : body);
  }
  read.document.text = std::move(text);
  return read;
}

}  // namespace trama
