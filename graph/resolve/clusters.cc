#include "graph/resolve/clusters.h"

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "graph/names/names.h"

namespace trama {
namespace {

std::size_t letters(const NameNode& node) {
  std::size_t count = 0;
  for (const std::string& word : node.person_words) count += word.size();
  return count;
}

}  // namespace

Clusters::Clusters(const NameTable& table, const AliasRules& rules)
    : table_(table), parent_(table.nodes.size()), data_(table.nodes.size()), different_(table.nodes.size()) {
  for (NameIndex i = 0; i < table.nodes.size(); ++i) {
    parent_[i] = i;
    data_[i].members = {i};
    data_[i].country = table.nodes[i].country;
    if (table.nodes[i].person_words.size() > 1) data_[i].full_names = {i};
  }
  for (const AliasRule& rule : rules.rules) {
    if (rule.same) continue;
    for (const NameIndex left : table.find(name_key(rule.left, true))) {
      for (const NameIndex right : table.find(name_key(rule.right, true))) {
        different_[left].push_back(right);
        different_[right].push_back(left);
      }
    }
  }
}

NameIndex Clusters::find(NameIndex node) const {
  while (parent_[node] != node) {
    parent_[node] = parent_[parent_[node]];
    node = parent_[node];
  }
  return node;
}

bool Clusters::compatible(NameIndex left, NameIndex right) const {
  return compatible_person_names(table_.nodes[left].person_words, table_.nodes[right].person_words);
}

bool Clusters::called_different(NameIndex left, NameIndex right) const {
  if (data_[left].members.size() > data_[right].members.size()) std::swap(left, right);
  for (const NameIndex member : data_[left].members) {
    for (const NameIndex other : different_[member]) {
      if (find(other) == right) return true;
    }
  }
  return false;
}

bool Clusters::can_join(NameIndex left, NameIndex right) const {
  left = find(left);
  right = find(right);
  if (left == right) return true;
  const Cluster& a = data_[left];
  const Cluster& b = data_[right];
  if (!a.country.empty() && !b.country.empty() && a.country != b.country) return false;
  for (const NameIndex one : a.full_names) {
    for (const NameIndex other : b.full_names) {
      if (!compatible(one, other)) return false;
    }
  }
  return !called_different(left, right);
}

bool Clusters::join(NameIndex left, NameIndex right, const std::string& reason) {
  if (find(left) == find(right)) return true;
  if (!can_join(left, right)) return false;
  unite(left, right, reason);
  return true;
}

void Clusters::force(NameIndex left, NameIndex right, const std::string& name) {
  if (find(left) != find(right)) unite(left, right, "alias file");
  std::string& preferred = data_[find(left)].preferred_name;
  if (preferred.empty() || name < preferred) preferred = name;
}

void Clusters::add_full_name(Cluster& cluster, NameIndex name) const {
  // Of two names of which one shortens the other, the longer says all that the shorter does.
  for (NameIndex& held : cluster.full_names) {
    if (!compatible(held, name)) continue;
    if (letters(table_.nodes[name]) > letters(table_.nodes[held])) held = name;
    return;
  }
  cluster.full_names.push_back(name);
}

void Clusters::unite(NameIndex left, NameIndex right, const std::string& reason) {
  const NameMerge merge{table_.nodes[right].surface(), table_.nodes[left].surface(), reason};
  NameIndex into = find(left);
  NameIndex from = find(right);
  if (data_[into].members.size() < data_[from].members.size()) std::swap(into, from);
  Cluster& target = data_[into];
  Cluster source = std::move(data_[from]);
  data_[from] = {};
  parent_[from] = into;
  target.members.insert(target.members.end(), source.members.begin(), source.members.end());
  target.merges.insert(target.merges.end(), source.merges.begin(), source.merges.end());
  target.merges.push_back(merge);
  for (const NameIndex name : source.full_names) add_full_name(target, name);
  if (target.country.empty()) target.country = source.country;
  if (target.preferred_name.empty() ||
      (!source.preferred_name.empty() && source.preferred_name < target.preferred_name)) {
    target.preferred_name = source.preferred_name;
  }
}

void Clusters::check_rules() const {
  for (NameIndex i = 0; i < different_.size(); ++i) {
    for (const NameIndex other : different_[i]) {
      if (find(i) != find(other)) continue;
      throw Error(ErrorCode::kInvalid, "alias file: \"" + table_.nodes[i].surface() + "\" and \"" +
                                           table_.nodes[other].surface() + "\" are called both the same and different");
    }
  }
}

}  // namespace trama
