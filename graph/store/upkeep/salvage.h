// Reads what can be read of the documents of a damaged graph file. Private to graph/.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "graph/store/sqlite/sqlite.h"
#include "graph/store/tables/dictionary.h"
#include "graph/store/tables/statement_reader.h"
#include "graph/store/tables/writer.h"
#include "graph/store/upkeep/upkeep.h"

namespace trama::store {

class Salvage {
 public:
  Salvage(sqlite::Database& database, const Tell& tell);

  // Numbers of documents that there are, as far as one way or another leads to them.
  std::vector<std::int64_t> documents();
  // Nothing if it is lost: told and counted.
  std::optional<WrittenDocument> document(std::int64_t number);
  // Those of a document that can be read. Others are told of and counted.
  std::vector<Statement> statements(std::int64_t document, const std::string& id);

  // Of a page that cannot be read nobody knows how many statements it had: at least so many.
  std::int64_t lost_statements() const { return lost_statements_; }
  std::int64_t lost_documents() const { return lost_documents_; }

 private:
  std::vector<std::int64_t> statement_numbers(std::int64_t document, const std::string& id);
  void lose(const std::string& what, const Error& error);
  void start_reader();

  sqlite::Database& database_;
  const Tell& tell_;
  std::optional<Dictionary> dictionary_;
  std::optional<WholeStatements> reader_;
  std::int64_t lost_documents_ = 0, lost_statements_ = 0;
};

}  // namespace trama::store
