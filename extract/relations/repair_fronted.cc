#include "extract/relations/repair_fronted.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "extract/analysis/conjugation.h"
#include "extract/relations/repair_words.h"

namespace trama {
namespace {

constexpr int kMaxPhrase = 9;  // Words of the object before the clitic.

class FrontedRepair : private RepairWords {
 public:
  FrontedRepair(Sentence& sentence, const Cues& cues, const Lexicon& lexicon)
      : RepairWords(sentence.words), cues_(cues), lexicon_(lexicon) {}

  void run() {
    for (int clitic = 1; clitic + 2 < size(); ++clitic) {
      if (is_clitic(clitic)) repair(clitic);
    }
  }

 private:
  bool finite(int i) const { return feature(words_[i], "VerbForm") == "Fin"; }
  bool is_clitic(int i) const {
    static constexpr const char* kForms[] = {"lo", "la", "los", "las", "le", "les"};
    return std::ranges::find(kForms, words_[i].form) != std::end(kForms);
  }
  bool is_dative(int clitic) const { return words_[clitic].form.starts_with("le"); }

  void repair(int clitic) {
    const int begin = begin_of(clitic);
    if (begin < 0) return;
    const bool marked = to_lower(words_[begin].form) == "a";
    const int object = head_of(marked ? begin + 1 : begin, clitic);
    const int verb = clitic + 1;
    const int subject = actor_behind(verb);
    if (object < 0 || subject < 0) return;
    if (!finite(verb) && !(marked && is_verb_in_disguise(verb))) return;
    if (!marked && !is_thing(begin, object, clitic)) return;
    if (naming(verb)) return;
    apply(object, clitic, verb, subject);
  }

  // Where the phrase before the clitic begins, if it begins a clause and is a noun's with at most "a" before it; or -1.
  int begin_of(int clitic) const {
    int at = clitic - 1;
    for (; at >= 0 && clitic - at <= kMaxPhrase; --at) {
      const Word& word = words_[at];
      const bool starts =
          at == 0 || words_[at - 1].upos == "PUNCT" || words_[at - 1].upos == "CCONJ" || words_[at - 1].form == "que";
      if (to_lower(word.form) == "a") return starts && at + 1 < clitic ? at : -1;
      const bool part = word.upos == "PROPN" || word.upos == "NOUN" || word.upos == "DET" || word.upos == "ADJ" ||
                        word.form == "de" || !word.entity.empty();
      if (!part) return -1;
      if (starts) return at;
    }
    return -1;
  }

  // The first noun or name of a phrase.
  int head_of(int first, int end) const {
    for (int i = first; i < end; ++i) {
      if (words_[i].upos == "NOUN" || words_[i].upos == "PROPN") return i;
      if (words_[i].upos == "ADJ" && lexicon_.find_noun(words_[i]) != nullptr) {  // "al general X"
        words_[i].upos = "NOUN";
        return i;
      }
    }
    return -1;
  }

  // Who stands right behind the verb without a preposition: a name, or a noun of people or institutions with an
  // article.
  int actor_behind(int verb) const {
    int next = verb + 1;
    while (next + 1 < size() && next <= verb + 2 && words_[next].upos == "ADV") ++next;  // "lo cesó ayer X"
    if (words_[next].upos == "PROPN") return next;
    if (words_[next].upos != "DET" || next + 1 >= size()) return -1;
    const Word& noun = words_[next + 1];
    if (noun.upos == "PROPN") return next + 1;
    return noun.upos == "NOUN" && lexicon_.find_noun(noun) != nullptr ? next + 1 : -1;
  }

  // "la acusa", taken for a noun with its article, in a clause that has no other verb.
  bool is_verb_in_disguise(int i) const {
    if (words_[i].upos != "NOUN" && words_[i].upos != "ADJ" && words_[i].upos != "VERB") return false;
    if (infinitives_of(to_lower(words_[i].form)).size() != 1) return false;
    for (int w = i + 1; w < size() && words_[w].upos != "PUNCT"; ++w) {
      if (finite(w)) return false;
    }
    return true;
  }

  // An institution or a thing with an article that the clitic agrees with.
  bool is_thing(int begin, int object, int clitic) const {
    const Word& article = words_[begin];
    if (article.upos != "DET" || article.lemma != "el" || is_dative(clitic)) return false;
    if (gender_of(article) != gender_of_clitic(clitic)) return false;
    if (number_of(article) != (words_[clitic].form.ends_with('s') ? Number::kPlural : Number::kSingular)) return false;
    const ActorNoun* noun = lexicon_.find_noun(words_[object]);
    if (noun != nullptr) return noun->type != EntityType::kPerson && noun->type != EntityType::kGroup;
    return !words_[object].entity.ends_with("PER");
  }

  Gender gender_of_clitic(int clitic) const {
    return words_[clitic].form.starts_with("la") ? Gender::kFeminine : Gender::kMasculine;
  }

  bool naming(int verb) const {
    const std::string& lemma = words_[verb].lemma;
    return cues_.is("finds", lemma) || cues_.is("judges", lemma) || cues_.is("names", lemma);
  }

  void apply(int object, int clitic, int verb, int subject) {
    if (!finite(verb)) {
      const std::string form = to_lower(words_[verb].form);
      const bool plural = form.ends_with('n');
      const bool past = form.ends_with("ó") || form.ends_with("ron");
      words_[verb].upos = "VERB";
      words_[verb].lemma = infinitives_of(form).front();
      words_[verb].feats = std::string("Mood=Ind|Number=") + (plural ? "Plur" : "Sing") +
                           "|Person=3|Tense=" + (past ? "Past" : "Pres") + "|VerbForm=Fin";
    }
    raise(verb, {object, subject, clitic});
    const char* role = is_dative(clitic) ? "CI" : "CD";
    hang(object, verb, "obj", role);
    hang(clitic, verb, "obj", role);
    for (int w = object + 1; w < clitic; ++w) {  // "al general X", with X as whoever acts
      if (words_[w].head == verb && words_[w].upos == "PROPN") hang(w, object, "appos", "");
    }
    hang(subject, verb, "nsubj", "SUJ");
    Word& pronoun = words_[clitic];
    if (pronoun.upos == "PRON") return;
    pronoun.upos = "PRON";
    pronoun.lemma = "él";
    pronoun.feats = std::string("Case=Acc|Gender=") + (gender_of_clitic(clitic) == Gender::kFeminine ? "Fem" : "Masc") +
                    "|Number=" + (pronoun.form.ends_with('s') ? "Plur" : "Sing") + "|Person=3|PronType=Prs";
  }

  // Makes the verb the head of its clause where it hangs below one of its own arguments.
  void raise(int verb, const std::vector<int>& arguments) {
    int at = verb;
    for (int steps = 0; steps <= size() && valid(words_[at].head); ++steps) {
      const int above = words_[at].head;
      if (std::ranges::find(arguments, above) != arguments.end()) {
        words_[verb].head = words_[above].head;
        words_[verb].deprel = words_[above].deprel;
        words_[verb].func = words_[above].func;
        words_[above].head = verb;
        at = verb;
      } else {
        at = above;
      }
    }
  }

  void hang(int i, int head, const char* deprel, const char* func) {
    words_[i].head = head;
    words_[i].deprel = deprel;
    words_[i].func = func;
  }

  const Cues& cues_;
  const Lexicon& lexicon_;
};

}  // namespace

void repair_fronted(Sentence& sentence, const Cues& cues, const Lexicon& lexicon) {
  FrontedRepair(sentence, cues, lexicon).run();
}

}  // namespace trama
