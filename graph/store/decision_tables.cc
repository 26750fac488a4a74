#include "graph/store/decision_tables.h"

#include <algorithm>
#include <functional>

#include "base/error.h"
#include "graph/names/names.h"

namespace trama::store {
namespace {

using sqlite::Query;

// Names that rules call one, by key.
class SameNames {
 public:
  explicit SameNames(const AliasRules& rules) {
    for (const AliasRule& rule : rules.rules) {
      if (rule.same) parent_[top(name_key(rule.right, true))] = top(name_key(rule.left, true));
    }
  }
  std::string top(std::string key) {
    while (parent_.emplace(key, key).first->second != key) key = parent_[key];
    return key;
  }

 private:
  std::map<std::string, std::string> parent_;
};

AliasRules rules_of(const sqlite::Database& database) {
  AliasRules rules;
  Query query(database, "SELECT kind, left, right FROM decisions WHERE NOT undone AND kind IN ('same', 'different')");
  while (query.step()) {
    rules.rules.push_back({query.text(0) == "same", std::string(query.text(1)), std::string(query.text(2))});
  }
  std::sort(rules.rules.begin(), rules.rules.end());
  return rules;
}

}  // namespace

std::vector<std::uint64_t> ids_of(std::string_view name) {
  std::vector<std::uint64_t> ids;
  for (const NameClass kind : {NameClass::kPerson, NameClass::kOther, NameClass::kNeutral, NameClass::kNominal}) {
    ids.push_back(name_id({name_key(name, kind != NameClass::kNominal), kind, ""}));
  }
  return ids;
}

void check_rules(const AliasRules& rules) {
  SameNames same(rules);
  for (const AliasRule& rule : rules.rules) {
    if (rule.same || same.top(name_key(rule.left, true)) != same.top(name_key(rule.right, true))) continue;
    throw Error(ErrorCode::kInvalid,
                "\"" + rule.left + "\" and \"" + rule.right + "\" are called both the same and different");
  }
}

Decisions::Decisions(sqlite::Database& database) {
  const AliasRules rules = rules_of(database);
  add_same(rules.rules);
  for (const AliasRule& rule : rules.rules) {
    if (rule.same) continue;
    for (const std::uint64_t left : ids_of(rule.left)) {
      for (const std::uint64_t right : ids_of(rule.right)) {
        different_[left].insert(right);
        different_[right].insert(left);
      }
    }
  }
  Query query(database,
              "SELECT kind, left, right FROM decisions WHERE NOT undone AND kind IN ('rename', 'retype', 'hide') "
              "ORDER BY number");
  while (query.step()) {
    for (const std::uint64_t id : ids_of(query.text(1))) {
      Override& override_ = overrides_[id];
      if (query.text(0) == "rename") override_.name = query.text(2);
      if (query.text(0) == "retype") override_.type = find_entity_type(query.text(2));
      if (query.text(0) == "hide") override_.hidden = true;
    }
  }
}

void Decisions::add_same(const std::vector<AliasRule>& rules) {
  SameNames same(AliasRules{rules});
  std::map<std::string, std::size_t> groups;
  for (const AliasRule& rule : rules) {
    if (!rule.same) continue;
    const auto [place, is_new] = groups.emplace(same.top(name_key(rule.left, true)), groups_.size());
    if (is_new) {
      groups_.emplace_back();
      group_names_.emplace_back();
    }
    // To show: the first of a rule; of several the smallest.
    std::string& name = group_names_[place->second];
    if (name.empty() || rule.left < name) name = rule.left;
    for (const std::string* text : {&rule.left, &rule.right}) {
      for (const std::uint64_t id : ids_of(*text)) {
        if (group_of_.emplace(id, place->second).second) groups_[place->second].push_back(id);
      }
    }
  }
}

std::vector<std::uint64_t> Decisions::called_same(std::uint64_t name) const {
  const auto group = group_of_.find(name);
  return group == group_of_.end() ? std::vector<std::uint64_t>() : groups_[group->second];
}

std::vector<NameDecision> Decisions::among(std::span<const std::uint64_t> names) const {
  std::vector<NameDecision> result;
  if (empty()) return result;
  std::vector<std::uint64_t> sorted(names.begin(), names.end());
  std::sort(sorted.begin(), sorted.end());
  std::map<std::size_t, std::uint64_t> first_of_group;
  for (const std::uint64_t name : sorted) {
    if (const auto group = group_of_.find(name); group != group_of_.end()) {
      const auto [first, is_new] = first_of_group.emplace(group->second, name);
      if (!is_new) result.push_back({first->second, name, true});
    }
    if (const auto others = different_.find(name); others != different_.end()) {
      for (const std::uint64_t other : others->second) {
        if (name < other && std::binary_search(sorted.begin(), sorted.end(), other)) {
          result.push_back({name, other, false});
        }
      }
    }
  }
  return result;
}

Override Decisions::override_of(std::span<const std::uint64_t> names) const {
  Override result;
  std::vector<std::uint64_t> sorted(names.begin(), names.end());
  std::sort(sorted.begin(), sorted.end());
  for (const std::uint64_t name : sorted) {
    if (const auto group = group_of_.find(name); group != group_of_.end() && result.name.empty()) {
      result.name = group_names_[group->second];
    }
  }
  for (const std::uint64_t name : sorted) {
    const auto found = overrides_.find(name);
    if (found == overrides_.end()) continue;
    if (!found->second.name.empty()) result.name = found->second.name;
    if (found->second.type) result.type = found->second.type;
    result.hidden |= found->second.hidden;
  }
  return result;
}

}  // namespace trama::store
