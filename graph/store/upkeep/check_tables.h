// Whether the tables of a graph file make sense: those that hold what the texts said, and those that are derived.
// Private to graph/.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "graph/store/sqlite/sqlite.h"

namespace trama::store {

// Lines about what is wrong; of many of one kind only the first.
class Problems {
 public:
  void add(const std::string& kind, const std::string& line);
  std::vector<std::string> lines() const;
  bool empty() const { return lines_.empty(); }

 private:
  std::vector<std::string> lines_;
  std::map<std::string, std::int64_t> counts_;
};

// Reads every statement whole, and looks up all that refers to something else.
void check_documents(sqlite::Database& database, Problems& problems);

// What a derived table holds, whatever the numbers of its entities and relations and the order of its rows.
struct TableContent {
  std::string name;
  std::int64_t rows = 0;
  std::uint64_t sum = 0;  // Of the hashes of its rows.

  bool operator==(const TableContent&) const = default;
};
std::vector<TableContent> derived_content(const sqlite::Database& database);

}  // namespace trama::store
