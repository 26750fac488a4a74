#include "extract/relations/factuality.h"

#include <algorithm>
#include <optional>
#include <string>

#include "base/utf8.h"
#include "extract/relations/hedges.h"
#include "extract/relations/verb_groups.h"

namespace trama {
namespace {

// Of clauses in clauses; no sentence that people write has more.
constexpr int kMaxDepth = 32;

class FactualityFinder {
 public:
  FactualityFinder(const DocumentContext& context, int sentence, const std::vector<Scope>& scopes)
      : context_(context),
        tree_(context.trees[sentence]),
        verbs_(tree_, context.cues),
        propositions_(context.propositions[sentence]),
        scopes_(scopes),
        hedges_(find_hedges(context, sentence)) {}

  std::vector<Factuality> find() {
    found_.resize(propositions_.size());
    std::vector<Factuality> list(propositions_.size());
    for (std::size_t p = 0; p < propositions_.size(); ++p) list[p] = look_up(static_cast<int>(p));
    return list;
  }

 private:
  const Word& word(int w) const { return tree_.word(w); }
  const Cues& cues() const { return context_.cues; }

  const Factuality& look_up(int p) {
    if (!found_[p]) {
      ++depth_;
      const Factuality factuality = read(p);
      --depth_;
      found_[p] = factuality;
    }
    return *found_[p];
  }

  Factuality read(int p) {
    Factuality result;
    const bool negative = propositions_[p].negated != is_nearly(p);
    result.polarity = negative ? Polarity::kNegative : Polarity::kPositive;
    std::optional<Modality> modality = own(p, result.polarity);
    int at = p;
    bool infinitives = true;  // From p up to here.
    for (std::size_t steps = 0; steps <= propositions_.size(); ++steps) {
      const Scope scope = scopes_[at];
      if (scope.above < 0) break;
      if (scope.link == ScopeLink::kRelative) break;  // Told on its own, whatever the clause around it.
      if (scope.link == ScopeLink::kAdverbial) {
        const auto by_mark = of_mark(at);
        if (!modality) modality = by_mark;
        if (!modality && is_gerund(at)) modality = inherited(scope.above);  // "si firmara, dando su apoyo a X"
        break;
      }
      if (scope.link == ScopeLink::kContent) {
        governed(at, scope.above, result.polarity, modality);
        // "ayudará al país a crecer": not before there is help.
        infinitives = infinitives && is_infinitive(at) && propositions_[at].parent_relation != "advcl";
        if (!modality && (infinitives || is_brought_about(at))) modality = inherited(scope.above);
      }
      if (scope.link == ScopeLink::kSame && at == p) shared(scope.above, p, modality);
      if (scope.link == ScopeLink::kNone) break;
      const bool told = scope.link == ScopeLink::kContent && is_told(at, scope.above);
      at = scope.above;
      if (scope.link == ScopeLink::kContent) outer(at, modality);
      if (told) break;
    }
    if (!modality && (is_bare_infinitive(p) || is_wish(p))) modality = Modality::kPlanned;
    result.modality = modality.value_or(Modality::kAsserted);
    return result;
  }

  // "casi derrota a X", "por poco lo mata", "por poco Ana mata a X": it did not happen.
  bool is_nearly(int p) const {
    if (propositions_[p].kind != PropositionKind::kVerbal || !has_finite_verb(p)) return false;
    int first = VerbGroups::first_verb(propositions_[p]);
    for (const int w : propositions_[p].relation_words) first = std::min(first, w);
    int before = first - 1;
    while (before >= 0 && word(before).upos == "PRON" && tree_.head(before) >= first) --before;
    if (before >= 0 && cues().is("nearly", to_lower(word(before).form))) return true;
    for (int w = first - 1; w > 0 && word(w).upos != "PUNCT" && !tree_.is_verb(w); --w) {
      if (!cues().is("nearly", to_lower(word(w - 1).form) + " " + to_lower(word(w).form))) continue;
      return word(w + 1).upos != "NOUN" && word(w + 1).upos != "SCONJ";  // "por poco dinero", "por poco que"
    }
    return false;
  }
  bool has_finite_verb(int p) const {
    return verbs_.finite_verb(propositions_[p]) >= 0 || !propositions_[p].modals.empty();
  }

  // "es importante recordar que X apoyó a Y": what is important is to recall it.
  bool is_told(int p, int above) const { return !is_infinitive(p) && cues().is("speech", propositions_[above].lemma); }

  bool is_gerund(int p) const { return feature(word(VerbGroups::first_verb(propositions_[p])), "VerbForm") == "Ger"; }
  bool is_infinitive(int p) const {
    return feature(word(VerbGroups::first_verb(propositions_[p])), "VerbForm") == "Inf";
  }

  // How the clause above is held, for what shares its lot.
  std::optional<Modality> inherited(int above) {
    if (depth_ > kMaxDepth) return std::nullopt;
    const Modality modality = look_up(above).modality;
    return modality == Modality::kAsserted ? std::nullopt : std::optional(modality);
  }

  // "es hora de que X apoye a Y", "una vez que X apoye a Y": a present subjunctive tells of no fact, but for what
  // people are glad or sorry about and what somebody brings about.
  bool is_wish(int p) const {
    const Proposition& proposition = propositions_[p];
    const int verb = verbs_.governing_verb(proposition);
    if (verb < 0 || feature(word(verb), "Mood") != "Sub" || feature(word(verb), "Tense") != "Pres") return false;
    if (word(verb).lemma == "haber" && verb != proposition.predicate) return false;
    const Scope& scope = scopes_[p];
    if (scope.above >= 0 && cues().is("factive", propositions_[scope.above].lemma)) return false;
    const int head = tree_.head(VerbGroups::first_verb(proposition));
    return head < 0 || (!cues().is("fact_noun", word(head).lemma) && !cues().is("factive", word(head).lemma));
  }

  // "para lograr que X apoye a Y": no surer than that it is brought about.
  bool is_brought_about(int p) const {
    const Proposition& proposition = propositions_[p];
    const int verb = proposition.modals.empty() ? verbs_.finite_verb(proposition) : proposition.modals.front();
    return verb >= 0 && feature(word(verb), "Mood") == "Sub" &&
           cues().is("factive", propositions_[scopes_[p].above].lemma);
  }

  // "cuatro ejes: impulsar el empleo, …": an infinitive that neither a verb nor a conjunction governs tells of an aim.
  bool is_bare_infinitive(int p) const {
    const int verb = VerbGroups::first_verb(propositions_[p]);
    if (propositions_[p].kind != PropositionKind::kVerbal || feature(word(verb), "VerbForm") != "Inf") return false;
    const bool governed = scopes_[p].link == ScopeLink::kContent || tree_.is_any(verb, {"csubj", "xcomp", "ccomp"});
    const bool behind = verb > 0 && (word(verb - 1).upos == "ADP" || word(verb - 1).upos == "SCONJ");
    const bool marked = behind || !tree_.mark(verb).empty() || !tree_.preposition(verb).empty();
    const bool finite = std::ranges::any_of(propositions_[p].relation_words, [&](int w) { return tree_.is_finite(w); });
    return !governed && !marked && !finite;
  }

  // --- The clause itself ---------------------------------------------------------------------------------------------

  std::optional<Modality> own(int p, Polarity& polarity) {
    const Proposition& proposition = propositions_[p];
    std::optional<Modality> modality;
    for (auto modal = proposition.modals.rbegin(); modal != proposition.modals.rend(); ++modal) {
      if (verbs_.came_true(*modal)) continue;
      if (!modality && is_to_be_able(*modal)) modality = Modality::kPlanned;
      apply_governor(verbs_.modal_lemma(*modal), verbs_.is_pronominal(*modal), false, polarity, modality);
    }
    // "debe comprometerse a apoyar": nobody has promised it.
    const bool obliged = std::ranges::any_of(
        proposition.modals, [&](int w) { return cues().is("obligation", word(w).lemma) && !verbs_.came_true(w); });
    if (modality == Modality::kPromised && obliged) modality = Modality::kOrdered;
    if (!modality) modality = hedges_[p];
    if (!modality) modality = of_mood(p);
    if (!modality) modality = of_mark(p);
    if (!modality) modality = of_adjectives(proposition);
    if (!modality) modality = of_governing_noun(p, polarity);
    if (!modality) modality = of_governing_verb(proposition, polarity);
    return modality;
  }

  // "pidió fondos para poder ayudar": an aim, whatever makes it possible.
  bool is_to_be_able(int modal) const {
    const bool infinitive = feature(word(modal), "VerbForm") == "Inf" && cues().is("able", word(modal).lemma);
    return infinitive && modal > 0 && word(modal - 1).lemma == "para";
  }

  // "propuso un diálogo con X": what a noun says is planned.
  std::optional<Modality> of_governing_verb(const Proposition& proposition, Polarity& polarity) const {
    if (proposition.kind != PropositionKind::kNominal || !tree_.is(proposition.predicate, "obj")) return std::nullopt;
    const int verb = tree_.head(proposition.predicate);
    const std::string& lemma = word(verb).lemma;
    std::optional<Modality> modality;
    if (cues().is("plans_deed", lemma))
      apply_governor(lemma, verbs_.is_pronominal(verb), is_negated(verb), polarity, modality);
    return modality;
  }

  bool is_negated(int verb) const {
    return std::ranges::any_of(propositions_, [&](const Proposition& other) {
      return other.negated && (other.predicate == verb || std::ranges::count(other.modals, verb) > 0);
    });
  }

  // "enviará", "enviaría", "habría enviado".
  std::optional<Modality> of_mood(int p) {
    const Proposition& proposition = propositions_[p];
    std::vector<int> verbs = proposition.modals;
    verbs.insert(verbs.end(), proposition.relation_words.begin(), proposition.relation_words.end());
    verbs.push_back(proposition.predicate);
    for (const int w : verbs) {
      if (feature(word(w), "VerbForm") != "Fin") continue;
      if (feature(word(w), "Mood") == "Cnd") return of_conditional(p, w);
      if (feature(word(w), "Tense") == "Fut" || has_future_ending(word(w))) return Modality::kPlanned;
      // "una política que fortalezca": one that is wanted.
      const bool wanted = scopes_[p].link == ScopeLink::kRelative &&
                          tree_.mark(VerbGroups::first_verb(propositions_[p])).empty() &&
                          feature(word(w), "Mood") == "Sub" && feature(word(w), "Tense") == "Pres";
      if (wanted) return inherited(scopes_[p].above) == Modality::kOrdered ? Modality::kOrdered : Modality::kPlanned;
    }
    return std::nullopt;
  }

  // "Ayudaremos", which analysis takes for a present now and then.
  static bool has_future_ending(const Word& verb) {
    static constexpr const char* kEndings[] = {"é", "ás", "á", "emos", "án"};
    const std::string form = to_lower(verb.form);
    return std::ranges::any_of(kEndings, [&](const char* ending) { return form == verb.lemma + ending; });
  }

  Modality of_conditional(int p, int verb) {
    if (has_if_clause(p)) return Modality::kConditional;
    if (word(verb).lemma == "haber" && verb != propositions_[p].predicate) return Modality::kAlleged;
    // The future of the past: "dijo que enviaría".
    if (scopes_[p].link == ScopeLink::kContent && verbs_.is_past(propositions_[scopes_[p].above]))
      return Modality::kPlanned;
    return Modality::kPossible;
  }

  // "pidió a X actuar para evitar P": no plan of X's.
  bool is_asked_for(int p, const std::string& mark) {
    const int above = scopes_[p].above;
    const bool purpose = mark == "para" || mark == "para que" || mark.starts_with("a fin de");
    const bool obliged =
        std::ranges::any_of(propositions_[above].modals, [&](int w) { return cues().is("obligation", word(w).lemma); });
    return purpose && !obliged && inherited(above) == Modality::kOrdered;
  }

  bool has_if_clause(int p) {
    for (std::size_t q = 0; q < propositions_.size(); ++q) {
      if (scopes_[q].above == p && scopes_[q].link == ScopeLink::kAdverbial &&
          of_mark(static_cast<int>(q)) == Modality::kConditional) {
        return true;
      }
    }
    return false;
  }

  // The conjunction of an adverbial clause. People who went somewhere "para reunirse" with someone did meet him.
  std::optional<Modality> of_mark(int p) {
    const int predicate = VerbGroups::first_verb(propositions_[p]);
    const std::string mark = to_lower(tree_.mark(predicate));
    const bool office = propositions_[p].kind == PropositionKind::kApposition;  // "para el embajador de Siria, X, …"
    if (mark.empty() || office) return std::nullopt;
    // "estaba por empezar"
    const auto is_estar = [&](int child) { return tree_.is(child, "aux") && word(child).lemma == "estar"; };
    if (mark == "por" && std::ranges::any_of(tree_.children(predicate), is_estar)) return Modality::kPlanned;
    // "de persistir la crisis, X apoyará a Y"
    if (mark == "de" && is_infinitive(p) && tree_.head(predicate) > predicate) return Modality::kConditional;
    // "compró bonos para luego demandar al país": it did.
    const bool next = mark == "para" && is_infinitive(p) && tells_what_came(p);
    if (next) return std::nullopt;
    // "además de mejorar P, busca Q": no surer than Q.
    const bool besides = mark == "además de" && is_infinitive(p) && scopes_[p].above >= 0;
    if (besides && cues().is("plan", propositions_[scopes_[p].above].lemma)) return Modality::kPlanned;
    if (besides) return inherited(scopes_[p].above);
    auto modality = cues().modality("conjunction", mark);
    // "hasta que lo expulsaron": it happened.
    const int finite = verbs_.finite_verb(propositions_[p]);
    const bool fact = mark.ends_with(" que") && finite >= 0 && feature(word(finite), "Mood") == "Ind";
    if (fact && mark == "hasta que") modality = std::nullopt;
    const bool aim = mark.starts_with("con ") && feature(word(predicate), "VerbForm") == "Inf";  // "con miras a firmar"
    if (!modality && aim) modality = Modality::kPlanned;
    // "no pudo determinar si X atacó" asks, and makes no condition.
    if (modality == Modality::kConditional && scopes_[p].link == ScopeLink::kContent) return Modality::kPossible;
    if (modality == Modality::kPlanned && scopes_[p].above >= 0) {
      const Proposition& above = propositions_[scopes_[p].above];
      if (mark.ends_with(" que") && cues().is("order", above.lemma) && !cues().is("obligation", above.lemma)) {
        return Modality::kOrdered;  // "presionó para que X votara"
      }
      if (is_asked_for(p, mark)) return Modality::kOrdered;
      const bool moved = cues().is("meets", propositions_[p].lemma) && cues().is("motion", above.lemma) &&
                         !cues().is("arrives", above.lemma) && (verbs_.is_past(above) || verbs_.is_perfect(above));
      if (moved && !above.negated && above.modals.empty()) return std::nullopt;
    }
    return modality;
  }

  bool tells_what_came(int p) const {
    const int verb = VerbGroups::first_verb(propositions_[p]);
    return verb > 1 && cues().is("narrates", to_lower(word(verb - 1).form)) && word(verb - 2).lemma == "para";
  }

  // "es importante que X haya apoyado a Y": it is done.
  bool is_done(int p) const { return !is_infinitive(p) && verbs_.is_perfect(propositions_[p]); }

  // "el presunto ataque de X", "un posible envío".
  std::optional<Modality> of_adjectives(const Proposition& proposition) const {
    if (proposition.kind != PropositionKind::kNominal && proposition.kind != PropositionKind::kApposition) {
      return std::nullopt;
    }
    for (const int child : tree_.children(proposition.predicate)) {
      if (!tree_.is(child, "amod")) continue;
      if (const auto modality = cues().modality("adjective", word(child).lemma)) return modality;
    }
    return std::nullopt;
  }

  // "tuvo la oportunidad de conversar con X": it did.
  bool had_chance(int verb) const {
    for (int noun = verb - 1; noun >= 0 && noun >= verb - 2; --noun) {
      if (!cues().is("chance", word(noun).lemma)) continue;
      const int head = tree_.head(noun);
      return head >= 0 && word(head).lemma == "tener" && (verbs_.is_perfective(head) || verbs_.has_past(head));
    }
    return false;
  }

  // "con el objetivo de enviar", "su determinación a enviar", whatever the tree makes of it.
  std::optional<Modality> of_noun_before(int verb) const {
    if (verb < 2 || feature(word(verb), "VerbForm") != "Inf" || word(verb - 2).upos == "VERB") return std::nullopt;
    const std::string link = to_lower(word(verb - 1).form);
    if (link == "de" && cues().is("verge", word(verb - 2).lemma)) return Modality::kPlanned;
    const bool joins = link == "de" || link == "a" || link == "para" || link == "por";
    return joins ? cues().modality("noun", word(verb - 2).lemma) : std::nullopt;
  }

  // "a punto estuvo X de firmar"
  bool is_on_verge(int verb) const {
    const int head = tree_.head(verb);
    if (head < 0 || word(head).lemma != "estar" || tree_.mark(verb) != "de") return false;
    const int before = head - 1;
    return before >= 0 && cues().is("verge", word(before).lemma);
  }

  // "la promesa de enviar", "el rumor de que envió": the noun above the clause.
  std::optional<Modality> of_governing_noun(int p, Polarity& polarity) const {
    if (propositions_[p].kind == PropositionKind::kApposition) return std::nullopt;  // "la misión del enviado X"
    const int verb = VerbGroups::first_verb(propositions_[p]);
    if (had_chance(verb)) return std::nullopt;
    if (is_on_verge(verb)) return Modality::kPlanned;
    if (const auto modality = of_noun_before(verb)) return modality;
    const int head = tree_.head(verb);
    if (head < 0 || word(head).upos != "NOUN" || head > verb) return std::nullopt;
    if (!tree_.is_any(verb, {"acl", "ccomp", "csubj", "nmod", "xcomp", "advcl"})) return std::nullopt;
    const std::string mark = tree_.mark(verb);
    const bool content = mark.starts_with("de") || mark == "a que" || tree_.preposition(verb) == "de" ||
                         feature(word(verb), "VerbForm") == "Inf";
    if (content && cues().is("proof", word(head).lemma) && is_missing(head)) return Modality::kAlleged;
    if (content && cues().is("refusal_noun", word(head).lemma)) {  // "la negativa de X a negociar"
      polarity = Polarity::kNegative;
      return std::nullopt;
    }
    return content ? cues().modality("noun", word(head).lemma) : std::nullopt;
  }

  // "no hay pruebas", "sin pruebas", "ninguna prueba".
  bool is_missing(int noun) const {
    const auto denies = [&](int w) {
      const std::string& lemma = word(w).lemma;
      return feature(word(w), "Polarity") == "Neg" || lemma == "sin" || lemma == "ninguno" || lemma == "ningún" ||
             lemma == "nadie" || lemma == "tampoco" || lemma == "nunca";
    };
    if (std::ranges::any_of(tree_.children(noun), denies)) return true;
    const int verb = tree_.head(noun);
    return verb >= 0 && (is_negated(verb) || std::ranges::any_of(tree_.children(verb), denies));
  }

  // --- What governs it -----------------------------------------------------------------------------------------------

  void governed(int below, int above, Polarity& polarity, std::optional<Modality>& modality) const {
    const Proposition& governor = propositions_[above];
    // "urgió a garantizar que P": nobody has promised it yet.
    if (modality == Modality::kPromised && cues().is("order", governor.lemma) && governor.modals.empty()) {
      modality = Modality::kOrdered;
    }
    // "llamó a cesar la violencia y a negociar": what ceases is said already.
    const bool ended = cues().is("refusal", governor.lemma) && !cues().is("denial", governor.lemma) &&
                       std::ranges::any_of(governor.arguments, [](const Argument& a) {
                         return a.role == ArgumentRole::kObject && !a.clitic;
                       });
    if (ended) return;
    if (verbs_.came_true(governor.predicate)) return;
    if (const auto held = of_truth(governor)) {
      modality = held;
      return;
    }
    if (!modality && cues().is("judges", governor.lemma) && !is_done(below))
      modality = of_judgement(governor.predicate);
    // "dispone que X coordine"
    const int finite = verbs_.finite_verb(propositions_[below]);
    const bool wanted = finite >= 0 && feature(word(finite), "Mood") == "Sub";
    if (!modality && wanted && cues().is("orders_that", governor.lemma)) modality = Modality::kOrdered;
    if (!modality && cues().is("sends", governor.lemma) && is_infinitive(below)) modality = Modality::kPlanned;
    apply_governor(verbs_.modal_lemma(governor), verbs_.has_se(governor), governor.negated, polarity, modality);
    // "es esencial que P", "es posible que P"
    if (!modality && !is_done(below)) modality = cues().modality("predicate", governor.lemma);
    if (governor.impersonal && (cues().is("speech", governor.lemma) || cues().is("belief", governor.lemma)) &&
        !modality) {
      modality = Modality::kAlleged;
    }
  }

  // "no es cierto que P", "es falso que P", "no está probado que P", "absolvió a X de P", whatever the clause says
  // itself.
  std::optional<Modality> of_truth(const Proposition& governor) const {
    if (cues().is("acquits", governor.lemma)) {
      return governor.negated ? std::optional<Modality>() : Modality::kDenied;
    }
    const bool copular = governor.kind == PropositionKind::kCopular;
    if (copular && cues().modality("predicate", governor.lemma) == Modality::kDenied)
      return governor.negated ? std::optional<Modality>() : Modality::kDenied;
    if (!governor.negated) return std::nullopt;
    if (copular && cues().is("true", governor.lemma)) return Modality::kDenied;
    return cues().is("proves", governor.lemma) ? std::optional(Modality::kAlleged) : std::nullopt;
  }

  // "considera necesario que P"
  std::optional<Modality> of_judgement(int verb) const {
    for (int w = verb + 1; w < tree_.size() && w <= verb + 3; ++w) {
      if (word(w).upos == "SCONJ") break;
      if (word(w).upos == "ADJ") return cues().modality("predicate", word(w).lemma);
    }
    return std::nullopt;
  }

  void apply_governor(const std::string& lemma, bool pronominal, bool negated, Polarity& polarity,
                      std::optional<Modality>& modality) const {
    if (cues().is("does_se", lemma) && pronominal) return;
    if (cues().is("refusal_se", lemma) && pronominal) {
      polarity = negated ? Polarity::kPositive : Polarity::kNegative;
      return;
    }
    if (cues().is("denial", lemma)) {
      modality = negated ? Modality::kPossible : Modality::kDenied;
      return;
    }
    if (cues().is("refusal", lemma)) {
      polarity = negated ? Polarity::kPositive : Polarity::kNegative;
      return;
    }
    if (cues().is("forbid", lemma)) {
      polarity = negated ? Polarity::kPositive : Polarity::kNegative;
      if (!modality) modality = Modality::kOrdered;
      return;
    }
    if (modality) return;
    if (pronominal && cues().is("plan_se", lemma)) modality = Modality::kPlanned;
    if (!modality && cues().is("promise", lemma)) modality = Modality::kPromised;
    const bool may = cues().is("able", lemma) || cues().is("permit", lemma);
    if (!modality && may) modality = Modality::kPossible;
    if (!modality && cues().is("order", lemma)) modality = Modality::kOrdered;
    if (!modality && cues().is("plan", lemma)) modality = Modality::kPlanned;
    if (!modality && cues().is("fears", lemma)) modality = Modality::kPossible;
    if (!modality && (cues().is("belief", lemma) || cues().is("accuse", lemma)) && !cues().is("speech", lemma)) {
      modality = Modality::kAlleged;
      if (negated) polarity = Polarity::kNegative;  // "no cree que P" is "cree que no P".
    }
    if (!modality && negated && cues().is("speech", lemma)) modality = Modality::kPossible;
  }

  // What holds of the governor itself: "supuestamente prometió P", "si dice que P".
  void outer(int p, std::optional<Modality>& modality) {
    if (!modality) modality = hedges_[p];
  }

  // "prometió apoyar y financiar": a second infinitive is governed like the first.
  void shared(int first, int p, std::optional<Modality>& modality) {
    const Proposition& other = propositions_[first];
    const bool infinitives = feature(word(VerbGroups::first_verb(propositions_[p])), "VerbForm") == "Inf" &&
                             feature(word(other.predicate), "VerbForm") == "Inf";
    if (modality || !infinitives) return;
    Polarity ignored = Polarity::kPositive;
    modality = own(first, ignored);
  }

  const DocumentContext& context_;
  const SentenceTree& tree_;
  const VerbGroups verbs_;
  const std::vector<Proposition>& propositions_;
  const std::vector<Scope>& scopes_;
  const std::vector<std::optional<Modality>> hedges_;  // By proposition.
  std::vector<std::optional<Factuality>> found_;       // By proposition; of those that were read.
  int depth_ = 0;                                      // Of clauses in clauses that are being read.
};

}  // namespace

std::vector<Factuality> find_factuality(const DocumentContext& context, int sentence,
                                        const std::vector<Scope>& scopes) {
  return FactualityFinder(context, sentence, scopes).find();
}

}  // namespace trama
