// Mood and person of regular verb forms, put right by their endings.
#pragma once

#include "extract/analysis/sentence.h"

namespace trama {

// Changes FEATS of finite verbs in the present whose form is the stem of their lemma with a regular ending, which
// leaves no choice: "apoyo", "agradezco" (first person), "exhortan" and "exhorten" (indicative and subjunctive); and
// the mood of third persons of the present with another stem: "devuelva"; "rechazara" is a past subjunctive, "visité" a
// first person. The analysis is less sure of them, above all of verbs that are rare in news.
void repair_forms(Sentence& sentence);

}  // namespace trama
