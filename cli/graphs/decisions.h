// What the commands by which people decide have in common.
#pragma once

#include <string>

#include "cli/command_line.h"
#include "graph/names/user_decisions.h"
#include "graph/store/store.h"

namespace trama::cli {

// Who decides, and when.
struct DecidedBy {
  std::string author;  // Of the system's user unless given.
  std::string time;    // Now unless given.

  UserDecision decision(DecisionKind kind, const std::string& left, const std::string& right) const;
};
// Adds --author and --time. `by` must outlive `line`.
void add_decided_by(CommandLine& line, DecidedBy& by);

// Opens a graph for decisions. Throws Error if there is none: a wrong name makes no file.
Store open_to_decide(const std::string& graph);

// 'decision 3: "Kiev" and "Kyiv" are different'.
std::string decision_text(const LoggedDecision& logged);

}  // namespace trama::cli
