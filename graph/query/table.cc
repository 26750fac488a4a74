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
#include "graph/query/held_rows.h"
#include "graph/query/query.h"

namespace trama {
namespace {

using cypher::Type;
using cypher::Value;

// A cell of a printed table is cut to so many columns of the terminal.
constexpr std::size_t kWidestCell = 60;
constexpr double kGreatestWhole = 1e15;  // Greater numbers have an exponent.

std::string number_text(double number) {
  if (!std::isfinite(number)) return "null";
  char text[40];
  // 12 million stands there in digits, not as 1.2e+07.
  const bool whole = std::abs(number) < kGreatestWhole && std::trunc(number) == number;
  const auto end = whole ? std::to_chars(text, text + sizeof(text), number, std::chars_format::fixed)
                         : std::to_chars(text, text + sizeof(text), number);
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
  if (!value.is(Type::kFloat) || std::trunc(value.real()) == value.real()) return cell_text(value);
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
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t character = decode_utf8(text, at);
    if (character >= 0x80 && is_control(character)) {  // A terminal would obey it.
      for (int shift = 12; shift >= 0; shift -= 4)
        out << (shift == 12 ? "\\u" : "") << kDigits[(character >> shift) & 15];
      continue;
    }
    if (character >= 0x80) {
      out.write(text.data() + begin, static_cast<std::streamsize>(at - begin));
      continue;
    }
    const auto byte = static_cast<unsigned char>(character);
    const char c = text[begin];
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

// Numbers and truths are no text of anybody's.
std::string cell(const Value& value) {
  const bool number = value.is_number() || value.is(Type::kBoolean) || value.is_null();
  return number ? cell_text(value) : safe_cell(cell_text(value));
}

class BoxPrinter final : public RowSink {
 public:
  BoxPrinter(std::ostream& out, const cypher::Limits& limits) : out_(out), held_(limits) {}
  void begin(const std::vector<std::string>& columns) override { held_.begin(columns); }
  void row(const std::vector<Value>& values) override { held_.row(values); }
  void end() override { print_box(held_.table(), out_); }

 private:
  std::ostream& out_;
  HeldRows held_;
};

class JsonPrinter final : public RowSink {
 public:
  JsonPrinter(std::ostream& out, bool lines) : out_(out), lines_(lines) {}

  void begin(const std::vector<std::string>& columns) override {
    columns_ = columns;
    if (!lines_) out_ << '[';
  }
  void row(const std::vector<Value>& values) override {
    if (!lines_) out_ << (empty_ ? "\n  " : ",\n  ");
    empty_ = false;
    out_ << '{';
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (i > 0) out_ << ", ";
      print_json_text(columns_[i], out_);
      out_ << ": ";
      print_json_value(values[i], out_);
    }
    out_ << (lines_ ? "}\n" : "}");
  }
  void end() override {
    if (!lines_) out_ << (empty_ ? "]\n" : "\n]\n");
  }

 private:
  std::ostream& out_;
  bool lines_;
  bool empty_ = true;
  std::vector<std::string> columns_;
};

class SeparatedPrinter final : public RowSink {
 public:
  using Append = void (*)(std::string&, std::string_view);
  SeparatedPrinter(std::ostream& out, char separator, const char* line_end, Append append)
      : out_(out), separator_(separator), line_end_(line_end), append_(append) {}

  void begin(const std::vector<std::string>& columns) override {
    print(columns, [](const std::string& column) { return safe_cell(column); });
  }
  void row(const std::vector<Value>& values) override { print(values, cell); }
  void end() override {}

 private:
  template <typename Items, typename Text>
  void print(const Items& items, Text text) {
    line_.clear();
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (i > 0) line_ += separator_;
      append_(line_, text(items[i]));
    }
    out_ << line_ << line_end_;
  }

  std::ostream& out_;
  char separator_;
  const char* line_end_;
  Append append_;
  std::string line_;
};

}  // namespace

std::unique_ptr<RowSink> make_printer(TableFormat format, std::ostream& out, const cypher::Limits& limits) {
  switch (format) {
    case TableFormat::kJson:
    case TableFormat::kJsonLines:
      return std::make_unique<JsonPrinter>(out, format == TableFormat::kJsonLines);
    case TableFormat::kCsv:
      return std::make_unique<SeparatedPrinter>(out, ',', "\r\n", append_csv_field);
    case TableFormat::kTsv:
      return std::make_unique<SeparatedPrinter>(out, '\t', "\n", append_tsv_field);
    case TableFormat::kTable:
      break;
  }
  return std::make_unique<BoxPrinter>(out, limits);
}

void print_table(const ResultTable& table, TableFormat format, std::ostream& out) {
  if (format == TableFormat::kTable) return print_box(table, out);
  const std::unique_ptr<RowSink> printer = make_printer(format, out);
  printer->begin(table.columns);
  for (const auto& row : table.rows) printer->row(row);
  printer->end();
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
