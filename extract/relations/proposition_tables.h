// What the proposition rules know of single words: extract/data/es/{verbs,participles,light_verbs,nominal_predicates,
// negation}.tsv.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace trama {

enum class VerbClass {
  kPeriphrasis,
  kControlSubject,
  kControlObject,
  kControlAdjective,
  kCommunication,
  kUnaccusative,
  kGoalA,
  kDative,
  kNaming,
  kSymmetric,
  kCopula,
  kExistential,
  kClauseSubject,
  kImpersonalSe,
  kPronominal,
};

enum class NounClass { kEvent, kMutual, kEventObject, kTimeUnit, kOwnDeed, kMessage, kRequest };

enum class NegationClass { kAdverb, kPronoun, kDeterminer, kMark, kContrast, kNone };

// Immutable once loaded.
class PropositionTables {
 public:
  // Throws Error: kIo if a table is missing, kFormat with file and line.
  static PropositionTables load(const std::filesystem::path& data);

  bool has(VerbClass kind, const std::string& lemma) const;
  // Whether `lemma` takes an infinitive (a gerund: linker "ger") after `linker` ("-" for none).
  bool takes(VerbClass kind, const std::string& lemma, const std::string& linker) const;
  // What a verb means in the passive with "ser", mostly itself: "matar" of "morir" ("fue muerto por").
  const std::string& passive_lemma(const std::string& lemma) const;
  // What those do of whom something is made up: "formado por X e Y" is "X e Y integran" (participles.tsv).
  const std::string& composed_lemma(const std::string& lemma) const;
  // The infinitive of an adjective that is a participle: "crear" of "creado"; nullopt if it is none.
  std::optional<std::string> verb_of_participle(const std::string& lemma) const;
  // The verb that a light verb and its noun stand for; null if they are none.
  const std::string* light_verb(const std::string& verb, const std::string& noun) const;
  // How a noun relates two actors, or that it measures time.
  std::optional<NounClass> noun_class(const std::string& lemma) const;
  // Whether the noun is of that class, whatever else it is of.
  bool is_noun(NounClass kind, const std::string& lemma) const;
  bool is_time_unit(const std::string& lemma) const;  // "año" of "hace dos años"
  bool denies(NegationClass kind, const std::string& lemma) const;

 private:
  void read_verbs(const std::filesystem::path& file);
  void read_participles(const std::filesystem::path& file);
  void read_others(const std::filesystem::path& data);

  std::map<VerbClass, std::unordered_map<std::string, std::set<std::string>>> verbs_;  // Lemma to linkers.
  std::unordered_map<std::string, std::string> participle_forms_;
  std::unordered_map<std::string, std::string> participle_endings_;
  std::unordered_map<std::string, std::string> passive_lemmas_, composed_lemmas_;
  std::unordered_set<std::string> not_participles_;
  std::map<std::pair<std::string, std::string>, std::string> light_verbs_;
  std::map<NounClass, std::unordered_set<std::string>> nouns_;
  std::map<NegationClass, std::unordered_set<std::string>> negation_;
};

}  // namespace trama
