#include "extract/relations/scope.h"

namespace trama {
namespace {

ScopeLink link_of(const SentenceTree& tree, const Proposition& proposition) {
  const std::string& relation = proposition.parent_relation;
  const std::string mark = tree.mark(proposition.predicate);
  // "fue acusada de favorecer": a complement, whatever the tree calls it.
  const int head = tree.head(proposition.predicate);
  const bool infinitive = feature(tree.word(proposition.predicate), "VerbForm") == "Inf" &&
                          (mark == "de" || mark == "a") && head >= 0 && head < proposition.predicate &&
                          tree.child(proposition.predicate, "det") < 0;  // "al nombrar a X" is a time.
  if (relation == "advcl" && infinitive) return ScopeLink::kContent;
  if (relation == "ccomp" || relation == "xcomp" || relation == "csubj") return ScopeLink::kContent;
  if (relation == "conj") return ScopeLink::kSame;
  if (relation.starts_with("acl") || relation == "amod") return ScopeLink::kRelative;
  if (relation == "advcl") return ScopeLink::kAdverbial;
  return ScopeLink::kNone;
}

bool reaches(const std::vector<Scope>& scopes, int from, int to) {
  for (std::size_t steps = 0; from >= 0 && steps <= scopes.size(); ++steps) {
    if (from == to) return true;
    from = scopes[from].above;
  }
  return false;
}

}  // namespace

std::vector<Scope> find_scopes(const DocumentContext& context, int sentence) {
  const auto& propositions = context.propositions[sentence];
  const int count = static_cast<int>(propositions.size());
  std::vector<Scope> scopes(propositions.size());
  const auto set = [&](int below, int above, ScopeLink link) {
    if (below < 0 || above < 0 || below >= count || above >= count || reaches(scopes, above, below)) return;
    scopes[below] = {above, link};
  };
  // A quotation is its verb's clause although the tree may hang the verb below it.
  for (int p = 0; p < count; ++p) {
    for (const Argument& argument : propositions[p].arguments) {
      if (argument.role == ArgumentRole::kClause) set(argument.proposition, p, ScopeLink::kContent);
    }
  }
  for (int p = 0; p < count; ++p) {
    if (scopes[p].above < 0) set(p, propositions[p].parent, link_of(context.trees[sentence], propositions[p]));
  }
  return scopes;
}

std::vector<int> find_times(const DocumentContext& context, int sentence) {
  const SentenceTree& tree = context.trees[sentence];
  const auto& propositions = context.propositions[sentence];
  std::vector<int> of_word(static_cast<std::size_t>(tree.size()), -1);
  for (std::size_t p = 0; p < propositions.size(); ++p) {
    for (const int modal : propositions[p].modals) of_word[modal] = static_cast<int>(p);
  }
  for (std::size_t p = 0; p < propositions.size(); ++p) {
    if (propositions[p].kind != PropositionKind::kApposition) of_word[propositions[p].predicate] = static_cast<int>(p);
  }
  std::vector<int> result(propositions.size(), -1);
  const auto& times = context.times[sentence];
  for (std::size_t t = 0; t < times.size(); ++t) {
    int at = times[t].first;
    for (int steps = 0; steps <= tree.size() && at >= 0; ++steps) {
      if (of_word[at] >= 0 && !in_time(context, sentence, at)) break;
      at = tree.head(at);
    }
    if (at >= 0 && of_word[at] >= 0 && result[of_word[at]] < 0) result[of_word[at]] = static_cast<int>(t);
  }
  return result;
}

}  // namespace trama
