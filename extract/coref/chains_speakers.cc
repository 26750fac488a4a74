// Who speaks, and whom "I" and "we" of quotations are: see resolver.h.
#include <algorithm>

#include "base/utf8.h"
#include "extract/coref/names.h"
#include "extract/coref/resolver.h"

namespace trama {
namespace {

constexpr int kSpeakerWindow = 6;  // Sentences after which nobody remembers who spoke last.

// "trabajemos", which analysis takes for a future now and then.
bool is_hortative(const Word& verb) {
  const bool subjunctive = verb.lemma.ends_with("ar") && verb.form.ends_with("emos") && !verb.form.ends_with("remos");
  return subjunctive || feature(verb, "Mood") == "Sub";
}

}  // namespace

bool Resolver::speaks(const std::string& lemma) const {
  const auto in = [&](const std::set<std::string>* verbs) { return verbs != nullptr && verbs->contains(lemma); };
  return in(options_.speech_verbs) || (in(options_.order_verbs) && is_personal_verb(lemma));
}

// "X sostuvo que …, “…”, dijo": who spoke before a verb in the same sentence.
std::vector<int> Resolver::spoke_before(int verb, const Agreement& wanted) {
  const auto& all = propositions();
  std::vector<int> found;
  for (std::size_t p = 0; p < all.size() && all[p].predicate < verb; ++p) {
    if (!speaks(all[p].lemma) || quotations_.quoted[sentence_][all[p].predicate]) continue;
    std::vector<int> subject = subject_of(static_cast<int>(p));
    if (subject.size() == 1 && agrees(subject, wanted)) found = std::move(subject);
  }
  return found;
}

// "X encomió la medida en vista de que “…”, recalcó": the person or institution that the main clause before is about.
std::vector<int> Resolver::main_subject_before(int verb, const Agreement& wanted) {
  const auto& all = propositions();
  for (std::size_t p = 0; p < all.size() && all[p].predicate < verb; ++p) {
    if (quotations_.quoted[sentence_][all[p].predicate] || all[p].kind != PropositionKind::kVerbal) continue;
    std::vector<int> subject = subject_of(static_cast<int>(p));
    const bool person = subject.size() == 1 && chain(subject[0]).type == EntityType::kPerson;
    if (person && agrees(subject, wanted)) return subject;
  }
  return {};
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

// Whoever is quoted says "yo", not "él".
void Resolver::exclude_speaker(int word, std::set<int>& chains) {
  if (!quotations_.quoted[sentence_][word]) return;
  const std::vector<int> speaker = current_speaker();
  chains.insert(speaker.begin(), speaker.end());
}

// Whoever is quoted does not name himself: "'X apoya la paz', afirmó."
void Resolver::exclude_quoted(const Proposition& proposition, std::set<int>& chains) {
  for (const Argument& argument : proposition.arguments) {
    if (argument.role != ArgumentRole::kClause) continue;
    for (const int w : argument.words) {
      const ActorMention* mention = result_.mentions.find(sentence_, w);
      if (mention != nullptr && quotations_.quoted[sentence_][w])
        chains.insert(mention->chains.begin(), mention->chains.end());
    }
  }
}

// "señala el informe"
bool Resolver::is_report(const Proposition& proposition) const {
  const Argument* subject = proposition.find(ArgumentRole::kSubject);
  if (subject == nullptr || subject->head < 0 || subject->relative || !speaks(proposition.lemma)) return false;
  const std::vector<std::string> classes = lexicon_.noun_classes(words()[subject->head]);
  return std::ranges::find(classes, "source") != classes.end() &&
         result_.mentions.find(sentence_, subject->head) == nullptr;
}

// Whether a quoted clause hangs on no other that is quoted: what the quotation goes on with.
bool Resolver::heads_quotation(const Proposition& proposition) const {
  const auto& quoted = quotations_.quoted[sentence_];
  return quoted[proposition.predicate] &&
         (proposition.parent < 0 || !quoted[propositions()[proposition.parent].predicate]);
}

// "Según la experta, X, el encuentro …": who speaks though no verb says so.
void Resolver::remember_source() {
  for (const Proposition& proposition : propositions()) {
    if (quotations_.quoted[sentence_][proposition.predicate]) continue;
    for (const Argument& argument : proposition.arguments) {
      if (options_.source_prepositions == nullptr || !options_.source_prepositions->contains(argument.preposition))
        continue;
      const ActorMention* mention = result_.mentions.find(sentence_, argument.head);
      if (mention == nullptr || mention->chains.size() != 1) continue;
      if (chain(mention->chains[0]).type != EntityType::kPerson) continue;
      speaker_ = mention->chains;
      speaker_sentence_ = sentence_;
    }
  }
}

// Who was last said to say or ask something, in no other's words.
void Resolver::remember_speaker() {
  remember_source();
  const auto& all = propositions();
  for (std::size_t p = 0; p < all.size(); ++p) {
    std::vector<int> subject = subject_of(static_cast<int>(p));
    if (speaks(all[p].lemma) && !quotations_.quoted[sentence_][all[p].predicate]) {
      std::vector<int> all_of_them = subjects_of(static_cast<int>(p));
      if (all_of_them.size() > 1) speakers_ = std::move(all_of_them);
      if (speakers_.size() > 1 && !subject.empty() && std::ranges::count(speakers_, subject[0]) > 0)
        speakers_sentence_ = sentence_;
    }
    const bool report = subject.empty() && is_report(all[p]);
    if (subject.size() != 1 && !report) continue;
    bool told = false;
    for (int above = all[p].parent, steps = 0; above >= 0 && steps < 8; above = all[above].parent, ++steps) {
      told = told || speaks(all[above].lemma);
    }
    if (heads_quotation(all[p]) && !subject.empty()) {
      quoted_topic_ = subject;
      quoted_topic_sentence_ = sentence_;
    }
    if (told && !report) remember_spoken_of(all[p], subject);
    if (told || quotations_.quoted[sentence_][all[p].predicate]) continue;
    if (report) {
      speaker_.clear();
      report_sentence_ = sentence_;
      continue;
    }
    const Chain& who = result_.chains[subject[0]];
    if (speaks(all[p].lemma)) {
      speaker_ = std::move(subject);
      speaker_sentence_ = sentence_;
    } else if (who.named && who.type == EntityType::kPerson && all[p].parent < 0) {
      protagonist_ = std::move(subject);
      protagonist_sentence_ = sentence_;
    }
  }
}

// "El portavoz informó que X viajará": X is who the text is about.
void Resolver::remember_spoken_of(const Proposition& told, const std::vector<int>& subject) {
  if (told.parent < 0 || !speaks(propositions()[told.parent].lemma)) return;
  const std::vector<int> speaker = subject_of(told.parent);
  const Chain& who = result_.chains[subject[0]];
  const bool actor = who.named && (who.type == EntityType::kPerson || who.type == EntityType::kOrganization);
  if (speaker.size() != 1 || speaker == subject || !actor) return;
  if (!result_.chains[speaker[0]].classes.contains("spokesperson")) return;
  spoken_of_ = subject;
  spoken_of_sentence_ = sentence_;
}

// Who speaks in this sentence as far as it was read, else who spoke last.
std::vector<int> Resolver::current_speaker() {
  const auto& all = propositions();
  for (std::size_t p = 0; p < all.size(); ++p) {
    if (!speaks(all[p].lemma) || quotations_.quoted[sentence_][all[p].predicate]) continue;
    std::vector<int> subject = subject_of(static_cast<int>(p));
    if (subject.size() == 1) return subject;
  }
  return speaker_;
}

// "hemos trabajado", "enviamos": those who speak did it.
bool Resolver::tells_of_past(const Proposition& proposition) const {
  return std::ranges::any_of(proposition.relation_words, [&](int w) {
    const std::string_view tense = feature(words()[w], "Tense");
    return tense == "Past" || tense == "Imp" || (words()[w].lemma == "haber" && w != proposition.predicate);
  });
}

// "debemos", "podemos", "trabajemos", "si mantenemos" is often everybody.
bool Resolver::is_general(const Proposition& proposition, const Word& verb) const {
  if (tells_of_past(proposition)) return false;
  const std::string mark = trees_[sentence_].mark(proposition.predicate);
  if (mark == "si" || mark == "a menos que" || (is_hortative(verb) && mark.empty())) return true;
  if (options_.general_verbs == nullptr) return false;
  const auto general = [&](const std::string& lemma) { return options_.general_verbs->contains(lemma); };
  // "Tenemos informes" is not "tenemos que ayudar".
  if (proposition.lemma != "tener" && general(proposition.lemma)) return true;
  return std::ranges::any_of(proposition.modals, [&](int w) { return general(words()[w].lemma); });
}

// "ministro de Economía", "subsecretaria para Asuntos Humanitarios": what an office is about is nobody.
bool Resolver::is_institution(int index) const {
  const std::string& name = result_.chains[index].canonical;
  const bool told = result_.chains[index].described || !result_.chains[index].classes.empty();
  return told || is_acronym(name) || lexicon_.find_name(name) != nullptr ||
         lexicon_.type_by_words(name.substr(0, name.find(' ')), name.substr(name.rfind(' ') + 1)).has_value() ||
         std::ranges::any_of(result_.chains[index].aliases, is_acronym);
}

// "We" of someone who holds an office: the one institution whose office it is; a country only of those who speak for
// it.
std::vector<int> Resolver::spoken_for() const {
  if (speaker_.size() != 1) return {};
  const Chain& speaker = result_.chains[speaker_[0]];
  std::set<int> institutions = speaker.institutions;
  for (const int m : speaker.offices) {
    const std::vector<int>& told = result_.mentions.all[m].chains;
    if (told.size() == 1) institutions.insert(told[0]);
  }
  if (institutions.size() != 1) return {};
  const bool for_country = std::ranges::any_of(speaker.classes, [&](const std::string& name) {
    return options_.country_speakers != nullptr && options_.country_speakers->contains(name);
  });
  if (result_.chains[*institutions.begin()].is_country ? !for_country : !is_institution(*institutions.begin()))
    return {};
  return {*institutions.begin()};
}

// "Tras interrogar a X, la policía dice que admitió haber robado": whoever was questioned or detained in this sentence
// or the one before, and not who tells of it.
std::vector<int> Resolver::suspect(const Proposition& proposition, const Agreement& wanted) {
  const std::set<std::string>* confesses = options_.confessing_verbs;
  const std::set<std::string>* questions = options_.questioning_verbs;
  if (confesses == nullptr || questions == nullptr) return {};
  const bool confession = confesses->contains(proposition.lemma) || std::ranges::any_of(proposition.modals, [&](int w) {
                            return confesses->contains(words()[w].lemma);
                          });
  const bool told = proposition.parent >= 0 ? speaks(propositions()[proposition.parent].lemma)
                                            : proposition.find(ArgumentRole::kOblique) != nullptr;
  if (!confession || !told) return {};
  const std::vector<int> teller = speaker_of(proposition);
  for (int s = sentence_; s >= 0 && s >= sentence_ - 1; --s) {
    for (const Proposition& clause : propositions_[s]) {
      if (&clause == &proposition || !questions->contains(clause.lemma)) continue;
      for (const Argument& argument : clause.arguments) {
        const bool object = argument.role == ArgumentRole::kObject || argument.role == ArgumentRole::kPatient;
        const ActorMention* whom = object && !argument.clitic ? result_.mentions.find(s, argument.head) : nullptr;
        if (whom == nullptr || whom->chains.size() != 1 || whom->chains == teller) continue;
        if (agrees(whom->chains, wanted) && result_.chains[whom->chains[0]].type == EntityType::kPerson)
          return whom->chains;
      }
    }
  }
  return {};
}

// "He visto…" in a quotation: whoever speaks, who may be named behind it, even in a later sentence of the quotation.
void Resolver::resolve_quoted() {
  if (quotations_.open_after[sentence_] && speaker_sentence_ != sentence_) return;
  for (DroppedSubject& dropped : quoted_) {
    dropped.chains = dropped.plural ? spoken_for() : speaker_;
    add_dropped(std::move(dropped));
  }
  quoted_.clear();
  for (const int m : quoted_owners_) {
    const Word& word = document_.sentences[mentions()[m].sentence].words[mentions()[m].head];
    mentions()[m].chains = feature(word, "Number[psor]") == "Plur" ? spoken_for() : speaker_;
  }
  quoted_owners_.clear();
}

}  // namespace trama
