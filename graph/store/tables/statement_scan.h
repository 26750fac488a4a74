// Reads the statements of a graph file as numbers, without their texts. Private to graph/.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "graph/store/sqlite/sqlite.h"
#include "graph/store/tables/schema.h"
#include "graph/store/tables/statement_rest.h"

namespace trama::store {

// A statement that is part of the graph.
struct StatementRow {
  std::int64_t number = 0;
  std::int64_t subject = 0, object = 0;  // Of `names`.
  std::int64_t source = 0;               // 0: the document itself.
  std::int64_t predicate = 0;
  std::int64_t polarity = 0, modality = 0;
  std::int64_t count = 0;
  double confidence = 0, salience = 1;
  std::optional<std::int64_t> first_day, last_day;
  bool has_theme = false;

  std::int64_t document() const { return number >> kOrdinalBits; }
};

// The numbers of the statements of documents begin to end, half-open.
inline std::int64_t first_statement(std::int64_t document) {
  return document << kOrdinalBits;
}

// Of a confidence or a salience.
inline double share_of(const sqlite::Query& row, int column) {
  return row.is_integer(column) ? static_cast<double>(row.number(column)) / kConfidenceScale : row.real(column);
}

// Calls `take` with each row of documents [begin, end), by number, and its facts where they are asked for (else empty).
class StatementScan {
 public:
  StatementScan(sqlite::Database& database, bool facts);

  void run(std::int64_t begin_document, std::int64_t end_document,
           const std::function<void(const StatementRow&, const StatementFacts&)>& take);

 private:
  bool facts_;
  sqlite::Query query_;
};

// One statement by number; nothing for those that are no part of the graph.
class StatementReader {
 public:
  explicit StatementReader(sqlite::Database& database);
  std::optional<StatementRow> read(std::int64_t number);

 private:
  sqlite::Query query_;
};

}  // namespace trama::store
