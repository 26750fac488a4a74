// The arguments of a predicate: from functions where the analysis gives them, else from relations, case and
// prepositions.
#include <algorithm>
#include <array>
#include <utility>

#include "base/utf8.h"
#include "extract/relations/proposition_builder.h"

namespace trama {

namespace {

bool is_weak_pronoun(const Word& word) {
  return word.upos == "PRON" && feature(word, "PronType") == "Prs" && feature(word, "PrepCase") != "Pre" &&
         !feature(word, "Case").empty() && feature(word, "Case").find("Nom") == std::string_view::npos;
}

}  // namespace

const Argument* PropositionBuilder::subject_of(const Proposition& proposition) {
  for (const Argument& argument : proposition.arguments) {
    if (argument.role == ArgumentRole::kSubject || argument.role == ArgumentRole::kPatient) return &argument;
  }
  return nullptr;
}

bool PropositionBuilder::has_role(const Proposition& proposition, ArgumentRole role) {
  return proposition.find(role) != nullptr;
}

void PropositionBuilder::collect_arguments(Draft& draft) {
  const int predicate = draft.proposition.predicate;
  for (int i = predicate;; i = governor_[i]) {
    collect_from(draft, i);
    if (i == draft.top) break;
  }
  collect_from_governor(draft);
  settle_person(draft);
  settle_agreement(draft);
  settle_relative(draft);
  settle_subjects(draft);
  settle_objects(draft);
  settle_doubled(draft);
  settle_reflexive_infinitive(draft);
  settle_impersonal(draft);
  if (draft.proposition.kind == PropositionKind::kCopular) add_attribute(draft);
  merge_light_verb(draft);
  settle_unaccusative(draft);
}

void PropositionBuilder::collect_from(Draft& draft, int source) {
  const int governed = governed_by(source);
  for (const int child : tree_.children(source)) {
    // What follows the infinitive is said of it: "se limitó a contestar X a la prensa".
    if (governed >= 0 && child > governed && tree_.is_any(child, {"obj", "iobj", "obl"}) && !is_predicate_[child])
      continue;
    if (std::optional<Argument> argument = classify(draft, source, child)) {
      draft.proposition.arguments.push_back(std::move(*argument));
    }
  }
}

// The infinitive that a verb makes one relation with by control, or -1.
int PropositionBuilder::governed_by(int verb) const {
  for (const int child : tree_.children(verb)) {
    if (governor_[child] == verb && link_[child] == Link::kControl) return child;
  }
  return -1;
}

// "lo quiere comprar": a verb that takes a bare infinitive lends its place to the infinitive's clitics, and every one
// the place behind the infinitive.
void PropositionBuilder::collect_from_governor(Draft& draft) {
  const int governor = governor_[draft.top];
  if (governor < 0) return;
  const bool bare = linker_of(draft.top) == "-";
  for (const int child : tree_.children(governor)) {
    const Word& word = tree_.word(child);
    const bool clitic = bare && child < governor && is_weak_pronoun(word) && tree_.is_any(child, {"obj", "iobj"});
    const bool later = child > draft.top && tree_.is_any(child, {"obj", "iobj", "obl"}) && !is_predicate_[child] &&
                       governed_by(governor) == draft.top;
    if (feature(word, "Reflex") == "Yes" || (!clitic && !later)) continue;
    if (std::optional<Argument> argument = classify(draft, governor, child)) {
      argument->shared = true;
      draft.proposition.arguments.push_back(std::move(*argument));
    }
  }
}

bool PropositionBuilder::is_relative(int i) const {
  static constexpr std::array<std::string_view, 6> kPronouns = {"que", "quien", "cual", "donde", "adonde", "cuyo"};
  const Word& word = tree_.word(i);
  if (std::find(kPronouns.begin(), kPronouns.end(), word.lemma) == kPronouns.end()) return false;
  return word.upos == "PRON" || word.upos == "ADV";
}

std::optional<Argument> PropositionBuilder::classify(const Draft& draft, int source, int child) const {
  const Word& word = tree_.word(child);
  std::string preposition = tree_.preposition(child);
  // "al que calificó de útil": a relative pronoun behind a preposition is no subject.
  const bool behind = !preposition.empty() && is_relative(child);
  const bool subject = !behind && (tree_.is_any(child, {"nsubj", "csubj"}) || word.func == "SUJ");
  const bool complement =
      tree_.is_any(child, {"obj", "iobj", "obl", "ccomp", "xcomp"}) || (behind && tree_.is(child, "nsubj"));
  const bool adverbial = tree_.is(child, "advmod") &&
                         (word.upos != "ADV" || is_relative(child) || !preposition.empty()) && !is_predicate_[child];
  const bool noun_complement = tree_.is(child, "nmod") && tree_.is_verb(source);
  // "acusó a X de firmar", whatever the label of the infinitive.
  const std::string linker = is_predicate_[child] ? linker_of(child) : std::string();
  const bool content = tree_.is(child, "advcl") && is_predicate_[child] && child > source && linker != "por" &&
                       tables_.takes(VerbClass::kControlObject, draft.proposition.lemma, linker) && has_object(source);
  if (content) return clause_argument(ArgumentRole::kClause, child);
  if (!subject && !complement && !adverbial && !noun_complement) return std::nullopt;
  if (tree_.is_any(child, {"advcl", "acl", "conj", "parataxis", "root"})) return std::nullopt;
  if (word.upos == "PUNCT" || feature(word, "Reflex") == "Yes") return std::nullopt;

  const ArgumentRole subject_role = draft.proposition.passive ? ArgumentRole::kPatient : ArgumentRole::kSubject;
  const bool clause = is_predicate_[child] && !is_participle_[child] && !tree_.is_nominal(child);
  if (clause) {
    if (governor_[child] == source && link_[child] == Link::kPeriphrasis) return std::nullopt;
    return clause_argument(subject ? subject_role : ArgumentRole::kClause, child);
  }
  if (tree_.is_any(child, {"ccomp", "xcomp"}) && tree_.child(child, "cop") >= 0) {  // "dijo que X es Y"
    return clause_argument(ArgumentRole::kClause, child);
  }
  const ArgumentRole role = subject ? subject_role : nominal_role(draft, source, child, preposition);
  const bool personal_a = role == ArgumentRole::kObject && preposition == "a";
  if (personal_a) preposition.clear();
  Argument argument = is_relative(child) ? relative_argument(draft, role, child, std::move(preposition))
                                         : nominal_argument(role, child, std::move(preposition));
  argument.personal_a = personal_a;
  return argument;
}

ArgumentRole PropositionBuilder::nominal_role(const Draft& draft, int source, int child,
                                              const std::string& preposition) const {
  const Word& word = tree_.word(child);
  // "dirigido a periodistas", "ampliada hasta 300 militares", "identificado como X", "coordinado con X" have no agent.
  static constexpr std::array<std::string_view, 4> kOthers = {"a", "hasta", "como", "con"};
  // "9 por cada 100.000 niños"
  bool rate = false;
  for (int w = child - 1; preposition == "por" && w > 0 && w >= child - 3; --w) rate |= tree_.word(w).lemma == "cada";
  // "creada a iniciativa de X": that is no agent.
  const int before = preposition == "de" ? child - 2 : -1;
  const bool idea = before > 0 && tree_.word(before).upos == "NOUN" && tree_.head(before) == source &&
                    tree_.word(before + 1).lemma == "de";
  if (word.func == "CAG" && !rate && !idea && std::find(kOthers.begin(), kOthers.end(), preposition) == kOthers.end())
    return ArgumentRole::kAgent;
  if (rate) return ArgumentRole::kOblique;
  if (is_weak_pronoun(word)) {
    const bool dative = word.func == "CI" || (word.func.empty() && tree_.is(child, "iobj"));
    return feature(word, "Case") == "Dat" || dative ? ArgumentRole::kIndirect : ArgumentRole::kObject;
  }
  if (preposition == "por" && draft.proposition.passive &&
      ((word.func.empty() && tree_.is(child, "obj")) || tree_.name_of(child) >= 0)) {
    return ArgumentRole::kAgent;
  }
  const bool goal =
      preposition == "a" && word.entity.ends_with("LOC") && tables_.has(VerbClass::kGoalA, draft.proposition.lemma);
  if (goal) return ArgumentRole::kOblique;  // "viajó a Washington"
  if (word.func == "CD" && (preposition.empty() || preposition == "a")) return ArgumentRole::kObject;
  const bool regime = word.func == "CREG" || word.func == "CI";
  if (regime && preposition == "a" && lacks_object(draft, source, child)) return ArgumentRole::kObject;
  if (word.func == "CI") return ArgumentRole::kIndirect;
  if (word.func == "ATR" || word.func == "CPRED") return ArgumentRole::kAttribute;
  if (!word.func.empty()) return ArgumentRole::kOblique;
  if (tree_.is(child, "iobj")) {
    return preposition.empty() || preposition == "a" ? ArgumentRole::kIndirect : ArgumentRole::kOblique;
  }
  if (!tree_.is_any(child, {"obj", "xcomp", "ccomp"})) return ArgumentRole::kOblique;
  if (preposition == "a") return role_of_a_phrase(draft, source, child);
  if (!preposition.empty()) return ArgumentRole::kOblique;
  const bool predicative = word.upos == "ADJ" || !tree_.is(child, "obj") ||
                           (draft.proposition.passive && draft.proposition.kind == PropositionKind::kVerbal);
  return predicative ? ArgumentRole::kAttribute : ArgumentRole::kObject;
}

// Whether a verb that takes objects has none but "a X", which analysis then often takes for another complement.
bool PropositionBuilder::lacks_object(const Draft& draft, int source, int child) const {
  const Proposition& proposition = draft.proposition;
  if (!tree_.is_any(child, {"obj", "iobj"}) || proposition.passive) return false;
  if (tables_.has(VerbClass::kGoalA, proposition.lemma) || tables_.has(VerbClass::kDative, proposition.lemma))
    return false;
  for (const int other : tree_.children(source)) {
    if (other == child) continue;
    const Word& word = tree_.word(other);
    const bool clause = tree_.is(other, "ccomp") || (tree_.is(other, "xcomp") && tree_.mark(other).empty());
    const bool object = tree_.is(other, "obj") && tree_.preposition(other).empty() && feature(word, "Case") != "Dat";
    if (clause || object || word.func == "CD" || tree_.is(other, "compound")) return false;
    if (feature(word, "Reflex") == "Yes") return false;
  }
  return true;
}

// AnCora writes obj for "visitó a X", "dio Y a X" and "llegó a X" alike.
ArgumentRole PropositionBuilder::role_of_a_phrase(const Draft& draft, int source, int child) const {
  if (tables_.has(VerbClass::kGoalA, draft.proposition.lemma) || draft.proposition.passive)
    return ArgumentRole::kOblique;
  for (const int other : tree_.children(source)) {
    if (other == child) continue;
    const bool object = tree_.is(other, "obj") && tree_.preposition(other).empty() &&
                        feature(tree_.word(other), "Case") != "Dat" && feature(tree_.word(other), "Reflex") != "Yes";
    if (object || tree_.is(other, "ccomp")) return ArgumentRole::kIndirect;
  }
  return ArgumentRole::kObject;
}

Argument PropositionBuilder::clause_argument(ArgumentRole role, int head) const {
  Argument argument;
  argument.role = role;
  argument.head = head;
  argument.words = tree_.phrase(head);
  argument.proposition = draft_of_[head];
  return argument;
}

Argument PropositionBuilder::nominal_argument(ArgumentRole role, int head, std::string preposition) const {
  Argument argument;
  argument.role = role;
  argument.head = head;
  argument.words = words_of(head, {});
  if (!tree_.is_verb(head)) argument.conjuncts = tree_.conjuncts(head);
  argument.preposition = std::move(preposition);
  argument.clitic = is_weak_pronoun(tree_.word(head));
  return argument;
}

// The noun that the relative clause around `verb` says something of, or -1; `clause` is the clause's head.
int PropositionBuilder::antecedent_of(int verb, int& clause) const {
  for (int i = verb; i >= 0; i = tree_.head(i)) {
    if (tree_.is(i, "acl")) {
      clause = i;
      return tree_.head(i);
    }
    if (!tree_.is_any(i, {"conj", "xcomp", "ccomp", "advcl", "obj", "nsubj", "obl", "nmod"})) return -1;
    if (tree_.is(i, "advcl") && !tree_.mark(i).empty()) return -1;
  }
  return -1;
}

// The noun right before a relative pronoun, for clauses that do not hang on their antecedent; -1 if there is none.
int PropositionBuilder::noun_before(int pronoun, int& clause) const {
  int before = pronoun - 1;
  while (before >= 0 && (tree_.word(before).upos == "PUNCT" || tree_.marks_phrase(before, pronoun) ||
                         tree_.word(before).upos == "DET")) {
    --before;
  }
  if (before < 0 || tree_.word(pronoun - 1).lemma == "él") return -1;  // "lo que"
  for (int i = before; i >= 0; i = tree_.head(i)) {  // "la casa del padre, que": the phrase that ends here.
    if (tree_.is_verb(i)) return -1;
    if (tree_.is_nominal(i) && i < pronoun) {
      clause = tree_.head(pronoun);
      return i;
    }
  }
  return -1;
}

Argument PropositionBuilder::relative_argument(const Draft& draft, ArgumentRole role, int pronoun,
                                               std::string preposition) const {
  int clause = -1;
  int antecedent = antecedent_of(draft.top, clause);
  if (preposition.empty() && (tree_.word(pronoun).lemma == "donde")) preposition = "en";
  if (antecedent < 0) antecedent = noun_before(pronoun, clause);
  if (antecedent < 0) return nominal_argument(role, pronoun, std::move(preposition));
  // "X y el Gobierno, que será presidido por Z", "X e Y, quien dijo": one of them, the verb tells.
  const int finite = finite_word(draft.top);
  const bool subject = role == ArgumentRole::kSubject || role == ArgumentRole::kPatient;
  const bool one = subject && finite >= 0 && feature(tree_.word(finite), "Number") == "Sing" &&
                   feature(tree_.word(antecedent), "Number") != "Plur";
  if (one && tree_.word(pronoun).lemma == "quien") {
    for (const int member : tree_.conjuncts(antecedent)) antecedent = member < pronoun ? member : antecedent;
  }
  // "el número de personas que viven con VIH": the persons do.
  const bool several = subject && finite >= 0 && feature(tree_.word(finite), "Number") == "Plur" &&
                       feature(tree_.word(antecedent), "Number") == "Sing" && tree_.conjuncts(antecedent).size() < 2;
  for (const int child : tree_.children(antecedent)) {
    const bool counted = several && child > antecedent && child < pronoun && tree_.preposition(child) == "de" &&
                         feature(tree_.word(child), "Number") == "Plur";
    if (counted) {
      antecedent = child;
      break;
    }
  }
  Argument argument = described_argument(role, antecedent, clause, std::move(preposition));
  if (one) argument.conjuncts.clear();
  return argument;
}

// A noun that a clause says something of. What is coordinated with it behind the clause is left out: "X, que …, e Y".
Argument PropositionBuilder::described_argument(ArgumentRole role, int noun, int clause,
                                                std::string preposition) const {
  std::vector<int> without = {clause};
  for (const int child : tree_.children(noun)) {
    if (child > clause && tree_.is(child, "conj")) without.push_back(child);
  }
  Argument argument = nominal_argument(role, noun, std::move(preposition));
  argument.words = words_of(noun, without);
  if (without.size() > 1) argument.conjuncts.clear();
  argument.relative = true;
  return argument;
}

// The words of a phrase; of the predicate of a copula without the clause around it.
std::vector<int> PropositionBuilder::words_of(int head, std::vector<int> without) const {
  if (!is_predicate_[head] || tree_.is_verb(head) || is_participle_[head]) return tree_.phrase(head, without);
  int copula = -1;
  for (const int child : tree_.children(head)) {
    if (tree_.is(child, "cop")) copula = child;
  }
  for (const int child : tree_.children(head)) {
    const bool clause_level = tree_.is_any(child, {"nsubj", "csubj", "cop", "aux", "mark", "cc", "expl", "discourse",
                                                   "vocative", "parataxis", "advcl", "case"});
    const bool other_clause = tree_.is(child, "conj") && is_predicate_[child];
    const bool before = child < copula && copula < head;
    const bool negation = tree_.is(child, "advmod") && tables_.denies(NegationClass::kAdverb, tree_.word(child).lemma);
    const bool circumstance = tree_.is(child, "obl") && tree_.is_nominal(head);
    if (clause_level || other_clause || before || negation || circumstance) without.push_back(child);
  }
  return tree_.phrase(head, without);
}

void PropositionBuilder::add_attribute(Draft& draft) {
  const int predicate = draft.proposition.predicate;
  draft.proposition.arguments.push_back(
      nominal_argument(ArgumentRole::kAttribute, predicate, tree_.preposition(predicate)));
  add_noun_complements(draft, predicate);
}

// "miembro de Y": what the noun is joined to by prepositions.
void PropositionBuilder::add_noun_complements(Draft& draft, int noun) {
  for (const int child : tree_.children(noun)) {
    if (!tree_.is(child, "nmod")) continue;
    const std::string preposition = tree_.preposition(child);
    if (preposition.empty()) continue;
    draft.proposition.arguments.push_back(nominal_argument(ArgumentRole::kOblique, child, preposition));
  }
}

// "dio su apoyo a X" is "apoyar" with what depends on the noun as its arguments.
void PropositionBuilder::merge_light_verb(Draft& draft) {
  Proposition& proposition = draft.proposition;
  const int predicate = proposition.predicate;
  for (const int child : tree_.children(predicate)) {
    if (!tree_.is_any(child, {"obj", "compound", "nsubj", "obl"}) || !tree_.is_nominal(child)) continue;
    if (tree_.is(child, "nsubj") && !proposition.passive) continue;
    const std::string joint = tree_.is(child, "obl") ? tree_.preposition(child) : "";
    // "dio gracias por la ayuda"; but "recibió con beneplácito" is one verb.
    const bool apart = joint == "por" || joint == "con" || joint == "para" || joint == "sin";
    const std::string noun = (apart ? joint + " " : "") + tree_.word(child).lemma;
    const std::string* meaning = tables_.light_verb(proposition.lemma, noun);
    if (meaning == nullptr || proposition.passive || is_of_other(child)) continue;
    proposition.lemma = *meaning;
    std::erase_if(proposition.arguments, [child](const Argument& a) { return a.head == child; });
    proposition.relation_words.push_back(child);
    draft_of_[child] = draft_of_[predicate];
    for (const int below : tree_.children(child)) {
      if (below < child && tree_.is_any(below, {"det", "amod", "case"})) proposition.relation_words.push_back(below);
    }
    sort_unique(proposition.relation_words);
    add_noun_complements(draft, child);
    return;
  }
}

// "ofreció el apoyo de la ONU": what another one gives.
bool PropositionBuilder::is_of_other(int noun) const {
  if (tables_.noun_class(tree_.word(noun).lemma) != NounClass::kEvent) return false;
  return std::any_of(tree_.children(noun).begin(), tree_.children(noun).end(), [&](int child) {
    return tree_.is(child, "nmod") && tree_.preposition(child) == "de" && tree_.name_of(child) >= 0;
  });
}

// "…", dijo X: the verb of saying stands inside or after the clause that it introduces.
void PropositionBuilder::add_quotations() {
  for (Draft& draft : drafts_) {
    Proposition& proposition = draft.proposition;
    if (!tables_.has(VerbClass::kCommunication, proposition.lemma) || finite_word(proposition.predicate) < 0) continue;
    if (has_role(proposition, ArgumentRole::kClause) || has_role(proposition, ArgumentRole::kObject)) continue;
    int quoted = -1;
    const int head = tree_.head(draft.top);
    if (head >= 0 && tree_.is_any(draft.top, {"parataxis", "advcl"}) && tree_.mark(draft.top).empty()) {
      quoted = head;
    } else {
      for (const int child : tree_.children(draft.top)) {
        if (tree_.is_any(child, {"parataxis", "advcl"}) && is_predicate_[child] && tree_.is_finite(child) &&
            tree_.mark(child).empty()) {
          quoted = child;
        }
      }
    }
    if (quoted < 0 || draft_of_[quoted] < 0 || draft_of_[quoted] == draft_of_[proposition.predicate]) continue;
    Argument argument;
    argument.role = ArgumentRole::kClause;
    argument.head = quoted;
    argument.words = tree_.phrase(quoted, {draft.top});
    argument.proposition = draft_of_[quoted];
    proposition.arguments.push_back(std::move(argument));
  }
}

}  // namespace trama
