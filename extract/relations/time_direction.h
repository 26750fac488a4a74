// Whether what happens at a time in the text lies before or after the day of publication.
#pragma once

#include "extract/analysis/sentence.h"
#include "extract/relations/time.h"

namespace trama {

// As the verbs of the whole sentence tell: kUnknown unless all that tell agree.
Direction direction_of_sentence(const Sentence& sentence);

// As the verb tells that the word hangs on, directly or over nouns: "el domingo" in "dijo que votarán el domingo" is to
// come. kUnknown if that verb is in the present or an infinitive, or if there is none.
Direction direction_of_word(const Sentence& sentence, int word);

}  // namespace trama
