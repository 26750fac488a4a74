// Open information extraction: predicates and their arguments, read off one sentence's tree. Everything here is word
// indices into one Sentence, so that later steps (mentions, attribution, statements) can add what they know.
#pragma once

#include <string>
#include <vector>

#include "extract/analysis/sentence.h"

namespace trama {

enum class ArgumentRole {
  kSubject,    // Of the active verb or of the copula; the patient-subject of passives has `kPatient`.
  kPatient,    // Subject of a passive ("Y fue elegido", "se firmó el acuerdo").
  kObject,     // Direct object.
  kIndirect,   // Indirect object.
  kOblique,    // Any phrase joined by a preposition, named in `preposition`; adverbial noun phrases have none.
  kAgent,      // "por X" of a passive.
  kAttribute,  // Predicate of a copula, office in an apposition ("presidente de Y").
  kClause,     // A subordinate clause; `proposition` is its index where it is one.
};

struct Argument {
  ArgumentRole role = ArgumentRole::kObject;
  int head = -1;               // Word index of the phrase's head; -1 for a dropped subject.
  std::vector<int> words;      // All words of the phrase, sorted, without its preposition and outer punctuation.
  std::vector<int> conjuncts;  // Heads of coordinated members ("Rusia y China": both, `head` included); else empty.
  std::string preposition;     // Lemmas as one string: "contra", "frente a"; empty if none.
  bool personal_a = false;     // Object marked by personal "a".
  bool clitic = false;         // "lo visitó": `head` is the clitic.
  bool relative = false;       // The phrase is the antecedent of a relative clause that the predicate heads.
  bool shared = false;         // Handed down from another predicate (coordination, control), not its own dependent.
  int proposition = -1;        // For kClause: index into the sentence's propositions, or -1.
};

enum class PropositionKind { kVerbal, kCopular, kApposition, kNominal };

// A sentence of more words gives no propositions and no statements.
inline constexpr int kMaxPropositionWords = 2048;

struct Proposition {
  PropositionKind kind = PropositionKind::kVerbal;
  int predicate = -1;               // Word index of the main verb (of a periphrasis: the last verb), predicate or noun.
  std::vector<int> relation_words;  // Auxiliaries, modals, negation, clitic "se", adverbs between, verb; sorted.
  std::string lemma;                // "apoyar"; light verb + noun as the table says; the noun for kApposition/kNominal.
  std::vector<int> modals;          // Word indices of the verbs of a periphrasis or control chain that govern the
                            // predicate, outermost first: "prometió apoyar" has prometió; "puede enviar" puede.
  std::vector<Argument> arguments;  // In the order of the text.
  bool negated = false;             // "no", "nunca", "tampoco", "sin" + infinitive, "ni".
  bool passive = false;             // With or without agent; includes "se" passives.
  bool impersonal = false;          // "se dice que", "hay": no subject is missing.
  bool subject_dropped = false;     // Finite, personal, and no subject in the sentence: coreference may fill it.
  bool symmetric = false;           // "X e Y se reunieron".
  int parent = -1;                  // Index of the proposition whose clause this one stands in, or -1.
  std::string
      parent_relation;  // deprel of that link: "ccomp", "acl", "advcl", "parataxis", "xcomp", "conj"…; or empty.

  const Argument* find(ArgumentRole role) const;  // The first argument of that role, or null.
};

}  // namespace trama
