// Attribution: who says that it is so. Absent where the text itself does.
#pragma once

#include <optional>
#include <vector>

#include "extract/relations/participants.h"
#include "extract/relations/scope.h"

namespace trama {

// By sentence and proposition.
struct Attributions {
  std::vector<std::vector<std::optional<Attribution>>> sources;
  std::vector<std::vector<bool>> unnamed;  // Somebody says it, but the text does not tell who, or it was not found.
};

// Of every proposition of every sentence: the nearest "X dijo que …", quotation of X, or "según X" above it, also over
// the sentences of one quotation. `scopes` has one element per sentence.
Attributions find_attributions(const DocumentContext& context, const std::vector<std::vector<Scope>>& scopes);

}  // namespace trama
