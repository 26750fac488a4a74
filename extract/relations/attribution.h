// Attribution: who says that it is so. Absent where the text itself does.
#pragma once

#include <optional>
#include <vector>

#include "extract/relations/participants.h"
#include "extract/relations/scope.h"

namespace trama {

// Of every proposition of every sentence: the nearest "X dijo que …", quotation of X, or "según X" above it, also over
// the sentences of one quotation. `scopes` has one element per sentence.
std::vector<std::vector<std::optional<Attribution>>> find_attributions(const DocumentContext& context,
                                                                       const std::vector<std::vector<Scope>>& scopes);

}  // namespace trama
