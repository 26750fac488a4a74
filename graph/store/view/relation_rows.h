// All relations of a graph file in memory, as rows of numbers: for who looks at many of them. Private to graph/.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "graph/store/sqlite/sqlite.h"

namespace trama::store {

// One row of the table `relations`. Of symmetric relations the end with the smaller key is the subject.
struct RelationRow {
  std::uint64_t key = 0;  // RelationEdge::key
  std::int64_t count = 0;
  double confidence = 0;
  double salience = 0;
  std::uint32_t number = 0;
  std::uint32_t subject = 0;
  std::uint32_t object = 0;
  std::uint32_t verb = 0;
  std::uint32_t label = 0;
  std::uint32_t preposition = 0;
  std::uint32_t statements = 0;
  std::uint32_t documents = 0;
  std::int32_t first_day = 0;  // kNoDay if there is none.
  std::int32_t last_day = 0;
  std::uint16_t kind = 0;
  std::uint8_t polarity = 0;
  std::uint8_t modality = 0;
  bool symmetric = false;
  bool reported = false;

  static constexpr std::int32_t kNoDay = INT32_MIN;
};

// About 100 bytes a relation.
class RelationRows {
 public:
  // `read` makes rows of the columns TRAMA_RELATION (graph/store/view/relation_reader.h).
  RelationRows(const sqlite::Database& database, const std::function<RelationRow(const sqlite::Query&)>& read);

  // Null if there is none.
  const RelationRow* find(std::int64_t number) const;
  // Places of the relations in which the entity takes part, each once: first where it is the subject, each part by key.
  std::span<const std::uint32_t> of(std::int64_t entity);
  const RelationRow& at(std::uint32_t place) const { return rows_[place]; }

 private:
  std::vector<RelationRow> rows_;      // By number.
  std::vector<std::uint32_t> begins_;  // By number of an entity: where its places begin.
  std::vector<std::uint32_t> places_;
  std::vector<bool> in_order_;  // By number of an entity: its places.
};

}  // namespace trama::store
