#include "base/tsv.h"

#include <cstddef>

#include "base/error.h"

namespace trama {
std::vector<std::vector<std::string_view>> parse_tsv(std::string_view text) {
  std::vector<std::vector<std::string_view>> rows;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.starts_with('#') || trimmed_field(line).find_first_not_of('\t') == std::string_view::npos) continue;
    std::vector<std::string_view>& row = rows.emplace_back();
    for (std::size_t tab = 0; tab != std::string_view::npos; line.remove_prefix(tab + 1)) {
      tab = line.find('\t');
      row.push_back(trimmed_field(line.substr(0, tab)));
      if (tab == std::string_view::npos) break;
    }
  }
  return rows;
}

std::string_view trimmed_field(std::string_view field) {
  const std::size_t begin = field.find_first_not_of(" \r");
  if (begin == std::string_view::npos) return {};
  return field.substr(begin, field.find_last_not_of(" \r") - begin + 1);
}

void fail_in_line(std::string_view where, int line, const std::string& message) {
  throw Error(ErrorCode::kFormat, std::string(where) + ":" + std::to_string(line) + ": " + message);
}

}  // namespace trama
