// Pronouns, dropped subjects and those who speak: see resolver.h.
#include <algorithm>

#include "base/utf8.h"
#include "extract/coref/resolver.h"

namespace trama {
namespace {

constexpr int kMaxOwnerSteps = 12;  // Words between "su" and the verb whose subject owns.
constexpr int kSpeakerWindow = 6;   // Sentences after which nobody remembers who spoke last.

bool overlaps(const std::set<int>& set, const std::vector<int>& list) {
  return std::ranges::any_of(list, [&](int item) { return set.contains(item); });
}

}  // namespace

// --- Pronouns and dropped subjects -----------------------------------------------------------------------------------

void Resolver::resolve_pronoun(ActorMention& mention) {
  if (mention.both) {
    if (sentence_ - group_sentence_ <= 1 && group_.size() == 2) mention.chains = group_;
    return;
  }
  if (mention.person != 3) return;
  if (mention.possessive) {
    mention.chains = owner_of(mention);
    return;
  }
  Agreement wanted{mention.gender, mention.number};
  const auto place = places_.find(mention.head);
  const bool subject = place != places_.end() && place->second.weight >= kSubjectWeight;
  bool personal = subject;
  std::set<int> excluded;
  if (place != places_.end()) {
    for (const int p : place->second.propositions) {
      const std::string& verb = propositions_[sentence_][p].lemma;
      if (takes_clause(verb) && !subject && is_neuter_clitic(mention)) return;
      const bool direct = !subject && feature(word_of(mention), "Case").find("Acc") != std::string_view::npos;
      if (direct && options_.thing_verbs != nullptr && options_.thing_verbs->contains(verb)) return;
      const bool person = options_.person_verbs != nullptr && options_.person_verbs->contains(verb);
      personal = personal || (direct ? person : is_personal_verb(verb));
      add_chains(propositions_[sentence_][p], mention.head, excluded);
    }
  }
  if (!subject && place != places_.end()) {
    mention.chains = told_before(mention, place->second.propositions);
    if (!mention.chains.empty()) return;
  }
  wanted.object = !subject;
  wanted.human = subject && feature(word_of(mention), "PronType") == "Prs";
  const auto found =
      salience_.best_antecedent(wanted, result_.chains, excluded, {}, personal, Salience::kPronounWindow);
  if (found) mention.chains = {*found};
}

// "advirtió al Consejo y le pidió …", "escribió a X para informarle": whom the verb above is addressed to.
std::vector<int> Resolver::told_before(const ActorMention& mention, const std::vector<int>& verbs) {
  const std::string form = fold_key(word_of(mention).form);
  if (form != "le" && form != "les") return {};
  for (const int p : verbs) {
    const Proposition& proposition = propositions()[p];
    const bool goes_on = proposition.parent_relation == "conj" || proposition.parent_relation == "advcl";
    if (proposition.parent < 0 || !goes_on) continue;
    for (const Argument& argument : propositions()[proposition.parent].arguments) {
      const bool addressed = argument.role == ArgumentRole::kIndirect || argument.personal_a;
      const ActorMention* other =
          addressed && argument.head < mention.head ? result_.mentions.find(sentence_, argument.head) : nullptr;
      if (other == nullptr || other->chains.size() != 1) continue;
      const Number number = chain(other->chains[0]).number;
      if (number == Number::kUnknown || number == mention.number) return other->chains;
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
      if (all[p].predicate != at || all[p].kind == PropositionKind::kNominal) continue;
      const Argument* subject = all[p].find(ArgumentRole::kSubject);
      if (subject == nullptr) subject = all[p].find(ArgumentRole::kPatient);
      const bool inside = subject != nullptr && std::ranges::binary_search(subject->words, mention.head);
      if (inside) continue;
      std::vector<int> owner = subject_of(static_cast<int>(p));
      if (owner.size() == 1) return owner;
      if (subject != nullptr || all[p].subject_dropped) return {};  // "la industria cambia sus costumbres": a thing's.
    }
  }
  const auto found = salience_.best_antecedent({}, result_.chains, {}, {}, true, Salience::kPronounWindow);
  return found ? std::vector<int>{*found} : std::vector<int>();
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
    chains.insert(subject->begin(), subject->end());
  }
}

int Resolver::index_of(const Proposition& proposition) const {
  return static_cast<int>(&proposition - propositions_[sentence_].data());
}

std::vector<std::pair<int, int>> Resolver::dropped_verbs() const {
  std::vector<std::pair<int, int>> verbs;
  const auto& propositions = propositions_[sentence_];
  for (std::size_t p = 0; p < propositions.size(); ++p) {
    if (propositions[p].subject_dropped) verbs.emplace_back(finite_verb(propositions[p]), static_cast<int>(p));
  }
  std::ranges::sort(verbs);
  return verbs;
}

// The word that carries person and number: the first finite one of the predicate.
int Resolver::finite_verb(const Proposition& proposition) const {
  const auto& words = document_.sentences[sentence_].words;
  std::vector<int> verbs = proposition.modals;
  verbs.insert(verbs.end(), proposition.relation_words.begin(), proposition.relation_words.end());
  std::ranges::sort(verbs);
  for (const int w : verbs) {
    if (feature(words[w], "VerbForm") == "Fin") return w;
  }
  return proposition.predicate;
}

void Resolver::resolve_dropped(int verb, int p) {
  const Word& word = words()[verb];
  const Proposition& proposition = propositions()[p];
  const std::string_view person = feature(word, "Person");
  DroppedSubject dropped{sentence_, p, verb, {}};
  if (person == "1" && (number_of(word) == Number::kSingular || tells_of_past(proposition))) {
    dropped.plural = number_of(word) == Number::kPlural;
    if (!dropped.plural) dropped.chains = speaker_of(proposition);
    if (dropped.chains.empty() && quotations_.quoted[sentence_][verb]) {
      quoted_.push_back(std::move(dropped));
      return;
    }
  } else if ((person == "3" || person.empty()) && !is_reflexive_passive(proposition)) {
    resolve_third(proposition, word, dropped);
  }
  add_dropped(std::move(dropped));
}

void Resolver::resolve_third(const Proposition& proposition, const Word& verb, DroppedSubject& dropped) {
  const Agreement wanted{passive_gender(proposition), number_of(verb)};
  if (const auto announced = announcer(proposition); !announced.empty()) {
    dropped.chains = announced;
    return;
  }
  std::set<int> excluded;
  add_chains(proposition, -2, excluded);
  std::vector<int> preferred = speaker_of(proposition);
  const bool quoted = quotations_.quoted[sentence_][static_cast<int>(&verb - words().data())];
  if (quoted) {  // "“Enroló soldados”, dijo X": another one did.
    excluded.insert(preferred.begin(), preferred.end());
    preferred.clear();
  }
  if (is_asked(proposition, verb)) {
    // In "pidió que vaya" whoever asks does not go, and whoever is asked does.
    excluded.insert(preferred.begin(), preferred.end());
    preferred = asked_by(propositions()[proposition.parent]);
  } else if (preferred.empty() && speaks(proposition.lemma)) {
    preferred = last_speaker(wanted);
    if (!preferred.empty() && !overlaps(excluded, preferred)) {
      dropped.chains = preferred;
      return;
    }
    exclude_quoted(proposition, excluded);
    if (sentence_ - protagonist_sentence_ <= 1) preferred = protagonist_;
  } else if (preferred.empty() && proposition.parent < 0 && is_personal_verb(proposition.lemma)) {
    preferred = protagonist_sentence_ > speaker_sentence_ ? protagonist_ : last_speaker(wanted);
  }
  if (wanted.number == Number::kPlural && sentence_ - group_sentence_ <= 1 && group_.size() >= 2 &&
      !overlaps(excluded, group_)) {
    dropped.chains = group_;
  } else if (const auto found =
                 salience_.best_antecedent(wanted, result_.chains, excluded, preferred,
                                           is_personal_verb(proposition.lemma), Salience::kPronounWindow)) {
    dropped.chains = {*found};
  }
}

// "el anuncio del Gobierno de que celebrará …": whose announcement it is.
std::vector<int> Resolver::announcer(const Proposition& proposition) {
  const SentenceTree& tree = trees_[sentence_];
  const int verb = proposition.modals.empty() ? proposition.predicate : proposition.modals.front();
  const int noun = tree.head(verb);
  if (noun < 0 || noun > verb || tree.word(noun).upos != "NOUN" || tree.mark(verb) != "de que") return {};
  for (const int child : tree.children(noun)) {
    if (child < noun || child > verb || !tree.is(child, "nmod") || tree.preposition(child) != "de") continue;
    const ActorMention* owner = result_.mentions.find(sentence_, child);
    if (owner != nullptr && owner->chains.size() == 1) return owner->chains;
  }
  return {};
}

// Keeps what was found in the order of sentences, which find_dropped() relies on.
void Resolver::add_dropped(DroppedSubject dropped) {
  if (dropped.chains.empty()) return;
  if (dropped.chains.size() == 1 && dropped.sentence == sentence_) salience_.add(dropped.chains[0], kSubjectWeight);
  const auto at = std::ranges::upper_bound(result_.dropped, dropped.sentence, {}, &DroppedSubject::sentence);
  result_.dropped.insert(at, std::move(dropped));
}

// --- Who speaks ------------------------------------------------------------------------------------------------------

bool Resolver::speaks(const std::string& lemma) const {
  const auto in = [&](const std::set<std::string>* verbs) { return verbs != nullptr && verbs->contains(lemma); };
  return in(options_.speech_verbs) || (in(options_.order_verbs) && is_personal_verb(lemma));
}

// Who goes on speaking in "Añadió que …": the last speaker, unless the text has turned to another person since.
std::vector<int> Resolver::last_speaker(const Agreement& wanted) const {
  if (speaker_.size() != 1 || sentence_ - speaker_sentence_ > kSpeakerWindow) return {};
  const Chain& speaker = result_.chains[speaker_[0]];
  if (wanted.number == Number::kPlural && speaker.number == Number::kSingular) return {};
  if (wanted.number == Number::kSingular && speaker.number == Number::kPlural) return {};
  const bool other = protagonist_sentence_ > speaker_sentence_ && protagonist_ != speaker_;
  return other ? std::vector<int>() : speaker_;
}

// Whoever is quoted does not name himself: "'X apoya la paz', afirmó."
void Resolver::exclude_quoted(const Proposition& proposition, std::set<int>& chains) {
  for (const Argument& argument : proposition.arguments) {
    if (argument.role != ArgumentRole::kClause) continue;
    for (const int w : argument.words) {
      const ActorMention* mention = result_.mentions.find(sentence_, w);
      if (mention != nullptr) chains.insert(mention->chains.begin(), mention->chains.end());
    }
  }
}

// Who was last said to say or ask something, in no other's words.
void Resolver::remember_speaker() {
  const auto& all = propositions();
  for (std::size_t p = 0; p < all.size(); ++p) {
    std::vector<int> subject = subject_of(static_cast<int>(p));
    if (subject.size() != 1) continue;
    bool told = false;
    for (int above = all[p].parent, steps = 0; above >= 0 && steps < 8; above = all[above].parent, ++steps) {
      told = told || speaks(all[above].lemma);
    }
    const Chain& who = result_.chains[subject[0]];
    if (told || quotations_.quoted[sentence_][all[p].predicate]) continue;
    if (speaks(all[p].lemma)) {
      speaker_ = std::move(subject);
      speaker_sentence_ = sentence_;
    } else if (who.named && who.type == EntityType::kPerson && all[p].parent < 0) {
      protagonist_ = std::move(subject);
      protagonist_sentence_ = sentence_;
    }
  }
}

// Who speaks in this sentence as far as it was read, else who spoke last.
std::vector<int> Resolver::current_speaker() {
  const auto& all = propositions();
  for (std::size_t p = 0; p < all.size(); ++p) {
    if (!speaks(all[p].lemma)) continue;
    std::vector<int> subject = subject_of(static_cast<int>(p));
    if (subject.size() == 1) return subject;
  }
  return speaker_;
}

// "hemos trabajado", "enviamos": those who speak did it; "debemos", "podemos" is often everybody.
bool Resolver::tells_of_past(const Proposition& proposition) const {
  return std::ranges::any_of(proposition.relation_words, [&](int w) {
    const std::string_view tense = feature(words()[w], "Tense");
    return tense == "Past" || tense == "Imp" || (words()[w].lemma == "haber" && w != proposition.predicate);
  });
}

// "We" of someone who holds an office: the one institution whose office it is.
std::vector<int> Resolver::spoken_for() const {
  if (speaker_.size() != 1) return {};
  const std::set<int>& institutions = result_.chains[speaker_[0]].institutions;
  if (institutions.size() != 1 || result_.chains[*institutions.begin()].is_country) return {};
  return {*institutions.begin()};
}

// "He visto…" in a quotation: whoever speaks, who may be named behind it, even in a later sentence of the quotation.
void Resolver::resolve_quoted() {
  if (quotations_.open_after[sentence_] && speaker_sentence_ != sentence_) return;
  for (DroppedSubject& dropped : quoted_) {
    dropped.chains = dropped.plural ? spoken_for() : speaker_;
    add_dropped(std::move(dropped));
  }
  quoted_.clear();
}

// "desde que se estableció": what was established is no actor.
bool Resolver::is_reflexive_passive(const Proposition& proposition) const {
  return proposition.passive && std::ranges::any_of(proposition.relation_words, [&](int w) {
           return words()[w].upos == "PRON" && to_lower(words()[w].form) == "se";
         });
}

Gender Resolver::passive_gender(const Proposition& proposition) const {
  const Word& word = document_.sentences[sentence_].words[proposition.predicate];
  return feature(word, "VerbForm") == "Part" && proposition.passive ? gender_of(word) : Gender::kUnknown;
}

bool Resolver::is_asked(const Proposition& proposition, const Word& verb) const {
  return feature(verb, "Mood") == "Sub" && proposition.parent >= 0 && proposition.parent_relation == "ccomp" &&
         options_.order_verbs != nullptr &&
         options_.order_verbs->contains(propositions_[sentence_][proposition.parent].lemma);
}

std::vector<int> Resolver::asked_by(const Proposition& order) {
  for (const Argument& argument : order.arguments) {
    const bool asked = argument.role == ArgumentRole::kIndirect || argument.role == ArgumentRole::kObject ||
                       (argument.role == ArgumentRole::kOblique && argument.preposition == "a");
    const ActorMention* mention = asked ? result_.mentions.find(sentence_, argument.head) : nullptr;
    if (mention != nullptr) return mention->chains;
  }
  return {};
}

// The subject of the verb whose clause this is: "Kim dijo que apoya".
std::vector<int> Resolver::speaker_of(const Proposition& proposition) {
  if (proposition.parent < 0 || proposition.parent_relation == "conj") return {};
  return subject_of(proposition.parent);
}

std::vector<int> Resolver::subject_of(int p) {
  if (const auto* dropped = result_.find_dropped(sentence_, p)) return *dropped;
  const Argument* subject = propositions()[p].find(ArgumentRole::kSubject);
  if (subject == nullptr && propositions()[p].passive) subject = propositions()[p].find(ArgumentRole::kPatient);
  if (subject == nullptr) return {};
  const ActorMention* mention = result_.mentions.find(sentence_, subject->head);
  if (mention == nullptr) return {};
  const int government = result_.governments[mention - mentions().data()];
  return government >= 0 ? std::vector<int>{government} : mention->chains;
}

}  // namespace trama
