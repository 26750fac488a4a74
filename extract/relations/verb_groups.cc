#include "extract/relations/verb_groups.h"

#include <algorithm>

#include "base/utf8.h"

namespace trama {

int VerbGroups::governing_verb(const Proposition& proposition) const {
  if (proposition.modals.empty()) return finite_verb(proposition);
  const int modal = proposition.modals.front();
  const int copula = tree_.is_verb(modal) ? -1 : tree_.child(modal, "cop");
  return copula >= 0 ? copula : modal;
}

int VerbGroups::finite_verb(const Proposition& proposition) const {
  for (const int w : proposition.relation_words) {
    if (feature(word(w), "VerbForm") == "Fin") return w;
  }
  return feature(word(proposition.predicate), "VerbForm") == "Fin" ? proposition.predicate : -1;
}

bool VerbGroups::came_true(int modal) const {
  if (cues_.is("task", word(modal).lemma)) return tree_.child(modal, "det") >= 0 && has_past(modal);
  const bool guess = modal + 1 < tree_.size() && word(modal + 1).lemma == "haber";  // "pudo haber huido"
  return cues_.is("implicative", word(modal).lemma) && !guess && (is_perfective(modal) || has_past(modal));
}

bool VerbGroups::is_perfective(int w) const {
  return feature(word(w), "VerbForm") == "Fin" && feature(word(w), "Mood") == "Ind" &&
         feature(word(w), "Tense") == "Past";
}

bool VerbGroups::has_past(int w) const {
  const auto is_perfect = [&](int aux) {
    return word(aux).lemma == "haber" && feature(word(aux), "Mood") == "Ind" && feature(word(aux), "Tense") != "Fut";
  };
  if (w > 0 && feature(word(w), "VerbForm") == "Part" && is_perfect(w - 1)) return true;
  return std::ranges::any_of(tree_.children(w), [&](int child) {
    return tree_.is_any(child, {"aux", "cop"}) && (is_perfect(child) || is_perfective(child));
  });
}

std::string VerbGroups::modal_lemma(int w) const {
  if (w + 1 < tree_.size()) {
    std::string phrase = word(w).lemma + " " + to_lower(word(w + 1).form);
    const bool task = w + 2 < tree_.size() && cues_.modality("noun", word(w + 2).lemma) == Modality::kOrdered;
    if ((cues_.is("plan", phrase) && !task) || cues_.is("forbid", phrase)) return phrase;  // "tiene como tarea"
  }
  return word(w).lemma;
}

std::string VerbGroups::modal_lemma(const Proposition& governor) const {
  const std::string phrase = modal_lemma(governor.predicate);
  return phrase == word(governor.predicate).lemma ? governor.lemma : phrase;
}

bool VerbGroups::is_pronominal(int w) const {
  return std::ranges::any_of(
      tree_.children(w), [&](int child) { return fold_key(word(child).form) == "se" && word(child).upos == "PRON"; });
}

bool VerbGroups::is_past(const Proposition& proposition) const {
  return std::ranges::any_of(proposition.relation_words, [&](int w) {
    const std::string_view tense = feature(word(w), "Tense");
    return tense == "Past" || tense == "Imp";
  });
}

bool VerbGroups::is_perfect(const Proposition& proposition) const {
  return std::ranges::any_of(proposition.relation_words,
                             [&](int w) { return word(w).lemma == "haber" && w != proposition.predicate; });
}

bool VerbGroups::has_se(const Proposition& proposition) const {
  return std::ranges::any_of(proposition.relation_words, [&](int w) { return fold_key(word(w).form) == "se"; });
}

int VerbGroups::first_verb(const Proposition& proposition) {
  return proposition.modals.empty() ? proposition.predicate : proposition.modals.front();
}

}  // namespace trama
