#include "graph/resolve/resolve.h"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>
#include <unordered_map>

#include "base/tsv.h"
#include "graph/names/names.h"
#include "graph/names/tables.h"
#include "graph/resolve/clusters.h"
#include "graph/resolve/short_names.h"

namespace trama {
namespace {

const AliasRules& built_in_rules() {
  static const AliasRules kRules = parse_alias_rules(tables::kSameNames, "graph/data/same_names.tsv");
  return kRules;
}

// The nodes that rules call one name, also by way of names that the graph does not have.
struct SameNames {
  std::string name;  // To show: the first of a rule; of several the smallest.
  std::vector<NameIndex> nodes;
};

std::vector<SameNames> groups_of(const NameTable& table, const AliasRules& rules) {
  std::map<std::string, std::string> parent;  // A forest of keys.
  const auto top = [&](std::string key) {
    while (parent.emplace(key, key).first->second != key) key = parent[key];
    return key;
  };
  for (const AliasRule& rule : rules.rules) {
    if (rule.same) parent[top(name_key(rule.right, true))] = top(name_key(rule.left, true));
  }
  std::map<std::string, SameNames> groups;
  for (const auto& [key, above] : parent) {
    std::vector<NameIndex>& nodes = groups[top(key)].nodes;
    for (const NameIndex node : table.find(key)) nodes.push_back(node);
  }
  for (const AliasRule& rule : rules.rules) {
    if (!rule.same) continue;
    std::string& name = groups[top(name_key(rule.left, true))].name;
    if (name.empty() || rule.left < name) name = rule.left;
  }
  std::vector<SameNames> result;
  for (auto& [key, group] : groups) result.push_back(std::move(group));
  return result;
}

void apply_user_rules(const NameTable& table, const AliasRules& rules, Clusters& clusters) {
  for (const SameNames& group : groups_of(table, rules)) {
    for (const NameIndex node : group.nodes) clusters.force(group.nodes.front(), node, group.name);
  }
  clusters.check_rules();
}

void apply_built_in_rules(const NameTable& table, Clusters& clusters) {
  for (SameNames& group : groups_of(table, built_in_rules())) {
    std::erase_if(group.nodes, [&](NameIndex node) { return table.nodes[node].person; });
    for (const NameIndex node : group.nodes) clusters.join(group.nodes.front(), node, "known as one name");
  }
}

// Joins all names that share a key. `key_of` gives an empty key to names that take no part.
template <typename KeyOf>
void join_by_key(const NameTable& table, Clusters& clusters, KeyOf key_of, const char* reason) {
  std::unordered_map<std::string, NameIndex> first_with_key;
  for (NameIndex i = 0; i < table.nodes.size(); ++i) {
    const std::string key = key_of(table.nodes[i]);
    if (key.empty()) continue;
    const auto [place, is_new] = first_with_key.emplace(key, i);
    if (!is_new) clusters.join(place->second, i, reason);
  }
}

void join_by_keys(const NameTable& table, Clusters& clusters) {
  join_by_key(
      table, clusters, [](const NameNode& node) { return std::string(node.country); }, "names of one country");
  apply_built_in_rules(table, clusters);
  join_by_key(
      table, clusters,
      [](const NameNode& node) { return node.named ? (node.person ? "p" : "o") + compact_name(node.key) : ""; },
      "the same letters");
  join_by_key(
      table, clusters,
      [](const NameNode& node) {
        std::string key;
        for (const std::string& word : node.person_words) key += word + " ";
        return key;
      },
      "spellings of one name");
}

// The type of a well-known name; nullopt for others.
std::optional<EntityType> known_type(const NameNode& node) {
  static const std::map<std::string, EntityType> kTypes = [] {
    std::map<std::string, EntityType> types;
    for (const auto& row : parse_tsv(tables::kTypes)) {
      const auto type = row.size() == 2 ? find_entity_type(row[0]) : std::nullopt;
      if (type) types.emplace(fold_name(row[1]), *type);
    }
    return types;
  }();
  if (!node.country.empty()) return EntityType::kLocation;
  const auto found = kTypes.find(node.key);
  return found == kTypes.end() || node.person || !node.named ? std::nullopt : std::optional(found->second);
}

class Namer {
 public:
  Namer(const NameTable& table, const Clusters& clusters) : table_(table), clusters_(clusters) {}

  ResolvedEntity entity(NameIndex root) const {
    ResolvedEntity entity;
    std::array<std::int64_t, 5> types{};
    std::int64_t named = 0;
    std::int64_t nominal = 0;
    std::map<std::string, std::int64_t> surfaces;
    for (const NameIndex member : clusters_.members(root)) {
      const NameNode& node = table_.nodes[member];
      for (std::size_t i = 0; i < types.size(); ++i) types[i] += node.type_counts[i];
      named += node.named_count;
      nominal += node.nominal_count;
      for (const auto& [surface, count] : node.surfaces) surfaces[surface] += count;
      for (const auto& [alias, count] : table_.written_aliases[member]) entity.aliases.push_back(alias);
    }
    entity.type = static_cast<EntityType>(std::max_element(types.begin(), types.end()) - types.begin());
    for (const NameIndex member : clusters_.members(root)) {
      if (const auto type = known_type(table_.nodes[member])) entity.type = *type;
    }
    entity.named = named >= nominal;
    entity.name = choose_name(root, entity.type, surfaces);
    for (const auto& [surface, count] : surfaces) entity.aliases.push_back(surface);
    entity.merges.assign(clusters_.merges(root).begin(), clusters_.merges(root).end());
    return entity;
  }

 private:
  // The user's choice; else one without an article of the sentence; a country's usual name; for people one with a given
  // name; then the most frequent; then the one with most small letters (no acronyms, no capitals of headlines); then
  // the smallest.
  std::string choose_name(NameIndex root, EntityType type, const std::map<std::string, std::int64_t>& surfaces) const {
    if (!clusters_.preferred_name(root).empty()) return clusters_.preferred_name(root);
    using Rank = std::tuple<bool, bool, bool, std::int64_t, std::int64_t>;
    const std::string* best = nullptr;
    Rank best_rank{};
    for (const auto& [surface, count] : surfaces) {
      const std::string folded = fold_name(surface);
      const std::string_view code = country_code(folded);
      const Rank rank{name_key(surface, false) == folded || name_key(surface, true) == folded,
                      !code.empty() && fold_name(country_name(code)) == folded,
                      type == EntityType::kPerson && person_words(folded).size() > 1, count,
                      std::count_if(surface.begin(), surface.end(), [](char c) { return c >= 'a' && c <= 'z'; })};
      if (best == nullptr || rank > best_rank) {
        best = &surface;
        best_rank = rank;
      }
    }
    return *best;
  }

  const NameTable& table_;
  const Clusters& clusters_;
};

struct Candidate {
  ResolvedEntity entity;
  std::string folded;
  std::int64_t mentions = 0;
  NameIndex smallest_member = 0;  // Settles all ties: node numbers depend on content alone.
  NameIndex root = 0;
};

void tidy(ResolvedEntity& entity) {
  std::sort(entity.aliases.begin(), entity.aliases.end());
  entity.aliases.erase(std::unique(entity.aliases.begin(), entity.aliases.end()), entity.aliases.end());
  std::erase(entity.aliases, entity.name);
  std::sort(entity.merges.begin(), entity.merges.end());
}

// Of entities with one name the most mentioned keeps it; the others say what they are: "Washington (PER)".
void make_names_unique(std::vector<Candidate>& candidates) {
  std::map<std::string, std::vector<Candidate*>> by_name;
  for (Candidate& candidate : candidates) by_name[candidate.entity.name].push_back(&candidate);
  std::map<std::string, int> taken;
  for (const auto& [name, group] : by_name) taken[name] = 1;
  for (auto& [name, group] : by_name) {
    std::sort(group.begin(), group.end(), [](const Candidate* left, const Candidate* right) {
      return std::make_tuple(-left->mentions, left->smallest_member) <
             std::make_tuple(-right->mentions, right->smallest_member);
    });
    for (std::size_t i = 1; i < group.size(); ++i) {
      ResolvedEntity& entity = group[i]->entity;
      std::string base = name + " (" + (entity.named ? to_string(entity.type) : "nominal") + ")";
      std::string unique = base;
      for (int number = 2; !taken.emplace(unique, 1).second; ++number) unique = base + " " + std::to_string(number);
      entity.aliases.push_back(name);
      entity.name = unique;
    }
  }
}

std::vector<Candidate> make_candidates(const NameTable& table, const Clusters& clusters) {
  std::vector<Candidate> candidates;
  const Namer namer(table, clusters);
  for (NameIndex i = 0; i < table.nodes.size(); ++i) {
    if (clusters.find(i) != i) continue;
    Candidate candidate;
    candidate.root = i;
    candidate.smallest_member = i;
    for (const NameIndex member : clusters.members(i)) {
      candidate.mentions += table.nodes[member].mention_count();
      candidate.smallest_member = std::min(candidate.smallest_member, member);
    }
    candidate.entity = namer.entity(i);
    candidates.push_back(std::move(candidate));
  }
  make_names_unique(candidates);
  for (Candidate& candidate : candidates) {
    tidy(candidate.entity);
    candidate.folded = fold_name(candidate.entity.name);
  }
  std::sort(candidates.begin(), candidates.end(), [](const Candidate& left, const Candidate& right) {
    return std::tie(left.folded, left.entity.name) < std::tie(right.folded, right.entity.name);
  });
  return candidates;
}

}  // namespace

Resolution resolve_entities(std::span<const Statement> statements, const AliasRules& rules) {
  const NameTable table = make_name_table(statements);
  Clusters clusters(table, rules);
  apply_user_rules(table, rules, clusters);
  join_by_keys(table, clusters);
  join_short_names(table, clusters);
  join_document_aliases(table, clusters);

  Resolution resolution;
  std::vector<std::uint32_t> entity_of(table.nodes.size(), Resolution::kNone);
  for (Candidate& candidate : make_candidates(table, clusters)) {
    entity_of[candidate.root] = static_cast<std::uint32_t>(resolution.entities.size());
    resolution.entities.push_back(std::move(candidate.entity));
  }
  const auto entity = [&](NameIndex node) {
    return node == kNoName ? Resolution::kNone : entity_of[clusters.find(node)];
  };
  for (std::size_t i = 0; i < statements.size(); ++i) {
    resolution.subjects.push_back(entity(table.subjects[i]));
    resolution.objects.push_back(entity(table.objects[i]));
    resolution.sources.push_back(entity(table.sources[i]));
  }
  return resolution;
}

}  // namespace trama
