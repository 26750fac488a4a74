#include "graph/resolve/resolve.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <tuple>
#include <unordered_map>

#include "base/error.h"
#include "graph/model/dates.h"
#include "graph/names/names.h"
#include "graph/resolve/decisions.h"
#include "graph/resolve/memory_source.h"

namespace trama {
namespace {

constexpr NameId kNoName = ~NameId{0};

// Statements to names: document by document, since the names of one need all its statements.
class Reader {
 public:
  explicit Reader(std::span<const Statement> statements)
      : statements_(statements), subjects(statements.size()), objects(statements.size()), sources(statements.size()) {
    std::unordered_map<std::string_view, std::size_t> numbers;
    for (std::size_t i = 0; i < statements.size(); ++i) {
      const auto [place, is_new] = numbers.emplace(statements[i].evidence.document, documents_.size());
      if (is_new) documents_.emplace_back();
      documents_[place->second].push_back(i);
    }
    for (std::uint32_t i = 0; i < documents_.size(); ++i) read_document(i);
    source.finish();
  }

 private:
  void read_document(std::uint32_t document) {
    std::vector<const Statement*> all;
    for (const std::size_t i : documents_[document]) all.push_back(&statements_[i]);
    const std::vector<StatementNames> names = name_statements(all, all.front()->evidence.document);
    std::optional<std::int64_t> day;
    for (const Statement* statement : all) {
      const std::optional<std::int64_t> given = days_of(statement->evidence.date);
      if (given && (!day || *given < *day)) day = given;
    }
    const auto of_document = day ? static_cast<std::int32_t>(*day) : kNoDay;
    for (std::size_t i = 0; i < all.size(); ++i) {
      const std::size_t at = documents_[document][i];
      subjects[at] = add(names[i].subject, all[i]->subject, document, of_document);
      objects[at] = add(names[i].object, all[i]->object, document, of_document);
      sources[at] = all[i]->source ? add(names[i].source, all[i]->source->who, document, of_document) : kNoName;
    }
  }

  NameId add(const NameKey& key, const Mention& mention, std::uint32_t document, std::int32_t day) {
    const NameId name = source.add(key);
    source.add_mention(name, mention.canonical, mention.type, document, day);
    for (const std::string& alias : mention.aliases) source.add_alias(name, alias, document);
    return name;
  }

  std::span<const Statement> statements_;
  std::vector<std::vector<std::size_t>> documents_;

 public:
  MemorySource source;
  std::vector<NameId> subjects;  // Of each statement.
  std::vector<NameId> objects;
  std::vector<NameId> sources;  // kNoName where the document itself is the source.
};

// The user's rules, in terms of the names that there are.
class UserRules {
 public:
  UserRules(const AliasRules& rules, MemorySource& source) : source_(source) {
    for (NameId name = 0; !rules.empty() && name < source.size(); ++name) {
      by_key_[source.facts(name).name.key].push_back(name);
    }
    add_same(rules);
    for (const AliasRule& rule : rules.rules) {
      if (!rule.same) add_different(rule);
    }
  }

  const std::vector<NameDecision>& decisions() const { return decisions_; }
  // The name to show for what has this name; null if the rules give none.
  const std::string* shown(NameId name) const {
    const auto found = shown_.find(name);
    return found == shown_.end() ? nullptr : &found->second;
  }

  // Throws Error if two names are called both.
  void check(const std::vector<std::uint32_t>& actor_of) const {
    for (const auto& [left, right] : different_) {
      if (actor_of[left] != actor_of[right]) continue;
      throw Error(ErrorCode::kInvalid, "alias file: \"" + surface(left) + "\" and \"" + surface(right) +
                                           "\" are called both the same and different");
    }
  }

 private:
  std::string surface(NameId name) const { return source_.facts(name).surfaces.begin()->first; }

  std::vector<NameId> names_of(const std::string& written) const {
    const auto found = by_key_.find(name_key(written, true));
    return found == by_key_.end() ? std::vector<NameId>() : found->second;
  }

  // Also by way of names that the graph does not have.
  void add_same(const AliasRules& rules) {
    std::map<std::string, std::string> parent;
    const auto top = [&](std::string key) {
      while (parent.emplace(key, key).first->second != key) key = parent[key];
      return key;
    };
    std::map<std::string, std::set<std::string>> members;
    for (const AliasRule& rule : rules.rules) {
      if (rule.same) parent[top(name_key(rule.right, true))] = top(name_key(rule.left, true));
    }
    std::map<std::string, std::string> names;  // To show: the first of a rule; of several the smallest.
    for (const AliasRule& rule : rules.rules) {
      if (!rule.same) continue;
      const std::string key = top(name_key(rule.left, true));
      members[key].insert(rule.left);
      members[key].insert(rule.right);
      std::string& name = names[key];
      if (name.empty() || rule.left < name) name = rule.left;
    }
    for (const auto& [key, group] : members) {
      NameId first = kNoName;
      for (const std::string& written : group) {
        for (const NameId name : names_of(written)) {
          if (first == kNoName) first = name;
          shown_[name] = names[key];
          if (name != first) decisions_.push_back({source_.facts(first).id, source_.facts(name).id, true});
        }
      }
    }
  }

  void add_different(const AliasRule& rule) {
    for (const NameId left : names_of(rule.left)) {
      for (const NameId right : names_of(rule.right)) {
        decisions_.push_back({source_.facts(left).id, source_.facts(right).id, false});
        different_.emplace_back(left, right);
      }
    }
  }

  MemorySource& source_;
  std::unordered_map<std::string, std::vector<NameId>> by_key_;
  std::vector<NameDecision> decisions_;
  std::vector<std::pair<NameId, NameId>> different_;
  std::unordered_map<NameId, std::string> shown_;
};

struct Candidate {
  ResolvedEntity entity;
  std::string folded;
  std::int64_t mentions = 0;
  std::uint64_t smallest_member = 0;  // Settles all ties.
  std::vector<NameId> members;
};

// Groups of names that links or decisions connect.
std::vector<std::vector<NameId>> components(std::uint32_t size, std::span<const Link> links,
                                            std::span<const std::pair<NameId, NameId>> decided) {
  std::vector<NameId> parent(size);
  std::iota(parent.begin(), parent.end(), 0);
  const auto find = [&](NameId name) {
    while (parent[name] != name) name = parent[name] = parent[parent[name]];
    return name;
  };
  for (const Link& link : links) parent[find(link.from)] = find(link.to);
  for (const auto& [left, right] : decided) parent[find(left)] = find(right);
  std::vector<std::vector<NameId>> groups(size);
  for (NameId name = 0; name < size; ++name) groups[find(name)].push_back(name);
  std::erase_if(groups, [](const auto& group) { return group.empty(); });
  return groups;
}

class Resolver {
 public:
  Resolver(MemorySource& source, const UserRules& rules) : source_(source), rules_(rules) {}

  std::vector<Candidate> candidates() {
    std::vector<Link> links;
    for (NameId name = 0; name < source_.size(); ++name) {
      for (Link& link : decide(name, source_)) {
        if (link.probability >= 0.5) links.push_back(std::move(link));
      }
    }
    const auto groups = components(source_.size(), links, decided_pairs());
    std::vector<std::size_t> group_of(source_.size());
    for (std::size_t i = 0; i < groups.size(); ++i) {
      for (const NameId name : groups[i]) group_of[name] = i;
    }
    std::vector<std::vector<Link>> links_of(groups.size());
    for (Link& link : links) links_of[group_of[link.from]].push_back(std::move(link));
    std::vector<Candidate> result;
    for (std::size_t i = 0; i < groups.size(); ++i) {
      for (ActorCluster& one : cluster(groups[i], links_of[i], rules_.decisions(), source_)) {
        result.push_back(candidate(one));
      }
    }
    return result;
  }

 private:
  std::vector<std::pair<NameId, NameId>> decided_pairs() {
    std::vector<std::pair<NameId, NameId>> result;
    if (rules_.decisions().empty()) return result;
    std::unordered_map<std::uint64_t, NameId> names;
    for (NameId name = 0; name < source_.size(); ++name) names.emplace(source_.facts(name).id, name);
    for (const NameDecision& decision : rules_.decisions()) {
      if (decision.same) result.emplace_back(names.at(decision.left), names.at(decision.right));
    }
    return result;
  }

  Candidate candidate(ActorCluster& cluster) {
    ActorDescription actor = describe(cluster, source_);
    Candidate result;
    result.entity = {actor.key, std::move(actor.name), actor.type, actor.named, std::move(actor.aliases), {}};
    const std::string* shown = nullptr;
    for (const NameId member : cluster.members) {
      result.mentions += source_.facts(member).mentions;
      const std::string* name = rules_.shown(member);
      if (name != nullptr && (shown == nullptr || *name < *shown)) shown = name;
    }
    if (shown != nullptr && *shown != result.entity.name) {
      result.entity.aliases.push_back(std::exchange(result.entity.name, *shown));
    }
    result.entity.merges = std::move(cluster.merges);
    result.smallest_member = source_.facts(cluster.members.front()).id;
    result.members = std::move(cluster.members);
    return result;
  }

  MemorySource& source_;
  const UserRules& rules_;
};

void tidy(ResolvedEntity& entity) {
  std::sort(entity.aliases.begin(), entity.aliases.end());
  entity.aliases.erase(std::unique(entity.aliases.begin(), entity.aliases.end()), entity.aliases.end());
  std::erase(entity.aliases, entity.name);
  // Other classes of one name are no other names.
  std::erase_if(entity.merges, [](const NameMerge& merge) { return merge.name == merge.with; });
}

// Of entities with one name the most mentioned keeps it; the others say what they are: "Washington (PER)".
void make_names_unique(std::vector<Candidate>& candidates) {
  std::map<std::string, std::vector<Candidate*>> by_name;
  for (Candidate& candidate : candidates) by_name[candidate.entity.name].push_back(&candidate);
  std::set<std::string> taken;
  for (const auto& [name, group] : by_name) taken.insert(name);
  for (auto& [name, group] : by_name) {
    std::sort(group.begin(), group.end(), [](const Candidate* left, const Candidate* right) {
      return std::make_tuple(-left->mentions, left->smallest_member) <
             std::make_tuple(-right->mentions, right->smallest_member);
    });
    for (std::size_t i = 1; i < group.size(); ++i) {
      ResolvedEntity& entity = group[i]->entity;
      const std::string base = name + " (" + (entity.named ? to_string(entity.type) : "nominal") + ")";
      std::string unique = base;
      for (int number = 2; !taken.insert(unique).second; ++number) unique = base + " " + std::to_string(number);
      entity.aliases.push_back(name);
      entity.name = unique;
    }
  }
}

}  // namespace

Resolution resolve_entities(std::span<const Statement> statements, const AliasRules& rules) {
  Reader reader(statements);
  const UserRules user_rules(rules, reader.source);
  std::vector<Candidate> candidates = Resolver(reader.source, user_rules).candidates();
  make_names_unique(candidates);
  for (Candidate& candidate : candidates) {
    tidy(candidate.entity);
    candidate.folded = fold_name(candidate.entity.name);
  }
  std::sort(candidates.begin(), candidates.end(), [](const Candidate& left, const Candidate& right) {
    return std::tie(left.folded, left.entity.name) < std::tie(right.folded, right.entity.name);
  });

  Resolution resolution;
  std::vector<std::uint32_t> entity_of(reader.source.size(), Resolution::kNone);
  for (Candidate& candidate : candidates) {
    for (const NameId member : candidate.members) {
      entity_of[member] = static_cast<std::uint32_t>(resolution.entities.size());
    }
    resolution.entities.push_back(std::move(candidate.entity));
  }
  user_rules.check(entity_of);
  const auto entity = [&](NameId name) { return name == kNoName ? Resolution::kNone : entity_of[name]; };
  for (std::size_t i = 0; i < statements.size(); ++i) {
    resolution.subjects.push_back(entity(reader.subjects[i]));
    resolution.objects.push_back(entity(reader.objects[i]));
    resolution.sources.push_back(entity(reader.sources[i]));
  }
  return resolution;
}

}  // namespace trama
