// Mentions: the places of a text where an actor stands, as a name, a noun or a pronoun. (Dropped subjects have no
// words; extract/coref/chains.h finds them in the propositions.)
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "extract/analysis/sentence.h"
#include "extract/coref/lexicon.h"
#include "extract/relations/sentence_tree.h"

namespace trama {

struct ActorMention {
  int sentence = 0;
  int head = -1;   // Index of the head word; of a dropped subject, its verb.
  int first = -1;  // Words of the mention, inclusive: a name's words; a nominal's noun phrase without relative clauses.
  int last = -1;
  MentionKind kind = MentionKind::kNamed;
  EntityType type = EntityType::kMisc;
  Gender gender = Gender::kUnknown;
  Number number = Number::kUnknown;
  int person = 3;                    // Grammatical: 1, 2, 3.
  std::string text;                  // Words `first` to `last` as in the document, white space made single spaces.
  std::string name;                  // Names: to be compared and shown. Nominals: without determiner.
  std::string head_lemma;            // Nominals.
  std::vector<std::string> classes;  // Nominals: of actors.tsv. Names: of their first word ("Partido Liberal").
  std::string country;               // Nominals: that a demonym or "de X" names.
  std::string complement;            // Nominals: what else "de" joins: "de la empresa Soltec". Empty if nothing.
  std::optional<EntityType> told;    // Names: what the noun tells that they stand by: "la directora de Copeco".
  bool role = false;                 // Nominals: ActorNoun::role.
  bool deputy = false;               // Nominals: "el secretario general adjunto".
  bool definite = false;             // Nominals: after "el", "este", "su" …
  bool other = false;                // Nominals: "un país", "los demás Estados": none that was told of before.
  bool modified = false;             // Nominals: with an adjective or a complement.
  int same_as = -1;         // Index of a mention of the same actor by structure (apposition, "la ciudad de X").
  bool possessed = false;   // Nominals: "su socio", whose owner the words do not tell.
  int part_of = -1;         // Nominals: word that "de" joins to a quantity: "el 40 por ciento de la empresa".
  bool both = false;        // "ambos", "los dos".
  bool possessive = false;  // Pronouns: "su", "sus".

  // Set by coreference: indices of chains; several for "ambos", none where nothing was found.
  std::vector<int> chains;
  bool guessed = false;  // The text does not say whom it means: whoever came to mind first,
  int rivals = 0;        // of so many others who came to mind as well.
};

// All mentions of one document, in the order of the text, and where they are.
struct Mentions {
  std::vector<ActorMention> all;
  std::vector<std::vector<int>>
      at;  // at[sentence][word]: index of the mention whose head (name: any word) it is, or -1.

  // Null if no mention has its head there.
  const ActorMention* find(int sentence, int word) const;
};

// Reads all fields of the words; `trees` are those of the document's sentences. Linear in the size of the document.
Mentions find_mentions(const AnalyzedDocument& document, const std::vector<SentenceTree>& trees,
                       const Lexicon& lexicon);

// The words [first, last] as they stand in the document, white space made single spaces.
std::string words_text(const AnalyzedDocument& document, const Sentence& sentence, int first, int last);

}  // namespace trama
