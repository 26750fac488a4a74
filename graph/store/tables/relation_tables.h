// Statements of the same ends, verb, polarity and modality become one relation: the tables `relations` and `evidence`.
// Private to graph/.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <span>
#include <tuple>
#include <vector>

#include "graph/store/sqlite/sqlite.h"
#include "graph/store/tables/dictionary.h"
#include "graph/store/tables/statement_scan.h"

namespace trama::store {

// What makes statements one relation. Of symmetric verbs the smaller entity number comes first.
struct RelationKey {
  std::int64_t subject = 0, object = 0, verb = 0, polarity = 0, modality = 0;

  auto operator<=>(const RelationKey&) const = default;
};
RelationKey key_of(const StatementRow& row, std::int64_t subject, std::int64_t object, Dictionary& dictionary);

// One statement as it counts for its relation.
struct Support {
  std::uint32_t predicate = 0;
  std::uint32_t document = 0;
  std::uint32_t story = 0;
  std::int32_t count = 0;
  std::int32_t first_day = kNoDay, last_day = kNoDay;
  double confidence = 0, salience = 1;
  bool reported = false;  // It has a source or a theme.

  static constexpr std::int32_t kNoDay = INT32_MIN;
};
Support support_of(const StatementRow& row, std::int64_t story);

struct Merged {
  std::int64_t label = 0, preposition = 0, kind = 0;  // Most frequent; ties: the smallest text.
  std::int64_t count = 0, statements = 0, documents = 0;
  double confidence = 0;
  double salience = 0;  // The greatest.
  std::int32_t first_day = Support::kNoDay, last_day = Support::kNoDay;
  bool reported = false;  // One of its statements is.
};
// What a relation says of its statements, whose order does not count; there must be one. A story and its copies are one
// document: what they all tell has happened once.
Merged merge(std::span<Support> statements, Dictionary& dictionary);

class RelationTables {
 public:
  RelationTables(sqlite::Database& database, Dictionary& dictionary);

  void insert(std::int64_t number, const RelationKey& key, const Merged& merged);
  void insert_evidence(std::int64_t relation, std::int64_t statement);

  // 0 if there is none.
  std::int64_t find(const RelationKey& key);
  // Of relations with one of their ends, in either direction.
  std::vector<std::int64_t> relations_of(std::int64_t entity);
  std::vector<std::int64_t> evidence(std::int64_t relation);
  void remove_evidence(std::int64_t relation, std::int64_t statement);
  RelationKey key(std::int64_t relation);
  void remove(std::int64_t relation);
  // Merges the statements of a relation anew; false, and the row is gone, if it has none.
  bool refresh(std::int64_t relation);
  std::int64_t new_number();

 private:
  void bind(sqlite::Query& query, const RelationKey& key, const Merged& merged);

  sqlite::Database& database_;
  Dictionary& dictionary_;
  StatementReader reader_;
  sqlite::Query insert_, insert_evidence_, find_, of_subject_, of_object_, evidence_, remove_evidence_, key_, remove_,
      update_, story_;
};

}  // namespace trama::store
