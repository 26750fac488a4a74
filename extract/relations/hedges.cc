#include "extract/relations/hedges.h"

#include <algorithm>
#include <string>

#include "base/utf8.h"

namespace trama {
namespace {

using Hedges = std::vector<std::optional<Modality>>;

// The proposition in whose clause an adverb stands, or -1. `of_word`: that of each predicate, else -1.
int clause_of(const SentenceTree& tree, int adverb, const std::vector<int>& of_word) {
  int at = adverb;
  for (int steps = 0; at >= 0 && steps <= tree.size(); ++steps, at = tree.head(at)) {
    if (of_word[at] >= 0 && at != adverb) return of_word[at];
  }
  return -1;
}

void add_adverbs(const DocumentContext& context, int sentence, Hedges& hedges) {
  const SentenceTree& tree = context.trees[sentence];
  const auto& propositions = context.propositions[sentence];
  std::vector<int> of_word(static_cast<std::size_t>(tree.size()), -1);
  for (std::size_t p = 0; p < propositions.size(); ++p) of_word[propositions[p].predicate] = static_cast<int>(p);
  for (int begin = 0; begin < tree.size(); ++begin) {
    std::string phrase;
    std::optional<Modality> found;
    for (int end = begin; end < tree.size() && end < begin + context.cues.longest_adverb(); ++end) {
      phrase += (end > begin ? " " : "") + to_lower(tree.word(end).form);
      if (const auto modality = context.cues.modality("adverb", phrase)) found = modality;
    }
    // "probablemente 80": the number, not the deed.
    const bool number = begin + 1 < tree.size() && tree.word(begin + 1).upos == "NUM";
    if (!found || number) continue;
    if (const int p = clause_of(tree, begin, of_word); p >= 0) hedges[p] = found;
  }
}

// "¿Sobornó X a Y?" leaves it open. "¿Por qué sobornó X a Y?" does not, nor does what a relative clause tells.
void add_questions(const DocumentContext& context, int sentence, Hedges& hedges) {
  const SentenceTree& tree = context.trees[sentence];
  const auto& propositions = context.propositions[sentence];
  for (int end = 0; end < tree.size(); ++end) {
    if (tree.word(end).form != "?") continue;
    int begin = end;
    while (begin > 0 && tree.word(begin).form != "¿") --begin;
    if (tree.word(begin).form != "¿") continue;  // A mark that has come astray.
    bool asks_for_part = false;
    for (int w = begin; w < end && !asks_for_part; ++w) {
      asks_for_part = context.cues.is("interrogative", to_lower(tree.word(w).form));
    }
    if (asks_for_part) continue;
    for (std::size_t p = 0; p < propositions.size(); ++p) {
      const int predicate = propositions[p].predicate;
      // "¿fue X quien vino?" asks what the relative clause tells.
      const bool asked = std::ranges::any_of(
          tree.children(predicate), [&](int child) { return tree.word(child).lemma == "quien" && child < predicate; });
      const bool told =
          propositions[p].kind != PropositionKind::kVerbal || (!asked && tree.is_any(predicate, {"acl", "amod"}));
      if (predicate > begin && predicate < end && !hedges[p] && !told) hedges[p] = Modality::kPossible;
    }
  }
}

}  // namespace

Hedges find_hedges(const DocumentContext& context, int sentence) {
  const auto& propositions = context.propositions[sentence];
  Hedges hedges(propositions.size());
  add_adverbs(context, sentence, hedges);
  add_questions(context, sentence, hedges);
  // A hedged source hedges what it is the source of.
  for (std::size_t p = 0; p < propositions.size(); ++p) {
    for (const Argument& argument : propositions[p].arguments) {
      if (argument.head < 0 || context.cues.source_preposition(argument.preposition).empty() || hedges[p]) continue;
      hedges[p] = context.cues.modality("source_noun", context.trees[sentence].word(argument.head).lemma);
    }
  }
  return hedges;
}

}  // namespace trama
