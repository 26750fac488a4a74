#include "documents/tables/table_head.h"

#include <algorithm>
#include <cstdint>

#include "documents/tables/csv_rows.h"
#include "documents/tables/record.h"

namespace trama {
namespace {

constexpr std::string_view kDelimiters = ",;\t|";
constexpr std::size_t kHeadRows = 8;

// How well a delimiter divides the rows: into how many columns, where most rows have as many as the first one.
std::size_t columns_of(const std::vector<std::vector<std::string>>& rows) {
  if (rows.empty()) return 0;
  const std::size_t columns = rows.front().size();
  const auto agree = std::count_if(rows.begin(), rows.end(), [&](const auto& row) { return row.size() == columns; });
  return 2 * static_cast<std::size_t>(agree) > rows.size() ? columns : 1;
}

}  // namespace

std::vector<std::vector<std::string>> rows_of(std::string_view text, char delimiter) {
  CsvRows parser(delimiter);
  parser.add(text);
  parser.finish();
  std::vector<std::vector<std::string>> rows;
  while (auto row = parser.take()) rows.push_back(*std::move(row));
  return rows;
}

TableHead read_table_head(std::string_view head) {
  TableHead best;
  std::size_t best_columns = 0;
  for (const char delimiter : kDelimiters) {
    auto rows = rows_of(head, delimiter);
    if (rows.size() > 1) rows.pop_back();  // It may be cut off.
    if (rows.size() > kHeadRows) rows.resize(kHeadRows);
    const std::size_t columns = columns_of(rows);
    if (columns <= best_columns) continue;
    best_columns = columns;
    best.delimiter = delimiter;
    best.names = rows.front();
  }
  if (std::none_of(best.names.begin(), best.names.end(), [](const std::string& name) { return is_known_key(name); })) {
    best.names.clear();
  }
  return best;
}

bool has_table_head(std::string_view head) {
  const std::string_view line = head.substr(0, head.find('\n'));
  constexpr std::size_t kLongestHeader = 1000;
  if (line.size() > kLongestHeader || line.size() == head.size()) return false;
  for (const char delimiter : kDelimiters) {
    if (line.find(delimiter) == line.npos) continue;
    const auto rows = rows_of(line, delimiter);
    if (rows.empty() || rows.front().size() < 2) continue;
    const auto& names = rows.front();
    const RecordFields fields({});
    Record record;
    std::size_t known = 0;
    for (const std::string& name : names) {
      record.emplace_back(name, "x");
      known += is_known_key(name);
    }
    // "Nota, contenido": two words of a sentence are no header.
    const bool plain = std::all_of(names.begin(), names.end(), [](const std::string& name) {
      return !name.empty() && name.size() < 40 && std::count(name.begin(), name.end(), ' ') < 4;
    });
    if (plain && known >= 2 && fields.has_text(record)) return true;
  }
  return false;
}

}  // namespace trama
