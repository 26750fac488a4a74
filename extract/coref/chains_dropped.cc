// Subjects that a clause leaves out: see resolver.h.
#include <algorithm>

#include "base/utf8.h"
#include "extract/coref/resolver.h"

namespace trama {
namespace {

constexpr int kMaxClimb = 16;  // Words between a verb and that of the clause around it.

bool overlaps(const std::set<int>& set, const std::vector<int>& list) {
  return std::ranges::any_of(list, [&](int item) { return set.contains(item); });
}

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

// "animo", "insto" are taken for "animó", "instó" now and then; in a quotation whoever speaks does it.
std::string_view Resolver::person_of(int verb) const {
  const Word& word = words()[verb];
  const bool present = word.lemma.ends_with("ar") && word.form.ends_with('o') && !word.form.ends_with("vo");
  return quotations_.quoted[sentence_][verb] && present ? "1" : feature(word, "Person");
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
  } else if ((person == "3" || person.empty()) && !is_reflexive_passive(proposition)) {
    resolve_third(proposition, word, dropped);
  }
  add_dropped(std::move(dropped));
}

bool Resolver::agrees(const std::vector<int>& chains, const Agreement& wanted) const {
  if (chains.size() != 1) return wanted.number != Number::kSingular;
  const Chain& one = result_.chains[chains[0]];
  const auto fits = [](auto said, auto known) {
    return said == decltype(said){} || known == decltype(known){} || said == known;
  };
  return fits(wanted.number, one.number) && fits(wanted.gender, one.gender);
}

// "Otro país que visitó fue Perú, donde observó …": a place without a name does nothing that people do.
bool Resolver::is_some_place(int place) const {
  return result_.chains[place].type == EntityType::kLocation && !result_.chains[place].named;
}

// The subject of the innermost clause around a word that agrees: "X hizo lo que quiso", "mientras se muestra". Whoever
// is quoted does not speak of who says so; those are excluded.
Resolver::Above Resolver::subject_above(int word, int p, const Agreement& wanted, std::set<int>& excluded) {
  const SentenceTree& tree = trees_[sentence_];
  const auto& quoted = quotations_.quoted[sentence_];
  // "dijo que está “muy apenado”": the words in quotation marks are his, the clause is the text's.
  const bool in_quotation = quoted[word] && quoted[finite_verb(propositions()[p])];
  const bool personal = is_personal_verb(propositions()[p].lemma);
  bool direct = true;
  bool told = false;  // By a thing.
  int at = tree.head(word);
  for (int steps = 0; at >= 0 && steps < kMaxClimb; ++steps, at = tree.head(at)) {
    const auto here = heads_.find(at);
    if (here == heads_.end()) continue;
    bool clause_here = false;
    for (const int above : here->second) {
      const Proposition& clause = propositions()[above];
      if (above == p || clause.impersonal) continue;
      clause_here = true;
      const std::vector<int> chains = subjects_of(above);
      if (in_quotation && !quoted[clause.predicate]) {
        excluded.insert(chains.begin(), chains.end());
        continue;
      }
      const Argument* subject = clause.find(ArgumentRole::kSubject);
      if (subject == nullptr) subject = clause.find(ArgumentRole::kPatient);
      if (subject != nullptr && std::ranges::binary_search(subject->words, word)) {
        direct = false;
        continue;
      }
      if (chains.empty() && subject != nullptr && subject->head > word && direct &&
          result_.mentions.find(sentence_, subject->head) != nullptr && !puts_in(propositions()[p])) {
        return {.later = subject->head};
      }
      if (chains.size() == 1 && personal && is_some_place(chains[0])) continue;
      if (!chains.empty()) {
        if (agrees(chains, wanted) && !overlaps(excluded, chains)) return {.chains = chains, .direct = direct};
      } else if (subject != nullptr && subject->head >= 0 && subject->head < word &&
                 subject_mention(*subject) == nullptr && !(personal && clause.passive)) {
        // "un informe indicaba que quiere ir": who wants to is no report.
        told = told || (personal && speaks(clause.lemma) && propositions()[p].parent == above);
        if (told) continue;
        const Number number = number_of(words()[subject->head]);
        if (number == wanted.number || number == Number::kUnknown) return {.thing = true, .direct = direct};
      }
    }
    direct = direct && !clause_here;
  }
  return {};
}

// "Por eso, indicó, la Comisión …": says who spoke before, not whoever the sentence goes on with.
bool Resolver::puts_in(const Proposition& proposition) const {
  return speaks(proposition.lemma) && proposition.parent_relation == "parataxis";
}

void Resolver::resolve_third(const Proposition& proposition, const Word& verb, DroppedSubject& dropped) {
  Agreement wanted{passive_gender(proposition), number_of(verb)};
  wanted.quoted = quotations_.quoted[sentence_][dropped.verb];
  wanted.main = proposition.parent < 0;
  dropped.chains = announcer(proposition);
  if (dropped.chains.empty()) dropped.chains = writer(proposition, wanted);
  if (dropped.chains.empty()) dropped.chains = suspect(proposition, wanted);
  if (!dropped.chains.empty() || says_what_a_thing_is(proposition)) return;
  std::set<int> excluded;
  add_chains(proposition, -2, excluded);
  exclude_speaker(dropped.verb, excluded);
  const bool suffers = proposition.passive && options_.person_verbs != nullptr &&
                       options_.person_verbs->contains(proposition.lemma);  // "fueron acosados"
  const bool personal = suffers || is_personal_verb(proposition.lemma);
  if (const Argument* asked = asked_for(proposition, verb, excluded)) {
    const ActorMention* mention = result_.mentions.find(sentence_, asked->head);
    if (mention != nullptr && agrees(mention->chains, wanted)) dropped.chains = mention->chains;
    return;
  }
  const Above above = subject_above(proposition.predicate, dropped.proposition, wanted, excluded);
  if (!above.chains.empty() && (above.direct || personal)) dropped.chains = above.chains;
  if (above.later >= 0) {
    awaited_.push_back({dropped, above.later, wanted});
    return;
  }
  if (!above.chains.empty() || (above.thing && !speaks(proposition.lemma))) return;
  std::vector<int> preferred;
  if (speaks(proposition.lemma)) {
    wanted.topic = true;
    // "…, afirmaron X e Y. Agregaron que": both.
    if (wanted.number == Number::kPlural && sentence_ - speakers_sentence_ <= 2 &&
        speakers_sentence_ >= speaker_sentence_) {
      dropped.chains = speakers_;
      return;
    }
    // "explicó de Mistura": the particle of a name.
    if (const int name = particle_name(dropped.verb); name >= 0) {
      awaited_.push_back({dropped, name, wanted});
      return;
    }
    preferred = spoke_before(dropped.verb, wanted);
    if (preferred.empty()) preferred = main_subject_before(dropped.verb, wanted);
    if (preferred.empty()) preferred = last_speaker(wanted);
    if (!preferred.empty() && !overlaps(excluded, preferred)) {
      dropped.chains = preferred;
      return;
    }
    if (report_sentence_ > speaker_sentence_ && sentence_ - report_sentence_ <= 2)
      return;  // It is the report that goes on.
    exclude_quoted(proposition, excluded);
    if (sentence_ - protagonist_sentence_ <= 1) preferred = protagonist_;
  } else if (wanted.main && !wanted.quoted) {
    if (report_sentence_ == sentence_ - 1 && report_sentence_ > speaker_sentence_) return;  // So may the report.
    preferred = protagonist_sentence_ > speaker_sentence_ ? protagonist_ : last_speaker(wanted);
    const bool reported = spoken_of_sentence_ == speaker_sentence_ && sentence_ - spoken_of_sentence_ <= 1;
    if (reported && agrees(spoken_of_, wanted)) preferred = spoken_of_;
  }
  if (heads_quotation(proposition) && quoted_topic_sentence_ == sentence_ - 1) preferred = quoted_topic_;
  if (wanted.number == Number::kPlural && sentence_ - group_sentence_ <= 1 && group_.size() >= 2 &&
      !overlaps(excluded, group_)) {
    dropped.chains = group_;
  } else if (const auto found = salience_.best_antecedent(wanted, result_.chains, excluded, preferred, personal,
                                                          Salience::kPronounWindow, &dropped.rivals)) {
    if (!personal || !is_some_place(*found)) dropped.chains = {*found};
    dropped.guessed = true;
  }
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
// nothing of the kind. Whoever asks does not go; where nobody is named the argument's head is -1.
const Argument* Resolver::asked_for(const Proposition& proposition, const Word& verb, std::set<int>& excluded) {
  static const Argument kNobody;
  const bool asked = is_asked(proposition, verb);
  const bool aim = trees_[sentence_].mark(top_of(proposition)) == "para que";
  if (proposition.parent < 0) return aim ? &kNobody : nullptr;
  if (!asked && !aim) return nullptr;
  if (const Argument* whom = asked_by(propositions()[proposition.parent])) return whom;
  if (aim) return &kNobody;
  const std::vector<int> asking = speaker_of(proposition);
  excluded.insert(asking.begin(), asking.end());
  return nullptr;
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
    salience_.add(dropped.chains[0], kSubjectWeight, quotations_.quoted[sentence_][dropped.verb]);
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

Gender Resolver::passive_gender(const Proposition& proposition) const {
  const Word& word = document_.sentences[sentence_].words[proposition.predicate];
  return feature(word, "VerbForm") == "Part" && proposition.passive ? gender_of(word) : Gender::kUnknown;
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
