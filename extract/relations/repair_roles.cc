#include "extract/relations/repair_roles.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "extract/relations/repair_words.h"

namespace trama {
namespace {

constexpr int kMaxRoleClimb = 4;
constexpr int kMaxSpeakerGap = 2;  // Words between a verb of speech and who speaks: "dijo también el ministro".

class RoleRepair : private RepairWords {
 public:
  RoleRepair(Sentence& sentence, const Cues& cues, const Lexicon& lexicon)
      : RepairWords(sentence.words), sentence_(sentence), cues_(cues), lexicon_(lexicon) {}

  void run() {
    each(&RoleRepair::repair_country);
    each(&RoleRepair::repair_que);
    each(&RoleRepair::repair_content);
    each(&RoleRepair::repair_adversary);
    each(&RoleRepair::repair_agent);
    each(&RoleRepair::repair_speaker);
    each(&RoleRepair::repair_what_of);
    each(&RoleRepair::repair_decision);
    each(&RoleRepair::repair_infinitive);
    each(&RoleRepair::repair_split_subject);
    each(&RoleRepair::repair_declaration);
  }

 private:
  void each(void (RoleRepair::*rule)(int)) {
    children_ = children_of(sentence_);
    for (int i = 0; i < size(); ++i) (this->*rule)(i);
  }

  // "en San Petersburgo, Rusia, X pidió": the country tells where the town is, and asks nothing.
  void repair_country(int i) {
    Word& word = words_[i];
    if (!word.deprel.starts_with("nsubj") || !word.entity.starts_with("B-") || i < 3) return;
    int last = i;
    while (last + 1 < size() && words_[last + 1].entity.starts_with("I-")) ++last;
    if (last + 1 >= size() || words_[last + 1].form != "," || words_[i - 1].form != ",") return;
    if (lexicon_.country_of_name(words_text_of(i, last)).empty()) return;
    int town = i - 2;
    if (!words_[town].entity.ends_with("-LOC")) return;
    while (town > 0 && words_[town].entity.starts_with("I-")) --town;
    if (town == 0 || words_[town - 1].upos != "ADP" || depends_on(town, i)) return;
    word.head = town;
    word.deprel = "appos";
    word.func.clear();
    for (int w = i; w <= last; ++w) words_[w].entity = w == i ? "B-LOC" : "I-LOC";
  }

  std::string words_text_of(int first, int last) const {
    std::string text = words_[first].form;
    for (int i = first + 1; i <= last; ++i) text += ' ' + words_[i].form;
    return text;
  }

  void repair_que(int i) {
    Word& word = words_[i];
    if (!valid(word.head)) return;
    const int verb = word.head;
    const std::string form = to_lower(word.form);
    if ((form == "quien" || form == "quienes") && word.deprel == "obj" && !is_joined_by(i, "a"))
      return swap_roles(i, verb);
    if ((form == "quien" || form == "quienes") && word.deprel == "nsubj") {
      for (const int child : children_[verb]) {
        if (child <= verb || !words_[child].deprel.starts_with("nsubj")) continue;
        words_[child].deprel = "obj";
        words_[child].func = "CD";
      }
    }
    if (form == "que" && word.deprel == "nsubj" && acts_behind(i, verb)) return swap_roles(i, verb);
    if (form != "que") return;
    if (word.deprel == "obj" && word.upos == "PRON" && must_act(i, verb)) {
      word.deprel = "nsubj";
      word.func = "SUJ";
      return;
    }
    if (word.deprel == "obj" && word.upos == "PRON" && leads(verb)) return swap_roles(i, verb);
    if (word.deprel != "nsubj") return;
    const auto other =
        std::ranges::find_if(children_[verb], [&](int child) { return child != i && words_[child].deprel == "nsubj"; });
    const bool other_subject = other != children_[verb].end();
    if (other_subject && (only_antecedent_agrees(verb, *other) || leads(verb))) {
      words_[*other].deprel = "obj";
      words_[*other].func = "CD";
      return;
    }
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

  // "X, quien preside ese órgano": subject and object the other way round.
  void swap_roles(int pronoun, int verb) {
    for (const int child : children_[verb]) {
      Word& word = words_[child];
      const bool subject = word.deprel.starts_with("nsubj");
      if (child == pronoun || (!subject && (word.deprel != "obj" || child < verb))) continue;
      word.deprel = subject ? "obj" : "nsubj";
      word.func = subject ? "CD" : "SUJ";
      break;
    }
    const bool was_subject = words_[pronoun].deprel == "nsubj";
    words_[pronoun].deprel = was_subject ? "obj" : "nsubj";
    words_[pronoun].func = was_subject ? "CD" : "SUJ";
  }

  // "X, que preside esta Comisión": people lead institutions, and not the other way round.
  bool leads(int verb) const {
    const int led = words_[verb].head;
    if (!words_[verb].deprel.starts_with("acl") || !valid(led) || !cues_.is("leads", words_[verb].lemma)) return false;
    const auto is_person = [&](int w) {
      const ActorNoun* noun = words_[w].upos == "NOUN" ? lexicon_.find_noun(words_[w]) : nullptr;
      return words_[w].entity.ends_with("PER") || (noun != nullptr && noun->type == EntityType::kPerson);
    };
    return is_person(led) && std::ranges::any_of(children_[verb], [&](int child) {
             return child > verb && words_[child].deprel.starts_with("nsubj") && !is_person(child) &&
                    number_of(words_[child]) != Number::kPlural;
           });
  }

  // "la misión, que aprobó el Consejo de Seguridad": an institution right behind a verb of deciding decides.
  bool acts_behind(int que, int verb) const {
    if (!words_[verb].deprel.starts_with("acl") || !cues_.is("decides", words_[verb].lemma)) return false;
    int object = -1;
    for (const int child : children_[verb]) {
      if (child == que || words_[child].upos == "PUNCT") continue;
      if (words_[child].deprel.starts_with("nsubj")) return false;
      if (words_[child].deprel == "obj" && child > verb && object < 0) object = child;
    }
    if (object < 0 || is_joined_by(object, "a") || number_of(words_[verb]) == Number::kPlural) return false;
    const std::string& entity = words_[object].entity;
    return (entity.ends_with("ORG") || entity.ends_with("PER")) && object - verb <= 3;
  }

  // "la población que sufre", "los obstáculos que le esperan": people as objects have "a" before them, and who is told
  // by "le" is not who acts.
  bool must_act(int que, int verb) const {
    if (!words_[verb].deprel.starts_with("acl") || !valid(words_[verb].head) || has_subject(verb)) return false;
    const Word& noun = words_[words_[verb].head];
    if (number_of(noun) == Number::kUnknown || number_of(noun) != number_of(words_[verb])) return false;
    if (feature(words_[verb], "Person") != "3") return false;
    bool dative = false;
    for (const int child : children_[verb]) {
      if (child < que && words_[child].deprel == "case") return false;
      if (child != que && words_[child].deprel == "obj" && words_[child].upos != "PRON") return true;
      const std::string form = to_lower(words_[child].form);
      dative = dative || (child < verb && (form == "le" || form == "les"));
    }
    const ActorNoun* actor = noun.upos == "NOUN" ? lexicon_.find_noun(noun) : nullptr;
    const bool people = actor != nullptr && (actor->type == EntityType::kPerson || actor->type == EntityType::kGroup);
    return dative || people;
  }

  bool has_subject(int verb) const {
    return std::ranges::any_of(children_[verb], [&](int child) { return words_[child].deprel.starts_with("nsubj"); });
  }

  // "la escuela que albergaba miles de familias": the verb has the number of the noun before "que" alone.
  bool only_antecedent_agrees(int verb, int behind) const {
    if (!words_[verb].deprel.starts_with("acl") || behind < verb || !valid(words_[verb].head)) return false;
    const Number wanted = number_of(words_[verb]);
    // "las potencias que integran el Consejo"
    if (wanted == Number::kPlural && number_of(words_[words_[verb].head]) == Number::kPlural && !has_conjunct(behind)) {
      return number_of(words_[behind]) == Number::kSingular ||
             (words_[behind].upos == "PROPN" && !words_[behind].form.ends_with('s'));
    }
    return wanted == Number::kSingular && number_of(words_[words_[verb].head]) != Number::kPlural &&
           number_of(words_[behind]) == Number::kPlural;
  }

  // "CNN reportó el lunes, citando a sus fuentes, que Chile enviará": the clause is what is reported, not who the
  // sources are, where it has a subject of its own and the verb of speech has no content yet.
  void repair_content(int i) {
    Word& clause = words_[i];
    const bool relative = clause.deprel.starts_with("acl");
    if (!is_verb(i) || (clause.deprel != "advcl" && !relative) || clause.head > i) return;
    const int que = lone_que(i, relative);
    const int asking = relative ? asking_verb_above(i) : -1;
    const int verb = asking >= 0 ? asking : speech_verb_above(i);
    if (que < 0 || verb < 0) return;
    if (asking < 0 && (has_content(verb) || (relative && !has_own_subject(i)))) return;
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
    for (int steps = 0; steps < kMaxRoleClimb && valid(at) && at < clause; ++steps) {
      if (is_verb(at) && words_[at].lemma != "citar" && cues_.is("speech", words_[at].lemma)) return at;
      at = words_[at].head;
    }
    return -1;
  }

  // "solicitó al presidente de X, Y, que apoye a Z": the verb of request whose "a X" the subjunctive hangs on; no name
  // has a clause like that.
  int asking_verb_above(int clause) const {
    const int asked = words_[clause].head;
    const int verb = valid(asked) ? words_[asked].head : -1;
    if (!valid(verb) || verb > asked || !is_verb(verb) || !cues_.is("order", words_[verb].lemma)) return -1;
    if (feature(words_[clause], "Mood") != "Sub" || !is_joined_by(asked, "a")) return -1;
    const bool named = words_[asked].upos == "PROPN" || std::ranges::any_of(children_[asked], [&](int child) {
                         return words_[child].deprel == "appos" && words_[child].upos == "PROPN";
                       });
    const bool told = std::ranges::any_of(children_[verb], [&](int child) {
      return words_[child].deprel == "ccomp" || words_[child].deprel == "xcomp" ||
             (words_[child].deprel == "obj" && child != asked && words_[child].upos != "PRON");
    });
    return named && !told ? verb : -1;
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

  // "…", dijo De Quadros: who stands right behind a verb of speech that follows its quotation speaks.
  void repair_speaker(int i) {
    const Word& verb = words_[i];
    if (verb.upos != "VERB" || feature(verb, "VerbForm") != "Fin" || !cues_.is("speech", verb.lemma)) return;
    if (i == 0 || words_[i - 1].upos != "PUNCT" || words_[i - 1].form == "(") return;
    int speaker = -1;
    for (const int child : children_[i]) {
      const Word& word = words_[child];
      if (word.deprel.starts_with("nsubj") && (child > i || !word.func.empty())) return;
      const bool object = word.deprel == "obj" || word.deprel == "iobj" || word.deprel == "obl";
      if (child > i && object && speaker < 0 && begins_phrase(child, i)) speaker = child;
    }
    if (speaker < 0) return;
    words_[speaker].deprel = "nsubj";
    words_[speaker].func = "SUJ";
  }

  // Whether the words from behind verb `verb` to `head` are its phrase, with an adverb before it at most, of a person
  // or an institution, and without a preposition that is no part of its name.
  bool begins_phrase(int head, int verb) const {
    const Word& word = words_[head];
    if (word.upos != "PROPN" && (word.upos != "NOUN" || lexicon_.find_noun(word) == nullptr)) return false;
    int first = head;
    while (first - 1 > verb && depends_on(first - 1, head)) --first;
    if (first - verb - 1 > kMaxSpeakerGap) return false;
    for (int w = verb + 1; w < first; ++w) {
      if (words_[w].upos != "ADV") return false;
    }
    const Word& start = words_[first];
    const bool joined = start.upos == "ADP" && start.entity.empty();
    const std::string verb_number(feature(words_[verb], "Number"));
    return !joined && (verb_number != "Plur" || number_of(word) == Number::kPlural || has_conjunct(head));
  }

  bool has_conjunct(int i) const {
    return std::ranges::any_of(children_[i], [&](int child) { return words_[child].deprel == "conj"; });
  }

  // "acusados por la justicia de atrocidades", "dotar a los gobiernos de asesoría": what of, not whose.
  void repair_what_of(int i) {
    const bool takes = is_verb(i) || words_[i].upos == "ADJ";
    if (!takes || !cues_.is("what_of", verb_lemma(i))) return;
    int told = -1;
    for (const int child : children_[i]) {
      if (is_joined_by(child, "de") && child > i) return;  // It has one already.
      const std::string& relation = words_[child].deprel;
      const bool named = words_[child].upos == "PROPN";  // "informó al Consejo de la situación"
      if (child < i || (relation != "obj" && relation != "obl") || (!named && words_[child].upos != "NOUN")) continue;
      const ActorNoun* noun = lexicon_.find_noun(words_[child]);
      if (noun == nullptr || noun->role) continue;  // "el ministro de defensa"
      for (const int below : children_[child]) {
        if (words_[below].deprel == "nmod" && words_[below].upos == "NOUN" && below > child && told < 0 &&
            is_joined_by(below, "de") && lexicon_.find_noun(words_[below]) == nullptr) {
          told = below;
        }
      }
    }
    if (told < 0) return;
    words_[told].head = i;
    words_[told].deprel = "obl";
    words_[told].func = "CREG";
  }

  // The infinitive of a verb or of a participle ("acusado").
  std::string verb_lemma(int i) const {
    const std::string& lemma = words_[i].lemma;
    const bool participle = words_[i].upos == "ADJ" && lemma.ends_with("ado");
    return participle ? lemma.substr(0, lemma.size() - 2) + "r" : lemma;
  }

  bool is_joined_by(int i, std::string_view preposition) const {
    return std::ranges::any_of(children_[i], [&](int child) {
      return child < i && words_[child].deprel == "case" && words_[child].lemma == preposition;
    });
  }

  // "tras la decisión del Gobierno de no extraditar a X", "su llamamiento a X a negociar": the infinitive is what was
  // decided or asked for.
  void repair_decision(int i) {
    Word& infinitive = words_[i];
    const int above = infinitive.head;
    const bool below_verb = infinitive.deprel == "advcl" || infinitive.deprel == "xcomp";
    if (!below_verb || feature(infinitive, "VerbForm") != "Inf" || !valid(above) || above > i) return;
    int mark = -1;
    for (const int child : children_[i]) {
      const std::string& lemma = words_[child].lemma;
      const bool joins = lemma == "de" || lemma == "a" || lemma == "por" || lemma == "para";
      if (child < i && words_[child].deprel == "mark" && joins) mark = child;
    }
    if (mark <= above || !is_verb(above) || words_[mark - 1].upos == "PUNCT") return;
    // "los esfuerzos de X por ayudar", "la iniciativa de X para limitarlo"
    const std::string effort = words_[mark].lemma == "por"    ? "takes_por"
                               : words_[mark].lemma == "para" ? "takes_para"
                                                              : std::string();
    const bool asks = words_[mark].lemma == "a";
    if (!asks && infinitive.deprel != "advcl") return;
    for (int noun = mark - 1; noun > above; noun = words_[noun].head) {
      const bool fits = asks ? asks_someone(noun, mark) : tells_of_deed(noun) && takes(noun, effort);
      if (words_[noun].upos == "NOUN" && fits) {
        infinitive.head = noun;
        infinitive.deprel = "acl";
        infinitive.func.clear();
        return;
      }
      if (!valid(words_[noun].head) || is_verb(noun)) return;
    }
  }

  // Of a class of nouns, those with an owner: "los esfuerzos de X".
  bool takes(int noun, const std::string& group) const {
    if (group.empty()) return true;
    return cues_.is(group, words_[noun].lemma) && std::ranges::any_of(children_[noun], [&](int child) {
             const bool actor = words_[child].upos == "PROPN" || lexicon_.find_noun(words_[child]) != nullptr;
             return actor && words_[child].deprel == "nmod" && child > noun && is_joined_by(child, "de");
           });
  }
  bool tells_of_deed(int noun) const { return cues_.modality("noun", words_[noun].lemma).has_value(); }

  // "su llamamiento a X", before word `end`.
  bool asks_someone(int noun, int end) const {
    if (cues_.modality("noun", words_[noun].lemma) != Modality::kOrdered) return false;
    return std::ranges::any_of(children_[noun], [&](int child) {
      return child > noun && child < end && words_[child].deprel == "nmod" && is_joined_by(child, "a");
    });
  }

  // "después de anunciar el ministro la renuncia": of two objects, the person without "a" right behind it acts.
  void repair_infinitive(int i) {
    if (feature(words_[i], "VerbForm") != "Inf" || words_[i].deprel == "xcomp") return;
    int person = -1;
    int objects = 0;
    for (const int child : children_[i]) {
      const Word& word = words_[child];
      if (word.deprel.starts_with("nsubj")) return;
      if (child < i || (word.deprel != "obj" && word.deprel != "iobj") || is_joined_by(child, "a")) continue;
      ++objects;
      const ActorNoun* noun = word.upos == "NOUN" || word.upos == "PROPN" ? lexicon_.find_noun(word) : nullptr;
      const bool acts = word.entity.ends_with("PER") || (noun != nullptr && noun->type == EntityType::kPerson);
      if (acts && person < 0 && objects == 1 && child <= i + 2) person = child;
    }
    if (person < 0 || objects < 2) return;
    words_[person].deprel = "nsubj";
    words_[person].func = "SUJ";
  }

  // "resaltó en una declaración a la prensa": to whom the declaration was made.
  void repair_declaration(int i) {
    Word& word = words_[i];
    const int verb = word.head;
    if (!valid(verb) || verb > i || !cues_.is("speech", words_[verb].lemma) || !is_joined_by(i, "a")) return;
    int first = i;
    while (first - 1 > verb && depends_on(first - 1, i)) --first;
    const int noun = first - 1;
    if (noun <= verb || words_[noun].upos != "NOUN" || !cues_.is("declaration", words_[noun].lemma)) return;
    word.head = noun;
    word.deprel = "nmod";
    word.func.clear();
  }

  // "finalizó la Reunión de la Mesa": "de" right behind a subject that follows its verb belongs to the subject.
  void repair_split_subject(int i) {
    Word& word = words_[i];
    const int verb = word.head;
    if (word.deprel != "obl" || !valid(verb) || verb > i || !is_verb(verb) || !is_joined_by(i, "de")) return;
    if (cues_.is("motion", words_[verb].lemma)) return;
    int first = i;
    while (first - 1 > verb && depends_on(first - 1, i)) --first;
    for (const int subject : children_[verb]) {
      if (!words_[subject].deprel.starts_with("nsubj") || subject < verb || subject >= first) continue;
      if (!depends_on(first - 1, subject) || words_[subject].upos == "PRON") continue;
      word.head = subject;
      word.deprel = "nmod";
      word.func.clear();
      return;
    }
  }

  Sentence& sentence_;
  const Cues& cues_;
  const Lexicon& lexicon_;
  std::vector<std::vector<int>> children_;
};

}  // namespace

void repair_roles(Sentence& sentence, const Cues& cues, const Lexicon& lexicon) {
  RoleRepair(sentence, cues, lexicon).run();
}

}  // namespace trama
