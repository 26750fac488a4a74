// The second half of repair.h: what words are to their verbs. Not for use by others.
#pragma once

#include "extract/analysis/sentence.h"
#include "extract/coref/lexicon.h"
#include "extract/relations/cues.h"

namespace trama {

// Changes head, deprel, func and upos of single words; see repair_sentence(), which calls it last.
void repair_roles(Sentence& sentence, const Cues& cues, const Lexicon& lexicon);

}  // namespace trama
