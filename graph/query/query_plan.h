// In which order the parts of a query's patterns are looked for. Private to graph/.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "graph/query/query_value.h"

namespace trama::query {

// What a label admits. `type` is absent for labels that say whether an actor is named, or nothing.
struct LabelMeaning {
  const char* label;
  std::optional<EntityType> type;
  std::optional<bool> named;
};

// One thing to be found: an entity anywhere, or the other end of relations of an entity that is found already.
struct Step {
  const NodePattern* node = nullptr;
  std::size_t node_slot = 0;
  bool node_bound = false;
  std::vector<const LabelMeaning*> labels;
  std::optional<std::vector<EntityId>> candidates;  // Of a step without relation: those with the demanded name.

  const RelationPattern* relation = nullptr;  // Null for entities anywhere.
  std::size_t relation_slot = 0;
  std::size_t from_slot = 0;
  bool backward = false;  // From the right end of the relation to the left.
  int clause = 0;
  // Which relations lead to the other end does not matter, only which ends there are: trails of so many hops.
  bool ends_only = false;
  int min_hops = 1;
  int max_hops = 1;

  std::vector<const Expression*> conditions;  // Can be decided once this step is taken.

  bool outwards() const;  // Takes relations from their subject to their object.
  bool inwards() const;   // The reverse. Symmetric relations are taken both ways.
};

struct Plan {
  std::vector<Step> steps;
  std::vector<const Expression*> conditions_before;  // Without variables.
  std::vector<std::string> variables;                // In the order in which they appear.
  std::size_t slot_count = 0;                        // Cells in a row.
};

// Gives every variable a slot in `slots`. Throws Error (kSyntax) if a variable is used for two kinds of things, or a
// label or property does not exist. The plan refers to `query`.
Plan make_plan(const GraphView& graph, std::string_view text, const ParsedQuery& query, Slots& slots,
               Evaluator& evaluator);

// For queries to which it does not matter how often a row comes. `used`: variables whose values are asked for. Steps of
// one or two hops, also such of two patterns with a nameless entity between, become `ends_only` where their relations
// are not asked for and are the only ones of their MATCH.
void leave_out_trails(Plan& plan, const std::set<std::string>& used, const Slots& slots);

// Variables of an expression, with repetitions.
void find_variables(const Expression& expression, std::vector<std::string>& into);

}  // namespace trama::query
