#include <unicode/uchar.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <ostream>
#include <sstream>
#include <utility>

#include "base/csv.h"
#include "base/utf8.h"
#include "graph/query/graphs/format.h"
#include "graph/query/query.h"

namespace trama {
namespace {

using cypher::Type;
using cypher::Value;

// A cell of a printed table is cut to so many columns of the terminal.
constexpr std::size_t kWidestCell = 60;

std::string number_text(double number) {
  if (!std::isfinite(number)) return "null";
  char text[40];
  const auto end = std::to_chars(text, text + sizeof(text), number);
  return std::string(text, end.ptr);
}

void print_json_value(const Value& value, std::ostream& out);

std::string json_text(const Value& value) {
  std::ostringstream out;
  print_json_value(value, out);
  return out.str();
}

std::string cell_text(const Value& value) {
  switch (value.type()) {
    case Type::kNull:
      return {};
    case Type::kFloat:
      return number_text(value.real());
    case Type::kString:
      return value.text();
    case Type::kMap:
      return json_text(value);
    case Type::kList: {
      std::string text;
      for (const Value& item : value.list()) {
        const bool nested = item.is(Type::kList) || item.is(Type::kMap);
        text += (text.empty() ? "" : "; ") + (nested ? json_text(item) : cell_text(item));
      }
      return text;
    }
    default:
      return cypher::plain_text(value);
  }
}

// Columns that a terminal gives a character: 0 for marks, 2 for wide ones (Unicode Standard Annex 11).
std::size_t width_of(char32_t c) {
  const auto code = static_cast<UChar32>(c);
  const int category = u_charType(code);
  if (category == U_NON_SPACING_MARK || category == U_ENCLOSING_MARK || category == U_FORMAT_CHAR) return 0;
  if (u_hasBinaryProperty(code, UCHAR_EMOJI_PRESENTATION)) return 2;
  const int width = u_getIntPropertyValue(code, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

bool is_control(char32_t c) {
  // Characters that steer a terminal, break lines, or turn the direction of what follows.
  const int category = u_charType(static_cast<UChar32>(c));
  return category == U_CONTROL_CHAR || category == U_LINE_SEPARATOR || category == U_PARAGRAPH_SEPARATOR ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

char32_t harmless(char32_t c) {
  if (!is_control(c)) return c;
  return c == '\t' || c == '\n' || c == '\r' ? U' ' : kReplacementCharacter;
}

struct Printed {
  std::string text;
  std::size_t width = 0;
};

// One line that cannot steer the terminal, cut to kWidestCell columns.
Printed printable(const std::string& text) {
  Printed printed;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = harmless(decode_utf8(text, at));
    const std::size_t width = width_of(c);
    if (printed.width + width > kWidestCell - 1 && at < text.size()) {
      printed.text += "…";
      ++printed.width;
      break;
    }
    append_utf8(printed.text, c);
    printed.width += width;
  }
  return printed;
}

std::string number_for_eye(const Value& value) {
  if (!value.is(Type::kFloat)) return cell_text(value);
  char text[400];
  std::snprintf(text, sizeof(text), "%.4g", value.real());
  return text;
}

void print_rule(const std::vector<std::size_t>& widths, const char* left, const char* middle, const char* right,
                std::ostream& out) {
  for (std::size_t i = 0; i < widths.size(); ++i) {
    out << (i == 0 ? left : middle);
    for (std::size_t k = 0; k < widths[i] + 2; ++k) out << "─";
  }
  out << right << '\n';
}

void print_box(const ResultTable& table, std::ostream& out) {
  std::vector<std::vector<Printed>> lines(1);
  for (const std::string& column : table.columns) lines[0].push_back(printable(column));
  for (const auto& row : table.rows) {
    lines.emplace_back();
    for (const Value& value : row) lines.back().push_back(printable(number_for_eye(value)));
  }
  std::vector<std::size_t> widths(table.columns.size());
  for (const auto& line : lines) {
    for (std::size_t i = 0; i < widths.size(); ++i) widths[i] = std::max(widths[i], line[i].width);
  }
  print_rule(widths, "┌", "┬", "┐", out);
  for (std::size_t number = 0; number < lines.size(); ++number) {
    for (std::size_t i = 0; i < widths.size(); ++i) {
      const Printed& cell = lines[number][i];
      const std::string padding(widths[i] - cell.width, ' ');
      const bool right = number > 0 && table.rows[number - 1][i].is_number();
      out << "│ " << (right ? padding + cell.text : cell.text + padding) << ' ';
    }
    out << "│\n";
    if (number == 0) print_rule(widths, "├", "┼", "┤", out);
  }
  print_rule(widths, "└", "┴", "┘", out);
}

void print_json_text(const std::string& given, std::ostream& out) {
  const std::string text = is_valid_utf8(given) ? given : repair_utf8(given).text;
  constexpr char kDigits[] = "0123456789abcdef";
  out << '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out << '\\' << c;
    } else if (byte < 0x20 || byte == 0x7F) {
      out << "\\u00" << kDigits[byte >> 4] << kDigits[byte & 15];
    } else {
      out << c;
    }
  }
  out << '"';
}

void print_json_value(const Value& value, std::ostream& out) {
  const char* comma = "";
  switch (value.type()) {
    case Type::kNull:
      out << "null";
      break;
    case Type::kBoolean:
    case Type::kInteger:
    case Type::kFloat:
      out << cell_text(value);
      break;
    case Type::kList:
      out << '[';
      for (const Value& item : value.list()) {
        out << std::exchange(comma, ", ");
        print_json_value(item, out);
      }
      out << ']';
      break;
    case Type::kMap:
      out << '{';
      for (const auto& [key, item] : value.map()) {
        out << std::exchange(comma, ", ");
        print_json_text(key, out);
        out << ": ";
        print_json_value(item, out);
      }
      out << '}';
      break;
    default:
      print_json_text(cell_text(value), out);
  }
}

void print_json_row(const ResultTable& table, const std::vector<Value>& row, std::ostream& out) {
  out << '{';
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (i > 0) out << ", ";
    print_json_text(table.columns[i], out);
    out << ": ";
    print_json_value(row[i], out);
  }
  out << '}';
}

void print_json(const ResultTable& table, std::ostream& out) {
  out << '[';
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    out << (i == 0 ? "\n  " : ",\n  ");
    print_json_row(table, table.rows[i], out);
  }
  out << (table.rows.empty() ? "]\n" : "\n]\n");
}

void print_json_lines(const ResultTable& table, std::ostream& out) {
  for (const auto& row : table.rows) {
    print_json_row(table, row, out);
    out << '\n';
  }
}

// Numbers and truths are no text of anybody's.
std::string cell(const Value& value) {
  const bool number = value.is_number() || value.is(Type::kBoolean) || value.is_null();
  return number ? cell_text(value) : safe_cell(cell_text(value));
}

void print_separated(const ResultTable& table, char separator, const char* line_end,
                     void (*append_field)(std::string&, std::string_view), std::ostream& out) {
  std::string line;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (i > 0) line += separator;
    append_field(line, safe_cell(table.columns[i]));
  }
  out << line << line_end;
  for (const auto& row : table.rows) {
    line.clear();
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) line += separator;
      append_field(line, cell(row[i]));
    }
    out << line << line_end;
  }
}

}  // namespace

void print_table(const ResultTable& table, TableFormat format, std::ostream& out) {
  switch (format) {
    case TableFormat::kTable:
      return print_box(table, out);
    case TableFormat::kJson:
      return print_json(table, out);
    case TableFormat::kJsonLines:
      return print_json_lines(table, out);
    case TableFormat::kCsv:
      return print_separated(table, ',', "\r\n", append_csv_field, out);
    case TableFormat::kTsv:
      return print_separated(table, '\t', "\n", append_tsv_field, out);
  }
}

std::string printable_text(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = harmless(decode_utf8(text, at));
    append_utf8(result, c);
  }
  return result;
}

}  // namespace trama
