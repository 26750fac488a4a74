// CoNLL-U (universaldependencies.org/format.html), reading and writing.
#pragma once

#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "extract/analysis/sentence.h"

namespace trama {

// Reads documents (`# newdoc id` starts one; a file without it is one document named `name`). The text is rebuilt from
// the forms and SpaceAfter=No; sentences are joined by one space (none after SpaceAfter=No), paragraphs (`# newpar`) by
// a blank line; spans point into it. `Func` and `Entity` are read from MISC; empty nodes are skipped. Throws Error
// (kFormat) with name and line.
std::vector<AnalyzedDocument> read_conllu(std::istream& in, std::string_view name);

// Writes `# newdoc id`, `# newpar`, `# sent_id`, `# text`, words and multiword tokens; MISC holds Entity, Func,
// SpaceAfter and TokenRange (byte offsets begin:end).
void write_conllu(const AnalyzedDocument& document, std::ostream& out);

}  // namespace trama
