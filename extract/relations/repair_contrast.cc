#include "extract/relations/repair_contrast.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "extract/relations/repair_words.h"

namespace trama {
namespace {

constexpr int kMaxBehindSino = 3;  // Words between "sino" and the noun: "también", "más bien a la".

class ContrastRepair : private RepairWords {
 public:
  explicit ContrastRepair(Sentence& sentence) : RepairWords(sentence.words) {}

  void run() {
    if (std::ranges::none_of(words_, [](const Word& word) { return is_no(word) || word.lemma == "sino"; })) return;
    for (int i = 0; i < size(); ++i) {
      if (words_[i].lemma == "ser") pick_out(i);
    }
    for (int i = 1; i + 1 < size(); ++i) {
      if (words_[i].lemma == "sino" && words_[i + 1].lemma != "que") join(i, behind(i), negated_verb(i));
      if (is_no(words_[i]) && words_[i - 1].form == ",") deny(i);
    }
  }

 private:
  static bool is_no(const Word& word) { return word.lemma == "no" && word.upos == "ADV"; }
  bool is_nominal(int i) const {
    const std::string& upos = words_[i].upos;
    return upos == "NOUN" || upos == "PROPN" || upos == "PRON" || upos == "NUM";
  }
  void hang(int i, int head, const char* deprel, const char* func = "") {
    words_[i].head = head;
    words_[i].deprel = deprel;
    words_[i].func = func;
  }

  // "no fue X quien V", with the copula at `ser`.
  void pick_out(int ser) {
    const int picked = words_[ser].head;
    if (!valid(picked) || picked < ser || words_[ser].deprel != "cop" || !is_nominal(picked)) return;
    int pronoun = picked + 1;
    while (pronoun < size() && !is_quien(pronoun) && !is_verb(pronoun)) ++pronoun;
    if (pronoun >= size() || is_verb(pronoun)) return;
    const int verb = words_[pronoun].head;
    if (!valid(verb) || verb < pronoun || !is_verb(verb) || !depends_on(verb, picked)) return;
    if (words_[pronoun].deprel != "nsubj" && !has_marked_object(verb, pronoun)) return;
    const bool denied =
        std::ranges::any_of(words_, [&](const Word& w) { return w.head == picked && is_no(w) && &w < &words_[ser]; });
    const bool contrast = std::any_of(words_.begin() + verb, words_.end(), [&](const Word& w) {
      return is_no(w) && &w > words_.data() && (&w - 1)->form == ",";
    });
    if (!denied && !contrast) return;
    const Word top = words_[picked];
    hang(verb, top.head, top.deprel.c_str(), top.func.c_str());
    for (int w = 0; w < pronoun; ++w) {
      const bool of_copula = words_[w].head == picked && w < picked &&
                             (words_[w].deprel == "cop" || words_[w].deprel == "aux" || is_no(words_[w]));
      if (!of_copula) continue;
      hang(w, verb, is_no(words_[w]) ? "advmod" : "dep");
    }
    hang(picked, verb, "nsubj", "SUJ");
    hang(pronoun, verb, "dep");
    words_[pronoun].upos = "PART";
    words_[pronoun].feats.clear();
    if (words_[pronoun - 1].upos == "DET") hang(pronoun - 1, pronoun, "dep");
  }

  // "la que denunció a X": of two objects the one with "a" is it.
  bool has_marked_object(int verb, int but) const {
    for (int w = verb + 1; w < size(); ++w) {
      const int before = words_[w].head == verb && words_[w].deprel == "obj" && w != but ? preposition(w, verb) : -1;
      if (before >= 0 && words_[before].lemma == "a") return true;
    }
    return false;
  }

  // "quien", "quienes", "el que".
  bool is_quien(int i) const {
    const std::string form = to_lower(words_[i].form);
    if (form == "quien" || form == "quienes") return true;
    return form == "que" && i > 0 && words_[i - 1].lemma == "el" && words_[i - 1].upos == "DET";
  }

  // The noun that "sino" brings in, or -1.
  int behind(int sino) {
    int at = words_[sino].head;
    if (at <= sino || at > sino + kMaxBehindSino + 2 || (!is_nominal(at) && words_[at].entity.empty())) {
      at = sino + 1;
      while (at < size() && at <= sino + kMaxBehindSino && !is_nominal(at)) ++at;
      if (at >= size() || !is_nominal(at)) return -1;
    }
    return at;
  }

  // The verb before `end` that "no" denies, or -1.
  int negated_verb(int end) const {
    for (int i = end - 1; i >= 0; --i) {
      if (is_no(words_[i]) && words_[i].deprel == "advmod" && valid(words_[i].head) && words_[i].head < end &&
          is_verb(words_[i].head))
        return words_[i].head;
    }
    return -1;
  }

  // The preposition right before the phrase of `noun`, which begins behind `begin`; its index, or -1.
  int preposition(int noun, int begin) const {
    int at = noun - 1;
    while (at > begin && words_[at].upos != "ADP" && (words_[at].head == noun || words_[at].upos == "DET")) --at;
    return at > begin && words_[at].upos == "ADP" ? at : -1;
  }

  // Makes `noun`, joined by the word at `joint`, stand beside the argument of `verb` that has its preposition.
  void join(int joint, int noun, int verb) {
    if (noun < 0 || verb < 0) return;
    const int before = preposition(noun, joint);
    const std::string marked = before < 0 ? std::string() : words_[before].lemma;
    int beside = -1;
    for (int w = 0; w < joint; ++w) {
      const std::string& relation = words_[w].deprel;
      const bool argument =
          relation.starts_with("nsubj") || relation == "obj" || relation == "iobj" || relation.starts_with("obl");
      if (words_[w].head != verb || !argument || !is_nominal(w) || words_[w].upos == "PRON") continue;
      const int own = preposition(w, -1);
      if ((own < 0 ? std::string() : words_[own].lemma) == marked) beside = w;
    }
    if (beside < 0 || depends_on(beside, noun)) return;
    hang(noun, beside, "conj");
    if (words_[noun].upos == "VERB") {  // A name that looks like one.
      words_[noun].upos = "PROPN";
      words_[noun].lemma = words_[noun].form;
      words_[noun].feats.clear();
    }
    hang(joint, noun, words_[joint].lemma == "sino" ? "cc" : "advmod");
    if (before >= 0) hang(before, noun, "case");
  }

  // "denunció a X, no a Y".
  void deny(int no) {
    int noun = no + 1;
    while (noun < size() && (words_[noun].upos == "ADP" || words_[noun].upos == "DET")) ++noun;
    if (noun >= size() || noun > no + kMaxBehindSino || (words_[noun].upos != "PROPN" && words_[noun].upos != "NOUN"))
      return;
    int end = noun + 1;
    while (end < size() && (depends_on(end, noun) || words_[end].entity.starts_with("I-")) &&
           words_[end].upos != "PUNCT")
      ++end;
    if (end < size() && words_[end].upos != "PUNCT") return;
    int verb = no - 1;
    while (verb >= 0 && feature(words_[verb], "VerbForm") != "Fin") --verb;
    if (verb >= 0 && words_[verb].deprel.starts_with("aux")) verb = words_[verb].head;
    if (verb < 0 || !is_verb(verb)) return;
    const bool denied =
        std::any_of(words_.begin(), words_.begin() + no, [&](const Word& w) { return is_no(w) && w.head == verb; });
    if (!denied) join(no, noun, verb);
  }
};

}  // namespace

void repair_contrast(Sentence& sentence) {
  ContrastRepair(sentence).run();
}

}  // namespace trama
