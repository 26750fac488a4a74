#include "extract/relations/repair_names.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "extract/coref/names.h"
#include "extract/relations/quantity.h"
#include "extract/relations/repair_words.h"
#include "extract/text/shorthand.h"

namespace trama {
namespace {

constexpr int kMaxSurnameWords = 3;   // "Vázquez de Mella".
constexpr int kMaxNicknameWords = 3;  // "El Loco".

bool is_day(const std::string& form) {
  if (form.empty() || form.size() > 2 || form[0] == '0') return false;
  if (!std::ranges::all_of(form, [](char c) { return c >= '0' && c <= '9'; })) return false;
  return form.size() == 1 || form <= "31";
}

class NameRepair : private RepairWords {
 public:
  NameRepair(Sentence& sentence, const Cues& cues, const Lexicon& lexicon)
      : RepairWords(sentence.words), sentence_(sentence), cues_(cues), lexicon_(lexicon) {}

  void run() {
    for (int i = 1; i < size(); ++i) name_of_verb(i);
    for (int i = 1; i < size(); ++i) name_behind_a(i);
    for (int i = 1; i + 2 < size(); ++i) join_date(i);
    for (const EntitySpan& span : entity_spans(sentence_)) split_office(span);
    for (const EntitySpan& span : entity_spans(sentence_)) {
      if (span.type == EntityType::kPerson) join_nickname(span);
    }
    for (const EntitySpan& span : entity_spans(sentence_)) {
      if (span.type == EntityType::kPerson) join_given_name(span);
    }
    for (const EntitySpan& span : entity_spans(sentence_)) {
      if (span.type == EntityType::kPerson) join_second_surname(span);
    }
  }

 private:
  const std::string& form(int i) const {
    static const std::string kNone;
    return i >= 0 && i < size() ? words_[i].form : kNone;
  }
  bool capital(int i) const { return begins_with_capital(form(i)); }
  bool given(int i) const { return lexicon_.given_name_gender(form(i)) != Gender::kUnknown; }
  bool finite(int i) const { return i >= 0 && i < size() && feature(words_[i], "VerbForm") == "Fin"; }
  void join_all(int first, int last, const EntitySpan& name) {
    for (int w = first; w <= last; ++w) join_to_name(sentence_, {name.first, w - 1, name.type}, w);
  }

  // "lo construyó Teclar", a name that is tagged as a verb.
  void name_of_verb(int i) {
    Word& word = words_[i];
    if (word.upos != "VERB" || !word.entity.starts_with("B-") || !capital(i) || finite(i)) return;
    if (words_[i - 1].upos == "PUNCT" || words_[i - 1].upos == "ADP") return;
    word.upos = "PROPN";
    word.lemma = word.form;
    word.feats.clear();
    if (word.deprel != "xcomp" && word.deprel != "ccomp" && word.deprel != "advcl") return;
    word.deprel = "obj";
    word.func = "CD";
  }

  // "pagó 300 dólares a Prisma", with Prisma as a noun or a verb.
  void name_behind_a(int i) {
    Word& word = words_[i];
    Word& a = words_[i - 1];
    const bool other = word.upos == "VERB" && a.upos == "ADP";  // "trabaja para Teclar"
    if ((a.form != "a" && !other) || !capital(i) || capital(i + 1) || word.upos == "PROPN" || word.form.size() < 4)
      return;
    if (word.upos != "NOUN" && word.upos != "VERB" && word.upos != "ADJ") return;
    int above = word.head;
    while (above >= 0 && above < i &&
           (words_[above].upos == "NUM" || is_currency(form(above)) || is_multiplier(words_[above])))
      above = words_[above].head;  // "pagó 5 millones a Prisma"
    const bool verbal = above >= 0 && above < i && (words_[above].upos == "VERB" || words_[above].upos == "AUX");
    if (!verbal || (word.upos != "VERB" && lexicon_.find_noun(word) != nullptr)) return;
    const bool mark = a.head == i && (a.deprel == "case" || a.deprel == "mark");
    if (!mark || cues_.is("motion", words_[above].lemma)) return;
    word.upos = "PROPN";
    word.lemma = word.form;
    word.feats.clear();
    word.head = above;
    word.deprel = a.form == "a" ? "obj" : "obl";
    word.func = a.form != "a" ? "CC" : has_object(above, i) ? "CI" : "CD";
    if (word.entity.empty()) word.entity = "B-ORG";
    a.deprel = "case";
    a.upos = "ADP";
  }

  bool has_object(int verb, int but) const {
    for (int w = 0; w < size(); ++w) {
      if (w != but && words_[w].head == verb && words_[w].deprel == "obj" && words_[w].upos != "PRON") return true;
    }
    return false;
  }

  // "el Movimiento 19 de Abril", "el Frente 1 de Mayo".
  void join_date(int i) {
    if (!is_day(form(i)) || form(i + 1) != "de" || !capital(i + 2) || !cues_.is_month(to_lower(form(i + 2)))) return;
    const Word& before = words_[i - 1];
    if (!capital(i - 1) || (before.upos != "PROPN" && before.upos != "NOUN") || before.entity.ends_with("PER")) return;
    if (words_[i].entity.starts_with("I-") && words_[i + 2].entity.starts_with("I-")) return;
    if (i == 1) return;  // "Madrid 3 de Mayo": a dateline.
    int first = i - 1;
    if (before.entity.empty()) {
      words_[first].entity = "B-ORG";
      words_[first].upos = "PROPN";
      act(first);
    }
    while (first > 0 && words_[first].entity.starts_with("I-")) --first;
    const std::string type = words_[first].entity.substr(words_[first].entity.size() - 3);
    join_all(i, i + 2, {first, i - 1, find_entity_type(type).value_or(EntityType::kOrganization)});
  }

  // A name that the tree took for an adverbial, without a preposition, before a verb that has no subject.
  void act(int name) {
    Word& word = words_[name];
    const int verb = word.head;
    if (!word.deprel.starts_with("obl") || verb <= name || name == 0 || words_[name - 1].upos != "DET") return;
    if (name > 1 && words_[name - 2].upos == "ADP") return;
    if (std::ranges::any_of(words_, [&](const Word& w) { return w.head == verb && w.deprel.starts_with("nsubj"); }))
      return;
    word.deprel = "nsubj";
    word.func = "SUJ";
  }

  // "Ministra de Cultura Elisa Rojo" in one name: the office, and who holds it.
  void split_office(const EntitySpan& name) {
    const ActorNoun* noun = name.first < name.last ? lexicon_.find_noun(words_[name.first]) : nullptr;
    if (noun == nullptr || noun->type != EntityType::kPerson || !noun->role) return;
    int person = name.first + 1;
    bool joined = false;  // "de Cultura"
    for (; person < name.last && !(given(person) && words_[person - 1].upos != "ADP"); ++person)
      joined = joined || words_[person].upos == "ADP";
    if (!joined || person >= name.last) return;
    int complement = -1;
    for (int w = name.first; w < person; ++w) {
      words_[w].entity.clear();
      if (w == name.first) continue;
      const bool particle = words_[w].upos == "ADP" || words_[w].upos == "DET";
      if (!particle && complement < 0) complement = w;
    }
    if (complement < 0) return;
    for (int w = name.first + 1; w < person; ++w) {
      const std::string& upos = words_[w].upos;
      words_[w].head = w == complement ? name.first : complement;
      words_[w].deprel = w == complement ? "nmod" : upos == "ADP" ? "case" : upos == "DET" ? "det" : "flat";
    }
    if (words_[name.first].head >= name.first && words_[name.first].head <= name.last) return;
    words_[name.first].upos = "NOUN";
    words_[name.first].lemma = to_lower(words_[name.first].form);
    for (int w = person; w <= name.last; ++w) {
      words_[w].entity = w == person ? "B-PER" : "I-PER";
      words_[w].head = w == person ? name.first : person;
      words_[w].deprel = w == person ? "appos" : "flat";
    }
  }

  bool opens_nickname(int i) const {
    static constexpr const char* kMarks[] = {"«", "“", "\"", "‘", "'", "("};
    return std::ranges::find(kMarks, form(i)) != std::end(kMarks);
  }
  bool closes_nickname(int i) const {
    static constexpr const char* kMarks[] = {"»", "”", "\"", "’", "'", ")"};
    return std::ranges::find(kMarks, form(i)) != std::end(kMarks);
  }

  // "Leandro «Pipi» Quiroga": from the given name to the surname.
  void join_nickname(const EntitySpan& name) {
    int at = name.last + 1;
    if (!opens_nickname(at)) return;
    ++at;
    int inside = 0;
    if (at < size() && words_[at].upos == "DET") ++at;  // «el Flaco»
    for (; at < size() && inside < kMaxNicknameWords && capital(at) && words_[at].upos != "PUNCT"; ++at) ++inside;
    if (inside == 0 || !closes_nickname(at)) return;
    int last = at;
    while (last + 1 < size() && words_[last + 1].upos == "PROPN" && capital(last + 1)) ++last;
    if (last == at) return;
    join_all(name.last + 1, last, name);
  }

  // "LUNA PÉREZ, Jorge, denunció".
  void join_given_name(const EntitySpan& name) {
    const int comma = name.last + 1;
    const bool shouted = is_acronym(form(name.first));  // "LUNA" is no given name here.
    if (form(comma) != "," || (given(name.first) && !shouted)) return;
    int last = comma;
    while (given(last + 1) && words_[last + 1].upos == "PROPN") ++last;
    if (last == comma || form(last + 1) != ",") return;
    if (!finite(last + 2)) return;
    join_all(comma, last, name);
  }

  // "Julio Ortega y Gasset criticó", "Leonor Álvarez de Toledo y Peralta demandó".
  void join_second_surname(const EntitySpan& name) {
    int joint = name.last + 1;
    const bool place = form(joint) == "de" && words_[std::min(joint + 1, size() - 1)].upos == "PROPN";
    if (place) joint += 2;
    if (form(joint) != "y" && form(joint) != "e" && form(joint) != "i") return;
    if (name.first == name.last && !place) return;
    const int first = joint + 1;
    const int last = end_of_surname(first);
    if (last < 0 || (!acts_alone(name.first, last) && !is_marked_alone(name.first, last))) return;
    join_all(name.last + 1, last, name);
  }

  // The last word of a surname that begins at `first`, -1 if it is another name.
  int end_of_surname(int first) const {
    if (first >= size() || words_[first].upos != "PROPN" || !capital(first) || given(first)) return -1;
    int last = first;
    while (last + 1 < size() && last - first + 1 < kMaxSurnameWords) {
      if (words_[last + 1].upos == "PROPN" && capital(last + 1)) {
        ++last;
      } else if (form(last + 1) == "de" && last + 2 < size() && words_[last + 2].upos == "PROPN" && capital(last + 2)) {
        last += 2;
      } else {
        break;
      }
    }
    std::string text = form(first);
    for (int w = first + 1; w <= last; ++w) text += ' ' + form(w);
    const bool known = lexicon_.find_name(text) != nullptr || !lexicon_.country_of_name(text).empty() ||
                       lexicon_.find_seat(text) != nullptr || is_acronym(form(first));
    return known ? -1 : last;
  }

  // The verb behind is in the singular, and no other stands before the name in its clause.
  bool acts_alone(int first, int last) const {
    int verb = last + 1;
    while (verb < size() && (words_[verb].upos == "ADV" || words_[verb].upos == "PRON") && verb < last + 4) ++verb;
    if (!finite(verb) || feature(words_[verb], "Number") != "Sing") return false;
    if (first > 0 && words_[first - 1].upos == "ADP") return false;
    for (int w = first - 1; w >= 0 && words_[w].upos != "PUNCT"; --w) {
      const std::string& upos = words_[w].upos;
      if (upos == "VERB" || upos == "AUX" || upos == "CCONJ") return false;
      if (upos == "SCONJ" || upos == "PRON") break;
    }
    return true;
  }

  // "denunció a Joaquín Ruiz y Castro": two people would have "a" twice.
  bool is_marked_alone(int first, int last) const {
    return first > 0 && form(first - 1) == "a" && given(first) && !finite(last + 1) &&
           words_[last + 1 < size() ? last + 1 : last].upos != "PRON";
  }

  Sentence& sentence_;
  const Cues& cues_;
  const Lexicon& lexicon_;
};

}  // namespace

void join_to_name(Sentence& sentence, const EntitySpan& name, int i) {
  std::vector<Word>& words = sentence.words;
  int head = name.first;
  for (int w = name.first; w <= name.last; ++w) {
    if (words[w].head < name.first || words[w].head > name.last) {
      head = w;
      break;
    }
  }
  if (stands_below(words, head, i)) {
    words[head].head = words[i].head;
    words[head].deprel = words[i].deprel;
    words[head].func = words[i].func;
  }
  for (Word& word : words) {
    if (word.head == i) word.head = head;
  }
  Word& word = words[i];
  word.head = head;
  word.deprel = "flat";
  word.func.clear();
  word.upos = "PROPN";
  word.lemma = word.form;
  word.feats.clear();
  const auto dash = words[name.first].entity.find('-');
  word.entity = "I-" + (dash == std::string::npos ? "MISC" : words[name.first].entity.substr(dash + 1));
}

void repair_names(Sentence& sentence, const Cues& cues, const Lexicon& lexicon) {
  NameRepair(sentence, cues, lexicon).run();
}

}  // namespace trama
