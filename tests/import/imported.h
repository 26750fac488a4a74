// What import_statements() makes of a text, for its tests.
#pragma once

#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "import/statement_files.h"

namespace trama::test {

struct Imported {
  std::vector<std::pair<Document, std::vector<Statement>>> documents;
  std::vector<std::string> skipped, notes;
};

// `name`: of the file that the text would stand in, which messages begin with.
inline Imported import_text(const std::string& text, const std::string& name) {
  Imported result;
  ImportSink sink;
  const auto into = [](std::vector<std::string>& list) {
    return [&list](std::string_view where, std::string_view what) {
      list.push_back(std::string(where) + ": " + std::string(what));
    };
  };
  sink.take = [&](Document&& document, std::vector<Statement>&& statements) {
    result.documents.emplace_back(std::move(document), std::move(statements));
  };
  sink.skip = into(result.skipped);
  sink.note = into(result.notes);
  std::istringstream stream(text);
  InputFile file(stream, name);
  import_statements(file, name, sink);
  return result;
}

}  // namespace trama::test
