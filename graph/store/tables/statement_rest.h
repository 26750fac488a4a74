// What a statement holds beside its columns in a graph file: forms and places of its mentions, quantities, time, who
// says so. Private to graph/.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/statement.h"
#include "graph/store/tables/dictionary.h"

namespace trama::store {

// The canonical name of a mention as a number of `texts`, with what entity resolution asks of it.
struct MentionFacts {
  std::int64_t canonical = 0;  // 0: the name's first surface (names.surface).
  EntityType type = EntityType::kMisc;
  bool named = false;
  std::vector<std::int64_t> aliases;
};

struct StatementFacts {
  MentionFacts subject, object;
  std::optional<MentionFacts> source;
};

// For each mention whether its canonical name is the first surface of its name, and so need not be kept.
struct KnownSurfaces {
  bool subject = false, object = false, source = false;
};

// What is in columns (sentence, polarity, modality, count, confidence, theme, predicate) is not in the bytes.
std::string pack_rest(const Statement& statement, const KnownSurfaces& known, Dictionary& dictionary);

// Only what resolution needs: reads a part of the bytes and no text. Throws Error (kFormat) if they are damaged.
StatementFacts read_facts(std::string_view rest);

// Canonical names where the bytes leave them out.
struct Surfaces {
  std::string subject, object, source;
};
// Fills all that pack_rest kept. `statement.evidence` (sentence and span) must be set.
void unpack_rest(std::string_view rest, const Surfaces& surfaces, Dictionary& dictionary, Statement& statement);

}  // namespace trama::store
