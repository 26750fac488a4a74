#include "graph/store/tables/decision_tables.h"

#include <algorithm>
#include <functional>
#include <tuple>

#include "base/error.h"
#include "graph/names/names.h"

namespace trama::store {
namespace {

using sqlite::Query;

constexpr std::int64_t kNone = 0;  // No decision has this number.

// Names that people call one, by id.
class SameNames {
 public:
  void unite(const UserDecision& decision) {
    const std::vector<std::uint64_t> left = left_ids(decision);
    for (const std::uint64_t id : left) parent_[top(id)] = top(left.front());
    for (const std::uint64_t id : right_ids(decision)) parent_[top(id)] = top(left.front());
  }
  std::uint64_t top(std::uint64_t id) {
    while (parent_.emplace(id, id).first->second != id) id = parent_[id];
    return id;
  }

 private:
  std::unordered_map<std::uint64_t, std::uint64_t> parent_;
};

// Pairs that a decision parts. What both texts may mean ("los rusos", "rusos": without a name they are one) stays.
void for_each_parted(const UserDecision& decision, const std::function<void(std::uint64_t, std::uint64_t)>& take) {
  const std::vector<std::uint64_t> left = left_ids(decision);
  const std::vector<std::uint64_t> right = right_ids(decision);
  const auto has = [](const std::vector<std::uint64_t>& ids, std::uint64_t id) {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
  };
  for (const std::uint64_t one : left) {
    if (has(right, one)) continue;
    for (const std::uint64_t other : right) {
      if (!has(left, other)) take(one, other);
    }
  }
}

bool parts(const UserDecision& decision) {
  return decision.kind == DecisionKind::kDifferent || decision.kind == DecisionKind::kPart;
}

// The first decision that calls two names different which others call the same.
const LoggedDecision* first_contradicted(const std::vector<LoggedDecision>& decisions, std::int64_t without) {
  SameNames same;
  for (const LoggedDecision& logged : decisions) {
    if (logged.decision.kind == DecisionKind::kSame && logged.number != without) same.unite(logged.decision);
  }
  for (const LoggedDecision& logged : decisions) {
    if (!parts(logged.decision) || logged.number == without) continue;
    bool contradicted = false;
    for_each_parted(logged.decision, [&](std::uint64_t left, std::uint64_t right) {
      contradicted |= same.top(left) == same.top(right);
    });
    if (contradicted) return &logged;
  }
  return nullptr;
}

// A decision with its place in the log. New ones, whose numbers are below 0, have none.
std::string told(const LoggedDecision& logged) {
  std::string text = describe(logged.decision);
  if (logged.number <= 0) return text;
  const std::string& by = logged.decision.author;
  if (by == kAliasFile) return text + " (" + by + ")";
  return text + " (decision " + std::to_string(logged.number) + (by.empty() ? "" : ", " + by) + ")";
}

// Who bears a name in some documents is called otherwise by another decision.
void check_partings(const std::vector<LoggedDecision>& decisions) {
  std::map<std::tuple<std::uint64_t, PartedBy, std::string>, const LoggedDecision*> by_what;
  for (const LoggedDecision& logged : decisions) {
    if (logged.decision.kind != DecisionKind::kPart) continue;
    const std::optional<Parting> parting = parse_parting(logged.decision.right);
    if (!parting) continue;
    const auto [place, is_new] =
        by_what.emplace(std::tuple(logged.decision.left_id, parting->by, parting->value), &logged);
    if (is_new || place->second->decision.right == logged.decision.right) continue;
    throw Error(ErrorCode::kInvalid, "one is called two: " + told(*place->second) + ", but " + told(logged));
  }
}

}  // namespace

std::vector<std::uint64_t> ids_of(std::string_view name) {
  std::vector<std::uint64_t> ids;
  for (const NameClass kind : {NameClass::kPerson, NameClass::kOther, NameClass::kNeutral, NameClass::kNominal}) {
    ids.push_back(name_id({name_key(name, kind != NameClass::kNominal), kind, ""}));
  }
  return ids;
}

std::vector<std::uint64_t> left_ids(const UserDecision& decision) {
  return decision.left_id != 0 ? std::vector{decision.left_id} : ids_of(decision.left);
}

std::vector<std::uint64_t> right_ids(const UserDecision& decision) {
  if (decision.kind == DecisionKind::kPart && decision.right_id != 0) return {decision.right_id};
  if (!is_about_two_names(decision.kind)) return {};
  return decision.right_id != 0 ? std::vector{decision.right_id} : ids_of(decision.right);
}

std::vector<LoggedDecision> read_decisions(const sqlite::Database& database, bool undone) {
  std::vector<LoggedDecision> decisions;
  Query query(database,
              "SELECT number, kind, left, right, left_key, right_key, author, time, undone FROM decisions "
              "WHERE undone <= ? ORDER BY number");
  query.bind(1, std::int64_t{undone});
  while (query.step()) {
    const std::optional<DecisionKind> kind = find_decision_kind(query.text(1));
    if (!kind) continue;
    LoggedDecision& logged = decisions.emplace_back();
    logged.number = query.number(0);
    logged.decision = {*kind,
                       std::string(query.text(2)),
                       std::string(query.text(3)),
                       std::string(query.text(6)),
                       std::string(query.text(7)),
                       static_cast<std::uint64_t>(query.number(4)),
                       static_cast<std::uint64_t>(query.number(5))};
    logged.undone = query.number(8) != 0;
  }
  return decisions;
}

void check_decisions(const std::vector<LoggedDecision>& decisions) {
  check_partings(decisions);
  const LoggedDecision* parted = first_contradicted(decisions, kNone);
  if (parted == nullptr) return;
  const UserDecision& wrong = parted->decision;
  const std::string other = wrong.kind == DecisionKind::kPart ? "its homonym" : "\"" + wrong.right + "\"";
  std::string message = "\"" + wrong.left + "\" and " + other + " are called both the same and different";
  // Which other decision is in the way: one without which there is no contradiction.
  for (const LoggedDecision& logged : decisions) {
    if (logged.decision.kind != DecisionKind::kSame) continue;
    if (first_contradicted(decisions, logged.number) == parted) continue;
    message += ": " + told(*parted) + ", but " + told(logged);
    break;
  }
  throw Error(ErrorCode::kInvalid, message);
}

Decisions::Decisions(const sqlite::Database& database) {
  const std::vector<LoggedDecision> decisions = read_decisions(database, false);
  add_same(decisions);
  for (const LoggedDecision& logged : decisions) {
    if (parts(logged.decision)) {
      add_different(logged.decision);
    } else if (logged.decision.kind != DecisionKind::kSame) {
      add_override(logged);
    }
  }
}

void Decisions::add_same(const std::vector<LoggedDecision>& decisions) {
  SameNames same;
  for (const LoggedDecision& logged : decisions) {
    if (logged.decision.kind == DecisionKind::kSame) same.unite(logged.decision);
  }
  std::unordered_map<std::uint64_t, std::size_t> groups;
  for (const auto& [number, decision, undone] : decisions) {
    if (decision.kind != DecisionKind::kSame) continue;
    const auto [place, is_new] = groups.emplace(same.top(left_ids(decision).front()), groups_.size());
    if (is_new) groups_.emplace_back();
    Group& group = groups_[place->second];
    // To show: the first of the last decision; of the rules of an alias file, which have no order, the smallest.
    if (decision.author != kAliasFile) {
      group.name.set(number, decision.left);
    } else if (group.alias_name.empty() || decision.left < group.alias_name) {
      group.alias_name = decision.left;
    }
    for (const auto& ids : {left_ids(decision), right_ids(decision)}) {
      for (const std::uint64_t id : ids) {
        if (group_of_.emplace(id, place->second).second) group.names.push_back(id);
      }
    }
  }
}

void Decisions::add_different(const UserDecision& decision) {
  for_each_parted(decision, [&](std::uint64_t left, std::uint64_t right) {
    different_[left].insert(right);
    different_[right].insert(left);
  });
}

void Decisions::add_override(const LoggedDecision& logged) {
  for (const std::uint64_t id : left_ids(logged.decision)) {
    Shown& shown = overrides_[id];
    if (logged.decision.kind == DecisionKind::kRename) shown.name.set(logged.number, logged.decision.right);
    if (logged.decision.kind == DecisionKind::kHide) shown.hidden = true;
    if (logged.decision.kind != DecisionKind::kRetype) continue;
    if (const auto type = find_entity_type(logged.decision.right)) shown.type.set(logged.number, *type);
  }
}

std::vector<std::uint64_t> Decisions::called_same(std::uint64_t name) const {
  const auto group = group_of_.find(name);
  return group == group_of_.end() ? std::vector<std::uint64_t>() : groups_[group->second].names;
}

bool Decisions::decided(std::uint64_t left, std::uint64_t right) const {
  const auto with = [&](std::uint64_t name) {
    std::vector<std::uint64_t> names = called_same(name);
    if (names.empty()) names.push_back(name);
    return names;
  };
  const std::vector<std::uint64_t> rights = with(right);
  for (const std::uint64_t one : with(left)) {
    const auto others = different_.find(one);
    for (const std::uint64_t other : rights) {
      if (one == other || (others != different_.end() && others->second.contains(other))) return true;
    }
  }
  return false;
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
  std::vector<std::uint64_t> sorted(names.begin(), names.end());
  std::sort(sorted.begin(), sorted.end());
  std::string alias_name;
  Shown shown;
  for (const std::uint64_t name : sorted) {
    if (const auto group = group_of_.find(name); group != group_of_.end()) {
      if (alias_name.empty()) alias_name = groups_[group->second].alias_name;
      shown.name.set(groups_[group->second].name);
    }
    const auto found = overrides_.find(name);
    if (found == overrides_.end()) continue;
    shown.name.set(found->second.name);
    shown.type.set(found->second.type);
    shown.hidden |= found->second.hidden;
  }
  Override result{shown.name.number > 0 ? shown.name.value : alias_name, std::nullopt, shown.hidden};
  if (shown.type.number > 0) result.type = shown.type.value;
  return result;
}

Partings read_partings(const sqlite::Database& database, bool undone) {
  std::vector<UserDecision> partings;
  for (LoggedDecision& logged : read_decisions(database, undone)) {
    if (logged.decision.kind == DecisionKind::kPart) partings.push_back(std::move(logged.decision));
  }
  return Partings(partings);
}

}  // namespace trama::store
