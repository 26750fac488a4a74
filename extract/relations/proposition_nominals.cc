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
      if (tree_.word(child).upos == "NUM" || tree_.child(child, "nummod") >= 0)
        continue;  // "(186 millones de dólares)"
      const bool names_it = name >= 0 && tree_.name_of(child) == name;
      if (names_it && !tree_.is_name(i)) {
        add_apposition(child, i, i);
      } else if (!tree_.is_name(child) || tree_.child(child, "det") >= 0) {
        add_apposition(i, child, i);
      }
    }
  }
}

// `name` is what `office` says; `whole` is the one of the two that the other hangs on.
void PropositionBuilder::add_apposition(int name, int office, int whole) {
  const int part = whole == name ? office : name;
  Draft draft;
  draft.top = office;
  Proposition& proposition = draft.proposition;
  proposition.kind = PropositionKind::kApposition;
  proposition.predicate = office;
  proposition.lemma = tree_.word(office).lemma;
  proposition.relation_words = {office};
  Argument subject = nominal_argument(ArgumentRole::kSubject, name, "");
  Argument attribute = nominal_argument(ArgumentRole::kAttribute, office, "");
  (whole == name ? subject : attribute).words = words_of(whole, {part});
  proposition.arguments.push_back(std::move(subject));
  proposition.arguments.push_back(std::move(attribute));
  add_noun_complements(draft, office);
  drafts_.push_back(std::move(draft));
}

void PropositionBuilder::add_event_nouns() {
  for (int i = 0; i < tree_.size(); ++i) {
    if (tree_.word(i).upos != "NOUN" || draft_of_[i] >= 0) continue;
    const std::optional<NounClass> kind = tables_.noun_class(tree_.word(i).lemma);
    if (kind && *kind != NounClass::kTimeUnit) add_event_noun(i, *kind);
  }
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
  bool between = false;
  for (const int child : tree_.children(noun)) {
    const Word& word = tree_.word(child);
    const std::string preposition = tree_.preposition(child);
    const bool possessive = tree_.is(child, "det") && word.lemma == "su";
    ArgumentRole role = ArgumentRole::kOblique;
    if (possessive || preposition == "de" || preposition == "entre") {
      role = proposition.passive ? ArgumentRole::kPatient : ArgumentRole::kSubject;
      if (has_role(proposition, role)) continue;  // "la visita de tres días de X": the first one stays.
    } else if (preposition == "por" || preposition == "a mano de") {
      role = ArgumentRole::kAgent;
    }
    if (!possessive && (!tree_.is(child, "nmod") || preposition.empty())) continue;
    between |= preposition == "entre";
    proposition.arguments.push_back(nominal_argument(role, child, preposition));
  }
  proposition.symmetric = between || kind == NounClass::kMutual;
  if (proposition.arguments.size() < 2 && !between) return;
  drafts_.push_back(std::move(draft));
}

}  // namespace trama
