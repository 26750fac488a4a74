// One column of a Parquet file, cell by cell. Private to import/.
#pragma once

#include <cstdint>
#include <istream>
#include <string>
#include <string_view>
#include <vector>

#include "import/parquet/page.h"
#include "import/parquet/parquet_file.h"
#include "import/parquet/thrift_tree.h"

namespace trama {

// What the schema says of a column: the levels tell how much of what may be missing or repeated is there.
struct ParquetColumn {
  std::string name;  // Of the outermost group.
  std::int64_t type = 0;
  int definition = 0;       // Of a value that is there.
  int repetition = 0;       // 0, or 1 for lists.
  int item_definition = 0;  // Of lists: of an item that is there, if only as a missing value.
  std::size_t leaf = 0;     // Its number among all columns.
};

// The cells of one column in one row group.
class ParquetColumnReader {
 public:
  // `file` and `column` must outlive the reader; `chunk`: ColumnMetaData of parquet.thrift. Throws Error (kFormat).
  ParquetColumnReader(std::istream& file, const ParquetColumn& column, const ThriftTree& chunk);

  // The next cell. Throws Error: kIo, kFormat, also if there is none.
  ParquetCell next();
  // Whether there is a further value, of which a page is read if need be. Throws as next() does.
  bool more();

 private:
  void read_page();
  void read_values(std::string_view bytes, std::size_t count, std::int64_t encoding);
  std::string read_bytes(std::int64_t offset, std::int64_t size);
  void take_value(ParquetCell& cell);

  std::istream& file_;
  const ParquetColumn& column_;
  std::int64_t codec_, offset_, end_, values_left_;
  std::string dictionary_bytes_, page_bytes_;
  ParquetValues dictionary_, plain_;
  std::vector<std::uint32_t> indices_, definitions_, repetitions_;
  bool by_dictionary_ = false;
  std::size_t place_ = 0, value_ = 0;  // In the page: of the levels, and of the values that are there.
};

}  // namespace trama
