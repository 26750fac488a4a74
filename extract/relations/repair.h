// Slips of the analysis that would turn statements round, put right where the sentence itself shows them.
#pragma once

#include "extract/analysis/sentence.h"
#include "extract/coref/lexicon.h"
#include "extract/relations/cues.h"

namespace trama {

// Changes lemma, upos, head, deprel and entity of single words, never their number or order:
// - a verb's lemma that no table knows, where -er/-ir exchanged make one that is known ("prometir");
// - capitalised words right behind a name belong to it ("Kim Jong" + "Un"); a given name in the middle of an
// institution's
//   begins another one; acronyms and known names are names whatever their tag;
// - "que" before a clause with a subject of its own, or under a verb of speech, is a conjunction, not that subject;
// - a clause with "que" beside a verb of speech without content is its content;
// - "contra X" right behind "apoya la guerra de Y" belongs to the war, not to the support;
// - places that a report ends with (", TOLIMA, PRADO") are nobody's names;
// - people behind "por" and a passive without an agent are its agent;
// - a name joined by a preposition is no part of the name before it; the words between a name and its acronym in
// brackets
//   are;
// - who stands behind a verb of speech that follows its quotation is its subject; a gerund behind it is what who speaks
//   does;
// - a second verb goes on with the clause whose tense it has ("reiteraron su apoyo a los que luchan y rindieron …");
// - a subjunctive goes on with what is asked ("instó a X a que venga y ayude"), a relative clause is about a noun that
// its verb agrees with, and ", Rusia," behind a town is where that is;
// - "viajará a Lima acompañada por X" is not about Lima, "X, que preside la comisión" about what X does;
// - what a known name is joined to by "para" is no part of it ("la comisionada de las Naciones Unidas para …");
// - "la iniciativa de X y Y busca": what a noun is joined to by "y" stands beside its complement where a verb in the
// singular, a preposition or "entre" shows it;
// - "de" behind "acusado por la justicia" tells of what, and an infinitive behind "la decisión de X de" what was
// decided. Any tree will do; the result has no more cycles than the argument.
void repair_sentence(Sentence& sentence, const Cues& cues, const Lexicon& lexicon);

}  // namespace trama
