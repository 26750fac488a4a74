#include "graph/store/old_ids.h"

#include <algorithm>

#include "graph/resolve/decisions.h"

namespace trama::store {

using sqlite::Query;

OldIds::OldIds(const sqlite::Database& database) {
  read_names(database);
  read_parted(database);
}

void OldIds::read_names(const sqlite::Database& database) {
  Query query(database,
              "SELECT entities.number, names.id FROM entities JOIN name_facts ON name_facts.entity = entities.number "
              "JOIN names ON names.number = name_facts.name WHERE names.id <> entities.key");
  while (query.step()) others_[query.number(0)].push_back(static_cast<std::uint64_t>(query.number(1)));
}

// A homonym that people parted had the id of the name without its sense, and one that they part no longer that with it.
void OldIds::read_parted(const sqlite::Database& database) {
  Query query(database,
              "SELECT names.id, key, class, qualifier, entity FROM names LEFT JOIN name_facts ON name = number "
              "WHERE qualifier LIKE '%~%'");
  Query bearer(database, "SELECT entity FROM names JOIN name_facts ON name = number WHERE id = ?");
  while (query.step()) {
    const NameKey name{std::string(query.text(1)), static_cast<NameClass>(query.number(2)), std::string(query.text(3))};
    const std::uint64_t bare = name_id(without_sense(name));
    if (!query.is_null(4)) others_[query.number(4)].push_back(bare);
    if (query.is_null(4) && bearer.bind(1, static_cast<std::int64_t>(bare)).step()) {
      others_[bearer.number(0)].push_back(static_cast<std::uint64_t>(query.number(0)));
    }
    bearer.reset();
  }
}

std::vector<std::uint64_t> OldIds::of(std::int64_t entity, std::uint64_t now) const {
  std::vector<std::uint64_t> ids{now};
  const auto found = others_.find(entity);
  if (found != others_.end()) ids.insert(ids.end(), found->second.begin(), found->second.end());
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

}  // namespace trama::store
