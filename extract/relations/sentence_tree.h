// One sentence's tree with what the rules on it ask for again and again: children, order, phrases, case markers.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "extract/analysis/sentence.h"

namespace trama {

// A view of a Sentence, which must outlive it. Any heads will do: words that hang on nothing (heads out of range) or on
// a cycle are taken as further roots, so that every walk ends.
class SentenceTree {
 public:
  explicit SentenceTree(const Sentence& sentence);

  int size() const { return static_cast<int>(heads_.size()); }
  const Sentence& sentence() const { return sentence_; }
  const Word& word(int i) const { return sentence_.words[i]; }
  int head(int i) const { return heads_[i]; }    // -1 for a root.
  int begin(int i) const { return begins_[i]; }  // The first of the words under i and itself.
  const std::vector<int>& children(int i) const { return children_[i]; }
  // All words, every head before its children.
  const std::vector<int>& top_down() const { return top_down_; }

  // Whether the relation of `i` to its head is one of `names`, without subtypes ("nsubj" is true of "nsubj:pass").
  bool is(int i, std::string_view name) const;
  bool is_any(int i, std::initializer_list<std::string_view> names) const;
  // The relation without its subtype.
  std::string_view relation(int i) const;

  bool is_verb(int i) const { return word(i).upos == "VERB" || word(i).upos == "AUX"; }
  bool is_nominal(int i) const;  // NOUN, PROPN, PRON, NUM, SYM
  bool is_name(int i) const;     // PROPN, or the first word of a name.
  std::string_view verb_form(int i) const { return feature(word(i), "VerbForm"); }
  bool is_finite(int i) const { return verb_form(i) == "Fin"; }

  // The lemmas of a fixed expression, joined by spaces: "en virtud de" for its first word.
  std::string fixed_lemma(int i) const;
  // Whether `marker` is a preposition, or "como", of the phrase headed by `phrase`.
  bool marks_phrase(int marker, int phrase) const;
  // The preposition that marks a phrase ("frente a"), empty if there is none.
  std::string preposition(int i) const;
  // "90.000 refugiados y migrantes": a number before the noun is of what is joined to it as well.
  bool shares_number(int noun) const;
  // The first child of that relation, or -1.
  int child(int i, std::string_view relation) const;
  // The lemma of the conjunctions and prepositions that introduce a clause ("para que"), or empty.
  std::string mark(int i) const;

  // Words of the phrase headed by `head`, sorted, without what belongs to the surrounding clause: its preposition and
  // coordinating conjunction, outer punctuation, and the subtrees of the words in `without`.
  std::vector<int> phrase(int head, const std::vector<int>& without = {}) const;
  // The words under `head` and itself, sorted, without the subtrees of `without`.
  std::vector<int> subtree(int head, const std::vector<int>& without = {}) const;
  // Heads of the members of a coordination, `head` first; empty if it is none. Lists ("A, B y C") whose inner members
  // the treebank hangs as appositions count too.
  std::vector<int> conjuncts(int head) const;
  // The name that a phrase stands for: "el primer ministro israelí, Benjamin Netanyahu" is "Benjamin". -1 if none.
  int name_of(int head) const;

 private:
  void order();
  bool is_approximation(int marker) const;
  bool is_range(int marker, int phrase) const;

  const Sentence& sentence_;
  std::vector<int> heads_;
  std::vector<std::vector<int>> children_;
  std::vector<int> top_down_;
  std::vector<int> begins_;
};

// Removes punctuation at both ends of a sorted list of words; brackets and quotes are kept if their partner is inside.
void trim_punctuation(const Sentence& sentence, std::vector<int>& words);

}  // namespace trama
