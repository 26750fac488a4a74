// Markdown (CommonMark), on cmark.
#pragma once

#include <string_view>

#include "documents/reading/reader.h"

namespace trama {

// One document. Lines "name: value" between lines "---" at its head are its fields, by the names that records have too
// (documents/data/fields.tsv); its first heading, if it is of the first level, is its title where these give none, and
// stays in the text. `markdown` is valid UTF-8.
ReadDocument document_of_markdown(std::string_view markdown, const ReadOptions& options);

}  // namespace trama
