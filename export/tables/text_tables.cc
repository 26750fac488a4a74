// CSV and JSON lines, each a folder with a file for each table and a README.
#include <charconv>
#include <cmath>

#include "base/csv.h"
#include "base/json.h"
#include "base/utf8.h"
#include "export/tables/readme.h"
#include "export/tables/table.h"
#include "export/text_flush.h"
#include "export/writers.h"

namespace trama {
namespace {

void append_number(std::string& out, double number) {
  char buffer[32];
  const double finite = std::isfinite(number) ? number : 0;
  out.append(buffer, std::to_chars(buffer, buffer + sizeof buffer, finite).ptr);
}

// A list of texts as JSON, with what no cell can hold escaped.
std::string json_list(const std::vector<std::string>& texts) {
  json::StringBuffer buffer;
  json::Writer<json::StringBuffer> writer(buffer);
  writer.StartArray();
  for (const std::string& text : texts) {
    const std::string valid = is_valid_utf8(text) ? text : repair_utf8(text).text;
    writer.String(valid.data(), static_cast<rapidjson::SizeType>(valid.size()));
  }
  writer.EndArray();
  std::string list;
  const std::string_view json(buffer.GetString(), buffer.GetSize());
  for (std::size_t i = 0; i < json.size(); ++i) {
    const auto byte = static_cast<unsigned char>(json[i]);
    const bool high_control = byte == 0xC2 && static_cast<unsigned char>(json[i + 1]) < 0xA0;  // U+0080 to U+009F.
    if (byte != 0x7F && !high_control) {
      list += json[i];
      continue;
    }
    constexpr const char* kDecimalDigits = "0123456789abcdef";
    const auto code = static_cast<unsigned char>(high_control ? json[++i] : json[i]);
    list.append("\\u00").append(1, kDecimalDigits[code >> 4]).append(1, kDecimalDigits[code & 15]);
  }
  return list;
}

class LinesSink : public TableSink {
 public:
  explicit LinesSink(std::ostream& out) : out_(out) {}

  void finish() override { flush_text(text_, out_); }

 protected:
  void flush() { flush_long_text(text_, out_); }

  std::string text_;

 private:
  std::ostream& out_;
};

class CsvSink : public LinesSink {
 public:
  CsvSink(const TableForm& form, std::ostream& out) : LinesSink(out) {
    for (std::size_t i = 0; i < form.columns.size(); ++i) {
      if (i > 0) text_ += ',';
      text_ += form.columns[i].name;
    }
    text_ += "\r\n";
  }

  void add(std::span<const Value> row) override {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) text_ += ',';
      const Value& value = row[i];
      if (const auto* truth = std::get_if<bool>(&value)) text_ += *truth ? "true" : "false";
      if (const auto* number = std::get_if<std::int64_t>(&value)) text_ += std::to_string(*number);
      if (const auto* number = std::get_if<double>(&value)) append_number(text_, *number);
      if (const auto* text = std::get_if<std::string>(&value)) append_csv_field(text_, safe_cell(*text));
      if (const auto* texts = std::get_if<std::vector<std::string>>(&value)) {
        append_csv_field(text_, safe_cell(json_list(*texts)));
      }
    }
    text_ += "\r\n";
    flush();
  }
};

class JsonLinesSink : public LinesSink {
 public:
  JsonLinesSink(const TableForm& form, std::ostream& out) : LinesSink(out), form_(form) {}

  void add(std::span<const Value> row) override {
    json::StringBuffer buffer;
    json::Writer<json::StringBuffer> writer(buffer);
    writer.StartObject();
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string_view name = form_.columns[i].name;
      writer.Key(name.data(), static_cast<rapidjson::SizeType>(name.size()));
      write(row[i], writer);
    }
    writer.EndObject();
    text_.append(buffer.GetString(), buffer.GetSize());
    text_ += '\n';
    flush();
  }

 private:
  static void write(const Value& value, json::Writer<json::StringBuffer>& writer) {
    if (std::holds_alternative<std::monostate>(value)) writer.Null();
    if (const auto* truth = std::get_if<bool>(&value)) writer.Bool(*truth);
    if (const auto* number = std::get_if<std::int64_t>(&value)) writer.Int64(*number);
    if (const auto* number = std::get_if<double>(&value)) writer.Double(std::isfinite(*number) ? *number : 0);
    if (const auto* text = std::get_if<std::string>(&value)) write(*text, writer);
    if (const auto* texts = std::get_if<std::vector<std::string>>(&value)) {
      writer.StartArray();
      for (const std::string& text : *texts) write(text, writer);
      writer.EndArray();
    }
  }
  static void write(const std::string& text, json::Writer<json::StringBuffer>& writer) {
    const std::string valid = is_valid_utf8(text) ? text : repair_utf8(text).text;
    writer.String(valid.data(), static_cast<rapidjson::SizeType>(valid.size()));
  }

  const TableForm& form_;
};

}  // namespace

void write_csv(const GraphView& graph, const ExportOptions& options, OutputFolder& out) {
  write_tables(graph, options, [&](const TableForm& form) {
    return std::make_unique<CsvSink>(form, out.file(std::string(form.name) + ".csv"));
  });
  write_readme("csv", out);
}

void write_json_lines(const GraphView& graph, const ExportOptions& options, OutputFolder& out) {
  write_tables(graph, options, [&](const TableForm& form) {
    return std::make_unique<JsonLinesSink>(form, out.file(std::string(form.name) + ".jsonl"));
  });
  write_readme("jsonl", out);
}

}  // namespace trama
