#include "extract/relations/scope.h"

#include "base/utf8.h"

namespace trama {
namespace {

// The word before an infinitive, where the tree makes it a part of something else: "a la sociedad en general a actuar".
std::string mark_of_infinitive(const SentenceTree& tree, int verb) {
  const bool infinitive = feature(tree.word(verb), "VerbForm") == "Inf";
  const bool bare = infinitive && verb > 0 && tree.mark(verb).empty();
  return bare && to_lower(tree.word(verb - 1).form) == "a" ? std::string("a") : tree.mark(verb);
}

ScopeLink link_of(const SentenceTree& tree, const Proposition& proposition) {
  const std::string& relation = proposition.parent_relation;
  const std::string mark = mark_of_infinitive(tree, proposition.predicate);
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

// "llamó a las autoridades y a la sociedad a repudiar P": what is asked, though the tree hangs it on the noun before
// it. The proposition of the verb that asks, or -1.
int asks_for(const DocumentContext& context, int sentence, int p) {
  const SentenceTree& tree = context.trees[sentence];
  const auto& propositions = context.propositions[sentence];
  const Proposition& asked = propositions[p];
  const int verb = asked.modals.empty() ? asked.predicate : asked.modals.front();
  if (feature(tree.word(verb), "VerbForm") != "Inf" || mark_of_infinitive(tree, verb) != "a") return -1;
  int at = tree.head(verb);
  if (at < 0 || at > verb || !tree.is_nominal(at) || context.cues.modality("noun", tree.word(at).lemma)) return -1;
  for (int steps = 0; steps < tree.size() && at >= 0 && !tree.is_verb(at); ++steps) at = tree.head(at);
  if (at < 0) return -1;
  const std::string& lemma = tree.word(at).lemma;
  if (!context.cues.is("order", lemma) || context.cues.is("obligation", lemma)) return -1;
  for (std::size_t q = 0; q < propositions.size(); ++q) {
    if (propositions[q].predicate == at && propositions[q].kind == PropositionKind::kVerbal) return static_cast<int>(q);
  }
  return -1;
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
    if (scopes[p].above >= 0) continue;
    set(p, asks_for(context, sentence, p), ScopeLink::kContent);
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
