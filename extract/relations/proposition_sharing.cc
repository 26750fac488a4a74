// Arguments that are said once and belong to several predicates: coordination, control, relative and participle
// clauses.
#include <algorithm>
#include <utility>

#include "extract/relations/proposition_builder.h"

namespace trama {

namespace {

constexpr int kMaxSubjectSteps = 6;  // Words between a verb and the one above it whose subject it shares.

}  // namespace

void PropositionBuilder::share_subjects() {
  for (const int word : tree_.top_down()) {  // Governors before what they govern.
    if (draft_of_[word] < 0 || drafts_[draft_of_[word]].proposition.predicate != word) continue;
    share_subject(drafts_[draft_of_[word]]);
  }
}

bool PropositionBuilder::agree(const Draft& one, const Draft& other) const {
  const int a = finite_word(one.top);
  const int b = finite_word(other.top);
  if (a < 0 || b < 0) return a == b || a < 0;
  return feature(tree_.word(a), "Number") == feature(tree_.word(b), "Number") &&
         feature(tree_.word(a), "Person") == feature(tree_.word(b), "Person");
}

void PropositionBuilder::take_subject(Draft& draft, const Argument& subject) const {
  Argument argument = subject;
  argument.role = draft.proposition.passive ? ArgumentRole::kPatient : ArgumentRole::kSubject;
  argument.shared = true;
  argument.preposition.clear();
  argument.personal_a = false;
  draft.proposition.arguments.push_back(std::move(argument));
}

// The noun that a participle or gerund says something of.
void PropositionBuilder::take_antecedent(Draft& draft, int noun) const {
  const ArgumentRole role = draft.proposition.passive ? ArgumentRole::kPatient : ArgumentRole::kSubject;
  draft.proposition.arguments.push_back(described_argument(role, noun, draft.top, ""));
}

// "su llamamiento a X a reconocer a Y": who is asked, or -1.
int PropositionBuilder::asked_by(int noun, int infinitive) const {
  if (!tables_.is_noun(NounClass::kRequest, tree_.word(noun).lemma)) return -1;
  for (const int child : tree_.children(noun)) {
    if (child > noun && child < infinitive && tree_.is(child, "nmod") && tree_.preposition(child) == "a") return child;
  }
  return -1;
}

// "reiteró su llamamiento a X a que venga": who is asked by the object of the verb above, or -1.
int PropositionBuilder::asked_to(int verb) const {
  const int head = tree_.head(verb);
  const std::string mark = tree_.mark(verb);
  if (head < 0 || head > verb || (mark != "a que" && mark != "para que")) return -1;
  if (tree_.is(verb, "acl") && tree_.is_nominal(head)) return asked_by(head, verb);
  const int noun = tree_.is_any(verb, {"ccomp", "advcl"}) ? tree_.child(head, "obj") : -1;
  return noun > head && noun < verb ? asked_by(noun, verb) : -1;
}

// "condenó los intentos de derrocar", "la considera un intento de colonizar": not those of the subject.
bool PropositionBuilder::is_anybodys(int noun, int verb) const {
  bool definite = false;
  bool indefinite = false;
  for (const int child : tree_.children(noun)) {
    if (child > noun || !tree_.is(child, "det")) continue;
    if (tree_.word(child).lemma == "su") return false;
    definite = definite || feature(tree_.word(child), "Definite") == "Def" || tree_.word(child).lemma == "todo";
    indefinite = indefinite || feature(tree_.word(child), "Definite") == "Ind" || tree_.word(child).lemma == "uno";
  }
  const bool judged = std::any_of(tree_.children(verb).begin(), tree_.children(verb).end(), [&](int child) {
    return child < noun && feature(tree_.word(child), "PronType") == "Prs" && tree_.is_any(child, {"obj", "iobj"}) &&
           feature(tree_.word(child), "Reflex") != "Yes";
  });
  return (definite && feature(tree_.word(noun), "Number") == "Plur") || (indefinite && judged);
}

// Whose decision, plan or message `noun` is does what the clause below it says: whom "de" joins, else, of "tomó la
// decisión de vender", the subject of the verb.
void PropositionBuilder::take_owner(Draft& draft, int noun) {
  const int owner = owner_of(noun, draft.top);
  if (owner >= 0) {
    take_subject(draft, nominal_argument(ArgumentRole::kSubject, owner, ""));
    return;
  }
  const int verb = tree_.head(noun);
  if (verb < 0 || draft_of_[verb] < 0 || !tree_.is(noun, "obj") ||
      tables_.is_noun(NounClass::kMessage, tree_.word(noun).lemma))
    return;
  if (is_anybodys(noun, verb)) return;
  const Proposition& above = drafts_[draft_of_[verb]].proposition;
  // "explicó la estrategia para organizar": whoever tells of it need not do it.
  const bool told = tables_.has(VerbClass::kCommunication, above.lemma) && tree_.mark(draft.top) == "para";
  const auto possessive = [&](int child) { return tree_.word(child).lemma == "su"; };
  if (told && std::ranges::none_of(tree_.children(noun), possessive)) return;
  const Argument* subject = above.passive || above.impersonal ? nullptr : subject_of(above);
  if (subject != nullptr) take_subject(draft, *subject);
}

// The noun that a participle follows without a pause and agrees with, for participles that the tree hangs on the verb
// ("según el decreto aprobado por X, …"); -1 if there is none.
int PropositionBuilder::noun_beside(int participle) const {
  const auto agrees = [&](int noun, std::string_view key) {
    const std::string_view one = feature(tree_.word(noun), key);
    const std::string_view other = feature(tree_.word(participle), key);
    return one.empty() || other.empty() || one == other;
  };
  if (participle == 0 || tree_.is_verb(participle - 1) || tree_.word(participle).func == "CPRED.SUJ") return -1;
  for (int i = participle - 1; i >= 0; i = tree_.head(i)) {
    if (tree_.word(i).upos == "PUNCT" || tree_.is_verb(i) || i > participle) return -1;
    if (tree_.is_nominal(i) && !tree_.is(i, "flat") && agrees(i, "Gender") && agrees(i, "Number")) return i;
    if (!tree_.is_any(i, {"flat", "amod", "nmod", "compound", "appos"})) return -1;
  }
  return -1;
}

// "instó a las partes a cesar el fuego y negociar, respetando la tregua": those who are asked respect it.
bool PropositionBuilder::is_asked(const Draft& draft) const {
  int top = draft.top;
  if (tree_.is(top, "conj") && tree_.head(top) >= 0 && form_of(tree_.head(top)) == "Inf") top = tree_.head(top);
  const int verb = tree_.head(top);
  return verb >= 0 && draft_of_[verb] >= 0 && tree_.is_any(top, {"xcomp", "ccomp", "advcl", "obl"}) &&
         linker_of(top) == "a" &&
         tables_.takes(VerbClass::kControlObject, drafts_[draft_of_[verb]].proposition.lemma, "a");
}

// "le encargó llegar al fondo, entregándole los papeles": behind a comma a gerund goes on with the finite verb.
const PropositionBuilder::Draft* PropositionBuilder::main_clause(const Draft& draft, const Draft* governing) const {
  if (form_of(draft.top) != "Ger" || !tree_.is(draft.top, "advcl") || draft.top == 0) return governing;
  if (tree_.word(draft.top - 1).form != "," || finite_word(governing->top) >= 0) return governing;
  if (is_asked(*governing) && !tables_.has(VerbClass::kCommunication, draft.proposition.lemma)) return governing;
  int at = governing->top;
  for (int steps = 0; at >= 0 && steps < kMaxSubjectSteps; ++steps, at = tree_.head(at)) {
    if (draft_of_[at] >= 0 && finite_word(at) >= 0) return &drafts_[draft_of_[at]];
  }
  return governing;
}

// Whose deed an infinitive under `governor` is.
const Argument* PropositionBuilder::controller(const Draft& draft, const Draft& governor) const {
  const Proposition& above = governor.proposition;
  const std::string linker = linker_of(draft.top);
  if (tables_.takes(VerbClass::kControlObject, above.lemma, linker) && governor_[draft.top] < 0) {
    const bool transitive_object = tree_.is_any(draft.top, {"xcomp", "ccomp", "obj", "obl", "csubj", "advcl"});
    if (transitive_object && above.passive) return subject_of(above);
    for (const ArgumentRole role : {ArgumentRole::kObject, ArgumentRole::kIndirect}) {
      const Argument* argument = above.find(role);
      if (argument != nullptr && argument->head != draft.top) return argument;
    }
    return nullptr;
  }
  if (above.impersonal) return nullptr;
  if (linker == "a" && joins_request(above.predicate, draft.top)) return nullptr;
  if (tree_.mark(draft.top) == "que") return nullptr;  // "afirmó que discriminar es malo": nobody in particular.
  // "envió a prisión a X por estafar": the judge has not.
  const bool on_someone = std::any_of(above.arguments.begin(), above.arguments.end(), [](const Argument& a) {
    return a.personal_a || (a.role == ArgumentRole::kIndirect && a.preposition == "a" && !a.clitic);
  });
  if (linker == "por" && on_someone && !above.passive && tree_.is(draft.top, "advcl")) return nullptr;
  const bool quoted = draft.top < above.predicate && tables_.has(VerbClass::kCommunication, above.lemma) &&
                      !tree_.is(draft.top, "advcl");
  if (quoted) return nullptr;  // "“Ordenar el tráfico”, apuntó": nobody in particular.
  // "expresó su apoyo a la creación de X para investigar", "descartó el llamamiento para negociar": not whoever speaks.
  const bool aim = linker == "para" && draft.top > above.predicate && tree_.is(draft.top, "advcl");
  if (aim && tables_.has(VerbClass::kCommunication, above.lemma)) return nullptr;
  // "se necesitan fondos para proteger a X": nobody is said to act.
  const bool adverbial = tree_.is(draft.top, "advcl") || tree_.is(draft.top, "obl");
  if (above.passive && adverbial && is_reflexive_passive(above)) return nullptr;
  // "fue mencionado por X, exhortando a Y": who speaks is X.
  const bool speaks = tables_.has(VerbClass::kCommunication, draft.proposition.lemma) ||
                      tables_.takes(VerbClass::kControlObject, draft.proposition.lemma, "a");
  if (above.passive && linker == "ger" && speaks) {
    if (const Argument* agent = above.find(ArgumentRole::kAgent)) return agent;
  }
  const int message = adverbial && linker == "ger" ? message_before(draft.top) : -1;
  return message >= 0 ? nullptr : subject_of(above);
}

// "X ayuda a Y a vivir y les ofrece Z": a finite verb behind an infinitive goes on with the finite verb above both.
const Argument* PropositionBuilder::subject_above(const Draft& draft, const Draft& below) const {
  int at = below.top;
  for (int steps = 0; at >= 0 && steps < kMaxSubjectSteps; ++steps) {
    if (draft_of_[at] >= 0 && finite_word(at) >= 0) {
      const Draft& above = drafts_[draft_of_[at]];
      return finite_word(below.top) < 0 && agree(draft, above) ? subject_of(above.proposition) : nullptr;
    }
    at = tree_.head(at);
  }
  return nullptr;
}

bool PropositionBuilder::is_reflexive_passive(const Proposition& proposition) const {
  return std::any_of(proposition.relation_words.begin(), proposition.relation_words.end(),
                     [&](int i) { return tree_.word(i).upos == "PRON" && tree_.word(i).lemma != "ser"; });
}

// "mensajes de X pidiendo ayuda": the noun right before a gerund that says what it says, or -1.
int PropositionBuilder::message_before(int gerund) const {
  for (int i = gerund - 1; i >= 0; i = tree_.head(i)) {
    if (tree_.word(i).upos == "PUNCT" || tree_.is_verb(i) || i > gerund) return -1;
    if (tables_.is_noun(NounClass::kMessage, tree_.word(i).lemma)) return i;
  }
  return -1;
}

// Whom "de" joins to a noun, or -1: "la decisión de X de vender".
int PropositionBuilder::owner_of(int noun, int before) const {
  int owner = -1;
  for (const int child : tree_.children(noun)) {
    if (child < noun || child > before || !tree_.is(child, "nmod") || tree_.preposition(child) != "de") continue;
    if (owner < 0 || tree_.name_of(child) >= 0) owner = child;
  }
  if (owner >= 0) return owner;
  // "el compromiso expresado por X de servir"
  for (const int child : tree_.children(noun)) {
    if (child < noun || child > before || form_of(child) != "Part") continue;
    for (const int maker : tree_.children(child)) {
      if (maker > child && maker < before && tree_.preposition(maker) == "por") return maker;
    }
  }
  return -1;
}

void PropositionBuilder::share_subject(Draft& draft) {
  Proposition& proposition = draft.proposition;
  if (proposition.impersonal || subject_of(proposition) != nullptr) return;
  const int head = tree_.head(draft.top);
  const bool finite = finite_word(draft.top) >= 0;
  const int governor = governor_[draft.top];
  const int above = governor >= 0 ? governor : head;
  const Draft* governing = above >= 0 && draft_of_[above] >= 0 ? &drafts_[draft_of_[above]] : nullptr;
  if (governing == &draft) governing = nullptr;
  const Argument* subject = nullptr;
  if (governor >= 0 && governing != nullptr) {
    subject = subject_of(governing->proposition);
  } else if (tree_.is(draft.top, "conj")) {
    // "urgió a X a un cese y a respetar la ley": what is asked, joined to the noun by "y" but hanging on the verb.
    const bool asked = governing != nullptr && form_of(draft.top) == "Inf" && tree_.mark(draft.top) == "a" &&
                       finite_word(governing->top) >= 0 &&
                       tables_.takes(VerbClass::kControlObject, governing->proposition.lemma, "a");
    if (asked) {
      subject = governing->proposition.find(ArgumentRole::kObject);
      if (subject == nullptr) subject = governing->proposition.find(ArgumentRole::kIndirect);
      if (subject == nullptr) return;
    } else if (governing != nullptr && agree(draft, *governing))
      subject = subject_of(governing->proposition);
    if (subject == nullptr && finite && governing != nullptr) subject = subject_above(draft, *governing);
    if (governing == nullptr && draft.participle && head >= 0 && tree_.is_nominal(head))
      return take_antecedent(draft, head);
  } else if (const int whom = finite ? asked_to(draft.top) : -1; whom >= 0) {
    return take_subject(draft, nominal_argument(ArgumentRole::kSubject, whom, ""));
  } else if (finite) {
    // Clauses set side by side without a conjunction are coordinated too.
    const bool side_by_side = tree_.is_any(draft.top, {"advcl", "parataxis"}) && tree_.mark(draft.top).empty() &&
                              draft.top > head && governing != nullptr &&
                              !has_role(proposition, ArgumentRole::kClause) && finite_word(governing->top) >= 0;
    if (side_by_side && agree(draft, *governing)) subject = subject_of(governing->proposition);
  } else if (head >= 0 && governing == nullptr) {
    const bool describes = draft.participle || form_of(draft.top) == "Ger";
    if (describes && tree_.is_any(draft.top, {"amod", "acl", "appos", "nmod"}) && tree_.is_nominal(head)) {
      return take_antecedent(draft, head);
    }
    const bool own = form_of(draft.top) == "Inf" && tables_.is_noun(NounClass::kOwnDeed, tree_.word(head).lemma);
    if (own) return take_owner(draft, head);
    const int asked = form_of(draft.top) == "Inf" ? asked_by(head, draft.top) : -1;
    if (asked >= 0) return take_subject(draft, nominal_argument(ArgumentRole::kSubject, asked, ""));
  } else if (governing != nullptr && !tree_.is(draft.top, "csubj")) {
    const int beside = draft.participle && !tree_.is_any(draft.top, {"acl", "amod"}) ? noun_beside(draft.top) : -1;
    if (beside >= 0) return take_antecedent(draft, beside);
    const bool noun_attribute = tree_.is_any(draft.top, {"amod", "acl"}) && tree_.is_nominal(head);
    if (noun_attribute && (draft.participle || form_of(draft.top) == "Ger")) return take_antecedent(draft, head);
    if (!noun_attribute) subject = controller(draft, *main_clause(draft, governing));
    const int message = form_of(draft.top) == "Ger" && tree_.is(draft.top, "advcl") ? message_before(draft.top) : -1;
    if (message >= 0) return take_owner(draft, message);
  }
  if (subject != nullptr) {
    take_subject(draft, *subject);
  } else if (finite) {
    proposition.subject_dropped = true;
  }
}

// "criticó y condenó el ataque": what follows the last verb belongs to both.
void PropositionBuilder::share_objects() {
  static constexpr ArgumentRole kComplements[] = {ArgumentRole::kObject, ArgumentRole::kClause};
  for (Draft& draft : drafts_) {
    const int top = draft.top;
    if (!tree_.is(top, "conj") || tree_.head(top) < 0 || draft_of_[tree_.head(top)] < 0) continue;
    Draft& first = drafts_[draft_of_[tree_.head(top)]];
    if (&first == &draft) continue;
    const auto complement_after = [](const Draft& of, int word) -> const Argument* {
      for (const Argument& argument : of.proposition.arguments) {
        const bool complement =
            std::find(std::begin(kComplements), std::end(kComplements), argument.role) != std::end(kComplements);
        if (complement && argument.head > word && !argument.shared) return &argument;
      }
      return nullptr;
    };
    const auto bare = [](const Draft& of) {
      for (const Argument& argument : of.proposition.arguments) {
        const bool subject = argument.role == ArgumentRole::kSubject || argument.role == ArgumentRole::kPatient;
        if (!subject) return false;
      }
      return !of.proposition.passive;
    };
    const int second_verb = draft.proposition.predicate;
    bool adjacent = true;  // Nothing but a conjunction, a clitic or an adverb between the verbs.
    for (int i = first.proposition.predicate + 1; i < second_verb && adjacent; ++i) {
      const std::string& upos = tree_.word(i).upos;
      adjacent = upos == "CCONJ" || upos == "ADV" || upos == "AUX" || upos == "PUNCT" || upos == "PRON";
    }
    if (!adjacent) continue;
    const Argument* argument = complement_after(first, second_verb);
    Draft* taker = nullptr;
    if (argument != nullptr && bare(draft)) {
      taker = &draft;
    } else if (argument = complement_after(draft, second_verb); argument != nullptr && bare(first)) {
      taker = &first;
    }
    if (taker == nullptr) continue;
    Argument shared = *argument;
    shared.shared = true;
    taker->proposition.arguments.push_back(std::move(shared));
  }
}

void PropositionBuilder::link_parents() {
  for (Draft& draft : drafts_) {
    const int own = draft_of_[draft.proposition.predicate];
    for (int i = draft.top; i >= 0; i = tree_.head(i)) {
      const int head = tree_.head(i);
      if (head < 0) break;
      if (draft_of_[head] < 0 || draft_of_[head] == own) continue;
      draft.proposition.parent = draft_of_[head];
      draft.proposition.parent_relation = tree_.word(draft.top).deprel;
      break;
    }
  }
}

void PropositionBuilder::mark_symmetric() {
  for (Draft& draft : drafts_) {
    Proposition& proposition = draft.proposition;
    if (proposition.kind != PropositionKind::kVerbal || proposition.passive) continue;
    if (!tables_.has(VerbClass::kSymmetric, proposition.lemma)) continue;
    const Argument* subject = subject_of(proposition);
    const bool with = std::any_of(proposition.arguments.begin(), proposition.arguments.end(), [](const Argument& a) {
      return a.role == ArgumentRole::kOblique && (a.preposition == "con" || a.preposition == "entre");
    });
    proposition.symmetric = with || (subject != nullptr && !subject->conjuncts.empty());
  }
}

}  // namespace trama
