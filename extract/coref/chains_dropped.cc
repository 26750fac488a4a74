// Subjects that a clause leaves out: see resolver.h.
#include <algorithm>

#include "base/utf8.h"
#include "extract/coref/resolver.h"

namespace trama {
namespace {

constexpr int kMaxClimb = 16;  // Words between a verb and that of the clause around it.

}  // namespace

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
  for (const int w : trees_[sentence_].children(proposition.predicate)) {  // "está dispuesto a apoyar"
    if (words[w].deprel == "cop" && feature(words[w], "VerbForm") == "Fin") return w;
  }
  return proposition.predicate;
}

// "animo", "reconocí" are taken for "animó", "reconoció" now and then; in a quotation whoever speaks does it.
std::string_view Resolver::person_of(int verb) const {
  const Word& word = words()[verb];
  const bool present = word.lemma.ends_with("ar") && word.form.ends_with('o') && !word.form.ends_with("vo");
  const bool past = word.form.ends_with("é") || word.form.ends_with("í");
  return quotations_.quoted[sentence_][verb] && (present || past) ? "1" : feature(word, "Person");
}

void Resolver::resolve_dropped(int verb, int p) {
  const Word& word = words()[verb];
  const Proposition& proposition = propositions()[p];
  const std::string_view person = person_of(verb);
  DroppedSubject dropped{sentence_, p, verb, {}};
  if (person == "1" && (number_of(word) == Number::kSingular || !is_general(proposition, word))) {
    dropped.plural = number_of(word) == Number::kPlural;
    if (!dropped.plural) dropped.chains = speaker_of(proposition);
    if (dropped.chains.empty() && quotations_.quoted[sentence_][verb]) {
      quoted_.push_back(std::move(dropped));
      return;
    }
  } else if (person == "3" || person.empty()) {
    const Agreement wanted{subject_gender(proposition), number_of(word)};
    if (const int later = named_later(proposition, verb); later >= 0) {
      awaited_.push_back({dropped, later, wanted});
      return;
    }
    Anaphor anaphor = left_out(proposition, verb);
    anaphor.wanted = wanted;
    take(choose(anaphor), dropped);
    if (dropped.chains.empty() && !dropped.likely.empty()) {
      result_.undecided.push_back(std::move(dropped));
      return;
    }
  }
  add_dropped(std::move(dropped));
}

// A left-out subject as the model sees it.
Resolver::Anaphor Resolver::left_out(const Proposition& proposition, int verb) {
  Anaphor anaphor;
  anaphor.word = proposition.predicate;
  anaphor.finite = verb;
  anaphor.proposition = index_of(proposition);
  anaphor.place = proposition.passive ? "object" : "subject";
  anaphor.lemma = proposition.lemma;
  anaphor.pointed = announcer(proposition);
  if (anaphor.pointed.empty()) anaphor.pointed = writer(proposition, {Gender::kUnknown, number_of(words()[verb])});
  if (anaphor.pointed.empty()) anaphor.pointed = suspect(proposition, {Gender::kUnknown, number_of(words()[verb])});
  anaphor.reason = kAnnounces;
  if (!anaphor.pointed.empty()) return anaphor;
  if (const Argument* asked = asked_for(proposition, words()[verb])) {
    anaphor.reason = kIsAsked;
    if (const ActorMention* mention = result_.mentions.find(sentence_, asked->head)) anaphor.pointed = mention->chains;
  }
  return anaphor;
}

bool Resolver::agrees(const std::vector<int>& chains, const Agreement& wanted) const {
  if (chains.size() != 1) return wanted.number != Number::kSingular;
  const Chain& one = result_.chains[chains[0]];
  const auto fits = [](auto said, auto known) {
    return said == decltype(said){} || known == decltype(known){} || said == known;
  };
  return fits(wanted.number, one.number) && fits(wanted.gender, one.gender);
}

// "Aunque calificó el año de difícil, el ministro …": the word behind a clause that will tell its subject, or -1.
int Resolver::named_later(const Proposition& proposition, int verb) const {
  if (is_reflexive_passive(proposition) || says_what_a_thing_is(proposition)) return -1;
  if (speaks(proposition.lemma)) {
    // "Por eso, indicó, la Comisión …": says who spoke before, not whoever the sentence goes on with.
    if (proposition.parent_relation == "parataxis") return -1;
    if (const int name = particle_name(verb); name >= 0) return name;
  }
  const SentenceTree& tree = trees_[sentence_];
  const auto& quoted = quotations_.quoted[sentence_];
  const int word = proposition.predicate;
  int at = tree.head(word);
  for (int steps = 0; at >= 0 && steps < kMaxClimb; ++steps, at = tree.head(at)) {
    const auto here = heads_.find(at);
    if (here == heads_.end()) continue;
    for (const int above : here->second) {
      const Proposition& clause = propositions()[above];
      if (&clause == &proposition || clause.impersonal || (quoted[word] && !quoted[clause.predicate])) continue;
      const Argument* subject = clause.find(ArgumentRole::kSubject);
      if (subject == nullptr) subject = clause.find(ArgumentRole::kPatient);
      if (subject == nullptr || std::ranges::binary_search(subject->words, word)) return -1;
      const ActorMention* mention = result_.mentions.find(sentence_, subject->head);
      return subject->head > word && mention != nullptr && mention->chains.empty() ? subject->head : -1;
    }
  }
  return -1;
}

// "explicó de Mistura", after "Staffan de Mistura": the word of the name behind the particle, or -1.
int Resolver::particle_name(int verb) const {
  if (verb + 2 >= static_cast<int>(words().size()) || words()[verb + 1].form != "de") return -1;
  const ActorMention* name = result_.mentions.find(sentence_, verb + 2);
  const bool person = name != nullptr && name->kind == MentionKind::kNamed && name->type == EntityType::kPerson;
  return person && name->first == verb + 2 ? name->head : -1;
}

// "Aunque calificó el año de difícil, el ministro …": whoever is named later in the sentence.
void Resolver::resolve_awaited() {
  for (Awaited& awaited : awaited_) {
    const ActorMention* mention = result_.mentions.find(sentence_, awaited.word);
    if (mention == nullptr || !agrees(mention->chains, awaited.wanted)) continue;
    awaited.dropped.chains = mention->chains;
    add_dropped(std::move(awaited.dropped));
  }
  awaited_.clear();
}

// "falta mucho", "es la primera vez que", "son los lugares": what is no actor is not said of one. "Fue X el que": X is
// the subject.
bool Resolver::says_what_a_thing_is(const Proposition& proposition) const {
  if (proposition.kind != PropositionKind::kCopular) {
    return options_.impersonal_verbs != nullptr && options_.impersonal_verbs->contains(proposition.lemma);
  }
  const Word& said = words()[proposition.predicate];
  const ActorMention* mention = result_.mentions.find(sentence_, proposition.predicate);
  if (mention != nullptr) return mention->kind == MentionKind::kNamed;
  const bool person = options_.person_nouns != nullptr && options_.person_nouns->contains(said.lemma);
  return said.upos == "NOUN" && !person && lexicon_.find_noun(said) == nullptr;
}

// Who is asked to do what the clause says: "pidió a X que vaya", "dio dinero a X para que vaya"; null if it says
// nothing of the kind. Where nobody is named the argument's head is -1.
const Argument* Resolver::asked_for(const Proposition& proposition, const Word& verb) {
  static const Argument kNobody;
  const bool aim = trees_[sentence_].mark(top_of(proposition)) == "para que";
  if (proposition.parent < 0) return aim ? &kNobody : nullptr;
  if (!aim && !is_asked(proposition, verb)) return nullptr;
  const Argument* whom = asked_by(propositions()[proposition.parent]);
  return whom != nullptr ? whom : &kNobody;
}

// The word that the clause hangs on: the outermost verb.
int Resolver::top_of(const Proposition& proposition) {
  return proposition.modals.empty() ? proposition.predicate : proposition.modals.front();
}

// "el anuncio hecho por X": words behind "por" of a participle beside the noun.
std::vector<int> Resolver::made_by(int noun, int end) const {
  const SentenceTree& tree = trees_[sentence_];
  std::vector<int> makers;
  for (const int child : tree.children(noun)) {
    if (child < noun || child > end || feature(tree.word(child), "VerbForm") != "Part") continue;
    for (const int maker : tree.children(child)) {
      if (maker > child && maker < end && tree.preposition(maker) == "por") makers.push_back(maker);
    }
  }
  return makers;
}

// "el anuncio del Gobierno de que celebrará …": whose announcement it is.
std::vector<int> Resolver::announcer(const Proposition& proposition) {
  const SentenceTree& tree = trees_[sentence_];
  const int verb = top_of(proposition);
  const int noun = tree.head(verb);
  if (noun < 0 || noun > verb || tree.word(noun).upos != "NOUN" || tree.mark(verb) != "de que") return {};
  for (const int child : tree.children(noun)) {
    if (child < noun || child > verb || !tree.is(child, "nmod") || tree.preposition(child) != "de") continue;
    const ActorMention* owner = result_.mentions.find(sentence_, child);
    if (owner != nullptr && owner->chains.size() == 1) return owner->chains;
  }
  for (const int maker : made_by(noun, verb)) {
    const ActorMention* owner = result_.mentions.find(sentence_, maker);
    if (owner != nullptr && owner->chains.size() == 1) return owner->chains;
  }
  return {};
}

// "recibió una carta del ministro, en la que pide ayuda": whose letter it is says what stands in it.
std::vector<int> Resolver::writer(const Proposition& proposition, const Agreement& wanted) const {
  const SentenceTree& tree = trees_[sentence_];
  const int verb = top_of(proposition);
  const int noun = tree.head(verb);
  if (noun < 0 || noun > verb || !tree.is(verb, "acl") || !speaks(proposition.lemma)) return {};
  const bool in_which = std::ranges::any_of(tree.children(verb), [&](int child) {
    return child < verb && tree.word(child).form == "que" && tree.preposition(child) == "en";
  });
  if (!in_which) return {};
  const auto told = [&](int word) {
    const ActorMention* mention = result_.mentions.find(sentence_, word);
    const bool fits = mention != nullptr && mention->chains.size() == 1 && agrees(mention->chains, wanted) &&
                      mention->type != EntityType::kLocation && mention->type != EntityType::kMisc &&
                      (mention->kind == MentionKind::kNamed || mention->definite);  // "rueda de prensa" is nobody's
    return fits ? mention->chains : std::vector<int>();
  };
  const ActorMention* person = result_.mentions.find(sentence_, noun);
  if (person != nullptr && person->type == EntityType::kPerson)
    return tree.is(noun, "nmod") && tree.preposition(noun) == "de" ? told(noun) : std::vector<int>();
  for (const int child : tree.children(noun)) {
    const bool owner = child > noun && child < verb && tree.is(child, "nmod") && tree.preposition(child) == "de";
    if (std::vector<int> found = owner ? told(child) : std::vector<int>(); !found.empty()) return found;
  }
  return {};
}

// Keeps what was found in the order of sentences, which find_dropped() relies on.
void Resolver::add_dropped(DroppedSubject dropped) {
  if (dropped.chains.empty()) return;
  if (dropped.chains.size() == 1 && dropped.sentence == sentence_) {
    salience_.add(dropped.chains[0], kSubjectWeight);
    const bool inner = is_subordinate(propositions()[dropped.proposition]);
    tell(dropped.chains[0], propositions()[dropped.proposition].predicate, inner ? kInnerSubjectWeight : kSubjectWeight,
         4);
  }
  const auto at = std::ranges::upper_bound(result_.dropped, dropped.sentence, {}, &DroppedSubject::sentence);
  result_.dropped.insert(at, std::move(dropped));
}

// "desde que se estableció": what was established is no actor.
bool Resolver::is_reflexive_passive(const Proposition& proposition) const {
  return proposition.passive && std::ranges::any_of(proposition.relation_words, [&](int w) {
           return words()[w].upos == "PRON" && to_lower(words()[w].form) == "se";
         });
}

// "fue elegida", "está dispuesta"
Gender Resolver::subject_gender(const Proposition& proposition) const {
  const Word& word = words()[proposition.predicate];
  const bool told = proposition.kind == PropositionKind::kCopular ? word.upos == "ADJ" : proposition.passive;
  return told && (word.upos == "ADJ" || feature(word, "VerbForm") == "Part") ? gender_of(word) : Gender::kUnknown;
}

bool Resolver::is_asked(const Proposition& proposition, const Word& verb) const {
  return feature(verb, "Mood") == "Sub" && proposition.parent >= 0 && proposition.parent_relation == "ccomp" &&
         options_.order_verbs != nullptr &&
         options_.order_verbs->contains(propositions_[sentence_][proposition.parent].lemma);
}

const Argument* Resolver::asked_by(const Proposition& order) const {
  for (const Argument& argument : order.arguments) {
    const bool asked = argument.role == ArgumentRole::kIndirect || argument.role == ArgumentRole::kObject ||
                       (argument.role == ArgumentRole::kOblique && argument.preposition == "a");
    if (asked && argument.head >= 0 && argument.proposition < 0) return &argument;
  }
  return nullptr;
}

// The subject of the verb whose clause this is: "Kim dijo que apoya".
std::vector<int> Resolver::speaker_of(const Proposition& proposition) {
  if (proposition.parent < 0 || proposition.parent_relation == "conj") return {};
  return subject_of(proposition.parent);
}

// "El filántropo, Bill Gates, anunció": whoever is named beside a noun that no table has.
const ActorMention* Resolver::subject_mention(const Argument& subject) const {
  if (subject.head < 0) return nullptr;
  if (const ActorMention* mention = result_.mentions.find(sentence_, subject.head)) return mention;
  const SentenceTree& tree = trees_[sentence_];
  for (const int child : tree.children(subject.head)) {
    const ActorMention* named = tree.is(child, "appos") ? result_.mentions.find(sentence_, child) : nullptr;
    if (named != nullptr && named->kind == MentionKind::kNamed && named->type == EntityType::kPerson) return named;
  }
  return nullptr;
}

// The same, with all that are coordinated: "Chile y Perú".
std::vector<int> Resolver::subjects_of(int p) {
  std::vector<int> chains = subject_of(p);
  const Argument* subject = propositions()[p].find(ArgumentRole::kSubject);
  if (subject == nullptr || chains.empty()) return chains;
  for (const int head : subject->conjuncts) {
    const ActorMention* mention = result_.mentions.find(sentence_, head);
    if (mention == nullptr || mention->chains.size() != 1) continue;
    if (std::ranges::find(chains, mention->chains[0]) == chains.end()) chains.push_back(mention->chains[0]);
  }
  return chains;
}

std::vector<int> Resolver::subject_of(int p) {
  if (const auto* dropped = result_.find_dropped(sentence_, p)) return dropped->chains;
  const Argument* subject = propositions()[p].find(ArgumentRole::kSubject);
  if (subject == nullptr && propositions()[p].passive) subject = propositions()[p].find(ArgumentRole::kPatient);
  if (subject == nullptr) return {};
  const ActorMention* mention = subject_mention(*subject);
  if (mention == nullptr) return {};
  const int government = result_.governments[mention - mentions().data()];
  return government >= 0 ? std::vector<int>{government} : mention->chains;
}

}  // namespace trama
