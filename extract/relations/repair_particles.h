// Surnames with a particle that the rest of a text tells: "dijo de Rivero" where it names Oswaldo de Rivero.
#pragma once

#include <string>
#include <unordered_set>

#include "extract/analysis/sentence.h"
#include "extract/relations/cues.h"

namespace trama {

// The last words of the document's people whose names have "de" before them: "Rivero". Linear in the document.
std::unordered_set<std::string> names_behind_de(const AnalyzedDocument& document);

// Where such a name with its "de" stands right beside a verb of speech that has no subject, it is the subject and "de"
// a part of it.
void repair_particles(Sentence& sentence, const std::unordered_set<std::string>& names, const Cues& cues);

}  // namespace trama
