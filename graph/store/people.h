// The log of what people decided: rows of the table `decisions`. Private to graph/.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "graph/model/graph_view.h"
#include "graph/names/alias_rules.h"
#include "graph/names/user_decisions.h"
#include "graph/store/review.h"
#include "graph/store/sqlite/sqlite.h"
#include "graph/store/tables/decision_tables.h"
#include "graph/store/tables/dictionary.h"

namespace trama::store {

using NameIds = std::vector<std::uint64_t>;

// The decision as it is to be stored: about names that are in the graph, whose actors `view` finds. Throws Error
// (kInvalid) if there are none, or if it makes no sense.
UserDecision settle(const UserDecision& decision, sqlite::Database& database, const GraphView& view);

// Decisions that are not in force yet, in their order, with numbers below 0.
std::vector<LoggedDecision> new_decisions(std::span<const UserDecision> decisions,
                                          const std::vector<LoggedDecision>& in_force);

// What follows writes: within a transaction. They give the names that are concerned, for derive_decided().

// Gives the decisions their numbers in the log.
NameIds write_decisions(sqlite::Database& database, std::span<LoggedDecision> decisions);
// Takes back a decision that is in force, or puts one in force again that was taken back.
NameIds write_undone(sqlite::Database& database, const LoggedDecision& logged, bool undone);
// Puts the rules of an alias file in the place of those of the last one.
NameIds write_rules(sqlite::Database& database, const AliasRules& rules);

// The rules in force that came by an alias file.
AliasRules alias_rules(const sqlite::Database& database);
std::vector<UserDecision> as_decisions(const AliasRules& rules);

std::vector<ReviewItem> review(sqlite::Database& database, Dictionary& dictionary, std::size_t limit);

}  // namespace trama::store
