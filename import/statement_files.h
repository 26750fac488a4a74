// Statements that others made, or trama itself: JSON lines (docs/statement.md) and tables of relations
// (docs/import.md).
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/document.h"
#include "base/files.h"
#include "base/statement.h"

namespace trama {

struct ImportSink {
  // One document with all its statements. Its text are its sentences, one a line: the whole text is not known.
  std::function<void(Document&&, std::vector<Statement>&&)> take;
  // A line or row that is no statement: "red.csv:12", and what is wrong. The others are read.
  std::function<void(std::string_view where, std::string_view what)> skip;
  // What is passed over and is no statement: a column that means nothing here.
  std::function<void(std::string_view where, std::string_view what)> note;
};

// Reads to the end. What begins with '{' is JSON lines, in which the statements of a document come together; all else
// is a table with a head. Throws Error: kFormat if it is neither or a document comes in two places, kVersion for
// statements of a newer trama, kIo. `name` stands in messages.
void import_statements(InputFile& file, const std::string& name, const ImportSink& sink);

}  // namespace trama
