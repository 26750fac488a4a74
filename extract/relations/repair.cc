#include "extract/relations/repair.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "extract/coref/names.h"

namespace trama {
namespace {

constexpr int kMaxAddedNameWords = 2;
constexpr int kMaxClimb = 4;

bool begins_with_capital(const std::string& form) {
  if (form.empty()) return false;
  std::size_t at = 0;
  const char32_t c = decode_utf8(form, at);
  return to_lower(c) != c;
}

class Repair {
 public:
  Repair(Sentence& sentence, const Cues& cues, const Lexicon& lexicon)
      : sentence_(sentence), words_(sentence.words), cues_(cues), lexicon_(lexicon) {}

  void run() {
    for (Word& word : words_) repair_lemma(word);
    shouted_ = is_shouted();
    for (int i = 0; i < size(); ++i) repair_acronym(i);
    extend_names();
    detach_places();
    for (int i = 0; i < size(); ++i) repair_joined_name(i);
    children_ = children_of(sentence_);
    for (int i = 0; i < size(); ++i) repair_que(i);
    children_ = children_of(sentence_);
    for (int i = 0; i < size(); ++i) repair_content(i);
    for (int i = 0; i < size(); ++i) repair_adversary(i);
    for (int i = 0; i < size(); ++i) repair_agent(i);
  }

 private:
  int size() const { return static_cast<int>(words_.size()); }
  bool valid(int i) const { return i >= 0 && i < size(); }
  bool is_verb(int i) const { return words_[i].upos == "VERB" || words_[i].upos == "AUX"; }
  bool depends_on(int i, int ancestor) const {
    for (int steps = 0; valid(i) && steps <= size(); ++steps) {
      if (i == ancestor) return true;
      i = words_[i].head;
    }
    return false;
  }

  void repair_lemma(Word& word) const {
    if (word.upos != "VERB" || word.lemma.size() < 4 || cues_.knows_verb(word.lemma)) return;
    if (const std::string* infinitive = cues_.infinitive_of_preterite(to_lower(word.form))) {
      word.lemma = *infinitive;
      return;
    }
    for (const auto& [from, to] : {std::pair("ir", "er"), std::pair("er", "ir"), std::pair("ar", "er"),
                                   std::pair("ar", "ir"), std::pair("er", "ar"), std::pair("ir", "ar")}) {
      if (!word.lemma.ends_with(from)) continue;
      const std::string other = word.lemma.substr(0, word.lemma.size() - 2) + to;
      if (!cues_.knows_verb(other)) continue;
      word.lemma = other;
      return;
    }
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

  // "el exministro de Obras Públicas Ramiro Andrade" in one name: a given name in its middle begins another one.
  void split_name(const EntitySpan& span) {
    if (span.last - span.first < 2 || span.first < 2 || words_[span.first - 1].lemma != "de") return;
    if (lexicon_.given_name_gender(words_[span.first].form) != Gender::kUnknown) return;
    int noun = span.first - 2;
    while (noun > 0 && words_[noun].upos == "DET") --noun;
    if (words_[noun].upos != "NOUN") return;
    for (int i = span.first + 1; i < span.last; ++i) {
      const bool given = lexicon_.given_name_gender(words_[i].form) != Gender::kUnknown;
      if (words_[i].upos != "PROPN" || words_[i - 1].upos == "ADP" || !given) continue;
      begin_name(i, span.last, noun);
      return;
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

  // Makes word `i` part of the name: it hangs on the name's head, and so does what hung on it.
  void join(const EntitySpan& span, int i) {
    int head = span.first;
    for (int w = span.first; w <= span.last; ++w) {
      if (words_[w].head < span.first || words_[w].head > span.last) {
        head = w;
        break;
      }
    }
    if (depends_on(head, i)) {
      words_[head].head = words_[i].head;
      words_[head].deprel = words_[i].deprel;
      words_[head].func = words_[i].func;
    }
    for (Word& word : words_) {
      if (word.head == i) word.head = head;
    }
    Word& word = words_[i];
    word.head = head;
    word.deprel = "flat";
    word.func.clear();
    word.upos = "PROPN";
    word.lemma = word.form;
    word.feats.clear();
    const auto dash = words_[span.first].entity.find('-');
    word.entity = "I-" + (dash == std::string::npos ? "MISC" : words_[span.first].entity.substr(dash + 1));
  }

  // "… Corea del Norte para Kursk" with Kursk as a part of the first name.
  void repair_joined_name(int i) {
    Word& word = words_[i];
    if ((word.deprel != "flat" && word.deprel != "compound") || !word.entity.starts_with("B-") || !valid(word.head))
      return;
    const bool joined = std::ranges::any_of(
        words_, [&](const Word& other) { return other.head == i && other.deprel == "case" && other.entity.empty(); });
    const int above = words_[word.head].head;
    if (!joined) return separate_person(i);
    if (valid(above) && is_verb(above) && !depends_on(above, i)) {
      word.head = above;
      word.deprel = "obl";
      word.func = "CC";
    } else {
      word.deprel = "nmod";
    }
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

  void repair_que(int i) {
    Word& word = words_[i];
    if (to_lower(word.form) != "que" || word.deprel != "nsubj" || !valid(word.head)) return;
    const int verb = word.head;
    const bool other_subject =
        std::ranges::any_of(children_[verb], [&](int child) { return child != i && words_[child].deprel == "nsubj"; });
    const int above = words_[verb].head;
    const bool content = words_[verb].deprel == "ccomp" && valid(above) && cues_.is("speech", words_[above].lemma);
    if (!other_subject && !content) return;
    // "el hombre que X vio" has its relative as the object.
    const bool relative = words_[verb].deprel.starts_with("acl") && other_subject;
    word.deprel = relative ? "obj" : "mark";
    word.func = relative ? "CD" : "";
    if (relative) return;
    word.upos = "SCONJ";
    word.feats.clear();
  }

  // "CNN reportó el lunes, citando a sus fuentes, que Chile enviará": the clause is what is reported, not who the
  // sources are, where it has a subject of its own and the verb of speech has no content yet.
  void repair_content(int i) {
    Word& clause = words_[i];
    const bool relative = clause.deprel.starts_with("acl");
    if (!is_verb(i) || (clause.deprel != "advcl" && !relative) || clause.head > i) return;
    const int que = lone_que(i, relative);
    const int verb = speech_verb_above(i);
    if (que < 0 || verb < 0 || has_content(verb) || (relative && !has_own_subject(i))) return;
    clause.head = verb;
    clause.deprel = "ccomp";
    clause.func = "CD";
    words_[que].deprel = "mark";
    words_[que].upos = "SCONJ";
    words_[que].func.clear();
    words_[que].feats.clear();
  }

  void repair_adversary(int i) {
    Word& word = words_[i];
    if (word.deprel != "obl" || i == 0 || words_[i - 1].lemma != "contra" || words_[i - 1].head != i) return;
    if (!valid(word.head) || !cues_.is("owner", words_[word.head].lemma)) return;
    for (const int object : children_[word.head]) {
      if (words_[object].deprel != "obj" || object > i || !cues_.is_event_noun(words_[object].lemma)) continue;
      // Nothing but the object's own phrase may stand between.
      bool adjacent = true;
      for (int w = object + 1; w < i - 1; ++w) adjacent = adjacent && depends_on(w, object);
      if (!adjacent) continue;
      word.head = object;
      word.deprel = "nmod";
      word.func.clear();
      return;
    }
  }

  // The "que" that alone introduces a clause (no "para que", "ya que"); of a relative clause, only behind a comma.
  int lone_que(int clause, bool relative) const {
    for (const int child : children_[clause]) {
      if (child > clause || to_lower(words_[child].form) != "que") continue;
      const bool comma = child > 0 && words_[child - 1].form == ",";
      const bool after = child > 0 && (words_[child - 1].upos == "PUNCT" || words_[child - 1].upos == "NOUN" ||
                                       words_[child - 1].upos == "PROPN" || is_verb(child - 1));
      return (relative ? comma : after) ? child : -1;
    }
    return -1;
  }

  // "fue muerta de varios impactos, por hombres armados": people behind a passive did it. Not "condenado por traidor".
  void repair_agent(int i) {
    Word& agent = words_[i];
    const int verb = agent.head;
    if (agent.deprel != "obl" || agent.upos != "NOUN" || !valid(verb) || verb > i || !is_passive(verb)) return;
    const ActorNoun* noun = lexicon_.find_noun(agent);
    if (noun == nullptr || (noun->type != EntityType::kPerson && noun->type != EntityType::kGroup)) return;
    bool por = false;
    bool counted = number_of(agent) == Number::kPlural;
    for (const int child : children_[i]) {
      por |= words_[child].deprel == "case" && words_[child].form == "por";
      counted |= words_[child].deprel == "det";
    }
    const bool has_agent = std::ranges::any_of(children_[verb], [&](int child) { return words_[child].func == "CAG"; });
    if (por && counted && !has_agent) agent.func = "CAG";
  }

  bool is_passive(int verb) const {
    return feature(words_[verb], "VerbForm") == "Part" && std::ranges::any_of(children_[verb], [&](int child) {
             return words_[child].deprel.starts_with("aux") && words_[child].lemma == "ser";
           });
  }

  int speech_verb_above(int clause) const {
    int at = words_[clause].head;
    for (int steps = 0; steps < kMaxClimb && valid(at) && at < clause; ++steps) {
      if (is_verb(at) && words_[at].lemma != "citar" && cues_.is("speech", words_[at].lemma)) return at;
      at = words_[at].head;
    }
    return -1;
  }

  bool has_content(int verb) const {
    return std::ranges::any_of(children_[verb], [&](int child) {
      return words_[child].deprel == "ccomp" || words_[child].deprel == "obj" || words_[child].deprel == "xcomp";
    });
  }

  bool has_own_subject(int clause) const {
    return std::ranges::any_of(
        children_[clause], [&](int child) { return words_[child].deprel == "nsubj" && words_[child].upos != "PRON"; });
  }

  Sentence& sentence_;
  std::vector<Word>& words_;
  const Cues& cues_;
  const Lexicon& lexicon_;
  std::vector<std::vector<int>> children_;
  bool shouted_ = false;
};

}  // namespace

void repair_sentence(Sentence& sentence, const Cues& cues, const Lexicon& lexicon) {
  Repair(sentence, cues, lexicon).run();
}

}  // namespace trama
