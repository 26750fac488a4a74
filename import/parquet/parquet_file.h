// Rows of a Parquet file (https://parquet.apache.org/docs/file-format/), read without a library: there is none in
// Debian. Of the format it reads what Spark, DuckDB, pandas and trama write unless told otherwise: columns of whole
// numbers and of texts, lists of texts, plain or by a dictionary, as they are or packed by Snappy or GZIP. Private to
// import/.
#pragma once

#include <cstdint>
#include <functional>
#include <istream>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace trama {

// What stands in one row of one column: nothing, a whole number, a text, or a list of texts.
using ParquetCell = std::variant<std::monostate, std::int64_t, std::string, std::vector<std::string>>;

class ParquetFile {
 public:
  // Reads what the file says of itself. `name` stands in messages. Throws Error: kIo if it cannot be read, kFormat if
  // it is no Parquet file or a damaged one.
  ParquetFile(std::unique_ptr<std::istream> file, std::string name);
  ~ParquetFile();

  bool has(std::string_view column) const;
  std::int64_t rows() const;
  // Calls `take` with the cells of these columns, row by row; of a column that is not there nothing stands in them.
  // Holds one page of each column. Throws Error: kIo, kFormat if a column is of another kind or damaged.
  void for_each_row(std::span<const std::string_view> columns, const std::function<void(std::span<ParquetCell>)>& take);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace trama
