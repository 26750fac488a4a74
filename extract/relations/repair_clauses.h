// The third part of repair.h: which clause a verb goes on with. Not for use by others.
#pragma once

#include "extract/analysis/sentence.h"
#include "extract/relations/cues.h"

namespace trama {

// Changes head, deprel and func of single verbs, see repair_sentence(), which calls it last.
void repair_clauses(Sentence& sentence, const Cues& cues);

}  // namespace trama
