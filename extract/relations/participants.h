// Arguments of propositions to participants of statements.
#pragma once

#include <string>
#include <vector>

#include "extract/relations/context.h"

namespace trama {

// An actor that takes part, as the statement will show it.
struct Participant {
  Mention mention;
  int chain = -1;  // -1 for a thing.
  int word = -1;   // Head word; of a dropped subject, its verb.
  bool modified = true;
  bool guessed = false;       // As in ActorMention.
  bool told_country = false;  // A noun with the country's name: "el líder norcoreano".
  int rivals = 0;
};

class Participants {
 public:
  explicit Participants(const DocumentContext& context) : context_(context) {}

  // The actors that an argument names, each chain once; empty if it names none. `acting`: the place is that of someone
  // who does something, where "Pyongyang" means a government.
  std::vector<Participant> actors(int sentence, const Argument& argument, bool acting) const;
  // The actors at one word. Not `whole`: without the participle that tells more of them.
  std::vector<Participant> actors_at(int sentence, int word, bool acting, bool whole = true) const;

  // Who does it: its subject (of passives, the agent), else the dropped subject, else the subject of the verb above
  // that lends its own. `inherited` tells the last case.
  std::vector<Participant> subjects(int sentence, int proposition, bool* inherited = nullptr) const;

  // One chain of a mention, as actors_at() shows it. `acting` as there.
  Participant one(const ActorMention& mention, int chain, bool acting, bool whole = true) const;
  // One chain of a subject that is left out.
  Participant one(const DroppedSubject& dropped, int chain) const;

  // Something that is no actor, as an object: "comida". Its canonical name is the phrase without determiner.
  Participant thing(int sentence, int head, int first, int last) const;

 private:
  bool is_nobodys(int sentence, const Proposition& proposition) const;
  std::vector<Participant> own_subjects(int sentence, const Proposition& proposition) const;
  std::vector<Participant> dropped_subjects(int sentence, int proposition) const;
  Participant make(const ActorMention& mention, int chain, int via_chain) const;
  bool begins_elided(int sentence, int word) const;
  bool is_second_office(int sentence, int word) const;
  bool is_no_actor(const ActorMention& mention) const;
  bool counts(const Word& word) const;
  std::string described(const ActorMention& mention, bool whole) const;
  std::string with_adjectives(const ActorMention& mention) const;
  std::string with_names(const ActorMention& mention) const;
  std::string with_quantity(const ActorMention& mention) const;
  std::string with_participle(const ActorMention& mention) const;
  Mention describe(int chain) const;

  const DocumentContext& context_;
};

}  // namespace trama
