#include "cli/graphs/table_formats.h"

#include "base/utf8.h"

namespace trama::cli {

const std::map<std::string, TableFormat>& table_formats() {
  static const std::map<std::string, TableFormat> kFormats = {{"table", TableFormat::kTable},
                                                              {"json", TableFormat::kJson},
                                                              {"jsonl", TableFormat::kJsonLines},
                                                              {"csv", TableFormat::kCsv},
                                                              {"tsv", TableFormat::kTsv}};
  return kFormats;
}

std::optional<TableFormat> find_table_format(std::string_view name) {
  const auto found = table_formats().find(to_lower(name));
  return found == table_formats().end() ? std::nullopt : std::optional(found->second);
}

}  // namespace trama::cli
