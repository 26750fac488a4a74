#include "extract/relations/repair_coordination.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "extract/relations/repair.h"

namespace trama {
namespace {

// "la iniciativa de X y Y busca": the tree may hang Y on the initiative, which a verb in the singular, a preposition or
// "entre" shows to be wrong.
class CoordinationRepair {
 public:
  explicit CoordinationRepair(Sentence& sentence) : words_(sentence.words), children_(children_of(sentence)) {}

  void run() {
    for (int noun = 0; noun < size(); ++noun) {
      if (is_noun(noun)) repair(noun);
    }
  }

 private:
  int size() const { return static_cast<int>(words_.size()); }
  bool is_noun(int i) const { return words_[i].upos == "NOUN" || words_[i].upos == "PROPN"; }

  // Looks at the words below `noun` once, so that long lists cost no more than their length.
  void repair(int noun) {
    int complement = -1;  // The last noun that a preposition joins to it.
    bool paired = false;  // "entre X y Y" has both.
    std::string of_complement;
    const std::string of_noun = preposition(noun);
    const bool singular = is_subject_of_singular(noun);
    for (const int child : children_[noun]) {
      if (child < noun || !is_noun(child)) continue;
      if (words_[child].deprel == "nmod") {
        complement = child;
        paired = has_conjunct(child);
        of_complement = preposition(child);
      } else if (words_[child].deprel == "conj" && complement >= 0) {
        const std::string own = preposition(child);
        const bool same = !own.empty() && own == of_complement && own != of_noun;  // "expertos de X y de Y viajan"
        const bool both = own.empty() && of_complement == "entre" && !paired;
        const bool one = own.empty() && singular && child < words_[noun].head && is_joined_by_and(child);
        if (same || both || one) words_[child].head = complement;
        paired = paired || both;
      }
    }
  }

  std::string preposition(int noun) const {
    for (const int child : children_[noun]) {
      if (child > noun) break;
      if (words_[child].deprel == "case") return to_lower(words_[child].lemma);
    }
    return {};
  }

  bool has_conjunct(int noun) const {
    return std::ranges::any_of(children_[noun], [&](int child) { return words_[child].deprel == "conj"; });
  }

  bool is_joined_by_and(int noun) const {
    return std::ranges::any_of(children_[noun], [&](int child) {
      return words_[child].deprel == "cc" && (words_[child].form == "y" || words_[child].form == "e");
    });
  }

  // Whether a noun in the singular is the subject of a later verb in the singular.
  bool is_subject_of_singular(int noun) const {
    const int verb = words_[noun].head;
    if (verb >= size() || verb <= noun || !words_[noun].deprel.starts_with("nsubj") ||
        feature(words_[noun], "Number") != "Sing")
      return false;
    const auto singular = [&](int w) {
      return feature(words_[w], "VerbForm") == "Fin" && feature(words_[w], "Number") == "Sing";
    };
    return singular(verb) || std::ranges::any_of(children_[verb], [&](int child) {
             return (words_[child].deprel.starts_with("aux") || words_[child].deprel == "cop") && singular(child);
           });
  }

  std::vector<Word>& words_;
  const std::vector<std::vector<int>> children_;
};

}  // namespace

void repair_coordination(Sentence& sentence) {
  CoordinationRepair(sentence).run();
}

}  // namespace trama
