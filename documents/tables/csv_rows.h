// Rows of CSV, on libcsv.
#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace trama {

class CsvRows {
 public:
  explicit CsvRows(char delimiter);
  ~CsvRows();
  CsvRows(const CsvRows&) = delete;
  CsvRows& operator=(const CsvRows&) = delete;

  // More of the table. Throws std::bad_alloc.
  void add(std::string_view bytes);
  void finish();  // The table ends here.
  // The next row that is whole, blank ones left out.
  std::optional<std::vector<std::string>> take();
  // How many bytes are kept of what is not yet whole.
  std::size_t pending() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace trama
