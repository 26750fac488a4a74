// Nouns that relate names: offices in appositions, and deeds told by a noun.
#include <algorithm>
#include <utility>

#include "extract/relations/proposition_builder.h"

namespace trama {

void PropositionBuilder::add_appositions() {
  for (int i = 0; i < tree_.size(); ++i) {
    if (!tree_.is_nominal(i)) continue;
    const std::vector<int> list = tree_.conjuncts(i);
    const int name = tree_.name_of(i);
    for (const int child : tree_.children(i)) {
      if (child < i || !tree_.is(child, "appos") || !tree_.is_nominal(child)) continue;
      if (std::find(list.begin(), list.end(), child) != list.end() || is_predicate_[child]) continue;
      const bool quantity = tree_.word(child).upos == "NUM" || tree_.child(child, "nummod") >= 0;
      if (quantity) continue;  // "(186 millones de dólares)"
      const bool names_it = name >= 0 && tree_.name_of(child) == name;
      if (names_it && !tree_.is_name(i)) {
        add_apposition(child, i, i);
      } else if (!tree_.is_name(child) || tree_.child(child, "det") >= 0) {
        add_offices(described_by(i, child), child);
      }
    }
  }
}

// "X, decano de Y y presidente de Z": all of a name's coordinated offices.
void PropositionBuilder::add_offices(int name, int office) {
  add_apposition(name, office, name);
  for (const int other : tree_.conjuncts(office)) {
    if (other != office && !tree_.is_name(other)) add_apposition(name, other, name);
  }
}

// What an apposition says something of: the noun it hangs on or, if that one is of another gender, the name that it
// follows ("la candidatura de Solana, secretario de la OTAN").
int PropositionBuilder::described_by(int head, int office) const {
  const std::string_view gender = feature(tree_.word(office), "Gender");
  const std::string_view head_gender = feature(tree_.word(head), "Gender");
  if (tree_.is_name(head) || gender.empty() || head_gender.empty() || gender == head_gender) return head;
  int name = -1;
  for (const int word : tree_.subtree(head, {office})) {
    if (word < office && tree_.is_name(word) && tree_.is_any(word, {"nmod", "appos"})) name = word;
  }
  return name >= 0 ? name : head;
}

// `name` is what `office` says; `whole` is the one of the two that the other hangs on.
void PropositionBuilder::add_apposition(int name, int office, int whole) {
  const int part = whole == name ? office : name;
  Draft draft;
  draft.top = office;
  Proposition& proposition = draft.proposition;
  proposition.kind = PropositionKind::kApposition;
  proposition.predicate = office;
  proposition.relation_words = {office};
  // AnCora makes "ex" the head of "ex ministro".
  const int noun = tree_.word(office).lemma == "ex" ? tree_.child(office, "compound") : -1;
  if (noun >= 0) {
    proposition.predicate = noun;
    proposition.relation_words = {office, noun};
    sort_unique(proposition.relation_words);
  }
  proposition.lemma = tree_.word(proposition.predicate).lemma;
  Argument subject = nominal_argument(ArgumentRole::kSubject, name, "");
  Argument attribute = nominal_argument(ArgumentRole::kAttribute, office, "");
  (whole == name ? subject : attribute).words = words_of(whole, {part});
  proposition.arguments.push_back(std::move(subject));
  proposition.arguments.push_back(std::move(attribute));
  add_noun_complements(draft, office);
  if (noun >= 0) add_noun_complements(draft, noun);
  drafts_.push_back(std::move(draft));
}

void PropositionBuilder::add_event_nouns() {
  for (int i = 0; i < tree_.size(); ++i) {
    if (tree_.word(i).upos != "NOUN" || draft_of_[i] >= 0) continue;
    const std::optional<NounClass> kind = tables_.noun_class(tree_.word(i).lemma);
    if (kind && *kind != NounClass::kTimeUnit) add_event_noun(i, *kind);
  }
}

// Whose deed a noun tells: "entre X e Y" before "de X", names before other nouns, never a time; or the possessive.
int PropositionBuilder::party_of(int noun) const {
  int best = -1;
  int best_rank = 0;
  for (const int child : tree_.children(noun)) {
    const Word& word = tree_.word(child);
    const std::string preposition = tree_.preposition(child);
    int rank = 0;
    if (tree_.is(child, "det") && word.lemma == "su") rank = 3;
    if (tree_.is(child, "nmod") && preposition == "entre") rank = 4;
    const bool countable = word.upos != "NUM" && tree_.child(child, "nummod") < 0 && !tables_.is_time_unit(word.lemma);
    if (tree_.is(child, "nmod") && preposition == "de" && countable) rank = tree_.name_of(child) >= 0 ? 2 : 1;
    if (rank > best_rank) {
      best = child;
      best_rank = rank;
    }
  }
  return best;
}

// "la visita de X a Y", "la alianza entre X e Y", "el asesinato de X por Y".
void PropositionBuilder::add_event_noun(int noun, NounClass kind) {
  Draft draft;
  draft.top = noun;
  Proposition& proposition = draft.proposition;
  proposition.kind = PropositionKind::kNominal;
  proposition.predicate = noun;
  proposition.lemma = tree_.word(noun).lemma;
  proposition.relation_words = {noun};
  proposition.passive = kind == NounClass::kEventObject;
  const int party = party_of(noun);
  for (const int child : tree_.children(noun)) {
    const std::string preposition = tree_.preposition(child);
    ArgumentRole role = ArgumentRole::kOblique;
    if (child == party) {
      role = proposition.passive ? ArgumentRole::kPatient : ArgumentRole::kSubject;
    } else if (!tree_.is(child, "nmod") || preposition.empty() || preposition == "de") {
      continue;
    } else if (preposition == "por" || preposition == "a mano de") {
      role = ArgumentRole::kAgent;
    }
    proposition.arguments.push_back(nominal_argument(role, child, preposition));
  }
  const bool between = party >= 0 && tree_.preposition(party) == "entre";
  proposition.symmetric = between || kind == NounClass::kMutual;
  if (proposition.arguments.size() < 2 && !between) return;
  drafts_.push_back(std::move(draft));
}

}  // namespace trama
