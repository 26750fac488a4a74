// Statements of a document's title, which is a text of its own.
#pragma once

#include <string_view>
#include <vector>

#include "base/statement.h"
#include "extract/analysis/sentence.h"

namespace trama {

// The headline as the first sentences of a text, with the first sentences of the body behind it, which tell who is
// meant by the short names in it. The text is the title, a blank line, and the body as far as it is needed.
AnalyzedDocument headline_and_lead(const AnalyzedDocument& document);

// Those of `statements`, made of headline_and_lead(), that stand in the title, marked so, without those that `body`
// holds as well.
std::vector<Statement> statements_of_headline(std::vector<Statement> statements, std::string_view title,
                                              const std::vector<Statement>& body);

}  // namespace trama
