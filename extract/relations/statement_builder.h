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

// In the order of the predicates; no two with the same participants, relation, polarity and modality. With `features`,
// also what the confidence of each was judged by.
std::vector<Statement> build_statements(const DocumentContext& context, const ObjectPrepositions& prepositions,
                                        int sentence, const SentenceReading& reading,
                                        std::vector<ConfidenceFeatures>* features = nullptr);

}  // namespace trama
