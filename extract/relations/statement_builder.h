// Statements of one sentence: who does what to whom, read off its propositions and what the earlier steps know of them.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "extract/relations/attribution.h"
#include "extract/relations/confidence.h"
#include "extract/relations/factuality.h"
#include "extract/relations/participants.h"

namespace trama {

// object_prepositions.tsv: which phrases may be objects, and which is taken first.
struct ObjectPreposition {
  std::string kind;  // "partner", "goal", "origin", "topic", "place"
  int rank = 0;
};
using ObjectPrepositions = std::unordered_map<std::string, ObjectPreposition>;
// Throws Error: kIo, kFormat with file and line.
ObjectPrepositions load_object_prepositions(const std::filesystem::path& data);

struct SentenceReading {
  const std::vector<Scope>& scopes;
  const std::vector<Factuality>& factuality;
  const std::vector<std::optional<Attribution>>& sources;
  const std::vector<bool>& unnamed;  // Somebody says it, who was not found.
};

// Where the parts of a statement stand: words of the sentence, chains of the document (-1 for a thing).
struct RuleReading {
  int predicate = -1;
  int subject_word = -1, subject_chain = -1;
  int object_word = -1, object_chain = -1;
  double confidence = 0;
};

struct SentenceStatements {
  std::vector<Statement> statements;  // In the order of the predicates; no two with the same participants, relation,
                                      // polarity and modality.
  std::vector<ConfidenceFeatures> features;  // Of each, what its confidence was judged by.
  std::vector<RuleReading> readings;         // Of each.
};

}  // namespace trama
