#include "extract/relations/scope.h"

#include <algorithm>

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
  // "haya amenazado con suspender" hangs where "amenazado" does.
  const std::string relation =
      proposition.modals.empty() ? proposition.parent_relation : std::string(tree.relation(proposition.modals.front()));
  const std::string mark = mark_of_infinitive(tree, proposition.predicate);
  // "fue acusada de favorecer": a complement, whatever the tree calls it.
  const int head = tree.head(proposition.predicate);
  const bool infinitive = feature(tree.word(proposition.predicate), "VerbForm") == "Inf" &&
                          (mark == "de" || mark == "a") && head >= 0 && head < proposition.predicate &&
                          tree.child(proposition.predicate, "det") < 0 &&  // "al nombrar a X" is a time,
                          tree.word(head).upos != "ADV";                   // and so is "antes de salir".
  // "a revelar P, a permitir Q y a ayudar a X": a list, whatever the tree calls it.
  const bool list = infinitive && mark == "a" && feature(tree.word(head), "VerbForm") == "Inf" &&
                    mark_of_infinitive(tree, head) == "a";
  if (relation == "advcl" && list) return ScopeLink::kSame;
  if (relation == "advcl" && infinitive) return ScopeLink::kContent;
  // "que, ejerciendo un control, el país sería capaz": before what it goes with, whatever the tree calls it.
  const bool gerund = feature(tree.word(proposition.predicate), "VerbForm") == "Ger" && head > proposition.predicate;
  if (relation == "acl" && gerund) return ScopeLink::kAdverbial;
  if (relation == "ccomp" || relation == "xcomp" || relation == "csubj") return ScopeLink::kContent;
  if (relation == "conj") return ScopeLink::kSame;
  if (relation.starts_with("acl") || relation == "amod") return ScopeLink::kRelative;
  if (relation == "advcl") return ScopeLink::kAdverbial;
  return ScopeLink::kNone;
}

int first_verb(const Proposition& proposition) {
  return proposition.modals.empty() ? proposition.predicate : proposition.modals.front();
}

// The proposition of a verb, or -1.
int proposition_of(const DocumentContext& context, int sentence, int verb) {
  const auto& propositions = context.propositions[sentence];
  for (std::size_t q = 0; q < propositions.size(); ++q) {
    const bool modal = std::ranges::count(propositions[q].modals, verb) > 0;
    const bool main = propositions[q].predicate == verb && propositions[q].kind == PropositionKind::kVerbal;
    if (main || modal) return static_cast<int>(q);
  }
  return -1;
}

// "pidió el diálogo con X", "negó un ataque de X": the verb that asks for the deed or denies it, or -1.
int asks_for_deed(const DocumentContext& context, int sentence, int p) {
  const SentenceTree& tree = context.trees[sentence];
  const Proposition& deed = context.propositions[sentence][p];
  if (deed.kind != PropositionKind::kNominal || !tree.is(deed.predicate, "obj")) return -1;
  const std::string& lemma = tree.word(tree.head(deed.predicate)).lemma;
  const bool asked = context.cues.is("order", lemma) && !context.cues.is("obligation", lemma);
  return asked || context.cues.is("denial", lemma) ? proposition_of(context, sentence, tree.head(deed.predicate)) : -1;
}

// "rechazó la idea de que P", "subrayó la necesidad de P": who says it, says P. The proposition of the verb, or -1.
int says_by_noun(const DocumentContext& context, int sentence, int p) {
  const SentenceTree& tree = context.trees[sentence];
  const Proposition& said = context.propositions[sentence][p];
  const int verb = first_verb(said);
  const int noun = tree.head(verb);
  if (noun < 0 || noun > verb || tree.word(noun).upos != "NOUN" || !tree.is(noun, "obj")) return -1;
  const auto modality = context.cues.modality("noun", tree.word(noun).lemma);
  const std::string& lemma = tree.word(tree.head(noun)).lemma;
  const std::string mark = tree.mark(verb);
  const bool content = mark.starts_with("de") || (mark.empty() && said.kind == PropositionKind::kNominal);
  const bool denied = context.cues.is("denial", lemma) && content;
  const bool infinitive = feature(tree.word(verb), "VerbForm") == "Inf";
  const bool told = context.cues.is("speech", lemma) && (content || infinitive || mark == "a que") && modality &&
                    *modality != Modality::kPlanned && *modality != Modality::kPromised;
  return denied || told ? proposition_of(context, sentence, tree.head(noun)) : -1;
}

// "pidió a las tropas que salieran": a subjunctive that the tree hangs on whoever is asked.
bool wants_of_noun(const SentenceTree& tree, int verb) {
  const int noun = tree.head(verb);
  if (noun < 0 || noun > verb || !tree.is_any(noun, {"obj", "iobj", "obl"}) || tree.preposition(noun) != "a")
    return false;
  if (feature(tree.word(verb), "Mood") != "Sub" || !tree.relation(verb).starts_with("acl")) return false;
  const int begin = tree.begin(verb);
  return tree.word(begin).form == "que";
}

// "llamó a las autoridades y a la sociedad a repudiar P": what is asked, though the tree hangs it on the noun before
// it. The proposition of the verb that asks, or -1.
int asks_for(const DocumentContext& context, int sentence, int p) {
  const SentenceTree& tree = context.trees[sentence];
  const Proposition& asked = context.propositions[sentence][p];
  const int verb = first_verb(asked);
  int at = tree.head(verb);
  const bool infinitive = feature(tree.word(verb), "VerbForm") == "Inf";
  // "abogó por el diálogo y por combatir P"
  const bool second =
      infinitive && tree.mark(verb) == "por" && tree.is(verb, "conj") && at >= 0 && tree.preposition(at) == "por";
  if (!second && !(infinitive && mark_of_infinitive(tree, verb) == "a") && !wants_of_noun(tree, verb)) return -1;
  if (at < 0 || at > verb || !tree.is_nominal(at) || context.cues.modality("noun", tree.word(at).lemma)) return -1;
  for (int steps = 0; steps < tree.size() && at >= 0 && !tree.is_verb(at); ++steps) at = tree.head(at);
  if (at < 0) return -1;
  const std::string& lemma = tree.word(at).lemma;
  if (!context.cues.is("order", lemma) || context.cues.is("obligation", lemma)) return -1;
  return proposition_of(context, sentence, at);
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
    if (scopes[p].above < 0) set(p, says_by_noun(context, sentence, p), ScopeLink::kContent);
    if (scopes[p].above < 0) set(p, asks_for_deed(context, sentence, p), ScopeLink::kContent);
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
