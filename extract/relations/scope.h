// Which proposition stands under which: the verb that says it, believes it, promises it.
#pragma once

#include <string>
#include <vector>

#include "extract/relations/context.h"

namespace trama {

// How one proposition hangs on another.
enum class ScopeLink {
  kNone,      // Nothing above, or nothing that bears on it.
  kContent,   // The clause or infinitive that the other governs: "dijo que P", "prometió P", "…P…", dijo X.
  kSame,      // Coordinated with it: what holds of one holds of the other.
  kRelative,  // A relative clause or participle: stated on its own.
  kAdverbial,
};

struct Scope {
  int above = -1;
  ScopeLink link = ScopeLink::kNone;
};

// Of every proposition, the time expression of its sentence (index) that dates it, or -1: each goes to the nearest
// predicate above it.
std::vector<int> find_times(const DocumentContext& context, int sentence);

// Of every proposition of a sentence. Never has cycles.
std::vector<Scope> find_scopes(const DocumentContext& context, int sentence);

}  // namespace trama
