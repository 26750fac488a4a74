// What people decided about names, as resolution takes it. Private to graph/.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "graph/names/alias_rules.h"
#include "graph/resolve/decisions.h"
#include "graph/store/sqlite.h"

namespace trama::store {

// How an actor is shown whatever the texts say.
struct Override {
  std::string name;  // Empty: as found.
  std::optional<EntityType> type;
  bool hidden = false;
};

class Decisions {
 public:
  explicit Decisions(sqlite::Database& database);

  // Decisions of which both names are among these (by id), as links between them.
  std::vector<NameDecision> among(std::span<const std::uint64_t> names) const;
  // Ids of names that people call the same as this one; some may not be in the graph.
  std::vector<std::uint64_t> called_same(std::uint64_t name) const;
  Override override_of(std::span<const std::uint64_t> names) const;

  bool empty() const { return group_of_.empty() && different_.empty() && overrides_.empty(); }

 private:
  void add_same(const std::vector<AliasRule>& rules);

  std::map<std::uint64_t, std::size_t> group_of_;  // Names called one, by any way around.
  std::vector<std::vector<std::uint64_t>> groups_;
  std::vector<std::string> group_names_;
  std::map<std::uint64_t, std::set<std::uint64_t>> different_;
  std::map<std::uint64_t, Override> overrides_;
};

// Ids of all names that may be meant by a text: of each class.
std::vector<std::uint64_t> ids_of(std::string_view name);

// Throws Error (kInvalid) if the rules call two names both the same and different, also by way of others.
void check_rules(const AliasRules& rules);

}  // namespace trama::store
