#include "graph/resolve/short_names.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "graph/names/names.h"

namespace trama {
namespace {

// A surname alone is taken for the full name when both are in the news within so many days.
constexpr std::int64_t kSurnameDays = 7;
// A longer short form ("López Obrador") says more.
constexpr std::int64_t kShortFormDays = 30;

bool intersect(const std::vector<std::uint32_t>& left, const std::vector<std::uint32_t>& right) {
  for (auto a = left.begin(), b = right.begin(); a != left.end() && b != right.end();) {
    if (*a == *b) return true;
    ++(*a < *b ? a : b);
  }
  return false;
}

std::vector<NameIndex> neighbour_roots(const NameTable& table, const Clusters& clusters, NameIndex root) {
  std::vector<NameIndex> roots;
  for (const NameIndex member : clusters.members(root)) {
    for (const NameIndex neighbour : table.nodes[member].neighbours) roots.push_back(clusters.find(neighbour));
  }
  std::sort(roots.begin(), roots.end());
  roots.erase(std::unique(roots.begin(), roots.end()), roots.end());
  return roots;
}

std::vector<std::int64_t> days(const NameTable& table, const Clusters& clusters, NameIndex root) {
  std::vector<std::int64_t> result;
  for (const NameIndex member : clusters.members(root)) {
    for (const std::uint32_t document : table.nodes[member].documents) {
      if (table.document_days[document] != kNoDay) result.push_back(table.document_days[document]);
    }
  }
  std::sort(result.begin(), result.end());
  return result;
}

bool within(const std::vector<std::int64_t>& left, const std::vector<std::int64_t>& right, std::int64_t distance) {
  for (auto a = left.begin(), b = right.begin(); a != left.end() && b != right.end();) {
    if (std::abs(*a - *b) <= distance) return true;
    ++(*a < *b ? a : b);
  }
  return false;
}

// The smallest id of a document in which a chain of `root` bears the alias `key`; empty if there is none.
std::string_view document_with_alias(const NameTable& table, const Clusters& clusters, const std::string& key,
                                     NameIndex root) {
  std::string_view smallest;
  const auto uses = table.aliases.find(key);
  if (uses == table.aliases.end()) return smallest;
  for (const auto& [node, documents] : uses->second) {
    if (clusters.find(node) != root) continue;
    for (const std::uint32_t document : documents) {
      const std::string_view id = table.document_ids[document];
      if (smallest.empty() || id < smallest) smallest = id;
    }
  }
  return smallest;
}

class ShortNames {
 public:
  ShortNames(const NameTable& table, Clusters& clusters) : table_(table), clusters_(clusters) {
    for (NameIndex i = 0; i < table.nodes.size(); ++i) {
      const auto& words = table.nodes[i].person_words;
      if (words.empty()) continue;
      order_.push_back(i);
      if (words.size() < 2) continue;
      for (const std::string& word : words) {
        auto& names = with_word_[word];
        if (names.empty() || names.back() != i) names.push_back(i);
      }
    }
    std::stable_sort(order_.begin(), order_.end(), [&](NameIndex left, NameIndex right) {
      return table.nodes[left].person_words.size() > table.nodes[right].person_words.size();
    });
  }

  void join() {
    for (const NameIndex name : order_) join(name);
  }

 private:
  void join(NameIndex name) {
    const NameIndex longer = only_longer_name(name);
    if (longer == kNoName) return;
    const std::string reason = support(name, longer);
    if (!reason.empty()) clusters_.join(longer, name, "short for the only such name in the graph; " + reason);
  }

  // A name that `name` shortens, if all such names are one cluster that is not its own already.
  NameIndex only_longer_name(NameIndex name) const {
    const auto& words = table_.nodes[name].person_words;
    const std::vector<NameIndex>* rarest = nullptr;
    for (const std::string& word : words) {
      const auto found = with_word_.find(word);
      if (found != with_word_.end() && (rarest == nullptr || found->second.size() < rarest->size())) {
        rarest = &found->second;
      }
    }
    if (rarest == nullptr) return kNoName;
    NameIndex longer = kNoName;
    for (const NameIndex candidate : *rarest) {
      const auto& candidate_words = table_.nodes[candidate].person_words;
      if (candidate_words.size() <= words.size() || !compatible_person_names(words, candidate_words)) continue;
      if (longer != kNoName && clusters_.find(longer) != clusters_.find(candidate)) return kNoName;
      if (longer == kNoName) longer = candidate;
    }
    return longer != kNoName && clusters_.find(longer) == clusters_.find(name) ? kNoName : longer;
  }

  // What speaks for one person; empty if nothing does.
  std::string support(NameIndex name, NameIndex longer) const {
    const NameIndex root = clusters_.find(longer);
    const NameNode& node = table_.nodes[name];
    if (const std::string_view document = document_with_alias(table_, clusters_, node.key, root); !document.empty()) {
      return "document " + std::string(document) + " uses both";
    }
    const std::string neighbour = common_neighbour(clusters_.find(name), root);
    if (!neighbour.empty()) return "both are related to " + neighbour;
    // A given name alone is anybody's.
    const bool given_name =
        node.person_words.size() == 1 && node.person_words[0] == table_.nodes[longer].person_words[0];
    if (given_name) return {};
    const std::int64_t distance = node.person_words.size() == 1 ? kSurnameDays : kShortFormDays;
    const bool near = within(days(table_, clusters_, clusters_.find(name)), days(table_, clusters_, root), distance);
    return near ? "both in the news within " + std::to_string(distance) + " days" : "";
  }

  std::string common_neighbour(NameIndex left, NameIndex right) const {
    const std::vector<NameIndex> a = neighbour_roots(table_, clusters_, left);
    const std::vector<NameIndex> b = neighbour_roots(table_, clusters_, right);
    std::vector<NameIndex> both;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
    std::string smallest;
    for (const NameIndex root : both) {
      // Two names that take part in one statement are not each other's support.
      if (root == left || root == right) continue;
      for (const NameIndex member : clusters_.members(root)) {
        const std::string surface = table_.nodes[member].surface();
        if (smallest.empty() || surface < smallest) smallest = surface;
      }
    }
    return smallest;
  }

  const NameTable& table_;
  Clusters& clusters_;
  std::vector<NameIndex> order_;
  std::unordered_map<std::string, std::vector<NameIndex>> with_word_;
};

// Whether the two can be one kind of thing.
bool types_agree(const NameNode& left, const NameNode& right) {
  const bool neutral = left.type == EntityType::kMisc || right.type == EntityType::kMisc;
  return neutral || left.person == right.person;
}

// Documents in which the alias is said of another cluster's chain, or of none: reasons not to believe in it.
bool alias_is_believable(const NameTable& table, const Clusters& clusters, NameIndex name, const AliasUses& uses) {
  std::vector<std::uint32_t> with_alias;
  std::vector<std::uint32_t> with_canonical;
  for (const auto& [node, documents] : uses) {
    with_alias.insert(with_alias.end(), documents.begin(), documents.end());
    for (const NameIndex member : clusters.members(clusters.find(node))) {
      const auto& own = table.nodes[member].documents;
      with_canonical.insert(with_canonical.end(), own.begin(), own.end());
    }
  }
  std::sort(with_canonical.begin(), with_canonical.end());
  // A document that tells the two apart knows better than one that does not; and a name much more often on its own than
  // as the alias is somebody's own name.
  const auto& alone = table.nodes[name].documents;
  return !intersect(alone, with_canonical) && alone.size() <= 2 * with_alias.size();
}

void join_alias(const NameTable& table, Clusters& clusters, const std::string& key, const AliasUses& uses) {
  NameIndex meant = kNoName;
  for (const auto& [node, documents] : uses) {
    if (meant != kNoName && clusters.find(node) != clusters.find(meant)) return;
    if (meant == kNoName) meant = node;
  }
  if (!table.nodes[meant].named) return;
  for (const NameIndex name : table.find(key)) {
    const NameNode& node = table.nodes[name];
    if (!node.named || !types_agree(node, table.nodes[meant])) continue;
    // Words of a person's name are the business of join_short_names, which knows of namesakes.
    const bool short_name = node.person && compatible_person_names(node.person_words, table.nodes[meant].person_words);
    if (short_name || clusters.find(name) == clusters.find(meant)) continue;
    const bool acronym = are_initials_of(compact_name(key), table.nodes[meant].key);
    if (!acronym && !alias_is_believable(table, clusters, name, uses)) continue;
    const std::string document(document_with_alias(table, clusters, key, clusters.find(meant)));
    clusters.join(meant, name, "document " + document + " uses both");
  }
}

}  // namespace

void join_short_names(const NameTable& table, Clusters& clusters) {
  ShortNames(table, clusters).join();
}

void join_document_aliases(const NameTable& table, Clusters& clusters) {
  for (const auto& [key, uses] : table.aliases) join_alias(table, clusters, key, uses);
}

}  // namespace trama
