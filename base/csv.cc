#include "base/csv.h"

#include <algorithm>

#include "base/utf8.h"

namespace trama {
namespace {

bool begins_formula(char32_t c) {
  switch (c) {
    case U'=':
    case U'+':
    case U'-':
    case U'@':
    case U'\t':
    case U'\n':
    case U'\r':
    case U'＝':
    case U'＋':
    case U'－':
    case U'＠':
      return true;
    default:
      return false;
  }
}

bool is_control(char32_t c) {
  return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7F && c < 0xA0);
}

}  // namespace

std::string safe_cell(std::string_view text) {
  // As most are: only letters that cannot be anything else.
  const bool plain = !text.empty() && static_cast<unsigned char>(text.front()) < 0x80 &&
                     !begins_formula(static_cast<unsigned char>(text.front())) &&
                     std::none_of(text.begin(), text.end(),
                                  [](char c) {
                                    const auto byte = static_cast<unsigned char>(c);
                                    return byte < 0x20 || byte == 0x7F || byte == 0xC2;
                                  }) &&
                     is_valid_utf8(text);
  if (plain) return std::string(text);
  std::string cell;
  cell.reserve(text.size() + 1);
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = decode_utf8(text, i);
    if (cell.empty() && begins_formula(c)) cell += '\'';
    append_utf8(cell, is_control(c) ? kReplacementCharacter : c);
  }
  return cell;
}

void append_csv_field(std::string& out, std::string_view field) {
  const bool outer_space = !field.empty() && (field.front() == ' ' || field.back() == ' ');
  const auto wants_quotes = [](char c) { return c == ',' || c == '"' || c == '\r' || c == '\n' || c == '\t'; };
  if (!outer_space && std::none_of(field.begin(), field.end(), wants_quotes)) {
    out += field;
    return;
  }
  out += '"';
  for (std::size_t begin = 0; begin < field.size();) {
    const std::size_t quote = std::min(field.find('"', begin), field.size() - 1);
    out += field.substr(begin, quote + 1 - begin);
    if (field[quote] == '"') out += '"';
    begin = quote + 1;
  }
  out += '"';
}

void append_tsv_field(std::string& out, std::string_view field) {
  for (const char c : field) out += c == '\t' || c == '\n' || c == '\r' ? ' ' : c;
}

}  // namespace trama
