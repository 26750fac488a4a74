// What the statement rules know of single words: relation_verbs.tsv, modality_cues.tsv, attribution_cues.tsv,
// events.tsv, confidence.tsv, presents.tsv, preterites.tsv and futures.tsv of extract/data/es, and the months of
// time_words.tsv.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/statement.h"
#include "extract/coref/chains.h"
#include "extract/relations/confidence.h"

namespace trama {

// Immutable once loaded.
class Cues {
 public:
  // Throws Error: kIo, kFormat with file and line.
  static Cues load(const std::filesystem::path& data);

  // Whether relation_verbs.tsv has the lemma in that class. Unknown classes are empty.
  bool is(std::string_view verb_class, const std::string& lemma) const;
  // Whether any table has the infinitive.
  // The verbs that coreference asks for; they belong to these cues.
  CoreferenceOptions coreference_options(bool metonymy) const;
  bool knows_verb(const std::string& lemma) const { return known_verbs_.contains(lemma); }
  const std::set<std::string>& verbs(const std::string& verb_class) const;

  // The modality that a word of this kind ("adverb", "adjective", "noun", …) gives.
  std::optional<Modality> modality(std::string_view kind, const std::string& lemma) const;
  // Longest adverbial phrase, in words.
  int longest_adverb() const { return longest_adverb_; }

  // The verb to write for a preposition that names a source ("según"); empty if it does not.
  std::string_view source_preposition(const std::string& preposition) const;

  // PLOVER type of a predicate of which nothing else is known: its row of events.tsv without a condition, else its
  // first one. Empty where the table abstains. What a statement is, EventTable tells.
  std::string_view event_class(const std::string& lemma) const;

  // How sure a statement is, by confidence.tsv.
  const ConfidenceModel& confidence() const { return confidence_; }

  // The verb of a third person of the past, among those that the tables know; null if none.
  const std::string* infinitive_of_preterite(const std::string& form) const;
  // Whether a word in lower case names a month (time_words.tsv).
  bool is_month(const std::string& word) const { return months_.contains(word); }
  // Nouns of what is done to someone: "la detención de X" (nominal_predicates.tsv, class event_object).
  bool is_deed_noun(const std::string& lemma) const { return deed_nouns_.contains(lemma) || is("deed_noun", lemma); }
  // Nouns of what one does to another: "la guerra de X contra Y" (classes event and mutual).
  bool is_event_noun(const std::string& lemma) const { return event_nouns_.contains(lemma); }
  // Whether a noun of no table can be an office by its ending: "cantautor", "copresidente" (classes person_ending and
  // person_noun of relation_verbs.tsv).
  bool may_be_person(const std::string& lemma) const;
  // The third person of the present: "dirigir" gives "dirige", "dirigen".
  std::string present(const std::string& infinitive, bool plural) const;
  // The third person of the past: "aprobar" gives "aprobó", "aprobaron".
  std::string preterite(const std::string& infinitive, bool plural) const;
  // The future: "aprobar" gives "aprobará", "aprobarán".
  std::string future(const std::string& infinitive, bool plural) const;

 private:
  void load_modalities(const std::filesystem::path& file);
  void load_events(const std::filesystem::path& file);

  std::map<std::string, std::set<std::string>, std::less<>> verbs_;
  std::set<std::string> known_verbs_;
  std::set<std::string> months_;
  std::set<std::string> deed_nouns_;
  std::set<std::string> event_nouns_;
  std::unordered_map<std::string, std::string> infinitives_;  // By third person of the past.
  std::map<std::string, std::unordered_map<std::string, Modality>, std::less<>> modalities_;
  int longest_adverb_ = 1;
  std::unordered_map<std::string, std::string> sources_;
  std::unordered_map<std::string, std::string> event_classes_;
  ConfidenceModel confidence_;
  using Endings = std::unordered_map<std::string, std::string>;  // Of an ending, or "=" and a verb.
  static std::string third_person(const std::string& infinitive, bool plural, const Endings& endings);
  Endings presents_, preterites_;
  std::unordered_map<std::string, std::string> future_stems_;  // The same.
};

}  // namespace trama
