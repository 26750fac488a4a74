// What is said of one and denied of another, and whom a sentence picks out: see repair.h.
#pragma once

#include "extract/analysis/sentence.h"

namespace trama {

// - "no fue X quien denunció a Z": X is the subject of the verb, which "no" denies; sentences that only pick someone
// out
//   ("fue X quien …") stay as they are unless another is denied;
// - "no denunció a X, sino a Y", "denunció a X, no a Y": Y stands beside X, whatever the tree makes of it.
void repair_contrast(Sentence& sentence);

}  // namespace trama
