// The README beside tables: what they hold, and three questions that run. Private to export/.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "export/output_folder.h"

namespace trama {

// `extension`: of the tables' files, "csv", "jsonl" or "parquet". `records`: whether what the graph is made of is
// there.
void write_readme(std::string_view extension, OutputFolder& out, bool records = false);

// The questions in SQL as DuckDB reads it, over files in the current folder.
struct ExampleQuery {
  std::string what, sql;
};
std::vector<ExampleQuery> example_queries(std::string_view extension);

}  // namespace trama
