// Rows that are held until all are there. Private to graph/query.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "graph/query/query.h"

namespace trama {

// Throws Error (kInvalid) where they are more than the bounds allow.
class HeldRows final : public RowSink {
 public:
  explicit HeldRows(const cypher::Limits& limits) : limits_(limits) {}

  void begin(const std::vector<std::string>& columns) override { table_.columns = columns; }
  void row(const std::vector<cypher::Value>& values) override {
    if (static_cast<std::int64_t>(table_.rows.size()) == limits_.max_rows) {
      throw Error(ErrorCode::kInvalid, "the result has more than " + std::to_string(limits_.max_rows) +
                                           " rows; use LIMIT, or narrow the query");
    }
    for (const cypher::Value& value : values) bytes_ += static_cast<std::int64_t>(value.bytes());
    if (bytes_ > limits_.max_bytes) {
      throw Error(ErrorCode::kInvalid, "the result takes more than " + std::to_string(limits_.max_bytes) +
                                           " bytes; use LIMIT, or return fewer texts");
    }
    table_.rows.push_back(values);
  }
  void end() override {}

  ResultTable take() { return std::move(table_); }
  const ResultTable& table() const { return table_; }

 private:
  cypher::Limits limits_;
  ResultTable table_;
  std::int64_t bytes_ = 0;
};

}  // namespace trama
