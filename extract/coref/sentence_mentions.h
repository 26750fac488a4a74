// How find_mentions() reads one sentence. Not for use by others. mentions.cc has pronouns, order and structure,
// mentions_names.cc names, mentions_nominals.cc nouns.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "extract/coref/mentions.h"

namespace trama {

class SentenceMentions {
 public:
  SentenceMentions(const AnalyzedDocument& document, int index, const SentenceTree& tree, const Lexicon& lexicon,
                   Mentions& mentions);
  void find();

 private:
  const Word& word(int i) const { return sentence_.words[i]; }
  int size() const { return static_cast<int>(sentence_.words.size()); }
  int add(ActorMention mention);

  // Names
  void find_names();
  int behind_office(const EntitySpan& span) const;
  int behind_government(const EntitySpan& span) const;
  void add_name(int first, int last, EntityType type, bool tagged);
  int head_of(int first, int last) const;
  int end_of_title(int first, int last) const;
  int end_of_list(int end) const;
  int end_of_surname(int last) const;
  int end_of_country(int end) const;
  bool generic_noun(const ActorMention& mention) const;
  EntityType name_type(const ActorMention& mention, EntityType type, bool tagged) const;
  std::optional<EntityType> told_type(const ActorMention& mention) const;
  std::string full_name(const ActorMention& mention) const;
  Number name_number(const ActorMention& mention) const;
  Gender name_gender(const ActorMention& mention) const;

  // Nominals
  void find_nominals();
  void add_nominal(int i);
  bool is_people(int i) const;
  bool acts(int i, const ActorNoun& actor) const;
  bool are_parties(int i) const;
  void add_partitive(int i);
  ActorMention make_nominal(int i, const ActorNoun* actor, std::string_view country) const;
  int relative_owner(int i) const;
  int shared_demonym(int i) const;
  int shared_complement(int i) const;
  Gender nominal_gender(int i) const;
  Number nominal_number(int i) const;
  bool shares_office(int noun, int at, int child) const;
  void set_extent(ActorMention& mention, int i) const;
  void describe(ActorMention& mention) const;
  bool is_government_noun(int i) const;
  std::string country_of(int i) const;
  int name_complement(int i) const;
  std::string nominal_name(const ActorMention& mention) const;
  static std::string lower_first(const std::string& text);

  // Pronouns
  void find_pronouns();
  bool is_both(int i) const;
  bool is_reference(int i) const;
  bool opens_clause(int i) const;
  bool is_possessive(int i) const;
  ActorMention make_pronoun(int i) const;

  // Order and structure
  void sort_from(std::size_t first_mention);
  void link_appositions();
  int name_of_nominal(const ActorMention& mention) const;
  int subject_of_copula(const ActorMention& mention) const;
  bool is_joined(int first) const;
  bool agrees(const ActorMention& nominal, const ActorMention& name) const;
  bool is_cut(const std::string& acronym, const ActorMention& full) const;
  bool has_particle(const ActorMention& name) const;
  bool is_of_part(const std::string& acronym, const std::string& full) const;
  void link_acronym(ActorMention& mention);
  void link_alias(ActorMention& mention);
  const AnalyzedDocument& document_;
  const Sentence& sentence_;
  int index_;
  const SentenceTree& tree_;
  const Lexicon& lexicon_;
  Mentions& mentions_;
  std::vector<int>& at_;
  std::set<int> office_;  // First words of offices that were tagged as names.
};

}  // namespace trama
