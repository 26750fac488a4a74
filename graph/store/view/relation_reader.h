// The relations of a graph file, read as they are asked for. Private to graph/.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

#include "graph/model/graph_view.h"
#include "graph/model/merge.h"
#include "graph/store/old_ids.h"
#include "graph/store/sqlite/sqlite.h"
#include "graph/store/tables/dictionary.h"
#include "graph/store/view/relation_rows.h"

namespace trama::store {

#define TRAMA_RELATION                                                                                           \
  "number, subject, object, verb, polarity, modality, label, preposition, class, count, statements, documents, " \
  "confidence, first_day, last_day, reported, salience"

class RelationReader {
 public:
  // Both must outlive it. `hidden` are numbers of entities whose relations rows() and incident() leave out.
  RelationReader(const sqlite::Database& database, Dictionary& dictionary, const std::set<std::int64_t>& hidden);

  // Of a query whose columns begin with TRAMA_RELATION. Throws Error (kFormat) for numbers that trama does not give.
  RelationRow read(const sqlite::Query& query);
  // What is read one by one is remembered, until it is so much that all are read at once. Lives until the next call.
  // Throws Error (kInvalid) if there is none.
  const RelationRow& row(RelationId id);
  // The same without remembering it.
  RelationRow passing_row(RelationId id);

  bool shown(const RelationRow& row) const {
    return hidden_.empty() || (!hidden_.contains(row.subject) && !hidden_.contains(row.object));
  }

  // The rows of a query that `keep`, by key.
  template <typename Keep>
  std::vector<RelationId> rows(sqlite::Query& query, Keep keep) {
    std::vector<std::pair<std::uint64_t, RelationId>> found;
    while (query.step()) {
      if (const RelationRow row = read(query); shown(row) && keep(row))
        found.emplace_back(row.key, RelationId{row.number});
    }
    query.reset();
    std::sort(found.begin(), found.end());
    std::vector<RelationId> ids;
    ids.reserve(found.size());
    for (const auto& one : found) ids.push_back(one.second);
    return ids;
  }

  // Those of an entity, each once: first where it is the subject, each part by key.
  std::vector<RelationEnds> incident(EntityId entity);
  std::vector<RelationId> between(EntityId subject, EntityId object);

  // All but themes and sources.
  void fill(RelationEdge& edge, const RelationRow& row);
  // Themes and sources.
  void read_report(RelationEdge& edge);

  // Whether the relation had this key while its ends had others.
  bool had_key(const RelationRow& row, std::uint64_t key, const OldIds& old);

 private:
  // A verb with its texts; `keys` by polarity and modality.
  struct Spoken {
    std::string lemma, preposition;
    bool symmetric = false;
    std::array<std::unique_ptr<RelationKeys>, 16> keys;
  };

  const RelationRow& remember(const RelationRow& row);
  std::uint64_t key_of(std::uint32_t entity);
  Spoken& verb(std::uint32_t number);
  const std::string& day_text(std::int32_t day);
  RelationKeys& keys(std::uint32_t verb, std::uint8_t polarity, std::uint8_t modality);

  const sqlite::Database& database_;
  Dictionary& dictionary_;
  const std::set<std::int64_t>& hidden_;
  sqlite::Query key_, relation_, from_, to_, between_, told_;
  std::vector<std::uint64_t> entity_keys_;  // By number; 0 if not read.
  std::unordered_map<std::uint32_t, Spoken> verbs_;
  std::unordered_map<std::int32_t, std::string> days_;  // ISO days.
  std::unordered_map<std::uint32_t, RelationRow> rows_read_;
  std::size_t most_rows_ = 0;  // That are remembered before all are read.
  std::optional<RelationRows> all_rows_;
};

}  // namespace trama::store
