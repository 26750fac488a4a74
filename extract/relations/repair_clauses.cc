#include "extract/relations/repair_clauses.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "extract/relations/repair_words.h"

namespace trama {
namespace {

constexpr int kMaxDistance = 60;  // Words between a verb and the one that it goes on with.
constexpr int kMaxClimb = 6;      // Clauses between a verb and the one that it may go on with.

class ClauseRepair : private RepairWords {
 public:
  ClauseRepair(Sentence& sentence, const Cues& cues) : RepairWords(sentence.words), sentence_(sentence), cues_(cues) {
    children_ = children_of(sentence);
  }

  void run() {
    for (int i = 0; i < size(); ++i) {
      if (!is_verb(i)) {
        if (words_[i].upos == "ADJ") repair_companion(i);
        continue;
      }
      repair_judged(i);
      repair_own_subject(i);
      repair_refused(i);
      repair_second_verb(i);
      repair_asked(i);
      repair_relative(i);
      repair_quoting_gerund(i);
      repair_companion(i);
    }
  }

 private:
  // The finite verb of a clause's head: itself, its auxiliary or its copula; -1 for none.
  int finite_of(int i) const {
    if (feature(words_[i], "VerbForm") == "Fin") return i;
    for (const int child : children_[i]) {
      const bool helps = words_[child].deprel.starts_with("aux") || words_[child].deprel == "cop";
      if (helps && feature(words_[child], "VerbForm") == "Fin") return child;
    }
    return -1;
  }

  // Past or not: news tells what was done in the past, and what is in the present.
  bool is_past(int finite) const {
    const std::string_view tense = feature(words_[finite], "Tense");
    return tense == "Past" || tense == "Imp";
  }

  bool same_time(int one, int other) const {
    return feature(words_[one], "Tense") == feature(words_[other], "Tense") &&
           feature(words_[one], "Mood") == feature(words_[other], "Mood") &&
           feature(words_[one], "Number") == feature(words_[other], "Number") &&
           feature(words_[one], "Person") == feature(words_[other], "Person");
  }

  bool has_mark(int verb) const {
    return std::ranges::any_of(children_[verb], [&](int child) {
      const Word& word = words_[child];
      return child < verb && (word.deprel == "mark" || (word.upos == "PRON" && feature(word, "PronType") == "Rel"));
    });
  }

  // "es mentira que X haya venido": the clause is what is untrue, and tells nothing of the untruth.
  void repair_judged(int i) {
    const int noun = words_[i].head;
    if (!words_[i].deprel.starts_with("acl") || !valid(noun) || noun > i) return;
    const std::string& lemma = words_[noun].lemma;
    if (!cues_.is("true", lemma) && !cues_.modality("predicate", lemma)) return;
    const bool copular = std::ranges::any_of(children_[noun], [&](int child) { return words_[child].deprel == "cop"; });
    const bool that = std::ranges::any_of(children_[i], [&](int child) {
      return child < i && words_[child].deprel == "mark" && words_[child].form == "que";
    });
    if (copular && that) words_[i].deprel = "csubj";
  }

  // "X demandó a Y y Perú multó a Z": a name between "y" and a second verb is the verb's subject, and joined to
  // nothing before.
  void repair_own_subject(int i) {
    const int first = words_[i].head;
    const int own = finite_of(i);
    if (words_[i].deprel != "conj" || own < 0 || !valid(first) || first > i || has_subject(i)) return;
    const int begin = first_of_group(i);
    int name = begin - 1;
    while (name > first && words_[name].deprel != "conj" && words_[name].head < name) name = words_[name].head;
    if (name <= first || words_[name].deprel != "conj" || !is_below(name, first)) return;
    if (words_[name].upos != "PROPN" && words_[name].upos != "NOUN") return;
    if (feature(words_[own], "Number") == "Plur" && feature(words_[name], "Number") != "Plur") return;
    // Only an article may stand between the conjunction and the name; "a" would make it an object.
    int joint = name - 1;
    while (joint > first && words_[joint].upos == "DET") --joint;
    if (words_[joint].deprel != "cc" || (words_[joint].head != i && words_[joint].head != name)) return;
    words_[joint].head = i;
    words_[name].head = i;
    words_[name].deprel = "nsubj";
    words_[name].func = "SUJ";
    children_ = children_of(sentence_);
  }

  // The first word of a verb with its clitics, negation and auxiliaries.
  int first_of_group(int verb) const {
    int begin = verb;
    while (begin > 0 && words_[begin - 1].head == verb &&
           (words_[begin - 1].deprel.starts_with("aux") || words_[begin - 1].upos == "PRON" ||
            words_[begin - 1].upos == "ADV"))
      --begin;
    return begin;
  }

  // "para negarse a aceptar el canje y demandar al país": an infinitive without "a" beside one that "a" joins to a
  // refusal goes on with the refusal, which is an infinitive itself.
  void repair_refused(int i) {
    const int first = words_[i].head;
    if (words_[i].deprel != "conj" || feature(words_[i], "VerbForm") != "Inf" || !valid(first) || first > i) return;
    const int refusal = words_[first].head;
    const bool infinitives = feature(words_[first], "VerbForm") == "Inf" && valid(refusal) && refusal < first &&
                             feature(words_[refusal], "VerbForm") == "Inf";
    if (!infinitives || words_[first].deprel != "xcomp" || has_mark(i) || !has_mark(first)) return;
    if (cues_.is("refusal", words_[refusal].lemma) || cues_.is("refusal_se", words_[refusal].lemma))
      words_[i].head = refusal;
  }

  // A finite verb joined to the one before it by a conjunction goes on with the clause whose tense it has: "reiteraron
  // su apoyo a las tropas que la ayudan y rindieron tributo", "negó haber robado y pedirá", "dijo que X crece y
  // supera".
  void repair_second_verb(int i) {
    const int first = words_[i].head;
    const int own = finite_of(i);
    if (words_[i].deprel != "conj" || own < 0 || !valid(first) || first > i || has_mark(i)) return;
    if (has_subject(i)) return;
    const int other = is_verb(first) || finite_of(first) >= 0 ? finite_of(first) : -2;
    if (other == -2 || (other >= 0 && same_time(own, other))) return;
    int better = above_like(first, own);
    if (better < 0 && other >= 0 && is_past(other) && !is_past(own)) better = told_like(first, i, own);
    if (better < 0 && other >= 0 && is_past(other) != is_past(own)) better = nearest_like(first, i, own);
    if (better < 0) return;
    words_[i].head = better;
  }

  // "instó a X a que venga y ayude": the subjunctive goes on with what is asked, not with who asks.
  void repair_asked(int i) {
    const int first = words_[i].head;
    const int own = finite_of(i);
    if (words_[i].deprel != "conj" || own < 0 || !valid(first) || first > i || has_subject(i)) return;
    const int other = finite_of(first);
    if (other < 0 || feature(words_[own], "Mood") != "Sub" || feature(words_[other], "Mood") == "Sub") return;
    for (const int child : children_[first]) {
      if (child < first || child > i || words_[child].deprel != "ccomp") continue;
      const int asked = finite_of(child);
      if (asked >= 0 && same_time(asked, own)) words_[i].head = child;
    }
  }

  // "los ataques del grupo X, que han causado heridos": a clause is about a noun that its verb agrees with.
  void repair_relative(int i) {
    const int noun = words_[i].head;
    if (!words_[i].deprel.starts_with("acl") || !valid(noun) || noun > i) return;
    const int own = finite_of(i);
    const auto relative = [&](int child) {
      return child < i && words_[child].deprel.starts_with("nsubj") && to_lower(words_[child].form) == "que";
    };
    if (own < 0 || std::ranges::none_of(children_[i], relative) || !is_singular(noun)) return;
    if (feature(words_[own], "Number") != "Plur" || feature(words_[own], "Person") != "3") return;
    int at = words_[noun].head;
    for (int steps = 0; steps < kMaxClimb && valid(at) && at < noun; ++steps, at = words_[at].head) {
      if (feature(words_[at], "VerbForm") == "Fin") return;
      if (words_[at].upos == "NOUN" && feature(words_[at], "Number") == "Plur") {
        words_[i].head = at;
        return;
      }
    }
  }

  // A noun or name that no plural verb agrees with, alone.
  bool is_singular(int noun) const {
    const Word& word = words_[noun];
    const bool joined = std::ranges::any_of(children_[noun], [&](int c) { return words_[c].deprel == "conj"; });
    if (joined || words_[noun].deprel == "conj") return false;
    if (word.upos == "NOUN") return feature(word, "Number") == "Sing" && !cues_.is("group_actor", word.lemma);
    return word.upos == "PROPN" && !word.form.ends_with('s');
  }

  bool has_subject(int verb) const {
    return std::ranges::any_of(children_[verb], [&](int child) { return words_[child].deprel.starts_with("nsubj"); });
  }

  // The verb above a relative clause, an infinitive or a content clause that has the tense of `finite`.
  int above_like(int clause, int finite) const {
    int at = clause;
    bool left = false;
    for (int steps = 0; steps < kMaxClimb && valid(words_[at].head); ++steps) {
      const std::string& relation = words_[at].deprel;
      left |= relation.starts_with("acl") || relation == "ccomp" || relation == "xcomp" || relation == "advcl";
      at = words_[at].head;
      if (at > clause) return -1;
      const int above = left ? finite_of(at) : -1;
      if (above >= 0) return is_verb(at) && goes_on(clause, above, finite) ? at : -1;
    }
    return -1;
  }

  // An infinitive has no tense to tell by: any finite verb goes on with the finite one above it.
  bool goes_on(int clause, int above, int finite) const {
    if (finite_of(clause) >= 0) return same_time(above, finite);
    return feature(words_[above], "Person") == feature(words_[finite], "Person") &&
           feature(words_[above], "Number") == feature(words_[finite], "Number");
  }

  // "resaltó que el ataque es el segundo y eleva a 31 los muertos": the clause that a verb of speech tells, if it has
  // the tense of `finite`.
  int told_like(int speech, int end, int finite) const {
    if (!cues_.is("speech", words_[speech].lemma)) return -1;
    for (const int child : children_[speech]) {
      if (child < speech || child > end || words_[child].deprel != "ccomp" || !has_mark(child)) continue;
      const int told = finite_of(child);
      if (told >= 0 && same_time(told, finite)) return child;
    }
    return -1;
  }

  // "desatando una guerra que ha costado vidas y ha causado …": the nearest clause below `first` that has the tense.
  int nearest_like(int first, int end, int finite) const {
    for (int at = end - 1; at > first && at > end - kMaxDistance; --at) {
      if (feature(words_[at], "VerbForm") != "Fin") continue;
      const bool helps = words_[at].deprel.starts_with("aux") || words_[at].deprel == "cop";
      const int verb = helps ? words_[at].head : at;
      if (!valid(verb) || verb >= end || !words_[verb].deprel.starts_with("acl") || !same_time(at, finite)) return -1;
      return is_below(verb, first) ? verb : -1;
    }
    return -1;
  }

  bool is_below(int i, int ancestor) const {
    for (int steps = 0; steps < 2 * kMaxClimb && valid(i); ++steps) {
      if (i == ancestor) return true;
      i = words_[i].head;
    }
    return false;
  }

  // "“Deben ir”, dijeron los expertos, señalando la sentencia": whoever speaks points at it.
  void repair_quoting_gerund(int i) {
    const int quoted = words_[i].head;
    if (feature(words_[i], "VerbForm") != "Ger" || words_[i].deprel != "advcl" || !valid(quoted)) return;
    const int speech = words_[quoted].head;
    if (!valid(speech) || quoted > speech || speech > i || !cues_.is("speech", words_[speech].lemma)) return;
    if (finite_of(speech) < 0) return;
    words_[i].head = speech;
  }

  // "viajará a Sudán acompañada por Y": not the place is accompanied, but who goes there.
  void repair_companion(int i) {
    Word& participle = words_[i];
    const int place = participle.head;
    if (!valid(place) || place > i || !is_companion(participle)) return;
    if (is_verb(place) && participle.func == "CPRED") return tell_of_subject(participle, place);
    const Word& noun = words_[place];
    const bool clear = !feature(noun, "Gender").empty();
    if (!noun.entity.ends_with("LOC") && (clear || noun.entity.empty())) return;
    if (participle.deprel != "amod" && participle.deprel != "acl") return;
    int verb = noun.head;
    while (valid(verb) && !is_verb(verb) && verb < place) verb = words_[verb].head;
    if (!valid(verb) || !is_verb(verb) || verb > place || finite_of(verb) < 0) return;
    tell_of_subject(participle, verb);
  }

  static void tell_of_subject(Word& participle, int verb) {
    participle.head = verb;
    participle.deprel = "advcl";
    participle.func = "CPRED.SUJ";  // Of the subject, whatever stands beside it.
  }

  bool is_companion(const Word& word) const {
    const std::string form = to_lower(word.form);
    return cues_.is("companion", form);
  }

  const Sentence& sentence_;
  const Cues& cues_;
  std::vector<std::vector<int>> children_;
};

}  // namespace

void repair_clauses(Sentence& sentence, const Cues& cues) {
  ClauseRepair(sentence, cues).run();
}

}  // namespace trama
