// What people decided about names, as resolution takes it. Private to graph/.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "graph/names/user_decisions.h"
#include "graph/resolve/decisions.h"
#include "graph/resolve/partings.h"
#include "graph/store/sqlite/sqlite.h"

namespace trama::store {

// How an actor is shown whatever the texts say.
struct Override {
  std::string name;  // Empty: as found.
  std::optional<EntityType> type;
  bool hidden = false;
};

class Decisions {
 public:
  // Those that are in force in the file.
  explicit Decisions(const sqlite::Database& database);

  // Decisions of which both names are among these (by id), as links between them.
  std::vector<NameDecision> among(std::span<const std::uint64_t> names) const;
  // Ids of names that people call the same as this one; some may not be in the graph.
  std::vector<std::uint64_t> called_same(std::uint64_t name) const;
  // Whether people have decided about these two, also by way of others.
  bool decided(std::uint64_t left, std::uint64_t right) const;
  Override override_of(std::span<const std::uint64_t> names) const;

  bool empty() const { return group_of_.empty() && different_.empty() && overrides_.empty(); }

 private:
  // What was decided last holds: with the number of the decision, 0 for none.
  template <typename Value>
  struct Latest {
    std::int64_t number = 0;
    Value value{};
    void set(std::int64_t decision, const Value& decided) {
      if (number < decision) *this = {decision, decided};
    }
    void set(const Latest& other) { set(other.number, other.value); }
  };
  struct Shown {
    Latest<std::string> name;
    Latest<EntityType> type;
    bool hidden = false;
  };
  struct Group {
    std::vector<std::uint64_t> names;
    std::string alias_name;    // Of an alias file, which has no order.
    Latest<std::string> name;  // Of people.
  };
  void add_same(const std::vector<LoggedDecision>& decisions);
  void add_different(const UserDecision& decision);
  void add_override(const LoggedDecision& logged);

  std::unordered_map<std::uint64_t, std::size_t> group_of_;  // Names called one, by any way around.
  std::vector<Group> groups_;
  std::map<std::uint64_t, std::set<std::uint64_t>> different_;
  std::map<std::uint64_t, Shown> overrides_;
};

// Ids of all names that may be meant by a text: of each class.
std::vector<std::uint64_t> ids_of(std::string_view name);
// Ids of the names that a decision is about.
std::vector<std::uint64_t> left_ids(const UserDecision& decision);
std::vector<std::uint64_t> right_ids(const UserDecision& decision);

// By number; with those undone or without.
std::vector<LoggedDecision> read_decisions(const sqlite::Database& database, bool undone);

// How people part homonyms; with what was undone or without.
Partings read_partings(const sqlite::Database& database, bool undone);

// Throws Error (kInvalid) if decisions call two names both the same and different, also by way of others. Says which
// decisions; new ones have numbers below 0, no two the same.
void check_decisions(const std::vector<LoggedDecision>& decisions);

}  // namespace trama::store
