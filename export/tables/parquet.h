// Parquet files (https://parquet.apache.org/docs/file-format/), written without a library: there is none in Debian. Of
// the format it uses what every reader knows: plain values, one page a column and row group, GZIP. Private to export/.
#pragma once

#include <ostream>

#include "export/tables/table.h"

namespace trama {

class ParquetSink : public TableSink {
 public:
  ParquetSink(const TableForm& form, std::ostream& out);

  void add(std::span<const Value> row) override;
  void finish() override;

 private:
  // Of one row group: the values that are there, and for each place whether one is (and, in lists, whether it goes on).
  struct Column {
    std::string values;
    std::vector<bool> truths;
    std::vector<bool> present, continues;
  };
  struct Chunk {
    std::int64_t offset = 0, size = 0, full_size = 0, places = 0;
  };
  struct RowGroup {
    std::vector<Chunk> chunks;
    std::int64_t rows = 0, size = 0;
  };

  void add_value(std::size_t column, const Value& value);
  void write_row_group();
  Chunk write_column(std::size_t number);
  void write(std::string_view bytes);
  std::string description() const;

  const TableForm& form_;
  std::ostream& out_;
  std::int64_t written_ = 0;
  std::int64_t rows_ = 0, rows_of_group_ = 0;
  std::vector<Column> columns_;
  std::vector<RowGroup> groups_;
};

}  // namespace trama
