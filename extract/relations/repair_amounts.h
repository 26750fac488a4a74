// Amounts of money whose currency is a sign or a code, which the analysis takes for a name: see repair.h.
#pragma once

#include "extract/analysis/sentence.h"

namespace trama {

// "pagó USD 45.000 a X": the currency is the head of the amount, as "dólares" is of "45.000 dólares", and what the tree
// hangs on the number belongs to the verb. Changes nothing where no sign or code stands beside a number.
void repair_amounts(Sentence& sentence);

}  // namespace trama
