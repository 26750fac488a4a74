// The fourth part of repair.h: what a coordinated noun stands beside. Not for use by others.
#pragma once

#include "extract/analysis/sentence.h"

namespace trama {

// Changes heads of single nouns, see repair_sentence(), which calls it last.
void repair_coordination(Sentence& sentence);

}  // namespace trama
