// Ids that actors of a graph file had or could have had: those of all their names, since an actor's id is that of one
// of them. Nothing is written down for it. Private to graph/.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "graph/store/sqlite/sqlite.h"

namespace trama::store {

class OldIds {
 public:
  // Reads all names of actors that have several.
  explicit OldIds(const sqlite::Database& database);

  // The ids of an actor, `now` among them, each once.
  std::vector<std::uint64_t> of(std::int64_t entity, std::uint64_t now) const;

 private:
  void read_names(const sqlite::Database& database);
  void read_parted(const sqlite::Database& database);

  std::unordered_map<std::int64_t, std::vector<std::uint64_t>> others_;  // But for the present one.
};

}  // namespace trama::store
