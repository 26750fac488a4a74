// Tables of LadybugDB and Kùzu. Private to export/.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "export/databases/property_graph.h"

namespace trama {

std::string_view ladybug_type(PropertyType type);

// Statements without a final semicolon that make the tables where there are none yet. Relations are one table, with
// their type in a column of this name: a table for each type would be thousands.
std::vector<std::string> ladybug_schema(bool evidence);

}  // namespace trama
