// Pronouns and possessives: see resolver.h.
#include <algorithm>

#include "base/utf8.h"
#include "extract/coref/resolver.h"

namespace trama {
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
    const int clause = clause_around(mention.head);
    for (const Awaited& awaited : awaited_) {
      if (awaited.dropped.proposition != clause) continue;
      doubled_.emplace_back(&mention - mentions().data(), awaited.word);
      return;
    }
    take(choose(possessive(mention)), mention);
    return;
  }
  if (const int other = doubled_by(mention); other >= 0) {
    const ActorMention* said = result_.mentions.find(sentence_, other);
    if (said != nullptr && other < mention.head) mention.chains = said->chains;
    if (said != nullptr && other > mention.head) doubled_.emplace_back(&mention - mentions().data(), other);
    return;
  }
  take(choose(pronoun(mention)), mention);
}

// A possessive as the model sees it.
Resolver::Anaphor Resolver::possessive(const ActorMention& mention) const {
  Anaphor anaphor;
  anaphor.kind = kPossessive;
  anaphor.word = anaphor.finite = mention.head;
  anaphor.place = "owner";
  const int owned = trees_[sentence_].head(mention.head);
  if (owned >= 0) anaphor.lemma = words()[owned].lemma;
  return anaphor;
}

// A pronoun as the model sees it.
Resolver::Anaphor Resolver::pronoun(const ActorMention& mention) {
  Anaphor anaphor;
  anaphor.word = anaphor.finite = mention.head;
  anaphor.wanted.gender = mention.gender;
  anaphor.wanted.number = mention.number;
  const Word& word = word_of(mention);
  const auto place = places_.find(mention.head);
  const bool subject = place != places_.end() && place->second.weight >= kInnerSubjectWeight;
  const bool dative =
      feature(word, "Case").find("Acc") == std::string_view::npos || fold_key(word.form).starts_with("le");
  anaphor.kind = feature(word, "PronType") == "Dem"                     ? kDemonstrative
                 : subject                                              ? kSubjectPronoun
                 : !trees_[sentence_].preposition(mention.head).empty() ? kOtherPronoun
                 : dative                                               ? kDative
                                                                        : kAccusative;
  anaphor.place = subject ? "subject" : dative ? "indirect" : "object";
  if (place == places_.end()) return anaphor;
  anaphor.proposition = place->second.propositions.front();
  anaphor.lemma = propositions()[anaphor.proposition].lemma;
  if (subject) return anaphor;
  anaphor.pointed = meant_by_relative(mention, place->second.propositions);
  if (anaphor.pointed.empty()) anaphor.pointed = told_before(mention, place->second.propositions);
  anaphor.reason = kIsAddressed;
  return anaphor;
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

// "lo anunció", "lo hizo": the clitic is a whole clause.
bool Resolver::takes_clause(const std::string& lemma) const {
  const auto in = [&](const std::set<std::string>* verbs) { return verbs != nullptr && verbs->contains(lemma); };
  return in(options_.clause_verbs) || in(options_.speech_verbs);
}
bool Resolver::is_personal_verb(const std::string& lemma) const {
  return options_.personal_verbs != nullptr && options_.personal_verbs->contains(lemma);
}

int Resolver::index_of(const Proposition& proposition) const {
  return static_cast<int>(&proposition - propositions_[sentence_].data());
}

}  // namespace trama
