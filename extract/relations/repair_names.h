// Names that the analysis cuts in two or does not see: see repair.h.
#pragma once

#include "extract/analysis/sentence.h"
#include "extract/coref/lexicon.h"
#include "extract/relations/cues.h"

namespace trama {

// - a word with a capital behind "a" that no table knows is a name ("pagó 300 dólares a Prisma");
// - a day with a capital month right behind a name ends it ("el Movimiento 19 de Abril");
// - "Julio Ortega y Gasset criticó" is one man, as the verb tells; so is whom "a" before a given name marks, if no "a"
//   stands before the second surname;
// - an office and who holds it are no one name ("Ministra de Cultura Elisa Rojo");
// - a nickname in quotes, or in brackets, stands inside a name ("Leandro «Pipi» Quiroga");
// - a given name between commas behind a surname belongs to it ("LUNA PÉREZ, Jorge, denunció").
void repair_names(Sentence& sentence, const Cues& cues, const Lexicon& lexicon);

// Makes word `i` part of the name: it hangs on the name's head, and so does what hung on it.
void join_to_name(Sentence& sentence, const EntitySpan& name, int i);

}  // namespace trama
