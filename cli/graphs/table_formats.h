// The names of the formats in which tables are printed.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "graph/query/query.h"

namespace trama::cli {

const std::map<std::string, TableFormat>& table_formats();

// In any case of letters.
std::optional<TableFormat> find_table_format(std::string_view name);

}  // namespace trama::cli
