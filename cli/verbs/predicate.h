// Which relations of an actor a person means by a verb.
#pragma once

#include <string>
#include <vector>

#include "graph/model/graph_view.h"

namespace trama::cli {

enum class Side { kSubject, kObject };

// The types of relations, for a query, of which the actor is on this side and which `words` name: by any form of the
// verb ("acusó", "acusan", "ha acusado"), by a noun ("presidenta de"), by a label as on an arrow, or by a class
// ("ACCUSE"). Case and accents do not count. Throws Error (kInvalid) that says what there is if nothing fits.
std::vector<std::string> find_types(const GraphView& graph, EntityId actor, Side side, const std::string& words);

// `acusar`|`denunciar`
std::string type_pattern(const std::vector<std::string>& types);

}  // namespace trama::cli
