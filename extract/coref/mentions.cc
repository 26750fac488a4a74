#include "extract/coref/mentions.h"

#include <algorithm>

#include "base/divided_words.h"
#include "base/utf8.h"
#include "extract/coref/names.h"
#include "extract/coref/sentence_mentions.h"

namespace trama {

SentenceMentions::SentenceMentions(const AnalyzedDocument& document, int index, const SentenceTree& tree,
                                   const Lexicon& lexicon, Mentions& mentions)
    : document_(document),
      sentence_(document.sentences[index]),
      index_(index),
      tree_(tree),
      lexicon_(lexicon),
      mentions_(mentions),
      at_(mentions.at[index]) {
  at_.assign(sentence_.words.size(), -1);
}

void SentenceMentions::find() {
  const std::size_t first_mention = mentions_.all.size();
  find_names();
  find_nominals();
  find_pronouns();
  sort_from(first_mention);
  link_appositions();
}

int SentenceMentions::add(ActorMention mention) {
  mention.sentence = index_;
  mentions_.all.push_back(std::move(mention));
  return static_cast<int>(mentions_.all.size()) - 1;
}

void SentenceMentions::find_pronouns() {
  for (int i = 0; i < size(); ++i) {
    if (at_[i] < 0 && (is_reference(i) || is_possessive(i))) at_[i] = add(make_pronoun(i));
  }
}

bool SentenceMentions::is_both(int i) const {
  return fold_key(word(i).lemma).starts_with("ambos") || fold_key(word(i).form) == "ambos" ||
         fold_key(word(i).form) == "ambas";
}

// Personal and demonstrative pronouns that can mean an actor: no reflexives, no neuters.
bool SentenceMentions::is_reference(int i) const {
  const Word& w = word(i);
  if (is_both(i)) return !tree_.is(i, "det");
  if (w.upos != "PRON" || feature(w, "Reflex") == "Yes" || tree_.is(i, "expl")) return false;
  const std::string key = fold_key(w.form);
  if (i + 1 < size() && opens_clause(i)) return false;
  if (i > 0 && fold_key(word(i - 1).form) == "lo" && w.lemma == "mismo") return false;
  if (key == "esto" || key == "eso" || key == "aquello" || key == "ello" || key == "se") return false;
  const std::string_view type = feature(w, "PronType");
  return type == "Prs" || (type == "Dem" && gender_of(w) != Gender::kUnknown);
}

// "lo que", "lo ocurrido", "aquellos que trabajan": what follows says who or what is meant.
bool SentenceMentions::opens_clause(int i) const {
  const Word& next = word(i + 1);
  const bool relative = feature(next, "PronType").find("Rel") != std::string_view::npos;
  if (fold_key(word(i).form) != "lo") return relative && feature(word(i), "PronType") == "Dem";
  return relative || next.upos == "ADJ" || next.lemma == "mismo" || feature(next, "VerbForm") == "Part";
}

// "su", which tells neither gender nor number of the owner; "mi", "nuestro".
bool SentenceMentions::is_possessive(int i) const {
  const std::string form = to_lower(word(i).form);
  const bool first = feature(word(i), "Poss") == "Yes" && feature(word(i), "Person") == "1";
  return (form == "su" || form == "sus" || first) && word(i).upos == "DET";
}

ActorMention SentenceMentions::make_pronoun(int i) const {
  ActorMention mention;
  mention.kind = MentionKind::kPronoun;
  mention.head = mention.first = mention.last = i;
  mention.gender = gender_of(word(i));
  mention.number = number_of(word(i));
  const std::string_view person = feature(word(i), "Person");
  mention.person = person == "1" ? 1 : person == "2" ? 2 : 3;
  mention.both = is_both(i);
  if (is_possessive(i)) {
    mention.possessive = true;
    mention.gender = Gender::kUnknown;
    mention.number = Number::kUnknown;
    mention.person = person == "1" ? 1 : 3;
  }
  mention.text = words_text(document_, sentence_, i, i);
  return mention;
}

void SentenceMentions::sort_from(std::size_t first_mention) {
  std::stable_sort(mentions_.all.begin() + static_cast<std::ptrdiff_t>(first_mention), mentions_.all.end(),
                   [](const ActorMention& a, const ActorMention& b) { return a.head < b.head; });
  std::ranges::fill(at_, -1);
  for (std::size_t m = first_mention; m < mentions_.all.size(); ++m) {
    const ActorMention& mention = mentions_.all[m];
    if (mention.kind == MentionKind::kNamed) {
      for (int i = mention.first; i <= mention.last; ++i) at_[i] = static_cast<int>(m);
    } else {
      at_[mention.head] = static_cast<int>(m);
    }
  }
}

void SentenceMentions::link_appositions() {
  for (int i = 0; i < size(); ++i) {
    if (at_[i] < 0) continue;
    ActorMention& mention = mentions_.all[at_[i]];
    if (mention.head != i) continue;
    if (mention.part_of >= 0) {
      if (mention.number != Number::kPlural) mention.same_as = at_[mention.part_of];
    } else if (mention.kind == MentionKind::kNominal) {
      mention.same_as = name_of_nominal(mention);
    } else if (mention.kind == MentionKind::kNamed) {
      link_acronym(mention);
      link_alias(mention);
    }
  }
}

// The mention whose role a nominal tells: "el ministro, Juan Paz", "Juan Paz, ministro", "la ciudad de Kursk".
int SentenceMentions::name_of_nominal(const ActorMention& mention) const {
  // "los países de África" are not Africa, nor "los Estados miembros de la ONU" the ONU.
  if (mention.type == EntityType::kLocation)
    return mention.number == Number::kPlural ? -1 : name_complement(mention.head);
  if (mention.number == Number::kPlural) return -1;
  for (const int child : tree_.children(mention.head)) {
    if (!tree_.is_any(child, {"appos", "flat", "compound"}) || at_[child] < 0) continue;
    if (is_joined(mentions_.all[at_[child]].first)) continue;
    if (agrees(mention, mentions_.all[at_[child]])) return at_[child];
    // "el primer ministro de ese país, general Thein Sein"
    for (const int below : tree_.children(child)) {
      if (!tree_.is_any(below, {"appos", "flat"}) || below != child + 1 || at_[below] < 0) continue;
      if (agrees(mention, mentions_.all[at_[below]])) return at_[below];
    }
  }
  if (const int subject = subject_of_copula(mention); subject >= 0) return subject;
  const int head = tree_.head(mention.head);
  if (head < 0 || at_[head] < 0 || !tree_.is(mention.head, "appos")) return -1;
  return agrees(mention, mentions_.all[at_[head]]) ? at_[head] : -1;
}

// "La FAO es la organización que lidera la iniciativa": who is one, if a clause tells more of it; -1 if nobody.
int SentenceMentions::subject_of_copula(const ActorMention& mention) const {
  if (!mention.definite || tree_.child(mention.head, "cop") < 0 || tree_.child(mention.head, "acl") < 0) return -1;
  for (const int child : tree_.children(mention.head)) {
    if (tree_.word(child).lemma == "no" && child < mention.head) return -1;
  }
  const int subject = tree_.child(mention.head, "nsubj");
  if (subject < 0 || at_[subject] < 0) return -1;
  return agrees(mention, mentions_.all[at_[subject]]) ? at_[subject] : -1;
}

// Whether a preposition stands before the word ("de la ONU"), whatever the tree says.
bool SentenceMentions::is_joined(int first) const {
  int at = first - 1;
  while (at > 0 && word(at).upos == "DET") --at;
  return at >= 0 && word(at).upos == "ADP";
}

// Whether a name can be what a nominal describes: no city is a president, no person a company.
bool SentenceMentions::agrees(const ActorMention& nominal, const ActorMention& name) const {
  if (name.kind != MentionKind::kNamed || name.head == nominal.head) return false;
  if (nominal.type == name.type || name.type == EntityType::kMisc) return true;
  const bool known = !lexicon_.country_of_name(name.name).empty() || lexicon_.find_seat(name.name) != nullptr;
  // "la constructora Vialsur", "el delantero Isco": what stands right behind its noun is what the noun says.
  const bool beside = name.first > nominal.head && name.first <= nominal.last + 1;
  if (beside && !known && nominal.type != EntityType::kLocation) return true;
  const bool acronym = is_acronym(name.name) && !known;
  if (nominal.type == EntityType::kOrganization) return acronym || name.type != EntityType::kPerson;
  return nominal.type == EntityType::kGroup && name.type == EntityType::kOrganization;
}

// "Consejo de Seguridad de la Organización de las Naciones Unidas (ONU)": the acronym is of the last part alone.
bool SentenceMentions::is_of_part(const std::string& acronym, const std::string& full) const {
  const KnownName* known = lexicon_.find_name(acronym);
  if (known == nullptr) return false;
  for (std::size_t at = full.find(' '); at != std::string::npos; at = full.find(' ', at + 1)) {
    const KnownName* part = lexicon_.find_name(full.substr(at + 1));
    if (part != nullptr && part->canonical == known->canonical) return true;
  }
  return false;
}

// Whether the name before an acronym begins too early ("Concurso de Fotografía del Programa Mundial de Arte (PMA)") or
// too late ("Comercio de Especies Raras (ACTER)"): its first letter is another one.
bool SentenceMentions::is_cut(const std::string& acronym, const ActorMention& full) const {
  const std::string letters = fold_key(acronym);
  const std::string name = fold_key(full.name);
  if (letters.empty() || name.empty() || letters[0] == name[0]) return false;
  for (std::size_t at = name.find(' '); at != std::string::npos; at = name.find(' ', at + 1)) {
    if (name[at + 1] == letters[0] && is_acronym_of(acronym, name.substr(at + 1))) return true;
  }
  const bool whole = lexicon_.find_name(full.name) != nullptr || lexicon_.find_noun(word(full.first)) != nullptr ||
                     lexicon_.type_by_words(word(full.first).form, word(full.last).form).has_value();
  return !whole && !is_acronym_of(acronym, full.name) && full.last > full.first && has_particle(full);
}

// "Flora y Fauna", "Especies de Fauna": Spanish words, which an acronym would begin with.
bool SentenceMentions::has_particle(const ActorMention& name) const {
  for (int i = name.first; i <= name.last; ++i) {
    if (word(i).upos == "CCONJ" || word(i).upos == "ADP") return true;
  }
  return false;
}

// "Organización Mundial del Café (OMC)".
void SentenceMentions::link_acronym(ActorMention& mention) {
  const int before = mention.first - 2;
  if (before < 0 || mention.last + 1 >= size() || word(mention.first - 1).form != "(" ||
      word(mention.last + 1).form != ")" || !is_acronym(mention.name) || at_[before] < 0) {
    return;
  }
  const ActorMention& full = mentions_.all[at_[before]];
  const bool country = !lexicon_.country_of_name(mention.name).empty();
  if (full.kind != MentionKind::kNamed || full.type == EntityType::kPerson || country) return;
  // "Misión Conjunta de la ONU y la Organización de Lagos (OL)": the acronym is of the last one alone.
  const std::size_t last = full.name.rfind(" y la ");
  if (is_of_part(mention.name, full.name) || is_cut(mention.name, full)) return;
  if (last != std::string::npos && !is_acronym_of(mention.name, full.name) &&
      is_acronym_of(mention.name, full.name.substr(last + 6))) {
    return;
  }
  if (full.type == EntityType::kOrganization || is_acronym_of(mention.name, full.name)) mention.same_as = at_[before];
}

// "Jefferson Mina, alias 'Chucky'", "Dionisio Arrieta, alias El Manco".
void SentenceMentions::link_alias(ActorMention& mention) {
  constexpr int kMaxJoint = 7;  // Words, with marks.
  std::string joint;
  for (int i = mention.first - 1; i >= 0 && i >= mention.first - kMaxJoint; --i) {
    if (at_[i] >= 0 && mentions_.all[at_[i]].kind == MentionKind::kNamed) {
      if (lexicon_.joins_alias(joint)) mention.same_as = at_[i];
      return;
    }
    const bool bracket = word(i).form == "(" || word(i).form == ")";
    const bool article = word(i).upos == "DET" && joint.empty();
    if ((word(i).upos == "PUNCT" && !bracket) || article) continue;
    joint = word(i).form + (joint.empty() ? "" : " ") + joint;
  }
}

const ActorMention* Mentions::find(int sentence, int word) const {
  if (word < 0 || word >= static_cast<int>(at[sentence].size()) || at[sentence][word] < 0) return nullptr;
  return &all[at[sentence][word]];
}

Mentions find_mentions(const AnalyzedDocument& document, const std::vector<SentenceTree>& trees,
                       const Lexicon& lexicon) {
  Mentions mentions;
  mentions.at.resize(document.sentences.size());
  for (std::size_t i = 0; i < document.sentences.size(); ++i) {
    SentenceMentions(document, static_cast<int>(i), trees[i], lexicon, mentions).find();
  }
  return mentions;
}

std::string words_text(const AnalyzedDocument& document, const Sentence& sentence, int first, int last) {
  const std::size_t begin = sentence.words[first].span.begin;
  const std::size_t end = sentence.words[last].span.end;
  if (begin >= end || end > document.document.text.size()) return {};
  return whole_words(std::string_view(document.document.text).substr(begin, end - begin));
}

}  // namespace trama
