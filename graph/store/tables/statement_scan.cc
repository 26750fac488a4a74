#include "graph/store/tables/statement_scan.h"

namespace trama::store {
namespace {

#define TRAMA_COLUMNS                                                                                                 \
  "number, subject, object, source, predicate, polarity, modality, count, confidence, first_day, last_day, theme IS " \
  "NOT NULL, salience"

StatementRow row_of(const sqlite::Query& query) {
  StatementRow row;
  row.number = query.number(0);
  row.subject = query.number(1);
  row.object = query.number(2);
  row.source = query.number(3);
  row.predicate = query.number(4);
  row.polarity = query.number(5);
  row.modality = query.number(6);
  row.count = query.number(7);
  row.confidence = share_of(query, 8);
  row.first_day = query.optional_number(9);
  row.last_day = query.is_null(10) ? row.first_day : query.optional_number(10);
  row.has_theme = query.number(11) != 0;
  row.salience = share_of(query, 12);
  return row;
}

}  // namespace

StatementScan::StatementScan(sqlite::Database& database, bool facts)
    : facts_(facts),
      query_(database, facts ? "SELECT " TRAMA_COLUMNS
                               ", rest FROM statements WHERE number >= ? AND number < ? AND subject IS NOT NULL"
                             : "SELECT " TRAMA_COLUMNS
                               " FROM statements WHERE number >= ? AND number < ? AND subject IS NOT NULL") {}

void StatementScan::run(std::int64_t begin_document, std::int64_t end_document,
                        const std::function<void(const StatementRow&, const StatementFacts&)>& take) {
  query_.bind(1, first_statement(begin_document)).bind(2, first_statement(end_document));
  StatementFacts facts;
  while (query_.step()) {
    if (facts_) facts = read_facts(query_.text(13));
    take(row_of(query_), facts);
  }
  query_.reset();
}

StatementReader::StatementReader(sqlite::Database& database)
    : query_(database, "SELECT " TRAMA_COLUMNS " FROM statements WHERE number = ? AND subject IS NOT NULL") {}

std::optional<StatementRow> StatementReader::read(std::int64_t number) {
  query_.bind(1, number);
  std::optional<StatementRow> row;
  if (query_.step()) row = row_of(query_);
  query_.reset();
  return row;
}

}  // namespace trama::store
