#include "extract/relations/repair.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "extract/coref/names.h"
#include "extract/relations/repair_amounts.h"
#include "extract/relations/repair_clauses.h"
#include "extract/relations/repair_contrast.h"
#include "extract/relations/repair_coordination.h"
#include "extract/relations/repair_fronted.h"
#include "extract/relations/repair_names.h"
#include "extract/relations/repair_roles.h"
#include "extract/relations/repair_words.h"

namespace trama {
namespace {

constexpr int kMaxAddedNameWords = 2;
constexpr int kMaxDatelineWords = 14;
constexpr int kMaxAcronymGap = 12;  // Words between a name and the acronym of its longer form.

class Repair : private RepairWords {
 public:
  Repair(Sentence& sentence, const Cues& cues, const Lexicon& lexicon)
      : RepairWords(sentence.words), sentence_(sentence), cues_(cues), lexicon_(lexicon) {}

  void run() {
    for (Word& word : words_) repair_lemma(word);
    shouted_ = is_shouted();
    for (int i = 0; i < size(); ++i) repair_acronym(i);
    extend_names();
    detach_places();
    detach_dateline();
    for (int i = 0; i < size(); ++i) repair_joined_name(i);
    for (int i = 0; i + 1 < size(); ++i) repair_epithet(i);
  }

 private:
  void repair_lemma(Word& word) const {
    if (word.upos != "VERB" || word.lemma.size() < 4 || cues_.knows_verb(word.lemma)) return;
    if (const std::string* infinitive = cues_.infinitive_of_preterite(to_lower(word.form))) {
      word.lemma = *infinitive;
      return;
    }
    const std::string stem = word.lemma.substr(0, word.lemma.size() - 2);
    if (!word.lemma.ends_with('r') || repair_ending(word, stem)) return;
    // "recomienda", "sobrevuela" made "recomiendar", "sobrevuelar".
    for (const auto& [diphthong, vowel] : {std::pair("ie", "e"), std::pair("ue", "o")}) {
      const std::size_t at = stem.rfind(diphthong);
      if (at == std::string::npos) continue;
      if (repair_ending(word, stem.substr(0, at) + vowel + stem.substr(at + 2))) return;
    }
  }

  // Gives the word the lemma of a verb that the tables know, if the stem and an ending make one.
  bool repair_ending(Word& word, const std::string& stem) const {
    for (const char* ending : {"ar", "er", "ir"}) {
      if (!cues_.knows_verb(stem + ending)) continue;
      word.lemma = stem + ending;
      return true;
    }
    return false;
  }

  // In a headline of capitals no word is an acronym.
  bool is_shouted() const {
    int capitals = 0;
    int others = 0;
    for (const Word& word : words_) ++(is_acronym(word.form) ? capitals : others);
    return capitals > others;
  }

  void repair_acronym(int i) {
    Word& word = words_[i];
    const bool known = is_known_name(word);
    if (shouted_ || !word.entity.empty() || (!known && !is_acronym(word.form))) return;
    if (word.upos == "PROPN" || (!known && word.upos == "NOUN")) return;
    if (word.form.find_first_of("0123456789") != std::string::npos) return;
    word.upos = "PROPN";
    word.lemma = word.form;
    word.entity = "B-ORG";
    word.feats.clear();
    const bool odd = word.deprel == "mark" || word.deprel == "case" || word.deprel == "cc" || word.deprel == "advmod";
    if (odd && valid(word.head) && is_verb(word.head) && i < word.head && !has_subject(word.head)) {
      word.deprel = "nsubj";
      word.func = "SUJ";
    }
  }

  // "Hamás" is in the tables, whatever the tagger took it for.
  bool is_known_name(const Word& word) const {
    // Short ones only in capitals: "Un" is no "UN".
    if (word.form.size() < 4 && !is_acronym(word.form)) return false;
    return begins_with_capital(word.form) &&
           (lexicon_.find_name(word.form) != nullptr || !lexicon_.country_of_name(word.form).empty());
  }

  bool has_subject(int verb) const {
    return std::ranges::any_of(words_,
                               [&](const Word& word) { return word.head == verb && word.deprel.starts_with("nsubj"); });
  }

  void extend_names() {
    for (const EntitySpan& span : entity_spans(sentence_)) split_name(span);
    for (const EntitySpan& span : entity_spans(sentence_)) split_article(span);
    for (const EntitySpan& span : entity_spans(sentence_)) split_purpose(span);
    for (const EntitySpan& span : entity_spans(sentence_)) complete_name(span);
    for (const EntitySpan& span : entity_spans(sentence_)) {
      int last = span.last;
      if (const int surname = after_particle(span); surname >= 0) {
        join(span, span.last + 1);
        join(span, surname);
        continue;
      }
      for (int i = span.last + 1; i < size() && i <= span.last + kMaxAddedNameWords; ++i) {
        const Word& word = words_[i];
        const bool part =
            word.upos == "PROPN" || word.upos == "DET" || word.upos == "NOUN" || word.upos == "ADJ" || word.upos == "X";
        if (shouted_ || !part || !word.entity.empty() || !begins_with_capital(word.form)) break;
        last = i;
      }
      for (int i = span.last + 1; i <= last; ++i) join(span, i);
    }
  }

  // "Oficina contra la Droga y el Delito (ODD)", "Organización para la Educación, la Ciencia y la Cultura (OECC)": the
  // whole name stands before its acronym.
  void complete_name(const EntitySpan& span) {
    if (span.first == span.last || !words_[span.first].entity.starts_with("B-") || span.type == EntityType::kPerson)
      return;
    int bracket = span.last + 1;
    const int limit = std::min(size() - 2, span.last + kMaxAcronymGap);
    while (bracket < limit && words_[bracket].form != "(") ++bracket;
    if (bracket >= limit || bracket == span.last + 1 || words_[bracket].form != "(") return;
    if (!is_acronym(words_[bracket + 1].form) || words_[bracket + 2].form != ")") return;
    if (!continues_name(span, bracket)) return;
    for (int i = span.last + 1; i < bracket; ++i) join(EntitySpan{span.first, i - 1, span.type}, i);
  }

  // Whether the words behind the name, up to `end`, can be its rest: prepositions, articles and nouns; other names only
  // in a coordination ("la Ciencia y la Cultura") or if the acronym has their initial.
  bool continues_name(const EntitySpan& span, int end) const {
    const std::string first = words_[span.last + 1].form;
    const bool coordinated = first == "," || first == "y" || first == "e";
    if (coordinated && !ends_in_complement(span)) return false;
    if (!coordinated && words_[span.last + 1].upos != "ADP") return false;
    std::string name;
    for (int i = span.first; i < end; ++i) name += (name.empty() ? "" : " ") + words_[i].form;
    const bool initials = is_acronym_of(words_[end + 1].form, name);
    for (int i = span.last + 1; i < end; ++i) {
      const Word& word = words_[i];
      const bool glue = word.upos == "ADP" || word.upos == "DET" || word.upos == "CCONJ" || word.form == ",";
      const bool part = word.upos == "NOUN" || word.upos == "ADJ" || word.upos == "PROPN";
      if (!glue && !part) return false;
      const bool other_name = word.entity.starts_with("B-");
      const bool known = lexicon_.find_name(word.form) != nullptr || !lexicon_.country_of_name(word.form).empty();
      const bool place = other_name && !coordinated && word.entity.ends_with("LOC");  // "Tribunal para Rwanda (TPIR)"
      if (other_name && !place && !initials && (!coordinated || known || is_acronym(word.form))) return false;
      if (part && coordinated && !begins_with_capital(word.form)) return false;
    }
    return true;
  }

  // "… para la Educación": a noun with a preposition, so that others may follow it.
  bool ends_in_complement(const EntitySpan& span) const {
    int at = span.last - 1;
    if (at > span.first && words_[at].upos == "DET") --at;
    return at > span.first && words_[at].upos == "ADP";
  }

  // "mataron a un campesino, ANTIOQUIA, EL SANTUARIO": places that reports end with are nobody's names.
  void detach_places() {
    int end = size();
    while (end > 0 && words_[end - 1].upos == "PUNCT") --end;
    std::vector<std::pair<int, int>> tail;  // Half-open, the last one first.
    for (int begin = name_before(end); begin < end && begin > 1 && words_[begin - 1].form == ",";
         begin = name_before(end)) {
      tail.emplace_back(begin, end);
      end = begin - 1;
    }
    if (tail.empty() || words_[tail.back().first].entity.ends_with("-PER")) return;
    const bool place = words_[tail.back().first].entity.ends_with("-LOC");
    if (tail.size() == 1 && !(place && is_beside_actor(tail.front()))) return;
    for (const auto& [begin, stop] : tail) detach(begin, stop);
  }

  // "París, Francia | AFP | El presidente …": where and by whom it was written.
  void detach_dateline() {
    int end = 0;
    for (int i = 0; i < size() && i < kMaxDatelineWords; ++i) {
      const std::string& upos = words_[i].upos;
      if (upos == "VERB" || upos == "AUX" || upos == "PRON") break;
      if (words_[i].form == "|") end = i + 1;
    }
    if (end > 0 && end < size()) detach(0, end);
  }

  // Where the capitalised words that end at `end` begin; `end` if there are none.
  int name_before(int end) const {
    int begin = end;
    for (int i = end - 1; i >= 0; --i) {
      const Word& word = words_[i];
      const bool part = word.upos == "PROPN" || word.entity.ends_with("-LOC") || word.entity.ends_with("-PER");
      if (part && begins_with_capital(word.form)) begin = i;
      if (!part && word.upos != "ADP" && word.upos != "DET") break;
    }
    if (begin > 0 && words_[begin - 1].upos == "DET" && begins_with_capital(words_[begin - 1].form)) --begin;
    return begin;
  }

  // Whether the name hangs on a noun that means people.
  bool is_beside_actor(std::pair<int, int> name) const {
    const int head = words_[name.first].head;
    return valid(head) && head < name.first && words_[head].upos == "NOUN" &&
           lexicon_.find_noun(words_[head]) != nullptr;
  }

  void detach(int begin, int end) {
    const auto root = std::ranges::find(words_, "root", &Word::deprel);
    for (int i = begin; i < end; ++i) {
      Word& word = words_[i];
      if (word.head >= begin && word.head < end) continue;
      const int to = static_cast<int>(root - words_.begin());
      if (root == words_.end() || (to >= begin && to < end)) return;
      word.head = to;
      word.deprel = "dep";
      word.func.clear();
    }
    for (Word& word : words_) {  // What hung on it that stands before it hangs on the root too.
      const int at = static_cast<int>(&word - words_.data());
      if (at < begin && word.head >= begin && word.head < end && &word != &*root)
        word.head = static_cast<int>(root - words_.begin());
    }
  }

  // "Lula" + "da" + "Silva": particles that are nothing else in Spanish.
  int after_particle(const EntitySpan& span) const {
    static constexpr std::array kParticles = {"da", "do", "dos", "das", "von", "van", "der", "bin", "ben", "ibn", "di"};
    const int next = span.last + 2;
    if (next >= size() || span.type == EntityType::kLocation || !begins_with_capital(words_[next].form)) return -1;
    if (!words_[next - 1].entity.empty() || words_[next].entity.starts_with("I-")) return -1;
    return std::ranges::find(kParticles, words_[next - 1].form) == kParticles.end() ? -1 : next;
  }

  // "el alcalde de San Pedro Sula": whom a place is called after does not begin another name.
  static bool is_saint(const Word& word) {
    static constexpr std::array kTitles = {"San", "Santa", "Santo", "São", "Sant", "Saint"};
    return std::ranges::find(kTitles, word.form) != kTitles.end();
  }

  // "el exministro de Obras Públicas Ramiro Andrade" in one name: a given name in its middle begins another one.
  void split_name(const EntitySpan& span) {
    if (span.last - span.first < 2 || span.first < 2 || words_[span.first - 1].lemma != "de") return;
    if (lexicon_.given_name_gender(words_[span.first].form) != Gender::kUnknown) return;
    int noun = span.first - 2;
    while (noun > 0 && words_[noun].upos == "DET") --noun;
    const ActorNoun* office = lexicon_.find_noun(words_[noun]);
    if (words_[noun].upos != "NOUN" || office == nullptr || office->type != EntityType::kPerson) return;
    for (int i = span.first + 1; i < span.last; ++i) {
      const bool given = lexicon_.given_name_gender(words_[i].form) != Gender::kUnknown;
      if (words_[i].upos != "PROPN" || words_[i - 1].upos == "ADP" || is_saint(words_[i - 1]) || !given) continue;
      begin_name(i, span.last, noun);
      return;
    }
  }

  // "el paso de Stan la ONU pidió ayuda": an article inside a name, before a known one, ends the first.
  void split_article(const EntitySpan& span) {
    for (int i = span.first + 1; i < span.last; ++i) {
      const bool article = words_[i].upos == "DET" && !begins_with_capital(words_[i].form);
      if (!article || words_[i - 1].upos == "ADP" || !is_known_name(words_[i + 1])) continue;
      words_[i].entity.clear();
      words_[i + 1].entity = "B" + words_[i + 1].entity.substr(1);
      return;
    }
  }

  // "la comisionada de las Naciones Unidas para los Derechos Humanos" in one name: what a known name is joined to by
  // "para" is what someone is there for.
  void split_purpose(const EntitySpan& span) {
    std::string name = words_[span.first].form;
    int para = span.first + 1;
    for (; para < span.last && words_[para].upos == "PROPN"; ++para) name += " " + words_[para].form;
    if (para >= span.last || words_[para].lemma != "para" || lexicon_.find_name(name) == nullptr) return;
    int head = para + 1;
    while (head < span.last && words_[head].upos == "DET") ++head;
    for (int w = para; w <= span.last; ++w) {
      words_[w].entity.clear();
      const bool inside = words_[w].head >= para && words_[w].head <= span.last;
      if (inside && w != head) continue;
      words_[w].head = w == head ? span.first : head;
      words_[w].deprel = w == head ? "nmod" : w < head ? (words_[w].upos == "DET" ? "det" : "case") : "flat";
      words_[w].func.clear();
    }
  }

  // Makes words [first, last] a person's name in apposition to `noun`.
  void begin_name(int first, int last, int noun) {
    for (int w = first; w <= last; ++w) {
      words_[w].entity = w == first ? "B-PER" : "I-PER";
      words_[w].head = w == first ? noun : first;
      words_[w].deprel = w == first ? "appos" : "flat";
    }
    for (Word& word : words_) {
      // What hung on the old name's head from behind, such as a relative clause, is about the person.
      const int at = static_cast<int>(&word - words_.data());
      if (at > last && word.head >= noun && word.head < first && word.head != noun) word.head = first;
    }
  }

  void join(const EntitySpan& span, int i) { join_to_name(sentence_, span, i); }

  // "… Corea del Norte para Kursk" with Kursk as a part of the first name.
  void repair_joined_name(int i) {
    Word& word = words_[i];
    if ((word.deprel != "flat" && word.deprel != "compound") || !word.entity.starts_with("B-") || !valid(word.head))
      return;
    const bool joined = std::ranges::any_of(
        words_, [&](const Word& other) { return other.head == i && other.deprel == "case" && other.entity.empty(); });
    const int above = words_[word.head].head;
    if (!joined) return separate_person(i);
    if (lexicon_.find_noun(words_[word.head]) != nullptr) {  // "el Titular de la ONU"
      word.deprel = "nmod";
      return;
    }
    if (valid(above) && is_verb(above) && !depends_on(above, i)) {
      word.head = above;
      word.deprel = "obl";
      word.func = "CC";
    } else {
      word.deprel = "nmod";
    }
  }

  // "el vecino Chad" with the neighbour as its head.
  void repair_epithet(int i) {
    Word& epithet = words_[i];
    Word& name = words_[i + 1];
    if (epithet.upos != "NOUN" || name.upos != "PROPN" || !name.entity.starts_with("B-") ||
        !cues_.is("epithet", epithet.lemma) || (name.head != i && name.head != epithet.head))
      return;
    name.head = epithet.head;
    name.deprel = epithet.deprel;
    name.func = epithet.func;
    for (Word& word : words_) {
      if (word.head == i) word.head = i + 1;
    }
    epithet.head = i + 1;
    epithet.deprel = "amod";
    epithet.func.clear();
    epithet.upos = "ADJ";
  }

  // "la exalcaldesa de Puerto Montes Julia Requena": the person hangs on her office, not on its town.
  void separate_person(int i) {
    const int town = words_[i].head;
    if (words_[i].entity != "B-PER" || words_[town].entity.empty() || words_[town].entity.ends_with("PER")) return;
    const int noun = words_[town].head;
    if (town > i || !valid(noun) || noun > town || words_[noun].upos != "NOUN" || words_[i - 1].upos == "PUNCT") return;
    int last = i;
    while (last + 1 < size() && words_[last + 1].entity == "I-PER") ++last;
    begin_name(i, last, noun);
  }

  Sentence& sentence_;
  const Cues& cues_;
  const Lexicon& lexicon_;
  bool shouted_ = false;
};

}  // namespace

void repair_sentence(Sentence& sentence, const Cues& cues, const Lexicon& lexicon) {
  repair_names(sentence, cues, lexicon);
  repair_amounts(sentence);
  Repair(sentence, cues, lexicon).run();
  repair_fronted(sentence, cues, lexicon);
  repair_roles(sentence, cues, lexicon);
  repair_clauses(sentence, cues);
  repair_coordination(sentence);
  repair_contrast(sentence);
}

}  // namespace trama
