// What the verbs of a proposition tell of time and form: which of them governs, whether it is past, what a modal means.
#pragma once

#include <string>

#include "extract/relations/context.h"

namespace trama {

// Views; the tree and the cues must outlive it.
class VerbGroups {
 public:
  VerbGroups(const SentenceTree& tree, const Cues& cues) : tree_(tree), cues_(cues) {}

  // Of "sean capaces de prevenir" it is "sean".
  int governing_verb(const Proposition& proposition) const;
  int finite_verb(const Proposition& proposition) const;
  // "tuvo que huir", "ha podido huir", "fue el encargado de abrir": it happened. "tenía que huir" leaves it open.
  bool came_true(int modal) const;
  // The preterite; the imperfect is Tense=Imp.
  bool is_perfective(int w) const;
  // "ha tenido", "fue obligado", not "habría tenido".
  bool has_past(int w) const;
  // "tener previsto" is one verb of planning; "tener" alone obliges.
  std::string modal_lemma(int w) const;
  std::string modal_lemma(const Proposition& governor) const;
  bool is_pronominal(int w) const;
  bool is_past(const Proposition& proposition) const;
  bool is_perfect(const Proposition& proposition) const;
  bool has_se(const Proposition& proposition) const;
  static int first_verb(const Proposition& proposition);

 private:
  const Word& word(int w) const { return tree_.word(w); }

  const SentenceTree& tree_;
  const Cues& cues_;
};

}  // namespace trama
