// How the rules read one sentence. For this folder and extract/statements alone. statement_builder.cc has verbs and
// what all statements have, statement_clauses.cc which clauses make none, statement_roles.cc offices and events told by
// nouns, statement_confidence.cc how sure they are, statement_drawing.cc what no rule reads.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "extract/relations/objects.h"
#include "extract/relations/statement_builder.h"

namespace trama {

// A predicate with two participants.
struct DrawnParts {
  int predicate = -1;
  int proposition = -1;  // The one whose predicate it is (`own`), or in which it stands; -1 if there is none.
  bool own = false;
  Participant subject, object;
  std::string preposition;  // That joins the object.
  int via = -1;             // The noun between the verb and the object, as in ObjectReading, and what joins them to it.
  std::string via_joint;
};

class StatementBuilder {
 public:
  StatementBuilder(const DocumentContext& context, const ObjectPrepositions& prepositions, int sentence,
                   const SentenceReading& reading);
  SentenceStatements build();
  // One statement of a candidate, without confidence. After build().
  Statement draw(const DrawnParts& parts);

 private:
  using Construction = std::vector<std::string>;  // Names of confidence.tsv.

  const Word& word(int w) const { return tree_.word(w); }

  // Verbs
  void build_verbal(const Proposition& proposition);
  bool is_quoted_before(const Proposition& proposition, const Participant& object) const;
  bool repeats_request(const Proposition& proposition) const;
  bool is_subject_clause(const Proposition& proposition) const;
  bool judges_others(const Proposition& proposition, const Participant& subject) const;
  bool asks_others(const Proposition& proposition, const Participant& subject) const;
  // With `number`: of the first person and that number.
  bool is_first_person(const Proposition& proposition, std::string_view number = {}) const;
  bool is_topic(const Proposition& proposition, const Participant& subject) const;
  bool is_restricted(const Proposition& proposition, const Participant& subject) const;
  bool has_clause_of_others(int noun, int predicate) const;
  bool is_in_name(int w) const;
  bool is_like_preposition(const Proposition& proposition) const;
  static bool only_things(const ObjectReading& object) { return object.objects.front().chain < 0; }
  bool is_chain_link(const Proposition& proposition) const;
  bool is_finite(const Proposition& proposition) const;
  const Argument* swapped_subject(const Proposition& proposition) const;
  bool is_relative_group(const Proposition& proposition, const Participant& subject) const;
  Phrase displaced_subject(const Proposition& proposition) const;
  bool build_mutual(const Proposition& proposition, const std::vector<Participant>& subjects,
                    Construction construction);
  bool is_ongoing(const Proposition& proposition) const;
  bool says_mutual(const Proposition& proposition) const;
  bool is_between_them(const std::vector<int>& words) const;
  void emit_pairs(const Proposition& proposition, const std::vector<Participant>& subjects, const ObjectReading& object,
                  const Construction& construction, bool mutual = false);
  bool does_what_it_asks(const Proposition& proposition, const Statement& statement) const;
  bool names_itself(const Proposition& proposition, const Participant& subject, const Statement& statement) const;
  bool speaks_for_itself(const Proposition& proposition, const std::vector<Participant>& subjects) const;
  Relation relation_of(const Proposition& proposition, const Participant& subject, const ObjectReading& object) const;
  bool governs_itself(const Proposition& proposition, const Participant& subject) const;
  bool is_infinitive(const Proposition& proposition) const;
  static bool is_object_of(const Proposition& proposition, int w);
  Number number(const Participant& participant) const;
  const Proposition* governor(const Proposition& proposition) const;

  // Roles and events
  void build_role(const Proposition& proposition);
  bool may_be_office(int noun, EntityType type, PropositionKind kind) const;
  std::vector<Participant> name_before(int subject, int office) const;
  bool owner_hangs_elsewhere(int head) const;
  bool is_acronym_of_phrase(const Argument* subject, int head) const;
  std::string role_place(int office, int owner) const;
  std::string role_verb(int head) const;
  std::string role_label(const Proposition& proposition, int head, int owner) const;
  std::vector<Participant> role_owner(int head) const;
  int portfolio_end(int office) const;
  std::string role_field(int office, int owner) const;
  bool is_of_another(int head, int child) const;
  bool has_name_between(int head, int child) const;
  std::optional<Participant> country_of(int w) const;
  std::optional<Participant> country_named(int first) const;
  Participant country_participant(int w, std::string_view country) const;
  void build_event(const Proposition& proposition);
  bool has_partner(const Proposition& event, const Participant& last) const;
  void set_by_governor(const Proposition& event, std::size_t first);
  std::vector<Participant> event_subjects(const Proposition& proposition) const;

  // Candidates
  void set_nominal_reading(int noun, Statement& statement) const;
  bool is_office(int noun) const;
  Phrase drawn_theme(const Proposition& proposition, const Participant& object) const;

  // What all have
  Statement start(const Proposition& proposition, const Participant& subject, const Participant& object) const;

  // How sure it is
  struct Basis {
    const Proposition& proposition;
    const Participant& subject;
    const Participant& object;
    const Construction& construction;
    const Phrase& theme;
    bool unnamed = false;  // Who says it was not found.
  };
  ConfidenceFeatures confidence_features(const Statement& statement, const Basis& basis) const;
  void add_participant(ConfidenceFeatures& features, const std::string& part, const Participant& participant) const;
  void add_places(ConfidenceFeatures& features, const Basis& basis) const;
  void add_predicate(ConfidenceFeatures& features, const Proposition& proposition) const;
  void add_certainties(ConfidenceFeatures& features, const Basis& basis) const;
  double sentences_since(const Participant& participant, bool named) const;
  std::pair<int, int> words_of(const Participant& participant) const;
  int word_behind(const Participant& participant) const;
  double others_between(const Basis& basis, int participant) const;
  static const Argument* argument_at(const Proposition& proposition, int w);
  bool may_be_thing(const Proposition& proposition, const Participant& subject, const Statement& statement) const;
  bool is_lone_infinitive(const Proposition& proposition) const;
  bool is_pointed(const Participant& participant) const;
  Evidence evidence() const;
  int count_of(const Proposition& proposition) const;
  std::string place_of(const Proposition& proposition, const Participant& object) const;
  void add_quantities(Statement& statement, const ObjectReading& object, const Participant& target) const;
  Phrase phrase_of(const Participant& target) const { return objects_.theme(target.word, tree_.phrase(target.word)); }
  void add(Statement statement, const Basis& basis);
  const DocumentContext& context_;
  Participants participants_;
  const ObjectPrepositions& prepositions_;
  ObjectFinder objects_;
  int sentence_;
  const SentenceTree& tree_;
  const std::vector<Proposition>& propositions_;
  const SentenceReading& reading_;
  double tree_certainty_ = 1;  // Mean of its words.
  std::vector<int> times_;     // By proposition: index into the sentence's times, or -1.
  int current_ = 0;
  std::vector<Statement> statements_;
  std::vector<ConfidenceFeatures> features_;  // Of each statement,
  std::vector<RuleReading> readings_;         // and where its parts stand.
  std::set<std::tuple<std::string, std::string, std::string, std::string, Polarity, Modality>> seen_;
};

}  // namespace trama
