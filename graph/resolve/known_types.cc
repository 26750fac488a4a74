#include "graph/resolve/known_types.h"

#include <string>
#include <unordered_map>

#include "base/tsv.h"
#include "graph/names/names.h"
#include "graph/names/tables.h"
#include "graph/resolve/rewriting.h"

namespace trama {
namespace {

using Types = std::unordered_map<std::string, EntityType>;

// Rows "TYPE<TAB>name", or "TYPE<TAB>head word<TAB>head".
Types read_types(bool heads) {
  Types types;
  for (const auto& row : parse_tsv(tables::kTypes)) {
    if (row.size() < 2 || (row.size() > 2) != heads) continue;
    const auto type = find_entity_type(row[0]);
    if (!type) continue;
    const std::string folded = fold_name(row[1]);
    types.emplace(heads ? folded : join_words(rewritten_words(folded)), *type);
  }
  return types;
}

std::optional<EntityType> find(const Types& types, const std::string& key) {
  const auto found = types.find(key);
  return found == types.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace

std::optional<EntityType> known_type(const NameForm& form) {
  static const Types kTypes = read_types(false);
  if (!form.country.empty()) return EntityType::kLocation;
  return form.nominal() ? std::nullopt : find(kTypes, form.normal);
}

std::optional<EntityType> head_type(const NameForm& form) {
  static const Types kHeads = read_types(true);
  const auto words = name_words(form.name.key);
  return words.size() < 2 ? std::nullopt : find(kHeads, std::string(words.front()));
}

}  // namespace trama
