// Objects that stand before their verb, taken up by a clitic: see repair.h.
#pragma once

#include "extract/analysis/sentence.h"
#include "extract/coref/lexicon.h"
#include "extract/relations/cues.h"

namespace trama {

// "a X la acusa Y de fraude", "el Banco X lo fundó Y": who stands behind the verb acts, whatever the tree makes of it,
// and what the clitic agrees with is the object. Without "a" only things and institutions, and no verb of naming ("el
// comité lo nombró director").
void repair_fronted(Sentence& sentence, const Cues& cues, const Lexicon& lexicon);

}  // namespace trama
