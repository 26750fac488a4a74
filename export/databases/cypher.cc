// openCypher, one statement a line, that puts a graph into a database or brings it up to date (docs/formats.md).
#include <ostream>

#include "base/utf8.h"
#include "export/databases/ladybug.h"
#include "export/databases/upserts.h"
#include "export/graphs/columns.h"
#include "export/writers.h"

namespace trama {
namespace {

constexpr std::size_t kRows = 500;

void append_escaped(std::string& out, char32_t character) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  out += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) out += kDigits[(character >> shift) & 0xf];
}

// Characters that programs take for the end of a line, or that a terminal obeys.
bool is_unsafe(char32_t character) {
  return character < 0x20 || (character >= 0x7f && character < 0xa0) || character == 0x2028 || character == 0x2029;
}

void append_text(std::string& out, std::string_view text, CypherDialect dialect) {
  out += '\'';
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t character = decode_utf8(text, at);
    if (character == '\'' || character == '\\') {
      out.append("\\").append(1, static_cast<char>(character));
    } else if (character == '\n') {
      out += "\\n";
    } else if (character == '\r') {
      out += "\\r";
    } else if (character == '\t') {
      out += "\\t";
    } else if (dialect == CypherDialect::kFalkorDb) {  // Which knows no other escapes, and ends at a zero.
      out.append(character == 0 ? "\uFFFD" : text.substr(begin, at - begin));
    } else if (is_unsafe(character)) {
      append_escaped(out, character);
    } else {
      out.append(text.substr(begin, at - begin));
    }
  }
  out += '\'';
}

void append_real(std::string& out, double number) {
  const std::string digits = number_text(number);
  out += digits;
  if (digits.find_first_of(".e") == std::string::npos) out += ".0";  // Else it is a whole number there.
}

class CypherScript : public UpsertBatches {
 public:
  CypherScript(CypherDialect dialect, std::ostream& out) : UpsertBatches(dialect, kRows), out_(out) {}

 protected:
  void append_row(std::string& rows, std::span<const DatabaseColumn> columns, std::span<const Value> values,
                  std::string_view from, std::string_view to) override {
    rows += '{';
    bool first = true;
    const auto key = [&](std::string_view name) {
      rows.append(first ? "`" : ",`").append(name).append("`:");
      first = false;
    };
    if (!from.empty()) {
      key("from");
      append_text(rows, from, dialect());
      key("to");
      append_text(rows, to, dialect());
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const bool is_known = !std::holds_alternative<std::monostate>(values[i]);
      if (!is_known && dialect() != CypherDialect::kLadybug) continue;
      key(columns[i].name);
      if (!is_known && columns[i].type == PropertyType::kText) rows += "NULL";
      if (!is_known && columns[i].type != PropertyType::kText) {
        rows.append("CAST(NULL,'").append(ladybug_type(columns[i].type)).append("')");
      }
      append_value(rows, values[i], columns[i].type);
    }
    rows += '}';
  }

  void send(const UpsertBatch& batch) override {
    if (!batch.removal.empty()) out_ << "UNWIND [" << batch.rows << "] AS row " << batch.removal << ";\n";
    out_ << "UNWIND [" << batch.rows << "] AS row " << batch.clauses << ";\n";
  }

 private:
  // LadybugDB wants every row of a batch to have the same keys, with values of the same types.
  void append_value(std::string& rows, const Value& value, PropertyType type) {
    if (const auto* truth = std::get_if<bool>(&value)) rows += *truth ? "true" : "false";
    if (const auto* number = std::get_if<std::int64_t>(&value)) rows += std::to_string(*number);
    if (const auto* number = std::get_if<double>(&value)) append_real(rows, *number);
    if (const auto* text = std::get_if<std::string>(&value)) {
      const bool day = type == PropertyType::kDay && dates_in_rows(dialect());
      if (day) rows += "date(";
      append_text(rows, *text, dialect());
      if (day) rows += ')';
    }
    if (const auto* texts = std::get_if<std::vector<std::string>>(&value)) {
      if (texts->empty() && dialect() == CypherDialect::kLadybug) {
        rows += "CAST([],'STRING[]')";
        return;
      }
      rows += '[';
      for (std::size_t i = 0; i < texts->size(); ++i) {
        if (i > 0) rows += ',';
        append_text(rows, (*texts)[i], dialect());
      }
      rows += ']';
    }
  }

  std::ostream& out_;
};

}  // namespace

void write_cypher(const GraphView& graph, const ExportOptions& options, Output& out) {
  const CypherDialect dialect = find_dialect(options.dialect);
  for (const std::string& statement : schema_statements(dialect, options.evidence)) out.stream() << statement << ";\n";
  CypherScript script(dialect, out.stream());
  walk_property_graph(graph, select(graph, options), options.evidence, script);
  script.finish();
}

}  // namespace trama
