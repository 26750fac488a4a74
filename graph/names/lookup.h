// How a name that a person types finds an actor. Private to graph/.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace trama {

// Keys under which a name is looked up, the surest first: as folded, by its letters, as a country, as a spelling of a
// person's name.
std::vector<std::string> lookup_keys(std::string_view name);

}  // namespace trama
