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
    for (int i = 0; i < size(); ++i) {
      const int first = words_[i].head;
      if (words_[i].deprel != "conj" || first < 0 || first >= i || !is_noun(i) || !is_noun(first)) continue;
      const int complement = complement_between(first, i);
      if (complement < 0) continue;
      const std::string own = preposition(i), of_first = preposition(first), of_complement = preposition(complement);
      const bool same = !own.empty() && own == of_complement && own != of_first;  // "expertos de X y de Y viajan"
      const bool both = own.empty() && of_complement == "entre" && !has_conjunct(complement);
      if (same || both || (own.empty() && is_of_singular(first, i))) words_[i].head = complement;
    }
  }

 private:
  int size() const { return static_cast<int>(words_.size()); }
  bool is_noun(int i) const { return words_[i].upos == "NOUN" || words_[i].upos == "PROPN"; }

  // The last noun that a preposition joins to `noun` before `end`, or -1.
  int complement_between(int noun, int end) const {
    int found = -1;
    for (const int child : children_[noun]) {
      if (child > noun && child < end && words_[child].deprel == "nmod" && is_noun(child)) found = child;
    }
    return found;
  }

  std::string preposition(int noun) const {
    for (const int child : children_[noun]) {
      if (child < noun && words_[child].deprel == "case") return to_lower(words_[child].lemma);
    }
    return {};
  }

  bool has_conjunct(int noun) const {
    return std::ranges::any_of(children_[noun], [&](int child) { return words_[child].deprel == "conj"; });
  }

  // Whether `noun` and what "y" joins to it, both before their verb, have a verb in the singular.
  bool is_of_singular(int noun, int other) const {
    const int verb = words_[noun].head;
    if (!words_[noun].deprel.starts_with("nsubj") || verb <= other || feature(words_[noun], "Number") != "Sing")
      return false;
    const bool and_joined = std::ranges::any_of(children_[other], [&](int child) {
      const std::string& form = words_[child].form;
      return words_[child].deprel == "cc" && (form == "y" || form == "e");
    });
    const auto singular = [&](int w) {
      return feature(words_[w], "VerbForm") == "Fin" && feature(words_[w], "Number") == "Sing";
    };
    const bool helped = std::ranges::any_of(children_[verb], [&](int child) {
      return (words_[child].deprel.starts_with("aux") || words_[child].deprel == "cop") && singular(child);
    });
    return and_joined && (singular(verb) || helped);
  }

  std::vector<Word>& words_;
  const std::vector<std::vector<int>> children_;
};

}  // namespace

void repair_coordination(Sentence& sentence) {
  CoordinationRepair(sentence).run();
}

}  // namespace trama
