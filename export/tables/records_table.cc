#include <array>

#include "base/statement_json.h"
#include "export/tables/table.h"
#include "graph/store/store.h"

namespace trama {
namespace {

using enum PropertyType;

Value text_or_nothing(std::string& text) {
  return text.empty() ? Value() : Value(std::move(text));
}

}  // namespace

const TableForm& record_form() {
  static const TableForm kForm = {"records",
                                  "what the graph is made of: trama import makes it again of this",
                                  {{"version", kInteger, "of this form"},
                                   {"identity", kText, "what the document is told from others by, hexadecimal"},
                                   {"hash", kText, "of its text, hexadecimal"},
                                   {"id", kText, "as it was given"},
                                   {"title", kText, ""},
                                   {"date", kText, "of publication, as it was given"},
                                   {"url", kText, ""},
                                   {"publisher", kText, "the medium"},
                                   {"sketch", kText, "what of its text is compared with others, hexadecimal"},
                                   {"made_by", kText, "program, model, tables and options, as a JSON object"},
                                   {"statements", kTexts, "each as a JSON object"}}};
  return kForm;
}

void write_records(const Store& store, TableSink& sink) {
  store.for_each_extracted([&](ExtractedDocument&& document) {
    std::vector<std::string> statements;
    for (const Statement& statement : document.statements) statements.push_back(to_json(statement));
    const std::array<Value, 11> row = {std::int64_t{kRecordVersion},
                                       std::move(document.identity),
                                       std::move(document.hash),
                                       std::move(document.id),
                                       text_or_nothing(document.title),
                                       text_or_nothing(document.date),
                                       text_or_nothing(document.url),
                                       text_or_nothing(document.publisher),
                                       text_or_nothing(document.sketch),
                                       text_or_nothing(document.made_by),
                                       std::move(statements)};
    sink.add(row);
  });
  sink.finish();
}

}  // namespace trama
