// What is said of one and denied of another: "no denunció a X, sino a Y" makes two propositions.
#include <algorithm>
#include <utility>

#include "extract/relations/proposition_builder.h"

namespace trama {

// Whether "sino" or "no" right before a member of a coordination sets it against the others.
bool PropositionBuilder::is_contrasted(int member, bool negated) const {
  return std::ranges::any_of(tree_.children(member), [&](int child) {
    if (child > member) return false;
    if (negated) return tree_.is(child, "cc") && tables_.denies(NegationClass::kContrast, tree_.word(child).lemma);
    return tree_.is(child, "advmod") && tree_.word(child).lemma == "no";
  });
}

void PropositionBuilder::split_contrasts(std::vector<Proposition>& propositions) const {
  const std::size_t count = propositions.size();
  for (std::size_t p = 0; p < count; ++p) {
    for (std::size_t a = 0; a < propositions[p].arguments.size(); ++a) {
      const std::vector<int> members = propositions[p].arguments[a].conjuncts;
      for (const int member : members) {
        if (member != members.front() && is_contrasted(member, propositions[p].negated))
          propositions.push_back(split_off(propositions[p], a, member));
      }
    }
  }
}

// Takes a member out of an argument and makes a proposition about it alone, of the other polarity.
Proposition PropositionBuilder::split_off(Proposition& proposition, std::size_t argument, int member) const {
  Proposition other = proposition;
  const std::vector<int> words = tree_.subtree(member);
  Argument& rest = proposition.arguments[argument];
  std::erase(rest.conjuncts, member);
  if (rest.conjuncts.size() < 2) rest.conjuncts.clear();
  std::erase_if(rest.words, [&](int w) { return std::ranges::binary_search(words, w); });
  Argument& own = other.arguments[argument];
  own.head = member;
  own.conjuncts.clear();
  own.words = words_of(member, {});
  other.negated = !proposition.negated;
  std::erase_if(other.relation_words, [&](int w) { return tree_.word(w).lemma == "no"; });
  return other;
}

}  // namespace trama
