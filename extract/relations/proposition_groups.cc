// Predicates and their verb groups: auxiliaries, periphrases, control, voice, negation.
#include <algorithm>
#include <array>
#include <utility>

#include "extract/relations/proposition_builder.h"

namespace trama {

namespace {

// Verbs below these are governed by them if the tables say so, whatever the treebank's label for the link.
constexpr std::array<std::string_view, 8> kClauseLinks = {"xcomp", "ccomp", "csubj", "advcl",
                                                          "obl",   "obj",   "conj",  "acl"};

bool is_plain_auxiliary(const std::string& lemma) {
  return lemma == "haber" || lemma == "ser" || lemma == "estar";
}

}  // namespace

void sort_unique(std::vector<int>& words) {
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
}

PropositionBuilder::PropositionBuilder(const SentenceTree& tree, const PropositionTables& tables)
    : tree_(tree),
      tables_(tables),
      is_predicate_(tree.size(), false),
      is_participle_(tree.size(), false),
      governor_(tree.size(), -1),
      link_(tree.size(), Link::kNone),
      inner_(tree.size(), -1),
      draft_of_(tree.size(), -1) {}

std::vector<Proposition> PropositionBuilder::build() {
  find_predicates();
  find_links();
  make_drafts();
  for (Draft& draft : drafts_) collect_arguments(draft);
  add_quotations();
  share_subjects();
  share_objects();
  mark_symmetric();
  link_parents();
  add_appositions();
  add_event_nouns();
  std::vector<Proposition> propositions;
  propositions.reserve(drafts_.size());
  for (Draft& draft : drafts_) {
    auto& arguments = draft.proposition.arguments;
    std::stable_sort(arguments.begin(), arguments.end(),
                     [](const Argument& a, const Argument& b) { return a.head < b.head; });
    propositions.push_back(std::move(draft.proposition));
  }
  split_contrasts(propositions);
  return propositions;
}

void PropositionBuilder::find_predicates() {
  for (int i = 0; i < tree_.size(); ++i) {
    is_participle_[i] = is_participle_clause(i);
    is_predicate_[i] = is_participle_[i] || is_predicate_word(i);
  }
}

bool PropositionBuilder::is_predicate_word(int i) const {
  if (tree_.is_any(i, {"aux", "cop", "fixed", "flat", "compound", "case", "mark", "cc", "det", "punct"})) return false;
  if (tree_.is_verb(i)) return !is_time_expression(i);
  return tree_.child(i, "cop") >= 0 || tree_.child(i, "aux") >= 0;
}

// A participle that says more of its noun than an adjective does: it has an agent, a place, a time …
bool PropositionBuilder::is_participle_clause(int i) const {
  const Word& word = tree_.word(i);
  const bool participle =
      word.upos == "ADJ" ? verb_of_participle(word).has_value() : word.upos == "VERB" && tree_.verb_form(i) == "Part";
  if (!participle || tree_.child(i, "cop") >= 0 || tree_.child(i, "aux") >= 0) return false;
  if (tree_.is_any(i, {"fixed", "flat", "compound", "case", "mark", "det"})) return false;
  for (const int child : tree_.children(i)) {
    if (tree_.is_any(child, {"obl", "obj", "iobj", "xcomp", "ccomp", "advcl"})) return true;
  }
  return false;
}

// "hace dos años": a date, not something that anybody did.
bool PropositionBuilder::is_time_expression(int i) const {
  if (tree_.word(i).lemma != "hacer" || tree_.head(i) < 0 || tree_.child(i, "nsubj") >= 0) return false;
  if (feature(tree_.word(i), "Number") != "Sing" || feature(tree_.word(i), "Person") != "3") return false;
  const int object = tree_.child(i, "obj");
  return object >= 0 && tables_.is_time_unit(tree_.word(object).lemma);
}

std::string_view PropositionBuilder::form_of(int predicate) const {
  for (const int child : tree_.children(predicate)) {
    if (tree_.is_any(child, {"aux", "cop"})) return tree_.verb_form(child);
  }
  return tree_.verb_form(predicate);
}

// The finite verb of a predicate's own group (not of those that govern it), or -1.
int PropositionBuilder::finite_word(int predicate) const {
  for (const int child : tree_.children(predicate)) {
    if (tree_.is_any(child, {"aux", "cop"}) && tree_.is_finite(child)) return child;
  }
  return tree_.is_finite(predicate) ? predicate : -1;
}

bool PropositionBuilder::has_object(int verb) const {
  for (const int child : tree_.children(verb)) {
    if (!tree_.is_any(child, {"obj", "iobj"}) || tree_.is_verb(child)) continue;
    if (feature(tree_.word(child), "Reflex") != "Yes" && tree_.word(child).func != "CREG") return true;
  }
  return false;
}

std::string PropositionBuilder::linker_of(int inner) const {
  const std::string_view form = form_of(inner);
  if (form == "Ger") return "ger";
  if (tree_.is(inner, "conj")) {  // AnCora's "tener que": the infinitive is a conjunct and "que" its conjunction.
    const int conjunction = tree_.child(inner, "cc");
    return conjunction >= 0 && tree_.word(conjunction).lemma == "que" ? "que" : "";
  }
  if (form != "Inf") return "";
  const std::string mark = tree_.mark(inner);
  if (mark == "que") return "";                                    // "afirmó que discriminar es malo": a subject.
  if (mark == "a" && tree_.child(inner, "det") >= 0) return "al";  // "al leer el informe": when, not what.
  return mark.empty() ? "-" : mark;
}

// "se sumó al llamado de X a cesar la violencia": what is asked for by the noun.
bool PropositionBuilder::joins_request(int verb, int infinitive) const {
  return std::ranges::any_of(tree_.children(verb), [&](int child) {
    return child > verb && child < infinitive && tree_.preposition(child) == "a" &&
           tables_.is_noun(NounClass::kRequest, tree_.word(child).lemma);
  });
}

PropositionBuilder::Link PropositionBuilder::link_of(int inner, int outer) const {
  const std::string linker = linker_of(inner);
  if (linker.empty() || inner < outer) return Link::kNone;
  const std::string& lemma = tree_.word(outer).lemma;
  if (tree_.is(inner, "acl") && tree_.word(outer).upos != "ADJ") return Link::kNone;
  if (!tree_.is_verb(outer)) {
    const bool governs = is_predicate_[outer] && tables_.takes(VerbClass::kControlAdjective, lemma, linker);
    return governs ? Link::kControl : Link::kNone;
  }
  if (linker == "a" && joins_request(outer, inner)) return Link::kNone;
  const bool loose = tree_.is_any(inner, {"advcl", "obl", "obj"});
  if (linker == "ger" && loose && inner > outer + 1) return Link::kNone;
  if (tables_.takes(VerbClass::kControlObject, lemma, linker) && has_object(outer)) return Link::kNone;
  if (tables_.takes(VerbClass::kPeriphrasis, lemma, linker) && !has_object(outer)) return Link::kPeriphrasis;
  if (tables_.takes(VerbClass::kControlSubject, lemma, linker)) return Link::kControl;
  return Link::kNone;
}

void PropositionBuilder::find_links() {
  for (const int i : tree_.top_down()) {
    const int head = tree_.head(i);
    if (!is_predicate_[i] || is_participle_[i] || head < 0) continue;
    if (std::find(kClauseLinks.begin(), kClauseLinks.end(), tree_.relation(i)) == kClauseLinks.end()) continue;
    link_[i] = link_of(i, head);
    governor_[i] = head;
    if (link_[i] == Link::kNone && tree_.is(i, "conj") && form_of(i) == form_of(head)) {  // "quiere comprar y vender"
      link_[i] = link_[head];
      governor_[i] = governor_[head];
    }
    if (link_[i] == Link::kNone) governor_[i] = -1;
    if (link_[i] == Link::kPeriphrasis && inner_[governor_[i]] < 0) inner_[governor_[i]] = i;
  }
}

// The governors of a predicate, outermost first, and the predicate.
std::vector<int> PropositionBuilder::chain_of(int predicate) const {
  std::vector<int> chain;
  for (int i = predicate; i >= 0; i = governor_[i]) chain.push_back(i);
  std::reverse(chain.begin(), chain.end());
  return chain;
}

void PropositionBuilder::make_drafts() {
  for (int i = 0; i < tree_.size(); ++i) {
    if (!is_predicate_[i] || inner_[i] >= 0) continue;
    Draft draft;
    draft.proposition.predicate = i;
    draft.participle = is_participle_[i];
    fill_group(draft);
    draft_of_[i] = static_cast<int>(drafts_.size());
    drafts_.push_back(std::move(draft));
  }
  for (int i = 0; i < tree_.size(); ++i) {  // Periphrastic verbs belong to the predicate that absorbs them.
    int inner = i;
    for (int steps = 0; inner_[inner] >= 0 && steps < tree_.size(); ++steps) inner = inner_[inner];
    if (inner != i) draft_of_[i] = draft_of_[inner];
  }
}

void PropositionBuilder::fill_group(Draft& draft) {
  Proposition& proposition = draft.proposition;
  const int predicate = proposition.predicate;
  const std::vector<int> chain = chain_of(predicate);
  draft.top = predicate;
  for (int i = predicate; governor_[i] >= 0 && link_[i] == Link::kPeriphrasis; i = governor_[i])
    draft.top = governor_[i];
  for (const int verb : chain) {
    for (const int child : tree_.children(verb)) {
      if (tree_.is(child, "aux") && !is_plain_auxiliary(tree_.word(child).lemma)) proposition.modals.push_back(child);
    }
    if (verb != predicate) proposition.modals.push_back(verb);
    add_group_words(verb, verb == chain.front(), proposition.relation_words);
  }
  add_adverbs_between(draft);
  sort_unique(proposition.relation_words);
  const bool verbal = tree_.is_verb(predicate) || draft.participle;
  const bool stative_passive =
      !verbal && tree_.word(predicate).upos == "ADJ" && verb_of_participle(tree_.word(predicate)).has_value();
  const bool clause_attribute = tree_.is_verb(predicate) && tree_.child(predicate, "cop") >= 0;  // "son los que van"
  proposition.kind =
      (verbal || stative_passive) && !clause_attribute ? PropositionKind::kVerbal : PropositionKind::kCopular;
  proposition.lemma = lemma_of(predicate);
  if (proposition.kind == PropositionKind::kCopular) leave_to_attribute(proposition);
  set_voice(draft);
  set_negation(draft);
}

// The infinitive of an adjective that is a participle; some have the infinitive for their lemma.
std::optional<std::string> PropositionBuilder::verb_of_participle(const Word& word) const {
  if (feature(word, "VerbForm") == "Part") {
    for (const std::string_view ending : {"ar", "er", "ir"}) {
      if (word.lemma.ends_with(ending)) return word.lemma;
    }
  }
  return tables_.verb_of_participle(word.lemma);
}

// Of a copula the predicate, and the adverbs right before it ("es muy alto"), are the attribute's.
void PropositionBuilder::leave_to_attribute(Proposition& proposition) const {
  const int predicate = proposition.predicate;
  const int copula = tree_.child(predicate, "cop");
  std::erase_if(proposition.relation_words, [&](int i) {
    return i == predicate || (i > copula && i < predicate && tree_.word(i).upos == "ADV" && tree_.head(i) == predicate);
  });
}

std::string PropositionBuilder::lemma_of(int predicate) const {
  const Word& word = tree_.word(predicate);
  std::string lemma = word.lemma;
  if (word.upos == "ADJ") lemma = verb_of_participle(word).value_or(lemma);
  if (lemma.ends_with("rse")) lemma.resize(lemma.size() - 2);
  return lemma;
}

void PropositionBuilder::add_group_words(int verb, bool outermost, std::vector<int>& words) const {
  words.push_back(verb);
  const int auxiliary = tree_.child(verb, "aux");
  for (const int child : tree_.children(verb)) {
    const Word& word = tree_.word(child);
    const bool reflexive = tree_.is_any(child, {"obj", "iobj", "expl"}) && feature(word, "Reflex") == "Yes";
    const bool part = tree_.is_any(child, {"aux", "cop", "expl"}) || reflexive ||
                      (tree_.is(child, "compound") && child > verb && tree_.is_verb(verb)) ||
                      (tree_.is(child, "advmod") && child < verb && !is_taken_back(child) &&
                       tables_.denies(NegationClass::kAdverb, word.lemma));
    const bool inside = !outermost || (auxiliary >= 0 && auxiliary < child);  // "va a negociar"
    const bool linker = inside && child < verb &&
                        (tree_.is_any(child, {"mark", "case"}) || (tree_.is(child, "cc") && word.lemma == "que"));
    const bool denying_mark =
        child < verb && tree_.is(child, "mark") && tables_.denies(NegationClass::kMark, word.lemma);
    if (part || linker || denying_mark) words.push_back(child);
    if (!part || !tree_.is(child, "compound")) continue;
    for (const int below : tree_.children(child)) {  // "llevó a cabo"
      if (below < child && tree_.is(below, "case")) words.push_back(below);
    }
  }
}

// Adverbs and clitics that stand inside the group: "ha sido siempre criticado".
void PropositionBuilder::add_adverbs_between(Draft& draft) const {
  std::vector<int>& words = draft.proposition.relation_words;
  sort_unique(words);
  const int first = words.front();
  const int last = words.back();
  for (const int verb : chain_of(draft.proposition.predicate)) {
    for (const int child : tree_.children(verb)) {
      if (child <= first || child >= last || !tree_.is(child, "advmod") || tree_.word(child).upos != "ADV") continue;
      if (tree_.children(child).empty()) words.push_back(child);
    }
  }
}

// "formada por X, Y y Z"
bool PropositionBuilder::has_several_agents(int participle) const {
  return std::ranges::any_of(tree_.children(participle), [&](int child) {
    return child > participle && tree_.preposition(child) == "por" && tree_.conjuncts(child).size() > 1;
  });
}

// "se dirigirá a Darfur", of whom the clause does not tell: someone goes there. "se dirigirán cartas a X" tells what is
// sent.
bool PropositionBuilder::is_pronominal(int verb) const {
  if (!tables_.has(VerbClass::kPronominal, tree_.word(verb).lemma)) return false;
  bool joined = false;
  for (const int child : tree_.children(verb)) {
    const bool thing =
        tree_.is_any(child, {"nsubj", "obj"}) && tree_.preposition(child).empty() && tree_.word(child).upos != "PRON";
    if (thing) return false;
    joined = joined || (child > verb && !tree_.preposition(child).empty());
  }
  return joined;
}

void PropositionBuilder::set_voice(Draft& draft) const {
  Proposition& proposition = draft.proposition;
  const int predicate = proposition.predicate;
  bool has_ser = false;
  for (const int verb : {draft.top, predicate}) {
    for (const int child : tree_.children(verb)) {
      const Word& word = tree_.word(child);
      if (tree_.is_any(child, {"aux", "cop"}) && word.lemma == "ser") has_ser = true;
      const bool own = verb == predicate && is_pronominal(predicate);
      if ((word.deprel == "expl:pass" || word.func == "PASS") && !own) proposition.passive = true;
      if (word.deprel == "expl:impers" || word.func == "IMPERS") proposition.impersonal = true;
    }
  }
  for (const int modal : proposition.modals) {  // "hay que completarla": nobody in particular has to.
    const bool must = modal + 1 < tree_.size() && tree_.word(modal + 1).lemma == "que";
    if (must && tables_.has(VerbClass::kExistential, tree_.word(modal).lemma)) proposition.impersonal = true;
  }
  const Word& word = tree_.word(predicate);
  const bool participle_form = word.upos == "ADJ" || tree_.verb_form(predicate) == "Part";
  if (proposition.kind != PropositionKind::kVerbal) return;
  if (participle_form && (has_ser || word.upos == "ADJ" || draft.participle)) {
    proposition.passive = has_ser || !tables_.has(VerbClass::kUnaccusative, proposition.lemma);
  }
  if (proposition.passive && has_ser) proposition.lemma = tables_.passive_lemma(proposition.lemma);
  if (proposition.passive && !has_ser && has_several_agents(predicate))
    proposition.lemma = tables_.composed_lemma(proposition.lemma);
  const bool existential = tables_.has(VerbClass::kExistential, proposition.lemma);
  // "ha habido", "puede haber"; not a "haber" that the tree has put above another verb.
  const int auxiliary = tree_.child(predicate, "aux");
  const bool own = tree_.verb_form(predicate) == "Part" || tree_.verb_form(predicate) == "Inf";
  if (existential && (auxiliary < 0 || (own && tree_.word(auxiliary).lemma != "ser"))) proposition.impersonal = true;
}

// "No obstante, dijo", "no solo resolviendo".
bool PropositionBuilder::is_taken_back(int negation) const {
  return negation + 1 < tree_.size() && tables_.denies(NegationClass::kNone, tree_.word(negation + 1).lemma);
}

bool PropositionBuilder::is_denied(int verb) const {
  if (tables_.denies(NegationClass::kMark, tree_.mark(verb))) return true;  // "en lugar de combatir"
  for (const int child : tree_.children(verb)) {
    const Word& word = tree_.word(child);
    const bool however = is_taken_back(child);
    if (child < verb && tables_.denies(NegationClass::kAdverb, word.lemma) && !however &&
        tree_.is_any(child, {"advmod", "cc", "obj"})) {
      return true;
    }
    if (child < verb && tree_.is_any(child, {"mark", "case"}) && tables_.denies(NegationClass::kMark, word.lemma))
      return true;
    if (!tree_.is_any(child, {"nsubj", "obj", "obl", "iobj"})) continue;
    if (tables_.denies(NegationClass::kPronoun, word.lemma)) return true;
    for (const int below : tree_.children(child)) {
      const bool coordinated =
          below < child && tree_.is_any(below, {"cc", "advmod"}) && child < verb;  // "ni X ni Y vinieron"
      if (coordinated && tables_.denies(NegationClass::kAdverb, tree_.word(below).lemma) && !is_taken_back(below))
        return true;
      if (tree_.is(below, "det") && tables_.denies(NegationClass::kDeterminer, tree_.word(below).lemma)) return true;
    }
  }
  return false;
}

void PropositionBuilder::set_negation(Draft& draft) const {
  bool denied = false;  // "no logró no perder" says that X lost: each negation turns the meaning round.
  for (const int verb : chain_of(draft.proposition.predicate)) denied ^= is_denied(verb);
  draft.proposition.negated = denied;
}

}  // namespace trama
