// Which documents of a graph file tell one story: the tables `stories` and `story_keys`. Private to graph/.
#pragma once

#include <cstdint>
#include <set>
#include <span>
#include <vector>

#include "graph/resolve/stories.h"
#include "graph/store/sqlite/sqlite.h"

namespace trama::store {

class StoryTables {
 public:
  explicit StoryTables(sqlite::Database& database) : database_(database) {}

  // Fills both tables, which are empty, for all documents.
  void build();
  // Takes documents in, or out before their rows are deleted. Gives those, other than the given, whose story is another
  // one than before. Within a transaction.
  std::set<std::int64_t> add(std::span<const std::int64_t> documents);
  std::set<std::int64_t> remove(std::span<const std::int64_t> documents);

 private:
  StoryDocument read(std::int64_t document) const;
  std::vector<std::int64_t> bucket(std::int64_t key, std::size_t limit) const;  // In StoryOrder.
  void write_keys(std::int64_t document, const StoryDocument& content);
  // Stories whose pairs change when this document comes or goes; it must be in the buckets.
  std::set<std::int64_t> concerned(std::int64_t document, const StoryDocument& content) const;
  std::set<std::int64_t> members(const std::set<std::int64_t>& stories) const;
  std::set<std::int64_t> regroup(const std::set<std::int64_t>& documents);

  sqlite::Database& database_;
};

}  // namespace trama::store
