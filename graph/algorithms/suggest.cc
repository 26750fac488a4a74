#include <algorithm>
#include <numeric>
#include <tuple>

#include "graph/names/names.h"
#include "graph/query/query.h"

namespace trama {
namespace {

constexpr std::size_t kLongestCompared = 64;  // Letters of a name that are looked at.

// Levenshtein distance of two folded names.
std::size_t distance(std::string_view left, std::string_view right) {
  left = left.substr(0, kLongestCompared);
  right = right.substr(0, kLongestCompared);
  std::vector<std::size_t> row(right.size() + 1);
  std::iota(row.begin(), row.end(), 0u);
  for (std::size_t i = 0; i < left.size(); ++i) {
    std::size_t diagonal = row[0]++;
    for (std::size_t k = 0; k < right.size(); ++k) {
      const std::size_t replace = diagonal + (left[i] == right[k] ? 0 : 1);
      diagonal = row[k + 1];
      row[k + 1] = std::min({replace, row[k] + 1, diagonal + 1});
    }
  }
  return row.back();
}

// How unlike two names are; nothing if too unlike to be meant.
std::optional<std::size_t> unlikeness(const std::string& wanted, const std::string& name) {
  if (name.find(wanted) != std::string::npos) return 0;
  const std::size_t allowed = 1 + std::min(wanted.size(), kLongestCompared) / 5;
  const auto words = name_words(name);
  std::size_t best = distance(wanted, name);
  for (const std::string_view word : words) best = std::min(best, distance(wanted, word));
  if (best > allowed) return std::nullopt;
  return best + 1;
}

}  // namespace

std::vector<std::string> suggest_names(const GraphView& graph, std::string_view name, std::size_t limit) {
  const std::string wanted = fold_name(name);
  if (wanted.empty()) return {};
  std::vector<std::tuple<std::size_t, std::int64_t, std::string>> found;
  for (const EntityId id : graph.entity_ids()) {
    const Entity& entity = graph.entity(id);
    std::optional<std::size_t> best = unlikeness(wanted, fold_name(entity.name));
    for (const std::string& alias : entity.aliases) {
      const auto of_alias = unlikeness(wanted, fold_name(alias));
      if (of_alias && (!best || *of_alias < *best)) best = of_alias;
    }
    if (best) found.emplace_back(*best, -entity.mention_count, entity.name);
  }
  std::sort(found.begin(), found.end());
  std::vector<std::string> names;
  for (const auto& [rank, mentions, suggestion] : found) {
    if (names.size() < limit) names.push_back(suggestion);
  }
  return names;
}

}  // namespace trama
