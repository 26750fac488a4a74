#include "export/records.h"

#include <algorithm>

#include "base/hash.h"
#include "graph/model/dates.h"

namespace trama {
namespace {

constexpr std::size_t kRememberedNames = 10'000;

}  // namespace

std::string document_key(std::string_view id) {
  return key_text('d', content_hash(id));
}

bool NewDocuments::add(std::string_view id) {
  return seen_.insert(content_hash(id)).second;
}

std::optional<EntityId> SourceFinder::find(const RelationEdge& relation, const Statement& statement) {
  if (!statement.source || relation.sources.empty()) return std::nullopt;
  const std::string& name = statement.source->who.canonical;
  if (found_.size() >= kRememberedNames) found_.clear();
  const auto [place, is_new] = found_.try_emplace(name);
  if (is_new) place->second = graph_.find(name);
  for (const EntityId candidate : place->second) {
    const std::string& shown = graph_.entity(candidate).name;
    if (std::binary_search(relation.sources.begin(), relation.sources.end(), shown)) return candidate;
  }
  return std::nullopt;
}

std::string_view whole_day(std::string_view date) {
  constexpr std::size_t kDay = 10;  // "2025-03-26"
  return date.size() == kDay && days_of(date) ? date : std::string_view();
}

}  // namespace trama
