// Pronouns and possessives: see resolver.h.
#include <algorithm>

#include "base/utf8.h"
#include "extract/coref/resolver.h"

namespace trama {
namespace {

constexpr int kMaxOwnerSteps = 12;  // Words between "su" and the verb whose subject owns.

}  // namespace

void Resolver::resolve_pronoun(ActorMention& mention) {
  if (mention.both) {
    if (sentence_ - group_sentence_ <= 1 && group_.size() == 2) mention.chains = group_;
    return;
  }
  if (mention.possessive && mention.person == 1) {
    if (quotations_.quoted[sentence_][mention.head])
      quoted_owners_.push_back(static_cast<int>(&mention - mentions().data()));
    return;
  }
  if (mention.person != 3) return;
  if (mention.possessive) {
    mention.chains = owner_of(mention);
    return;
  }
  if (const int other = doubled_by(mention); other >= 0) {
    const ActorMention* said = result_.mentions.find(sentence_, other);
    if (said != nullptr && other < mention.head) mention.chains = said->chains;
    if (said != nullptr && other > mention.head) doubled_.emplace_back(&mention - mentions().data(), other);
    return;
  }
  Agreement wanted{mention.gender, mention.number};
  const auto place = places_.find(mention.head);
  const bool subject = place != places_.end() && place->second.weight >= kInnerSubjectWeight;
  bool personal = subject;
  std::set<int> excluded;
  if (place != places_.end()) {
    for (const int p : place->second.propositions) {
      const std::string& verb = propositions_[sentence_][p].lemma;
      if (takes_clause(verb) && !subject && is_neuter_clitic(mention)) return;
      const bool direct = !subject && feature(word_of(mention), "Case").find("Acc") != std::string_view::npos;
      if (direct && options_.thing_verbs != nullptr && options_.thing_verbs->contains(verb)) return;
      const auto in = [&](const std::set<std::string>* verbs) { return verbs != nullptr && verbs->contains(verb); };
      const bool person = in(options_.person_verbs) || in(options_.order_verbs);  // "los instó"
      personal = personal || (direct ? person : is_personal_verb(verb));
      add_chains(propositions_[sentence_][p], mention.head, excluded);
    }
  }
  if (!subject && place != places_.end()) {
    mention.chains = meant_by_relative(mention, place->second.propositions);
    if (mention.chains.empty()) mention.chains = told_before(mention, place->second.propositions);
    if (!mention.chains.empty()) return;
  }
  wanted.object = !subject;
  wanted.direct = !subject && feature(word_of(mention), "Case").find("Acc") != std::string_view::npos;
  wanted.quoted = quotations_.quoted[sentence_][mention.head];
  const bool demonstrative = feature(word_of(mention), "PronType") == "Dem";
  wanted.exact = demonstrative;
  // "el acuerdo … éste fue posible": a demonstrative subject is a thing as well as a person.
  if (demonstrative && subject) {
    personal = std::ranges::any_of(place->second.propositions,
                                   [&](int p) { return is_personal_verb(propositions_[sentence_][p].lemma); });
  }
  wanted.human = demonstrative || (subject && feature(word_of(mention), "PronType") == "Prs");
  exclude_speaker(mention.head, excluded);
  if (!subject && (personal || !wanted.direct)) mention.chains = told_above(mention, wanted, excluded);
  if (!mention.chains.empty()) return;
  // "X, Y y Z deben firmar el acuerdo, y los instó a …"
  const bool apart = std::ranges::none_of(group_, [&](int member) { return excluded.contains(member); });
  if (!subject && personal && wanted.number == Number::kPlural && group_sentence_ == sentence_ && apart) {
    mention.chains = group_;
    return;
  }
  const auto found = salience_.best_antecedent(wanted, result_.chains, excluded, {}, personal, Salience::kPronounWindow,
                                               &mention.rivals);
  if (found) mention.chains = {*found};
  mention.guessed = found.has_value();
}

// "X aseguró que Y no le pidió nada": the subject of the clause around one that has a subject of its own.
std::vector<int> Resolver::told_above(const ActorMention& mention, const Agreement& wanted, std::set<int>& excluded) {
  const auto place = places_.find(mention.head);
  if (place == places_.end()) return {};
  for (const int p : place->second.propositions) {
    if (propositions()[p].find(ArgumentRole::kSubject) == nullptr || !is_subordinate(propositions()[p])) continue;
    const Above above = subject_above(propositions()[p].predicate, p, wanted, excluded);
    if (above.direct) return above.chains;
  }
  return {};
}

// The word that says whom a clitic means: "a muchos activistas se les negó", "le corresponde a cada Estado"; or -1.
int Resolver::doubled_by(const ActorMention& mention) const {
  const SentenceTree& tree = trees_[sentence_];
  const std::string form = fold_key(word_of(mention).form);
  const int verb = tree.head(mention.head);
  if ((form != "le" && form != "les") || verb < 0) return -1;
  for (const int child : tree.children(verb)) {
    // "le confirió a la OPS el mandato", but "le llevó a Lima", "le obligó a la retirada".
    const ActorMention* named =
        child > verb && tree.is(child, "obl") ? result_.mentions.find(sentence_, child) : nullptr;
    const bool told = named != nullptr && named->type != EntityType::kLocation;
    if ((!told && !tree.is_any(child, {"obj", "iobj"})) || tree.preposition(child) != "a" || !tree.is_nominal(child))
      continue;
    const Number number = tree.conjuncts(child).size() > 1 ? Number::kPlural : number_of(words()[child]);
    if (number == Number::kUnknown || number == mention.number) return child;
  }
  return -1;
}

// Those whom a clitic announces, when they have been read.
void Resolver::resolve_doubled() {
  for (const auto& [clitic, word] : doubled_) {
    if (const ActorMention* said = result_.mentions.find(sentence_, word)) mentions()[clitic].chains = said->chains;
  }
  doubled_.clear();
}

// "el gobierno, a quien no le gustó": whom the relative pronoun means.
std::vector<int> Resolver::meant_by_relative(const ActorMention& mention, const std::vector<int>& verbs) const {
  for (const int p : verbs) {
    for (const Argument& argument : propositions()[p].arguments) {
      const bool told = argument.relative && argument.preposition == "a";
      if (!told && !(argument.relative && argument.personal_a)) continue;
      const ActorMention* other = result_.mentions.find(sentence_, argument.head);
      if (other != nullptr && other->chains.size() == 1 && agrees(other->chains, {Gender::kUnknown, mention.number}))
        return other->chains;
    }
  }
  return {};
}

// "advirtió al Consejo y le pidió …", "escribió a X para informarle": whom the verb above is addressed to.
std::vector<int> Resolver::told_before(const ActorMention& mention, const std::vector<int>& verbs) {
  const std::string form = fold_key(word_of(mention).form);
  const bool dative = form == "le" || form == "les";
  for (const int p : verbs) {
    const Proposition& proposition = propositions()[p];
    const bool goes_on = proposition.parent_relation == "conj" || (dative && proposition.parent_relation == "advcl");
    if (proposition.parent < 0 || !goes_on) continue;
    for (const Argument& argument : propositions()[proposition.parent].arguments) {
      // "identificar a los autores y procesarlos"
      const bool addressed =
          (dative && argument.role == ArgumentRole::kIndirect) || argument.personal_a ||
          (dative && argument.preposition == "a" && speaks(propositions()[proposition.parent].lemma));
      const ActorMention* other =
          addressed && argument.head < mention.head ? result_.mentions.find(sentence_, argument.head) : nullptr;
      if (other == nullptr || other->chains.size() != 1) continue;
      if (agrees(other->chains, {dative ? Gender::kUnknown : mention.gender, mention.number})) return other->chains;
    }
  }
  return {};
}

// "Ban presentó su informe", "X dijo que su país": the subject of the verb above, unless the word is part of it; then
// that of the next one above, then whoever the text has in mind.
std::vector<int> Resolver::owner_of(const ActorMention& mention) {
  const SentenceTree& tree = trees_[sentence_];
  const auto& all = propositions();
  const int thing = tree.head(mention.head);
  if (thing >= 0 && tree.is(thing, "conj") && tree.head(thing) < mention.head) {  // "los detenidos y sus familias"
    const ActorMention* first = result_.mentions.find(sentence_, tree.head(thing));
    if (first != nullptr && first->chains.size() == 1) return first->chains;
  }
  int at = thing;
  for (int steps = 0; at >= 0 && steps < kMaxOwnerSteps; ++steps, at = tree.head(at)) {
    for (std::size_t p = 0; p < all.size(); ++p) {
      if (all[p].predicate != at || all[p].kind == PropositionKind::kNominal ||
          all[p].kind == PropositionKind::kApposition)
        continue;
      const Argument* subject = all[p].find(ArgumentRole::kSubject);
      if (subject == nullptr) subject = all[p].find(ArgumentRole::kPatient);
      const bool inside = subject != nullptr && std::ranges::binary_search(subject->words, mention.head);
      if (inside) continue;
      std::vector<int> owner = owner_under(all[p], mention);
      if (owner.size() == 1) return owner;
      owner = subject_of(static_cast<int>(p));
      if (owner.size() == 1) return owner;
      for (const Awaited& awaited : awaited_) {
        if (awaited.dropped.proposition != static_cast<int>(p)) continue;
        doubled_.emplace_back(&mention - mentions().data(), awaited.word);
        return {};
      }
      if (subject != nullptr || all[p].subject_dropped) return {};  // "la industria cambia sus costumbres": a thing's.
    }
  }
  std::set<int> excluded;  // "su portavoz" is not his own.
  for (const int w : {thing, thing + 1}) {
    const ActorMention* owned = result_.mentions.find(sentence_, w);
    if (owned != nullptr) excluded.insert(owned->chains.begin(), owned->chains.end());
  }
  const auto found = salience_.best_antecedent({}, result_.chains, excluded, {}, true, Salience::kPronounWindow);
  return found ? std::vector<int>{*found} : std::vector<int>();
}

// "apoya a Rusia en su guerra", "lo felicitó por su elección": of whom something is done to, not of who does it.
std::vector<int> Resolver::owner_under(const Proposition& proposition, const ActorMention& mention) const {
  const auto in = [&](const std::set<std::string>* verbs) {
    return verbs != nullptr && verbs->contains(proposition.lemma);
  };
  const bool helps = in(options_.helping_verbs);
  if (proposition.passive || (!helps && !in(options_.person_verbs))) return {};
  const auto holds = [&](const Argument& argument) {
    const bool joint = argument.preposition == "por" || (helps && argument.preposition == "en");
    return joint && std::ranges::binary_search(argument.words, mention.head);
  };
  if (std::ranges::none_of(proposition.arguments, holds)) return {};
  for (const Argument& argument : proposition.arguments) {
    const bool object = argument.role == ArgumentRole::kObject || argument.role == ArgumentRole::kIndirect;
    if (!object || argument.head < 0 || argument.head >= mention.head) continue;
    const ActorMention* other = result_.mentions.find(sentence_, argument.head);
    if (other != nullptr && other->chains.size() == 1) return other->chains;
  }
  return {};
}

// "lo anunció", "lo hizo": the clitic is a whole clause.
bool Resolver::takes_clause(const std::string& lemma) const {
  const auto in = [&](const std::set<std::string>* verbs) { return verbs != nullptr && verbs->contains(lemma); };
  return in(options_.clause_verbs) || in(options_.speech_verbs);
}
bool Resolver::is_neuter_clitic(const ActorMention& mention) const {
  return fold_key(word_of(mention).form) == "lo";
}
bool Resolver::is_personal_verb(const std::string& lemma) const {
  return options_.personal_verbs != nullptr && options_.personal_verbs->contains(lemma);
}

// The chains of the other arguments: nobody visits himself with "lo".
void Resolver::add_chains(const Proposition& proposition, int except, std::set<int>& chains) {
  for (const Argument& argument : proposition.arguments) {
    if (argument.head == except) continue;
    std::vector<int> heads = argument.conjuncts;
    heads.push_back(argument.head);
    for (const int head : heads) {
      const ActorMention* mention = result_.mentions.find(sentence_, head);
      if (mention == nullptr) continue;
      chains.insert(mention->chains.begin(), mention->chains.end());
      const int government = result_.governments[mention - mentions().data()];
      if (government >= 0) chains.insert(government);
    }
  }
  if (const auto* subject = result_.find_dropped(sentence_, index_of(proposition))) {
    chains.insert(subject->chains.begin(), subject->chains.end());
  }
}

int Resolver::index_of(const Proposition& proposition) const {
  return static_cast<int>(&proposition - propositions_[sentence_].data());
}

}  // namespace trama
