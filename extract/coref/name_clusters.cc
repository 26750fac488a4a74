#include "extract/coref/name_clusters.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <tuple>
#include <unordered_map>

#include "base/utf8.h"
#include "extract/coref/names.h"

namespace trama {
namespace {

// A word that more names than this share tells nothing ("San"), and looking at all of them would not be linear.
constexpr std::size_t kMaxCandidates = 64;

// "la multinacional Apple" once outweighs the tagger's guesses at "Apple" elsewhere.
constexpr int kRoleVotes = 12;

class Clusterer {
 public:
  Clusterer(const std::vector<ActorMention>& mentions, const Lexicon& lexicon)
      : mentions_(mentions), lexicon_(lexicon) {}

  NameClusters run() {
    collect();
    merge_acronyms();
    decide_types();
    merge_short_forms();
    return result();
  }

 private:
  struct Group {
    std::map<std::string, int> names;
    std::vector<std::string> tokens;  // Of the key.
    std::array<int, 5> votes{};       // By EntityType.
    EntityType type = EntityType::kMisc;
    std::string country;
    std::string known;
    Gender gender = Gender::kUnknown;
    std::vector<int> candidates;
  };

  int root(int group) {
    while (parents_[group] != group) group = parents_[group] = parents_[parents_[group]];
    return group;
  }
  // The longer name's group stays the root, so that tokens are those of the full form.
  void unite(int short_form, int full) { parents_[root(short_form)] = root(full); }

  int group_of(const ActorMention& mention) {
    const std::string country(lexicon_.country_of_name(mention.name));
    const KnownName* known = lexicon_.find_name(mention.name);
    std::vector<std::string> tokens = name_tokens(mention.name, true);
    std::string key;
    for (const std::string& token : tokens) key += token + ' ';
    if (key.empty()) key = fold_key(mention.name);
    if (!country.empty()) key = "\1" + country;
    if (known != nullptr) key = "\2" + known->canonical;
    const auto [at, fresh] = by_key_.emplace(key, static_cast<int>(groups_.size()));
    if (fresh) {
      groups_.push_back({.tokens = std::move(tokens), .country = country});
      if (known != nullptr) groups_.back().known = known->canonical;
      parents_.push_back(at->second);
    }
    return at->second;
  }

  void collect() {
    of_mention_.assign(mentions_.size(), -1);
    for (std::size_t m = 0; m < mentions_.size(); ++m) {
      const ActorMention& mention = mentions_[m];
      if (mention.kind != MentionKind::kNamed) continue;
      const int index = of_mention_[m] = group_of(mention);
      Group& group = groups_[index];
      ++group.names[mention.name];
      group.votes[static_cast<std::size_t>(mention.type)] += mention.type == EntityType::kMisc ? 1 : 2;
      // Who is taken for a person elsewhere is none where a noun tells what it is. Places have presidents, too.
      if (mention.told && mention.type != EntityType::kLocation) {
        group.votes[static_cast<std::size_t>(*mention.told)] += kRoleVotes;
      }
      if (group.gender == Gender::kUnknown) group.gender = mention.gender;
    }
    for (const ActorMention& mention : mentions_) vote_by_role(mention);
  }

  // "el ministro Osorio" makes a person of Osorio, whatever the tagger took it for.
  void vote_by_role(const ActorMention& mention) {
    if (mention.kind != MentionKind::kNominal || mention.same_as < 0 || of_mention_[mention.same_as] < 0) return;
    Group& group = groups_[of_mention_[mention.same_as]];
    if (mention.type != EntityType::kGroup) group.votes[static_cast<std::size_t>(mention.type)] += kRoleVotes;
    if (group.gender == Gender::kUnknown && mention.type == EntityType::kPerson) group.gender = mention.gender;
  }

  void merge_acronyms() {
    for (std::size_t m = 0; m < mentions_.size(); ++m) {
      const int other = mentions_[m].same_as;
      if (of_mention_[m] < 0 || other < 0 || of_mention_[other] < 0) continue;
      unite(of_mention_[m], of_mention_[other]);
    }
  }

  void decide_types() {
    for (Group& group : groups_) {
      const auto best = std::ranges::max_element(group.votes);
      group.type = static_cast<EntityType>(best - group.votes.begin());
      if (!group.country.empty()) group.type = EntityType::kLocation;
    }
  }

  void merge_short_forms() {
    std::unordered_map<std::string, std::vector<int>> by_token;
    std::vector<int> order(groups_.size());
    std::iota(order.begin(), order.end(), 0);
    for (const int g : order) {
      for (const std::string& token : groups_[g].tokens) by_token[token].push_back(g);
    }
    // Longest first: "Ana Paz Ruiz" takes "Ana Paz" before "Paz" looks for its full names.
    std::ranges::stable_sort(order, [&](int a, int b) { return groups_[a].tokens.size() > groups_[b].tokens.size(); });
    for (const int g : order) {
      if (!may_be_short(groups_[g])) continue;
      const std::vector<int> full = full_forms(g, by_token);
      if (full.size() == 1) unite(g, full[0]);
      if (full.size() > 1) groups_[g].candidates = full;
    }
  }

  bool may_be_short(const Group& group) const {
    if (group.tokens.empty() || !group.country.empty() || !group.known.empty()) return false;
    return lexicon_.find_seat(group.names.begin()->first) == nullptr;
  }

  std::vector<int> full_forms(int g, const std::unordered_map<std::string, std::vector<int>>& by_token) {
    const Group& group = groups_[g];
    const std::vector<int>* fewest = nullptr;
    for (const std::string& token : group.tokens) {
      const auto& list = by_token.at(token);
      if (fewest == nullptr || list.size() < fewest->size()) fewest = &list;
    }
    std::vector<int> roots;
    if (fewest->size() > kMaxCandidates) return roots;
    for (const int other : *fewest) {
      if (other == g || root(other) == root(g) || !is_form_of(g, other)) continue;
      if (std::ranges::find(roots, root(other)) == roots.end()) roots.push_back(root(other));
    }
    return roots;
  }

  bool is_form_of(int part_index, int whole_index) const {
    const Group& part = groups_[part_index];
    const Group& whole = groups_[whole_index];
    if (!whole.country.empty() || !is_short_form(part.tokens, whole.tokens)) return false;
    if (is_alliance(whole)) return false;
    const bool surname = part.tokens.size() == 1 && part.tokens[0] == whole.tokens.back();
    if (whole.type == EntityType::kPerson) {
      if (part.type == EntityType::kPerson) return true;
      // "Zaragoza" behind "Ismael Zaragoza" is the man, whatever the tagger took it for.
      if (part.type == EntityType::kLocation) return surname && whole_index < part_index;
      return part.tokens.size() == 1;
    }
    if (whole.type != EntityType::kOrganization || part.type != EntityType::kOrganization) return false;
    if (surname && whole.tokens.size() == 2) return true;  // "Real Betis", "Betis".
    return std::equal(part.tokens.begin(), part.tokens.end(), whole.tokens.begin());
  }

  // "PP-Vox": who is joined is not one of them.
  static bool is_alliance(const Group& group) {
    const std::string& name = group.names.begin()->first;
    const std::size_t hyphen = name.find('-');
    if (hyphen == std::string::npos || name.find(' ') != std::string::npos) return false;
    return is_acronym(name.substr(0, hyphen)) || is_acronym(name.substr(name.rfind('-') + 1)) ||
           group.type == EntityType::kOrganization;
  }

  NameClusters result() {
    NameClusters clusters;
    std::vector<int> index(groups_.size(), -1);
    for (std::size_t g = 0; g < groups_.size(); ++g) {
      if (root(static_cast<int>(g)) != static_cast<int>(g)) continue;
      index[g] = static_cast<int>(clusters.clusters.size());
      clusters.clusters.push_back({.type = groups_[g].type,
                                   .country = groups_[g].country,
                                   .known = groups_[g].known,
                                   .gender = groups_[g].gender});
    }
    for (std::size_t g = 0; g < groups_.size(); ++g) {
      NameCluster& cluster = clusters.clusters[index[root(static_cast<int>(g))]];
      for (const auto& [name, count] : groups_[g].names) cluster.names[name] += count;
      if (cluster.known.empty()) cluster.known = groups_[g].known;
      if (cluster.gender == Gender::kUnknown) cluster.gender = groups_[g].gender;
      for (const int candidate : groups_[g].candidates) cluster.candidates.push_back(index[root(candidate)]);
    }
    clusters.of_mention.assign(mentions_.size(), -1);
    for (std::size_t m = 0; m < mentions_.size(); ++m) {
      if (of_mention_[m] >= 0) clusters.of_mention[m] = index[root(of_mention_[m])];
    }
    return clusters;
  }

  const std::vector<ActorMention>& mentions_;
  const Lexicon& lexicon_;
  std::vector<Group> groups_;
  std::vector<int> parents_;
  std::unordered_map<std::string, int> by_key_;
  std::vector<int> of_mention_;
};

}  // namespace

NameClusters cluster_names(const std::vector<ActorMention>& mentions, const Lexicon& lexicon) {
  return Clusterer(mentions, lexicon).run();
}

std::string best_name(const NameCluster& cluster) {
  if (!cluster.country.empty()) return cluster.country;
  if (!cluster.known.empty()) return cluster.known;
  const std::string* best = nullptr;
  int best_count = 0;
  bool best_full = false;
  for (const auto& [name, count] : cluster.names) {
    const bool full = name_tokens(name, false).size() >= 2;
    const auto rank = std::tuple(full, count, name.size());
    if (best == nullptr || rank > std::tuple(best_full, best_count, best->size())) {
      best = &name;
      best_count = count;
      best_full = full;
    }
  }
  return best == nullptr ? std::string() : *best;
}

}  // namespace trama
