#include "graph/model/source_finder.h"

#include <algorithm>

namespace trama {
namespace {

constexpr std::size_t kRememberedSources = 10'000;

}  // namespace

std::optional<EntityId> SourceFinder::find(const RelationEdge& relation, const Statement& statement) {
  if (!statement.source || relation.sources.empty()) return std::nullopt;
  const std::string& name = statement.source->who.canonical;
  if (found_.size() >= kRememberedSources) found_.clear();
  const auto [place, is_new] = found_.try_emplace(name);
  if (is_new) place->second = graph_.find(name);
  for (const EntityId candidate : place->second) {
    const std::string& shown = graph_.entity(candidate).name;
    if (std::binary_search(relation.sources.begin(), relation.sources.end(), shown)) return candidate;
  }
  return std::nullopt;
}

}  // namespace trama
