// CoNLL-U (universaldependencies.org/format.html), reading and writing.
#pragma once

#include <cstddef>
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
  // Documents whose text is longer than so many bytes come from next() with their id alone. At first there is no limit.
  void set_limit(std::size_t bytes);
  // The next document; nullopt at the end. Throws Error: kFormat, with name and line, if the input is not CoNLL-U, if
  // heads make a cycle, or for invalid UTF-8; kIo if the stream fails.
  std::optional<AnalyzedDocument> next();
  // The next sentences of a document of any length, at most `limit` (at least 1), and no more than can be read without
  // waiting for input. Memory is bounded by them. Throws as next(), after the sentences before the fault have come. Not
  // to be mixed with next().
  std::optional<DocumentPart> next_part(std::size_t limit);
  // Whether the input has something to read; false where that cannot be told.
  bool ready() const;

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
// The same of a part; the parts of a document in their order make the document.
void write_conllu(const DocumentPart& part, std::ostream& out);

}  // namespace trama
