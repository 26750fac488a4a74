// Which words of a document are quoted, and which sentences one quotation joins.
#pragma once

#include <vector>

#include "extract/analysis/sentence.h"

namespace trama {

struct Quotations {
  std::vector<std::vector<bool>> quoted;  // quoted[sentence][word]
  // By sentence: whether a quotation that began in a sentence before it is open at its beginning. Quotations end with
  // their paragraph, and after eight sentences, whatever their marks.
  std::vector<bool> open_before;
  std::vector<bool> open_after;
};

// Reads “ ” « » and "; ‘ ’ inside a sentence. A sentence that only closes a quotation is quoted up to there. Linear.
Quotations find_quotations(const AnalyzedDocument& document);

}  // namespace trama
