#include "export/text.h"

#include "base/utf8.h"

namespace trama {

namespace {

constexpr std::string_view kEllipsis = "…";

bool is_blank(char32_t c) {
  return c <= 0x20 || (c >= 0x7F && c <= 0xA0) || c == 0x2028 || c == 0x2029 || (c & 0xFFFE) == 0xFFFE ||
         (c >= 0xFDD0 && c <= 0xFDEF);
}

bool is_direction_control(char32_t c) {
  return c == 0x200E || c == 0x200F || c == 0x061C || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

bool is_combining(char32_t c) {
  return (c >= 0x0300 && c <= 0x036F) || (c >= 0x1AB0 && c <= 0x1AFF) || (c >= 0x1DC0 && c <= 0x1DFF) ||
         (c >= 0x20D0 && c <= 0x20FF) || (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xFE20 && c <= 0xFE2F) || c == 0x200D;
}

std::vector<char32_t> characters(std::string_view text) {
  std::vector<char32_t> all;
  for (std::size_t position = 0; position < text.size();) all.push_back(decode_utf8(text, position));
  return all;
}

std::string encode(const std::vector<char32_t>& text, std::size_t begin, std::size_t end) {
  std::string out;
  for (std::size_t i = begin; i < end; ++i) append_utf8(out, text[i]);
  return out;
}

// Where the line that starts at `begin` ends: before a space, or within a word that is longer than a line.
std::size_t line_end(const std::vector<char32_t>& text, std::size_t begin, std::size_t width) {
  if (text.size() - begin <= width) return text.size();
  for (std::size_t end = begin + width; end > begin; --end) {
    if (text[end] == ' ') return end;
  }
  std::size_t end = begin + width;
  while (end > begin + 1 && is_combining(text[end])) --end;
  return end;
}

}  // namespace

std::string plain_text(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool space = false;
  for (std::size_t position = 0; position < text.size();) {
    const char32_t c = decode_utf8(text, position);
    if (is_direction_control(c)) continue;
    if (is_blank(c)) {
      space = !out.empty();
      continue;
    }
    if (space) out += ' ';
    space = false;
    append_utf8(out, c);
  }
  return out;
}

std::string shorten(std::string_view text, std::size_t limit) {
  const std::vector<char32_t> all = characters(text);
  if (all.size() <= limit) return std::string(text);
  std::size_t end = limit - 1;
  while (end > 0 && is_combining(all[end])) --end;
  // A word may be cut only if going back to the last space would cost more than a third of the text.
  std::size_t space = end;
  while (space > 0 && all[space] != ' ') --space;
  if (space * 3 >= limit * 2) end = space;
  while (end > 0 && all[end - 1] == ' ') --end;
  return encode(all, 0, end).append(kEllipsis);
}

std::vector<std::string> wrap(std::string_view text, std::size_t width, std::size_t max_lines) {
  const std::vector<char32_t> all = characters(text);
  std::vector<std::string> lines;
  std::size_t begin = 0;
  do {
    if (lines.size() + 1 == max_lines) {
      lines.push_back(shorten(encode(all, begin, all.size()), width));
      break;
    }
    const std::size_t end = line_end(all, begin, width);
    lines.push_back(encode(all, begin, end));
    begin = end;
    while (begin < all.size() && all[begin] == ' ') ++begin;
  } while (begin < all.size());
  return lines;
}

}  // namespace trama
