// What tables know of the type of a name. Private to graph/.
#pragma once

#include <optional>

#include "base/statement.h"
#include "graph/resolve/name_form.h"

namespace trama {

// Of a country or of a name in graph/data/types.tsv.
std::optional<EntityType> known_type(const NameForm& form);

// Of what begins with a word that tells it ("ministerio", "río": kind `head` of graph/data/types.tsv).
std::optional<EntityType> head_type(const NameForm& form);

}  // namespace trama
