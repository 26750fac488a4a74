#include "graph/tables.h"

namespace trama::tables {
namespace {

std::vector<std::string_view> fields(std::string_view line) {
  std::vector<std::string_view> result;
  for (;;) {
    const std::size_t tab = line.find('\t');
    result.push_back(line.substr(0, tab));
    if (tab == std::string_view::npos) return result;
    line.remove_prefix(tab + 1);
  }
}

}  // namespace

std::vector<std::vector<std::string_view>> rows(std::string_view table) {
  std::vector<std::vector<std::string_view>> result;
  while (!table.empty()) {
    const std::size_t end = table.find('\n');
    std::string_view line = table.substr(0, end);
    table.remove_prefix(end == std::string_view::npos ? table.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!line.empty() && line.front() != '#') result.push_back(fields(line));
  }
  return result;
}

}  // namespace trama::tables
