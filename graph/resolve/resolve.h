// Entity resolution: which names of a set of statements mean the same actor (docs/graph-model.md, "Entities").
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/statement.h"
#include "graph/model/graph.h"
#include "graph/names/alias_rules.h"

namespace trama {

struct ResolvedEntity {
  std::uint64_t key = 0;  // As in ActorDescription.
  std::string name;       // Unique.
  EntityType type = EntityType::kMisc;
  bool named = true;
  std::vector<std::string> aliases;  // Sorted, without `name`.
  std::vector<NameMerge> merges;     // Sorted.
};

struct Resolution {
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};

  std::vector<ResolvedEntity> entities;  // By name, blind to case and accents. Sources included.
  // For each statement, indices into `entities`; `sources` is kNone where the document itself is the source.
  std::vector<std::uint32_t> subjects;
  std::vector<std::uint32_t> objects;
  std::vector<std::uint32_t> sources;
};

// The result depends on the statements as a set: their order does not count. Time is near-linear in their number, since
// only names that share a block are compared (graph/resolve/decisions.h). Throws Error (kInvalid) if `rules` contradict
// themselves.
Resolution resolve_entities(std::span<const Statement> statements, const AliasRules& rules = {});

}  // namespace trama
