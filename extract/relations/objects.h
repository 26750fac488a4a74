// The object of a statement: of all that stands beside a verb, what the arrow points to, and what is its theme.
#pragma once

#include <string>
#include <vector>

#include "extract/relations/participants.h"
#include "extract/relations/statement_builder.h"

namespace trama {

// A run of words of one sentence, inclusive.
struct Phrase {
  int head = -1;
  int first = -1;
  int last = -1;
  bool empty() const { return head < 0; }
};

// One way to draw the arrow.
struct ObjectReading {
  std::vector<Participant> objects;
  std::string preposition;       // That joins them, as in Relation::preposition.
  std::string construction;      // Of confidence.tsv; empty of direct objects.
  Phrase theme;                  // Empty if none.
  int via = -1;                  // The noun between the verb and the objects: "lamentó la muerte de X",
  std::string via_joint = "de";  // and what joins them to it.
  bool place = false;            // The object is the place where it happened.
};

class ObjectFinder {
 public:
  ObjectFinder(const DocumentContext& context, const ObjectPrepositions& prepositions, int sentence)
      : context_(context),
        prepositions_(prepositions),
        participants_(context),
        sentence_(sentence),
        tree_(context.trees[sentence]) {}

  // What a verb's arrow points to; no objects if nothing fits. `direct` is the role of what the verb is done to (the
  // patient of passives); `skip` are arguments that have another part (a repaired subject).
  ObjectReading find(const Proposition& proposition, const Argument* skip) const;

  // Who owns the deed or thing of a phrase: "la guerra de Rusia", "el ataque ruso", "las medidas tomadas por X".
  std::vector<Participant> owners(const Proposition& proposition, int head) const;

  // The phrase as a theme: without its article, relative clauses, brackets and quotation marks.
  Phrase theme(int head, const std::vector<int>& words) const;
  std::string text(const Phrase& phrase) const;

 private:
  const Argument* direct_object(const Proposition& proposition, const Argument* skip) const;
  ObjectReading read_direct(const Proposition& proposition, const Argument& direct) const;
  bool is_office(const Proposition& proposition, const Argument& direct, const Participant& found) const;
  ObjectReading read_office(const Argument& direct) const;
  ObjectReading read_indirect(const Proposition& proposition, const Argument* direct) const;
  ObjectReading read_oblique(const Proposition& proposition, const Argument* direct) const;
  ObjectReading read_inside(const Proposition& proposition, const Argument& direct) const;
  ObjectReading read_owner(const Proposition& proposition, const Argument& direct) const;
  ObjectReading read_goal_owner(const Proposition& proposition) const;
  ObjectReading read_things(const Proposition& proposition, const Argument& direct) const;
  bool is_restricted(const Phrase& phrase) const;
  bool shares_rest(int head) const;
  bool follows_trip(const Argument& argument) const;
  void add_rest(Phrase& phrase, const std::vector<int>& words) const;
  bool is_joined_noun(int w) const;
  int end_of_name(int w) const;
  bool tells_of(const Proposition& proposition, const Argument& direct, int object,
                const std::string& preposition) const;
  bool is_part_of_gift(const Proposition& proposition, const Argument& argument, const Participant& actor) const;
  void close_quotation(Phrase& phrase) const;
  Phrase said_theme(const Proposition& proposition) const;
  Phrase infinitive_theme(const Proposition& proposition) const;
  bool starts_place(int w, const std::vector<int>& words) const;
  bool acts_on_governments(const Proposition& proposition) const;
  bool starts_relative(int w) const;
  bool belongs_before(const Proposition& proposition, const Argument& argument) const;
  bool is_begun_by_que(int verb) const;
  bool is_in_its_name(const Argument& argument) const;
  bool is_counted(int head) const;
  bool is_possessed(int head) const;
  void cut_to_core(Phrase& phrase) const;
  void trim_end(Phrase& phrase) const;
  bool complete(Phrase& phrase) const;
  void add_clause(Phrase& phrase, const std::vector<int>& words) const;
  Phrase words_around(int head, const std::vector<int>& words) const;
  bool marks_infinitive(int w) const;
  bool is_cut_short(const Phrase& phrase) const;
  bool extend(Phrase& phrase) const;
  void add_manner(Phrase& phrase) const;
  bool add_infinitive(Phrase& phrase) const;
  bool add_participle(Phrase& phrase) const;
  bool is_of(int w, int noun) const;
  bool takes_goal(const Proposition& proposition, int noun, const Participant& goal) const;
  bool may_be_place_object(const Proposition& proposition, const Argument* direct,
                           const std::string& preposition) const;

  const DocumentContext& context_;
  const ObjectPrepositions& prepositions_;
  Participants participants_;
  int sentence_;
  const SentenceTree& tree_;
};

}  // namespace trama
