#include "extract/relations/table.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <string_view>

#include "base/error.h"
#include "base/files.h"

namespace trama {
namespace {

std::string trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(" \r");
  if (begin == std::string_view::npos) return {};
  return std::string(text.substr(begin, text.find_last_not_of(" \r") - begin + 1));
}

}  // namespace

Table Table::read(const std::filesystem::path& file, std::size_t columns, std::size_t max_columns) {
  if (max_columns == 0) max_columns = columns;
  Table table;
  table.name_ = file.string();
  std::ifstream in = open_file(file);
  std::string text;
  for (std::size_t line = 1; std::getline(in, text); ++line) {
    if (line == 1 && text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
    if (trimmed(text).empty() || text.starts_with('#')) continue;
    Row row{line, {}};
    for (std::size_t begin = 0; begin <= text.size();) {
      const std::size_t end = std::min(text.find('\t', begin), text.size());
      row.fields.push_back(trimmed(std::string_view(text).substr(begin, end - begin)));
      begin = end + 1;
    }
    if (row.fields.size() < columns || row.fields.size() > max_columns) {
      table.fail(row, std::to_string(row.fields.size()) + " columns, expected " + std::to_string(columns) +
                          (max_columns > columns ? " to " + std::to_string(max_columns) : ""));
    }
    if (row.fields[0].empty()) table.fail(row, "the first column is empty");
    table.rows_.push_back(std::move(row));
  }
  if (in.bad()) throw Error(ErrorCode::kIo, table.name_ + ": cannot read: " + std::strerror(errno != 0 ? errno : EIO));
  return table;
}

void Table::fail(const Row& row, const std::string& what) const {
  throw Error(ErrorCode::kFormat, name_ + ":" + std::to_string(row.line) + ": " + what);
}

std::vector<std::string> split_list(const std::string& list, char separator) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= list.size();) {
    const std::size_t end = std::min(list.find(separator, begin), list.size());
    if (std::string part = trimmed(std::string_view(list).substr(begin, end - begin)); !part.empty()) {
      parts.push_back(std::move(part));
    }
    begin = end + 1;
  }
  return parts;
}

}  // namespace trama
