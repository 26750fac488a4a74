// What stands on an arrow: "visitó", "prometió apoyar", "se reunió con", "no respondió a".
#pragma once

#include <string>

#include "extract/relations/context.h"

namespace trama {

// The predicate's own words, without clitics other than "se" and without adverbs other than negations; passives become
// actions ("fue detenido por" is "detuvo"). `plural` is the number of the arrow's subject, `above` a proposition whose
// verb governs this one's infinitive, or null. Without `governed_by_subject` the verbs above the predicate are somebody
// else's ("instó a México a proteger") and stay out.
std::string relation_label(const DocumentContext& context, int sentence, const Proposition& proposition,
                           const Proposition* above, bool plural, bool governed_by_subject);

// The bytes of the predicate's words.
Span relation_span(const DocumentContext& context, int sentence, const Proposition& proposition);

}  // namespace trama
