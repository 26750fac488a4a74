// Coreference: which mentions of a document are the same actor.
//
// Deterministic sieves, most precise first, in the manner of Lee et al. 2013 ("Deterministic coreference resolution
// based on entity-centric, precision-ranked rules"): equal names, known aliases, appositions and acronyms, short forms
// of one full name, roles and demonyms, then pronouns and dropped subjects by agreement, recency and grammatical role.
#pragma once

#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "extract/coref/mentions.h"
#include "extract/relations/proposition.h"

namespace trama {

struct Chain {
  std::string canonical;  // See Mention::canonical in base/statement.h.
  EntityType type = EntityType::kMisc;
  bool named = false;
  std::vector<std::string> aliases;  // Sorted, without `canonical`.
  std::string head_lemma;            // Of a chain without a name.
  bool modified = true;              // False for a bare noun without a name: "soldados".
  Gender gender = Gender::kUnknown;
  Number number = Number::kUnknown;
  std::string country;            // Of a person or institution, where the text tells.
  std::set<std::string> classes;  // Roles that the text, or the first word of its name, gives it.
  bool described = false;         // Whether the text gives it one ("Petro, presidente de Colombia").
  std::set<int> institutions;     // Chains of those whose office someone holds: "Petro, presidente de Colombia".
  std::set<int> offices;          // Mentions that tell whose office it is by a noun: "portavoz del organismo".
  bool is_country = false;
  int name_count = 0;                         // How often the document names it.
  int mention_count = 0;                      // How often it is mentioned with words of its own,
  std::vector<std::pair<int, int>> named_at;  // where by name: sentence and head word, in the order of the text,
  std::vector<std::pair<int, int>> told_at;   // and where by a name or a noun.
};

// A subject that Spanish leaves out, or a clause's person.
struct DroppedSubject {
  int sentence = 0;
  int proposition = 0;  // Index into the sentence's propositions.
  int verb = 0;         // Index of the finite verb.
  std::vector<int> chains;
  bool plural = false;   // "We" of a quotation.
  bool guessed = false;  // As in ActorMention.
  int rivals = 0;
};

struct Coreference {
  Mentions mentions;  // With `chains` set.
  std::vector<Chain> chains;
  std::vector<DroppedSubject> dropped;  // By sentence, then verb.

  // By mention index: the chain that a name stands for when it acts as a government ("Pyongyang"), or -1.
  std::vector<int> governments;

  // By country: its chain, if the document has one.
  std::map<std::string, int, std::less<>> country_chains;

  // The same for a mention of `mentions.all`.
  int government_of(const ActorMention& mention) const;

  // The dropped subject of a proposition; null if unresolved.
  const DroppedSubject* find_dropped(int sentence, int proposition) const;
};

struct CoreferenceOptions {
  bool metonymy = true;  // Whether "Pyongyang", or "el Gobierno norcoreano", may stand for the country.
  // Lemmas of verbs whose subject is a person or an institution, never a thing ("decir", "viajar").
  const std::set<std::string>* personal_verbs = nullptr;
  // Lemmas of verbs that say what the clause below says.
  const std::set<std::string>* speech_verbs = nullptr;
  // Lemmas of verbs that ask someone to do what the clause below says ("pidió a Brasil que apoye").
  const std::set<std::string>* order_verbs = nullptr;
  // Lemmas of verbs whose "lo", "la" is a person or an institution ("la felicitó").
  const std::set<std::string>* person_verbs = nullptr;
  // Lemmas of verbs whose "lo", "la" is a thing ("la vetó").
  const std::set<std::string>* thing_verbs = nullptr;
  // Lemmas of verbs whose "lo" is a whole clause ("lo anunció").
  const std::set<std::string>* clause_verbs = nullptr;
  // Lemmas of verbs whose subject is never a person or an institution ("consistir").
  const std::set<std::string>* impersonal_verbs = nullptr;
  // Lemmas of verbs whose "we" is often everybody ("debemos", "podemos").
  const std::set<std::string>* general_verbs = nullptr;
  // Lemmas of verbs of help, whose "en su …" is of who is helped ("apoya a Rusia en su guerra").
  const std::set<std::string>* helping_verbs = nullptr;
  // Lemmas of verbs with which a suspect owns to a deed ("confesó"), and of verbs whose object is a suspect ("detuvo").
  const std::set<std::string>* confessing_verbs = nullptr;
  const std::set<std::string>* questioning_verbs = nullptr;
  // Nouns of people that are no actors of actors.tsv: "socio", "amigo".
  const std::set<std::string>* person_nouns = nullptr;
  // Prepositions that name who says what the clause says ("según"), as keys.
  const std::unordered_map<std::string, std::string>* source_prepositions = nullptr;
  // Classes of actors.tsv whose "we" is their country ("embajador").
  const std::set<std::string>* country_speakers = nullptr;
};

// `propositions[i]` are those of sentence i. Near-linear in the size of the document.
Coreference resolve_actors(const AnalyzedDocument& document, const std::vector<SentenceTree>& trees,
                           const std::vector<std::vector<Proposition>>& propositions, const Lexicon& lexicon,
                           const CoreferenceOptions& options);

}  // namespace trama
