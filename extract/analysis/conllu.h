// CoNLL-U (universaldependencies.org/format.html), reading and writing.
#pragma once

#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extract/analysis/sentence.h"

namespace trama {

// Reads documents one by one. `# newdoc id` starts one; a file without it is one document named `name`, as is the first
// of those without an id (the second is "NAME#2"). The text is rebuilt from the forms and SpaceAfter=No; sentences are
// joined by one space (none after SpaceAfter=No), paragraphs (`# newpar`) by a blank line; spans point into it. `Func`
// and `Entity` are read from MISC; empty nodes are skipped; heads may be missing ("_"). Memory is bounded by the
// largest document.
class ConlluReader {
 public:
  // `in`, which may be gzip, must outlive the reader; `name` stands in messages.
  ConlluReader(std::istream& in, std::string_view name);
  ~ConlluReader();
  // The next document; nullopt at the end. Throws Error: kFormat, with name and line, if the input is not CoNLL-U, if
  // heads make a cycle, or for invalid UTF-8; kIo if the stream fails.
  std::optional<AnalyzedDocument> next();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// All documents at once.
std::vector<AnalyzedDocument> read_conllu(std::istream& in, std::string_view name);

// Writes `# newdoc id`, `# newpar`, `# sent_id`, `# text` (made of the forms), words and multiword tokens; MISC holds
// Entity, Func, SpaceAfter and TokenRange (byte offsets begin:end). Sentences without an id get "DOCUMENT-sN".
// Sentences without words are left out. Control characters inside forms and ids become spaces, so that nothing breaks
// the columns.
void write_conllu(const AnalyzedDocument& document, std::ostream& out);

}  // namespace trama
