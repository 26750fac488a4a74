// How resolve_actors() works: one pass over the sentences, with what was said so far. Not for use by others.
// chains.cc has names and the pass, chains_nominals.cc roles and nouns, chains_pronouns.cc pronouns and possessives,
// chains_dropped.cc left-out subjects, chains_speakers.cc who speaks.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "extract/coref/chains.h"
#include "extract/coref/name_clusters.h"
#include "extract/coref/quotations.h"
#include "extract/coref/salience.h"

namespace trama {

class Resolver {
 public:
  Resolver(const AnalyzedDocument& document, const std::vector<SentenceTree>& trees,
           const std::vector<std::vector<Proposition>>& propositions, const Lexicon& lexicon,
           const CoreferenceOptions& options);
  Coreference run();

 private:
  // What the propositions say of one word of a sentence.
  struct Place {
    double weight = kOtherWeight;
    std::vector<int> propositions;  // Those in which the word heads an argument.
  };

  std::vector<ActorMention>& mentions() { return result_.mentions.all; }
  Chain& chain(int index) { return result_.chains[index]; }
  const std::vector<Word>& words() const { return document_.sentences[sentence_].words; }
  const std::vector<Proposition>& propositions() const { return propositions_[sentence_]; }

  // chains.cc
  void make_named_chains();
  int country_chain(const std::string& country);
  void collect_roles();
  void describe(Chain& chain, const ActorMention& mention);
  void find_governments();
  void resolve_sentence(int s);
  void read_places();
  static bool is_subordinate(const Proposition& proposition);
  bool inside_phrase(const Proposition& proposition, const Argument& argument) const;
  void read_pair(const Proposition& proposition);
  void remember_group(const std::vector<int>& heads);
  void resolve_mention(int m);
  bool is_country(const ActorMention& mention) const;
  bool behind_town(const ActorMention& mention) const;
  bool sets_scene(const ActorMention& mention) const;
  int acting(int m, int found, double weight) const;
  void record_thing(int w);
  void resolve_name(ActorMention& mention, int m);
  void finish_aliases();
  void count_mentions();

  // chains_nominals.cc
  void resolve_nominal(ActorMention& mention);
  bool has_clause(const ActorMention& mention) const;
  std::optional<int> introduced(const ActorMention& mention) const;
  std::optional<int> also_holds(const ActorMention& mention);
  bool is_pointed(const ActorMention& mention) const;
  bool is_told_of(const ActorMention& mention) const;
  void take_country(const ActorMention& mention);
  std::optional<int> country_of(int person);
  std::optional<int> own_country(const ActorMention& mention);
  std::optional<int> find_role(ActorMention& mention);
  double role_evidence(const ActorMention& mention, int candidate, const std::vector<int>& speaker);
  std::optional<int> nominal_chain(const std::string& key) const;
  std::optional<int> find_country(const ActorMention& mention);
  int make_nominal_chain(const ActorMention& mention);
  void expect_name(const ActorMention& mention, int made);
  void give_office(int named, int m);
  int institution_of(const ActorMention& mention);
  int office_noun(const ActorMention& mention) const;

  // chains_pronouns.cc
  void resolve_doubled();
  int doubled_by(const ActorMention& mention) const;
  std::vector<int> told_above(const ActorMention& mention, const Agreement& wanted, std::set<int>& excluded);
  void resolve_pronoun(ActorMention& mention);
  std::vector<int> meant_by_relative(const ActorMention& mention, const std::vector<int>& verbs) const;
  std::vector<int> told_before(const ActorMention& mention, const std::vector<int>& verbs);
  std::vector<int> owner_of(const ActorMention& mention);
  std::vector<int> owner_under(const Proposition& proposition, const ActorMention& mention) const;
  bool takes_clause(const std::string& lemma) const;
  const Word& word_of(const ActorMention& mention) const { return words()[mention.head]; }
  bool is_neuter_clitic(const ActorMention& mention) const;
  bool is_personal_verb(const std::string& lemma) const;
  void add_chains(const Proposition& proposition, int except, std::set<int>& chains);
  int index_of(const Proposition& proposition) const;

  // chains_dropped.cc
  std::vector<std::pair<int, int>> dropped_verbs() const;
  int finite_verb(const Proposition& proposition) const;
  static int top_of(const Proposition& proposition);
  std::string_view person_of(int verb) const;
  void resolve_dropped(int verb, int p);
  void resolve_third(const Proposition& proposition, const Word& verb, DroppedSubject& dropped);
  struct Above {
    std::vector<int> chains;  // The subject found,
    bool thing = false;       // or that it is no actor;
    bool direct = true;       // whether it is that of the very next clause.
    int later = -1;           // A word behind the clause that will tell it.
  };
  // A dropped subject that a later word tells.
  struct Awaited {
    DroppedSubject dropped;
    int word = -1;
    Agreement wanted;
  };
  std::vector<int> writer(const Proposition& proposition, const Agreement& wanted) const;
  bool puts_in(const Proposition& proposition) const;
  void resolve_awaited();
  int particle_name(int verb) const;
  bool is_some_place(int place) const;
  Above subject_above(int word, int p, const Agreement& wanted, std::set<int>& excluded);
  bool agrees(const std::vector<int>& chains, const Agreement& wanted) const;
  bool is_reflexive_passive(const Proposition& proposition) const;
  Gender passive_gender(const Proposition& proposition) const;
  bool is_asked(const Proposition& proposition, const Word& verb) const;
  const Argument* asked_by(const Proposition& order) const;
  const Argument* asked_for(const Proposition& proposition, const Word& verb, std::set<int>& excluded);
  bool says_what_a_thing_is(const Proposition& proposition) const;
  std::vector<int> speaker_of(const Proposition& proposition);
  std::vector<int> subject_of(int p);
  std::vector<int> subjects_of(int p);
  const ActorMention* subject_mention(const Argument& subject) const;

  // chains_speakers.cc
  bool speaks(const std::string& lemma) const;
  std::vector<int> spoke_before(int verb, const Agreement& wanted);
  std::vector<int> last_speaker(const Agreement& wanted) const;
  void remember_spoken_of(const Proposition& told, const std::vector<int>& subject);
  std::vector<int> current_speaker();
  void exclude_speaker(int word, std::set<int>& chains);
  void exclude_quoted(const Proposition& proposition, std::set<int>& chains);
  bool tells_of_past(const Proposition& proposition) const;
  bool is_general(const Proposition& proposition, const Word& verb) const;
  bool is_institution(int index) const;
  std::vector<int> spoken_for() const;
  void remember_speaker();
  void remember_source();
  std::vector<int> main_subject_before(int verb, const Agreement& wanted);
  bool heads_quotation(const Proposition& proposition) const;
  bool is_report(const Proposition& proposition) const;
  void resolve_quoted();
  std::vector<int> announcer(const Proposition& proposition);
  std::vector<int> suspect(const Proposition& proposition, const Agreement& wanted);
  std::vector<int> made_by(int noun, int end) const;
  void add_dropped(DroppedSubject dropped);

  const AnalyzedDocument& document_;
  const std::vector<SentenceTree>& trees_;
  const std::vector<std::vector<Proposition>>& propositions_;
  const Lexicon& lexicon_;
  const CoreferenceOptions& options_;
  const Quotations quotations_;
  Coreference result_;
  NameClusters clusters_;
  std::unordered_map<std::string, int> nominals_;                    // By folded words: the last chain with them.
  std::unordered_map<std::string, std::pair<int, int>> introduced_;  // By noun: the last "un equipo" and its sentence.
  std::unordered_map<int, int> renamed_;  // Chains of offices whose holder was named later: his.
  Salience salience_;
  // Of the current sentence.
  int sentence_ = 0;
  std::map<int, Place> places_;               // By word.
  std::map<int, std::vector<int>> heads_;     // By word: propositions whose predicate it is.
  std::vector<std::pair<int, int>> doubled_;  // Clitics and the later words that say whom they mean.
  std::map<int, std::vector<int>> groups_;    // By the last member's word: heads of a coordination or a pair.
  // The last group of actors that a plural may mean.
  std::vector<int> group_;
  int group_sentence_ = -10;
  int unnamed_ = -1;                    // Chain of the last subject known by the office alone, until someone is named,
  int unnamed_sentence_ = -1;           // and where it is,
  int unnamed_mention_ = -1;            // by sentence and index of the mention.
  std::vector<Awaited> awaited_;        // Of the current sentence.
  std::vector<DroppedSubject> quoted_;  // First persons in quotations, until their speaker is known.
  std::vector<int> quoted_owners_;      // The same of "mi", "nuestro": mentions.
  std::vector<int> speaker_;            // Chain of who spoke last, if anyone did,
  int speaker_sentence_ = -10;          // and where.
  std::vector<int> quoted_topic_;       // Chain of the last main clause's subject in a quotation,
  int quoted_topic_sentence_ = -10;     // and where.
  int report_sentence_ = -10;           // Where a report or the like spoke last.
  int scene_ = -1;                      // Chain of the country that a sentence began with ("En Perú, …"),
  int scene_sentence_ = -10;            // and where.
  std::vector<int> protagonist_;        // Chain of the last main clause's subject that is a person with a name,
  int protagonist_sentence_ = -10;      // and where.
  std::vector<int> speakers_;           // Chains of those who spoke together last,
  int speakers_sentence_ = -10;         // and where.
  std::vector<int> spoken_of_;          // Chain of whom a spokesperson spoke of last,
  int spoken_of_sentence_ = -10;        // and where.
};

}  // namespace trama
