// Tables of linguistic knowledge: extract/data/es/*.tsv and the user's own files of the same form.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace trama {

// A file of tab-separated rows. Empty lines and lines that begin with '#' are comments; CRLF and a BOM are accepted.
class Table {
 public:
  struct Row {
    std::size_t line = 0;             // Counted from 1.
    std::vector<std::string> fields;  // At least `columns`, as in the file, without blanks around them.
  };

  // Reads the file wholly. Throws Error: kIo if it cannot be read, kFormat (file, line, found and expected) if a row
  // has fewer than `columns` fields or more than `max_columns` (0: as `columns`), or an empty first field.
  static Table read(const std::filesystem::path& file, std::size_t columns, std::size_t max_columns = 0);

  const std::vector<Row>& rows() const { return rows_; }
  // Throws Error (kFormat) about one row: "FILE:LINE: what".
  [[noreturn]] void fail(const Row& row, const std::string& what) const;

 private:
  std::string name_;
  std::vector<Row> rows_;
};

// "a, b,c" to its parts, without blanks around them and without empty ones.
std::vector<std::string> split_list(const std::string& list, char separator = ',');

}  // namespace trama
