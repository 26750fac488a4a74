// The names of a graph file as entity resolution asks about them, read as they are asked for. Private to graph/.
#pragma once

#include <map>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

#include "graph/resolve/name_source.h"
#include "graph/store/sqlite/sqlite.h"
#include "graph/store/tables/dictionary.h"
#include "graph/store/tables/statement_scan.h"

namespace trama::store {

class SqlNames : public NameSource {
 public:
  SqlNames(sqlite::Database& database, Dictionary& dictionary);

  const NameFacts& facts(NameId name) override;
  std::shared_ptr<const NameForm> form(NameId name) override;
  std::vector<NameId> with_block(std::string_view block, std::size_t limit) override;
  std::vector<AliasUse> aliases(NameId name) override;
  std::vector<AliasUse> bearers(std::string_view alias_key) override;
  std::int64_t documents_apart(NameId left, NameId right) override;
  const std::vector<std::pair<std::int32_t, std::int32_t>>& weeks(NameId name) override;
  const std::vector<std::pair<NameId, std::int32_t>>& context(NameId name) override;

  // Forgets what it has read: the tables have changed.
  void forget();

 private:
  std::vector<std::int64_t> documents(NameId name, std::int64_t limit);
  std::vector<AliasUse> collect(sqlite::Query& query, bool by_key);
  const std::vector<NameId>& names_of(std::int64_t document);

  Dictionary& dictionary_;
  StatementScan scan_;
  sqlite::Query facts_query_, form_query_, surfaces_, block_, aliases_, bearers_, documents_, has_document_,
      weeks_query_;
  std::unordered_map<NameId, NameFacts> facts_;
  std::unordered_map<NameId, std::shared_ptr<const NameForm>> known_forms_;
  std::map<std::pair<std::int64_t, std::size_t>, std::vector<NameId>> blocks_;
  std::unordered_map<NameId, std::vector<std::pair<std::int32_t, std::int32_t>>> weeks_;
  std::unordered_map<NameId, std::vector<std::pair<NameId, std::int32_t>>> contexts_;
  std::unordered_map<std::int64_t, std::vector<NameId>> names_of_;
};

}  // namespace trama::store
