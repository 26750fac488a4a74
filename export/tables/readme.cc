#include "export/tables/readme.h"

#include <ostream>

#include "export/tables/table.h"

namespace trama {
namespace {

const char* type_text(PropertyType type, std::string_view extension) {
  switch (type) {
    case PropertyType::kTruth:
      return "truth";
    case PropertyType::kInteger:
      return "whole number";
    case PropertyType::kReal:
      return "number";
    case PropertyType::kDay:
      return "day";
    case PropertyType::kTexts:
      return extension == "csv" ? "texts, as a JSON list" : "texts";
    case PropertyType::kText:
      break;
  }
  return "text";
}

void describe(const TableForm& form, std::string_view extension, std::ostream& text) {
  text << "\n## " << form.name << "." << extension << "\n\n"
       << form.what << "\n\n| column | | |\n| --- | --- | --- |\n";
  for (const TableColumn& column : form.columns) {
    text << "| `" << column.name << "` | " << type_text(column.type, extension) << " | " << column.what << " |\n";
  }
}

}  // namespace

std::vector<ExampleQuery> example_queries(std::string_view extension) {
  const auto table = [&](std::string_view name) {
    return "'" + std::string(name) + "." + std::string(extension) + "'";
  };
  return {
      {"Who has most relations?",
       "SELECT name, type, relation_count FROM " + table("entities") + " ORDER BY relation_count DESC, name LIMIT 10;"},
      {"What is said of whom in most documents?", "SELECT subject_name, label, object_name, document_count FROM " +
                                                      table("relations") +
                                                      "\nWHERE polarity = 'positive' AND modality = 'asserted'\n"
                                                      "ORDER BY document_count DESC, count DESC, id LIMIT 10;"},
      {"In which sentences, of which medium and day?",
       "SELECT r.subject_name, r.label, r.object_name, d.date, d.publisher, s.sentence\nFROM " + table("statements") +
           " s JOIN " + table("relations") + " r ON r.id = s.relation LEFT JOIN " + table("documents") +
           " d ON d.id = s.document\nORDER BY d.date DESC NULLS LAST, s.id LIMIT 10;"},
  };
}

void write_readme(std::string_view extension, OutputFolder& out, bool records) {
  std::ostream& text = out.file("README.md");
  text << "# A graph of trama as tables\n\n"
          "Empty means that nothing is known. Ids stay the same when the graph grows.";
  if (extension == "csv") {
    text << " Files are UTF-8, by RFC 4180. A text that a\nspreadsheet would take for a formula has an apostrophe "
            "before "
            "it.";
  }
  text << "\n";
  for (const TableForm& form : table_forms()) describe(form, extension, text);
  if (records) describe(record_form(), extension, text);
  text << "\n## Questions\n\nIn DuckDB, from within this folder:\n";
  for (const ExampleQuery& query : example_queries(extension)) {
    text << "\n" << query.what << "\n\n```sql\n" << query.sql << "\n```\n";
  }
}

}  // namespace trama
