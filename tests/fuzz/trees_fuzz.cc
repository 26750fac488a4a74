// Any bytes as CoNLL-U; the trees that come of it, whatever their shape, as input of the extraction. Spans must lie in
// the text.
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>

#include "base/error.h"
#include "base/statement_json.h"
#include "cli/process/resources.h"
#include "extract/analysis/conllu.h"
#include "extract/relations/open_ie.h"
#include "extract/statements/extractor.h"

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

void extract(const trama::AnalyzedDocument& document) {
  static const trama::Extractor extractor = trama::Extractor::load(trama::cli::find_data_dir());
  const std::size_t size = document.document.text.size();
  for (const trama::Statement& statement : extractor.statements(document)) {
    require(statement.subject.span.end <= size && statement.object.span.end <= size);
    require(statement.evidence.span.end <= size && !statement.subject.canonical.empty());
    require(statement.confidence >= 0 && statement.confidence <= 1);
    require(trama::statement_from_json(trama::to_json(statement)) == statement);
  }
  for (const trama::Sentence& sentence : document.sentences) {
    trama::open_tuples(sentence, extractor.propositions(sentence), document.document.text);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::istringstream in(std::string(reinterpret_cast<const char*>(data), size));
  try {
    trama::ConlluReader reader(in, "fuzz");
    while (const auto document = reader.next()) {
      std::ostringstream out;
      trama::write_conllu(*document, out);
      extract(*document);
    }
  } catch (const trama::Error&) {
    // Damaged, and said so.
  }
  return 0;
}
