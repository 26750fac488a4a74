// Names that mean one entity: union-find in which a union can be refused. Private to graph/.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "graph/model/graph.h"
#include "graph/names/alias_rules.h"
#include "graph/resolve/name_table.h"

namespace trama {

class Clusters {
 public:
  // `table` must outlive the clusters.
  Clusters(const NameTable& table, const AliasRules& rules);

  NameIndex find(NameIndex node) const;
  std::span<const NameIndex> members(NameIndex root) const { return data_[root].members; }
  std::span<const NameMerge> merges(NameIndex root) const { return data_[root].merges; }
  const std::string& preferred_name(NameIndex root) const { return data_[root].preferred_name; }

  // Whether one cluster can hold both: not two countries, not two people whose full names differ, not two names that
  // the user calls different. Clusters, not nodes, are compared, so that no chain of good links joins what must not be.
  bool can_join(NameIndex left, NameIndex right) const;
  // Joins unless that is refused or done already. True if they are one cluster afterwards.
  bool join(NameIndex left, NameIndex right, const std::string& reason);
  // Joins what the user calls the same, whatever it is. `name` is to be shown.
  void force(NameIndex left, NameIndex right, const std::string& name);

  // Throws Error (kInvalid) if the user's rules call two names both the same and different.
  void check_rules() const;

 private:
  struct Cluster {
    std::vector<NameIndex> members;
    std::vector<NameMerge> merges;
    std::vector<NameIndex> full_names;  // Members with names of two or more words, none a short form of another.
    std::string_view country;
    std::string preferred_name;
  };
  void unite(NameIndex left, NameIndex right, const std::string& reason);
  void add_full_name(Cluster& cluster, NameIndex name) const;
  bool compatible(NameIndex left, NameIndex right) const;
  bool called_different(NameIndex left, NameIndex right) const;

  const NameTable& table_;
  mutable std::vector<NameIndex> parent_;
  std::vector<Cluster> data_;                      // Valid at roots.
  std::vector<std::vector<NameIndex>> different_;  // Of each node, those that the user calls different from it.
};

}  // namespace trama
