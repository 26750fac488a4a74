// The README beside tables: what they hold, and three questions that run. Private to export/.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "export/output_folder.h"

namespace trama {

// `extension`: of the tables' files, "csv", "jsonl" or "parquet".
void write_readme(std::string_view extension, OutputFolder& out);

// The questions in SQL as DuckDB reads it, over files in the current folder.
struct ExampleQuery {
  std::string what, sql;
};
std::vector<ExampleQuery> example_queries(std::string_view extension);

}  // namespace trama
