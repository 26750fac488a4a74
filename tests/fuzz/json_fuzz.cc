// Any bytes as JSON lines: of documents, and of statements, whose text must survive being written and read again.
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>

#include "base/error.h"
#include "base/statement_json.h"
#include "extract/text/document_reader.h"

namespace {

void read_documents(const std::string& input) {
  std::istringstream in("{" + input);  // The brace makes the reader take it for JSON lines.
  trama::DocumentReader reader({"-"}, in, [](const trama::ReadProblem&) {});
  while (const auto document = reader.next()) {
    if (document->id.empty()) std::abort();
  }
}

void read_statement(const std::string& input) {
  try {
    const trama::Statement statement = trama::statement_from_json(input);
    if (trama::statement_from_json(trama::to_json(statement)) != statement) std::abort();
  } catch (const trama::Error&) {
    // Not a statement, and said so.
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string input(reinterpret_cast<const char*>(data), size);
  read_documents(input);
  read_statement(input);
  return 0;
}
