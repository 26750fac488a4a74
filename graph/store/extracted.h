// Documents as they travel (base/extracted_document.h) and as a graph file keeps them. Private to graph/.
#pragma once

#include <vector>

#include "base/extracted_document.h"
#include "graph/store/tables/writer.h"

namespace trama::store {

ExtractedDocument extracted(const WrittenDocument& document, std::vector<Statement> statements);

// Throws Error (kInvalid) that says what is wrong if it is no document that extracted() could have made.
WrittenDocument written(const ExtractedDocument& document);

}  // namespace trama::store
