// The rules behind PropositionExtractor, in five steps over one sentence: predicates and verb groups
// (proposition_groups.cc), arguments (proposition_arguments.cc), subjects and objects handed down
// (proposition_sharing.cc), nouns that relate names (proposition_nominals.cc); what is set against something else
// (proposition_contrast.cc).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extract/relations/proposition.h"
#include "extract/relations/proposition_tables.h"
#include "extract/relations/sentence_tree.h"

namespace trama {

// Sorts a list of words and drops repetitions.
void sort_unique(std::vector<int>& words);

class PropositionBuilder {
 public:
  // Both must outlive the builder.
  PropositionBuilder(const SentenceTree& tree, const PropositionTables& tables);

  std::vector<Proposition> build();

 private:
  // What governs an infinitive or gerund so that the two make one relation.
  enum class Link { kNone, kPeriphrasis, kControl };

  struct Draft {
    Proposition proposition;
    int top = -1;             // The outermost verb that the group's periphrasis absorbed, else the predicate.
    bool participle = false;  // A participle clause: no verb of its own but the participle.
    bool relative_clause = false;
  };

  // proposition_groups.cc
  void find_predicates();
  bool is_predicate_word(int i) const;
  bool is_participle_clause(int i) const;
  bool is_time_expression(int i) const;
  void find_links();
  bool joins_request(int verb, int infinitive) const;
  Link link_of(int inner, int outer) const;
  std::string linker_of(int inner) const;
  bool has_object(int verb) const;
  void make_drafts();
  void fill_group(Draft& draft);
  void add_group_words(int verb, bool outermost, std::vector<int>& words) const;
  void add_adverbs_between(Draft& draft) const;
  bool is_pronominal(int verb) const;
  void set_voice(Draft& draft) const;
  bool has_several_agents(int participle) const;
  void set_negation(Draft& draft) const;
  bool is_denied(int verb) const;
  bool is_taken_back(int negation) const;
  std::optional<std::string> verb_of_participle(const Word& word) const;
  void leave_to_attribute(Proposition& proposition) const;
  std::string lemma_of(int predicate) const;
  std::vector<int> chain_of(int predicate) const;
  int finite_word(int predicate) const;
  std::string_view form_of(int predicate) const;

  // proposition_arguments.cc
  void collect_arguments(Draft& draft);
  void collect_from(Draft& draft, int source);
  void settle_relative(Draft& draft);
  void settle_agreement(Draft& draft);
  bool disagrees(const Draft& draft, int noun) const;
  void settle_person(Draft& draft);
  void settle_subjects(Draft& draft);
  void keep_nearest_subject(Draft& draft);
  void settle_objects(Draft& draft);
  void settle_doubled(Draft& draft);
  void settle_unaccusative(Draft& draft);
  void settle_reflexive_infinitive(Draft& draft);
  void settle_impersonal(Draft& draft);
  int governed_by(int verb) const;
  void collect_from_governor(Draft& draft);
  void add_attribute(Draft& draft);
  void add_noun_complements(Draft& draft, int noun);
  std::optional<Argument> classify(const Draft& draft, int source, int child) const;
  ArgumentRole nominal_role(const Draft& draft, int source, int child, const std::string& preposition) const;
  bool lacks_object(const Draft& draft, int source, int child) const;
  ArgumentRole role_of_a_phrase(const Draft& draft, int source, int child) const;
  Argument nominal_argument(ArgumentRole role, int head, std::string preposition) const;
  Argument clause_argument(ArgumentRole role, int head) const;
  std::vector<int> words_of(int head, std::vector<int> without) const;
  Argument relative_argument(const Draft& draft, ArgumentRole role, int pronoun, std::string preposition) const;
  Argument described_argument(ArgumentRole role, int noun, int clause, std::string preposition) const;
  int antecedent_of(int verb, int& clause) const;
  int noun_before(int pronoun, int& clause) const;
  bool is_relative(int i) const;
  void merge_light_verb(Draft& draft);
  bool is_of_other(int noun) const;
  void add_quotations();

  // proposition_sharing.cc
  void share_subjects();
  void share_subject(Draft& draft);
  const Draft* main_clause(const Draft& draft, const Draft* governing) const;
  const Argument* controller(const Draft& draft, const Draft& governor) const;
  void take_subject(Draft& draft, const Argument& subject) const;
  void take_antecedent(Draft& draft, int noun) const;
  bool is_asked(const Draft& draft) const;
  bool is_anybodys(int noun, int verb) const;
  int asked_to(int verb) const;
  int asked_by(int noun, int infinitive) const;
  void take_owner(Draft& draft, int noun);
  int noun_beside(int participle) const;
  const Argument* subject_above(const Draft& draft, const Draft& below) const;
  bool is_reflexive_passive(const Proposition& proposition) const;
  int message_before(int gerund) const;
  int owner_of(int noun, int before) const;
  bool agree(const Draft& one, const Draft& other) const;
  void share_objects();
  void link_parents();
  void mark_symmetric();

  // proposition_nominals.cc
  void add_appositions();
  void add_offices(int name, int office);
  int described_by(int head, int office) const;
  void add_apposition(int name, int office, int whole);
  void add_event_nouns();
  int party_of(int noun) const;
  void add_event_noun(int noun, NounClass kind);

  // proposition_contrast.cc
  bool is_contrasted(int member, bool negated) const;
  void split_contrasts(std::vector<Proposition>& propositions) const;
  Proposition split_off(Proposition& proposition, std::size_t argument, int member) const;

  static const Argument* subject_of(const Proposition& proposition);
  static bool has_role(const Proposition& proposition, ArgumentRole role);

  const SentenceTree& tree_;
  const PropositionTables& tables_;
  std::vector<bool> is_predicate_;
  std::vector<bool> is_participle_;
  std::vector<int> governor_;  // Of an infinitive or gerund: the verb it makes one relation with, or -1.
  std::vector<Link> link_;     // What kind of relation that is.
  std::vector<int> inner_;     // Of a periphrastic verb: the predicate that absorbs it, or -1.
  std::vector<int> draft_of_;  // The draft whose group a word is in, or -1.
  std::vector<Draft> drafts_;
};

}  // namespace trama
