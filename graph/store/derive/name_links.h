// Which names of a graph file are linked, and whose decisions look at which: what is to be decided again when names
// change, and what hangs together. Private to graph/.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "graph/resolve/decisions.h"
#include "graph/store/derive/sql_names.h"
#include "graph/store/tables/decision_tables.h"
#include "graph/store/tables/dictionary.h"

namespace trama::store {

using Names = std::set<std::int64_t>;  // Of `names`.

class NameLinks {
 public:
  NameLinks(sqlite::Database& database, Dictionary& dictionary, const Decisions& decisions);

  // Forget what it has read after tables of names have changed.
  SqlNames& source() { return source_; }

  bool present(std::int64_t name);  // Whether a document has it.
  std::optional<std::int64_t> entity_of(std::int64_t name);
  std::optional<std::int64_t> number_of(std::uint64_t id);

  // The names and all whose decisions look at one of them. `come`: those that come or go; none of the others does.
  Names with_dependents(const Names& names, const Names& come);

  // What others see of names that are there, kept from the last time or looked at now.
  using States = std::map<std::int64_t, std::int64_t>;
  States states(const Names& names);
  // Those of which others see something else than before; keeps what they see now.
  Names changed_since(const States& before, const Names& names);
  void forget_states(const Names& names);

  // Names with one of these keys, as their own or as an alias.
  Names bearing(const std::set<std::string>& alias_keys);
  // Whether an alias is shown depends on whose own name it is: adds the names for which `touched` are aliases.
  Names with_bearers_of(const Names& touched, Names into);
  // What only people hold together knows nothing, by links, of a name that goes.
  Names called_same_as(const Names& names);

  // Writes the links that names decide on; gives the names at both ends of those that changed.
  Names decide_again(const Names& names);

  // All that hangs together with a name by links and by what people decided, and is not in `done`, which it joins.
  struct Component {
    std::vector<NameId> names;
    std::vector<Link> links;
  };
  Component component_of(std::int64_t start, Names& done);

 private:
  sqlite::Database& database_;
  const Decisions& decisions_;
  SqlNames source_;
  sqlite::Query present_, links_, number_of_id_;
};

}  // namespace trama::store
