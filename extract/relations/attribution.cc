#include "extract/relations/attribution.h"

#include <algorithm>
#include <string>

#include "base/utf8.h"
#include "extract/coref/quotations.h"

namespace trama {
namespace {

constexpr int kReportWindow = 3;  // Sentences after which "también pide …" is no longer what the report asks.

// A report that speaks: "la resolución expresa …".
struct Report {
  Mention who;
  Number number = Number::kUnknown;
  int sentence = -kReportWindow - 1;  // Where it last spoke.
};

// Reads one sentence.
class AttributionFinder {
 public:
  AttributionFinder(const DocumentContext& context, int sentence, const std::vector<Scope>& scopes,
                    const std::vector<bool>& quoted, const Report& report)
      : context_(context),
        participants_(context),
        sentence_(sentence),
        tree_(context.trees[sentence]),
        propositions_(context.propositions[sentence]),
        scopes_(scopes),
        quoted_(quoted),
        report_(report),
        times_(find_times(context, sentence)) {}

  std::vector<std::optional<Attribution>> find() {
    find_according();
    unnamed_.assign(propositions_.size(), false);
    std::vector<std::optional<Attribution>> list(propositions_.size());
    for (std::size_t p = 0; p < propositions_.size(); ++p) list[p] = source_of(static_cast<int>(p));
    return list;
  }

  // By proposition: someone says it whom source_of() did not find.
  const std::vector<bool>& unnamed() const { return unnamed_; }

  // The first who is said to say something in this sentence, outside of quotations: the speaker of one that goes on.
  std::optional<Attribution> speaker(const std::vector<bool>& quoted) {
    for (std::size_t p = 0; p < propositions_.size(); ++p) {
      if (quoted[propositions_[p].predicate] || !says(propositions_[p]) || is_told(static_cast<int>(p))) continue;
      const bool quotes = std::ranges::any_of(
          propositions_[p].arguments, [](const Argument& argument) { return argument.role == ArgumentRole::kClause; });
      if (!quotes) continue;
      if (auto source = subject_source(static_cast<int>(p))) return source;
    }
    return std::nullopt;
  }

  // The report that speaks at the end of this sentence.
  Report report() {
    Report last = report_;
    for (std::size_t p = 0; p < propositions_.size(); ++p) {
      const Proposition& proposition = propositions_[p];
      if (quoted_[proposition.predicate] || (!says(proposition) && !asks(proposition))) continue;
      if (!is_main(static_cast<int>(p))) continue;
      const Argument* subject = proposition.find(ArgumentRole::kSubject);
      const bool actors = !participants_.subjects(sentence_, static_cast<int>(p)).empty();
      if (actors) {
        last = Report();
      } else if (subject != nullptr && is_report(*subject)) {
        if (const auto who = source_phrase(*subject)) last = {*who, number_of(word(subject->head)), sentence_};
      } else if (goes_on(proposition)) {
        last.sentence = sentence_;
      }
    }
    return last;
  }

 private:
  const Word& word(int w) const { return tree_.word(w); }

  // Whether it stands in no other clause.
  bool is_main(int p) const {
    while (scopes_[p].above >= 0 && scopes_[p].link == ScopeLink::kSame) p = scopes_[p].above;
    return scopes_[p].above < 0;
  }

  bool is_report(const Argument& subject) const {
    if (subject.head < 0 || subject.relative) return false;
    const auto classes = context_.lexicon.noun_classes(word(subject.head));
    return std::ranges::find(classes, "source") != classes.end();
  }

  // "La resolución apoya a X. También pide …": the report still speaks.
  bool goes_on(const Proposition& proposition) const {
    if (!proposition.subject_dropped || sentence_ - report_.sentence > kReportWindow) return false;
    return std::ranges::any_of(proposition.relation_words, [&](int w) {
      return tree_.is_finite(w) && feature(word(w), "Person") == "3" && number_of(word(w)) == report_.number;
    });
  }

  bool says(const Proposition& proposition) const {
    static constexpr const char* kClasses[] = {"speech", "belief", "denial", "promise", "accuse"};
    if (proposition.kind != PropositionKind::kVerbal || is_refusal(proposition.predicate)) return false;
    const bool obliged = std::ranges::any_of(
        proposition.modals, [&](int modal) { return context_.cues.is("obligation", word(modal).lemma); });
    if (obliged && context_.cues.is("promise", proposition.lemma)) return false;  // "debe comprometerse a apoyar"
    return resumes(proposition) ||
           std::ranges::any_of(kClasses, [&](const char* name) { return context_.cues.is(name, proposition.lemma); });
  }

  // "“…”, continuó X": goes on speaking.
  bool resumes(const Proposition& proposition) const {
    if (!context_.cues.is("resumes", proposition.lemma)) return false;
    return std::ranges::any_of(proposition.arguments, [&](const Argument& argument) {
      const bool clause = argument.role == ArgumentRole::kClause && argument.proposition >= 0;
      return clause && argument.head < proposition.predicate;
    });
  }

  bool asks(const Proposition& proposition) const {
    return proposition.kind == PropositionKind::kVerbal && context_.cues.is("order", proposition.lemma) &&
           !context_.cues.is("obligation", proposition.lemma) && !plans(proposition.predicate);
  }

  // Whether another one says it: "X dijo que Y afirmó".
  bool is_told(int p) const {
    for (std::size_t steps = 0; steps <= propositions_.size() && scopes_[p].above >= 0; ++steps) {
      if (scopes_[p].link == ScopeLink::kContent && says(propositions_[scopes_[p].above])) return true;
      p = scopes_[p].above;
    }
    return false;
  }

  std::optional<Attribution> source_of(int p) {
    if (according_[p]) return according_[p];
    if (auto voiced = voiced_by(p)) return voiced;
    int at = p;
    bool fact = false;  // "pidió ayuda para X, que sufrió un terremoto": told by the text, not asked for.
    for (std::size_t steps = 0; steps <= propositions_.size(); ++steps) {
      if (auto promised = promiser(at, p)) return promised;
      const Scope scope = scopes_[at];
      fact = fact || (scope.link == ScopeLink::kRelative && is_indicative(at));
      if (scope.above < 0) break;
      const Proposition& above = propositions_[scope.above];
      if (at != p && scope.link == ScopeLink::kRelative) {
        // "denunció los intentos de X de redefinir P para permitir Q"
        if (auto voiced = voiced_by(at)) return voiced;
      }
      if (tells_result(at) || introduces(at, scope.above) || goes_with(at)) break;
      const bool ordered = context_.cues.is("orders_that", above.lemma) && is_subjunctive(at);
      const bool asked = (asks(above) || ordered) && !says(above);
      if (fact && (asked || is_asked(at))) break;
      const bool content = scope.link == ScopeLink::kContent && !needs(above, at);
      if ((content && (says(above) || asked)) || is_asked(at)) {
        if (auto source = subject_source(scope.above)) {
          if (source->through.empty()) source->through = reporter_of(scope.above, source->who);
          return source;
        }
        unnamed_[p] = unnamed_[p] || (content && !above.impersonal);
      }
      if (according_[scope.above] && !is_within(p, scope.above)) return according_[scope.above];
      at = scope.above;
    }
    return std::nullopt;
  }

  // "precisa realizar una evaluación": nothing is said.
  bool needs(const Proposition& above, int below) const {
    const Proposition& proposition = propositions_[below];
    const int verb = proposition.modals.empty() ? proposition.predicate : proposition.modals.front();
    return context_.cues.is("needs", above.lemma) && feature(word(verb), "VerbForm") == "Inf";
  }

  bool is_indicative(int p) const { return is_of_mood(p, "Ind"); }
  bool is_subjunctive(int p) const { return is_of_mood(p, "Sub"); }
  bool is_of_mood(int p, std::string_view mood) const {
    return std::ranges::any_of(propositions_[p].relation_words,
                               [&](int w) { return tree_.is_finite(w) && feature(word(w), "Mood") == mood; });
  }

  // "X celebró el acuerdo: “…”, dijo": the text tells what stands before the quotation.
  bool introduces(int p, int verb) const {
    const int first = propositions_[p].predicate, last = propositions_[verb].predicate;
    if (first > last || quoted_[first]) return false;
    for (int w = first; w < last; ++w) {
      if (quoted_[w]) return !tree_.mark(first).starts_with("que");
    }
    return false;
  }

  // "ha respondido desplegando tropas": how it is done, not what is said. "dijo que está (o se encuentra) desplegando
  // tropas" says it.
  bool goes_with(int p) const {
    const Proposition& proposition = propositions_[p];
    const bool finite = std::ranges::any_of(proposition.relation_words, [&](int w) { return tree_.is_finite(w); });
    return proposition.modals.empty() && feature(word(proposition.predicate), "VerbForm") == "Ger" && !finite &&
           scopes_[p].link == ScopeLink::kContent && says(propositions_[scopes_[p].above]);
  }

  // "reafirmó el compromiso de X de ayudar": who speaks of it is the source.
  std::optional<Attribution> voiced_by(int p) {
    const Proposition& told = propositions_[p];
    const int verb = told.modals.empty() ? told.predicate : told.modals.front();  // "el compromiso de seguir ayudando"
    const int noun = tree_.head(verb);
    if (noun < 0 || !tree_.is(verb, "acl") || word(noun).upos != "NOUN") return std::nullopt;
    if (!context_.cues.modality("noun", word(noun).lemma) || !tree_.is(noun, "obj")) return std::nullopt;
    for (std::size_t q = 0; q < propositions_.size(); ++q) {
      const bool speech = context_.cues.is("speech", propositions_[q].lemma);
      if (propositions_[q].predicate != tree_.head(noun) || !speech || !says(propositions_[q])) continue;
      const auto subjects = participants_.subjects(sentence_, p);
      auto source = subject_source(static_cast<int>(q));
      const bool own = source && !subjects.empty() && subjects.front().mention.canonical == source->who.canonical;
      return own ? std::nullopt : source;  // "expresó su determinación de ayudar"
    }
    return std::nullopt;
  }

  // "instó a X para que apoye a Y"
  bool is_asked(int p) const {
    if (scopes_[p].link != ScopeLink::kAdverbial || !asks(propositions_[scopes_[p].above])) return false;
    const Proposition& asked = propositions_[p];
    const std::string mark = to_lower(tree_.mark(asked.modals.empty() ? asked.predicate : asked.modals.front()));
    return mark == "para que" || mark == "a que";
  }

  // "según el informe publicado por X": that it was published does not stand in it.
  bool is_within(int p, int holder) const {
    return std::ranges::any_of(propositions_[holder].arguments, [&](const Argument& argument) {
      return !context_.cues.source_preposition(argument.preposition).empty() &&
             std::ranges::binary_search(argument.words, propositions_[p].predicate);
    });
  }

  // "X dijo que P, por lo que Y redactó …": what came of it, told by the text itself.
  bool tells_result(int p) const {
    const int begin = tree_.begin(propositions_[p].predicate);
    for (int i = begin; i + 2 < tree_.size() && i < begin + 2; ++i) {
      if (to_lower(word(i).form) == "por" && to_lower(word(i + 1).form) == "lo" &&
          to_lower(word(i + 2).form) == "que") {
        return true;
      }
    }
    return false;
  }

  // "Ríos añadió que Soltec prometió pagar": who passes on what the source says; empty if nobody does.
  std::string reporter_of(int at, const Mention& source) {
    for (std::size_t steps = 0; steps <= propositions_.size(); ++steps) {
      const Scope scope = scopes_[at];
      if (scope.above < 0) break;
      if (scope.link == ScopeLink::kContent && says(propositions_[scope.above])) {
        const auto outer = subject_source(scope.above);
        if (outer && outer->who.canonical != source.canonical) return outer->who.canonical;
      }
      at = scope.above;
    }
    return {};
  }

  // "se negó a apoyar": nothing is said.
  bool is_refusal(int verb) const { return context_.cues.is("refusal_se", word(verb).lemma) && is_pronominal(verb); }
  // "se propone apoyar", "se encarga de apoyar": nothing is asked.
  bool plans(int verb) const {
    const std::string& lemma = word(verb).lemma;
    return (context_.cues.is("plan_se", lemma) || context_.cues.is("does_se", lemma)) && is_pronominal(verb);
  }

  bool is_pronominal(int verb) const {
    return std::ranges::any_of(tree_.children(verb), [&](int child) {
      return word(child).upos == "PRON" && to_lower(word(child).form) == "se";
    });
  }

  // "prometió apoyar", "urgió evitar" in one relation: the promise, the request is its own source.
  std::optional<Attribution> promiser(int at, int p) {
    if (at != p) return std::nullopt;
    for (const int modal : propositions_[p].modals) {
      const std::string& lemma = word(modal).lemma;
      if (context_.cues.is("obligation", lemma)) return std::nullopt;  // "debe comprometerse a apoyar"
      const bool order = context_.cues.is("order", lemma) && !context_.cues.is("obligation", lemma) && !plans(modal);
      if (is_over(modal)) continue;
      const bool denial = context_.cues.is("denial", lemma) && !is_refusal(modal);
      if (!order && !denial && !context_.cues.is("promise", lemma)) continue;
      const auto subjects = speakers(p);
      if (subjects.empty()) continue;
      const Mention& who = subjects.front().mention;
      return Attribution{who, lemma, reporter_of(at, who), {}};
    }
    return std::nullopt;
  }

  // Whose the modal is: "X negó haber sido amenazado por Y".
  std::vector<Participant> speakers(int p) const {
    const Proposition& proposition = propositions_[p];
    if (!proposition.passive) return participants_.subjects(sentence_, p);
    const Argument* subject = proposition.find(ArgumentRole::kSubject);
    return subject == nullptr ? std::vector<Participant>() : participants_.actors(sentence_, *subject, true);
  }

  // "convenció a X de firmar": nothing is asked any more.
  bool is_over(int modal) const { return context_.cues.is("implicative", word(modal).lemma); }

  std::optional<Attribution> subject_source(int p) {
    const Proposition& proposition = propositions_[p];
    Attribution attribution;
    attribution.verb = proposition.lemma;
    const auto subjects = participants_.subjects(sentence_, p);
    if (!subjects.empty()) {
      attribution.who = subjects.front().mention;
    } else if (const Argument* subject = proposition.find(ArgumentRole::kSubject); subject != nullptr) {
      // "la crisis … y lo urgió": no thing asks, but a resolution or a report may.
      const bool report = subject->head >= 0 && !context_.lexicon.noun_classes(word(subject->head)).empty();
      const auto who = source_phrase(*subject);
      if (!who || (!report && asks(proposition))) return std::nullopt;
      attribution.who = *who;
    } else if (goes_on(proposition)) {
      attribution.who = report_.who;
    } else {
      return std::nullopt;
    }
    if (times_[p] >= 0) attribution.time = context_.times[sentence_][times_[p]].time;
    pass_on(p, attribution);
    return attribution;
  }

  // "CNN dijo, citando fuentes ucranianas, que": the sources speak through CNN.
  void pass_on(int p, Attribution& attribution) {
    for (std::size_t q = 0; q < propositions_.size(); ++q) {
      const Proposition& cited = propositions_[q];
      if (cited.lemma != "citar" || static_cast<int>(q) == p || scopes_[q].above != p) continue;
      if (feature(word(cited.predicate), "VerbForm") != "Ger") continue;
      const Argument* object = cited.find(ArgumentRole::kObject);
      if (object == nullptr) object = cited.find(ArgumentRole::kIndirect);
      if (object == nullptr) continue;
      if (const auto who = source_phrase(*object)) {
        attribution.through = attribution.who.canonical;
        attribution.who = *who;
        attribution.verb = "citar";
        return;
      }
    }
  }

  // Whoever stands in the phrase: an actor, the actor whose report it is ("estimaciones de Seúl"), or the report
  // itself.
  std::optional<Mention> source_phrase(const Argument& argument) {
    auto actors = participants_.actors(sentence_, argument, true);
    if (!actors.empty()) return actors.front().mention;
    if (argument.head < 0 || in_time(context_, sentence_, argument.head)) return std::nullopt;
    for (const int child : tree_.children(argument.head)) {
      // "según sus cálculos": whose they are.
      if (child < argument.head && feature(word(child), "Poss") == "Yes") {
        actors = participants_.actors_at(sentence_, child, true);
        if (!actors.empty()) return actors.front().mention;
      }
      if (!tree_.is_any(child, {"nmod", "appos", "flat"}) || child < argument.head) continue;
      const std::string preposition = tree_.preposition(child);
      if (preposition != "de" && !preposition.empty()) continue;
      if (word(child).lemma == "prensa") {  // "un comunicado de prensa de X"
        for (const int below : tree_.children(child)) {
          if (below > child && tree_.is(below, "nmod")) actors = participants_.actors_at(sentence_, below, true);
        }
        if (!actors.empty()) return actors.front().mention;
        continue;
      }
      actors = participants_.actors_at(sentence_, child, true);
      if (!actors.empty()) return actors.front().mention;
    }
    if (word(argument.head).upos != "NOUN" || argument.words.empty()) return std::nullopt;
    return phrase(argument);
  }

  std::optional<Mention> phrase(const Argument& argument) {
    int last = argument.head;
    while (last - argument.head < 6 && std::ranges::binary_search(argument.words, last + 1) &&
           (tree_.is_any(last + 1, {"amod", "nmod", "case", "det", "flat"}))) {
      ++last;
    }
    while (last > argument.head && in_time(context_, sentence_, last)) --last;
    while (last > argument.head && (word(last).upos == "ADP" || word(last).upos == "DET")) --last;
    int first = argument.head;
    while (first > 0 && std::ranges::binary_search(argument.words, first - 1)) --first;
    return participants_.thing(sentence_, argument.head, first, last).mention;
  }

  // "según X", and "según informó X" below the clause it is about.
  void find_according() {
    according_.assign(propositions_.size(), std::nullopt);
    for (std::size_t p = 0; p < propositions_.size(); ++p) {
      for (const Argument& argument : propositions_[p].arguments) {
        const std::string_view verb = context_.cues.source_preposition(argument.preposition);
        if (verb.empty() || according_[p] || points_back(argument)) continue;
        // "condenó el atentado, que dejó diez muertos según cifras preliminares": figures do not tell who condemns.
        const bool says =
            context_.cues.is("evaluates", propositions_[p].lemma) || context_.cues.is("speech", propositions_[p].lemma);
        if (says && participants_.actors(sentence_, argument, true).empty()) continue;
        if (const auto who = source_phrase(argument)) according_[p] = Attribution{*who, std::string(verb), {}, {}};
      }
    }
    for (std::size_t q = 0; q < propositions_.size(); ++q) {
      const Proposition& below = propositions_[q];
      const int above = scopes_[q].above;
      const std::string mark = to_lower(tree_.mark(below.predicate));
      if (above < 0 || !context_.cues.is("speech", below.lemma)) continue;
      if (scopes_[q].link == ScopeLink::kContent || (mark != "según" && mark != "como")) continue;
      if (!according_[above]) according_[above] = subject_source(static_cast<int>(q));
    }
  }

  // "de acuerdo con estas afirmaciones", "conforme a un plan": nobody's report.
  bool points_back(const Argument& argument) const {
    if (argument.head < 0) return false;
    const auto classes = context_.lexicon.noun_classes(word(argument.head));
    const bool thing = word(argument.head).upos == "NOUN" && classes.empty();
    if (thing && argument.preposition != "según") return true;  // "conforme a un mecanismo"
    return std::ranges::any_of(tree_.children(argument.head), [&](int child) {
      return tree_.is(child, "det") && (word(child).lemma == "este" || word(child).lemma == "ese");
    });
  }

  const DocumentContext& context_;
  Participants participants_;
  int sentence_;
  const SentenceTree& tree_;
  const std::vector<Proposition>& propositions_;
  const std::vector<Scope>& scopes_;
  const std::vector<bool>& quoted_;                    // By word.
  const Report& report_;                               // The last one, if nobody has spoken since.
  std::vector<int> times_;                             // By proposition.
  std::vector<std::optional<Attribution>> according_;  // By proposition.
  std::vector<bool> unnamed_;                          // By proposition.
};

// Whether all of a sentence is quoted, but for marks.
bool is_quotation(const DocumentContext& context, std::size_t sentence, const Quotations& quotations) {
  const auto& words = context.document.sentences[sentence].words;
  for (std::size_t w = 0; w < words.size(); ++w) {
    if (!quotations.quoted[sentence][w] && words[w].upos != "PUNCT") return false;
  }
  return !words.empty();
}

// Names the speaker as the source of what is quoted in a sentence.
void give(const Attribution& speaker, const std::vector<Proposition>& propositions, const std::vector<bool>& quoted,
          std::vector<std::optional<Attribution>>& sources) {
  for (std::size_t p = 0; p < propositions.size(); ++p) {
    if (!sources[p] && quoted[propositions[p].predicate]) sources[p] = speaker;
  }
}

}  // namespace

Attributions find_attributions(const DocumentContext& context, const std::vector<std::vector<Scope>>& scopes) {
  const Quotations quotations = find_quotations(context.document);
  Attributions found;
  std::vector<std::vector<std::optional<Attribution>>>& all = found.sources;
  std::optional<Attribution> last_speaker;
  Report report;
  std::optional<Attribution> speaker;  // Of the quotation that is open,
  std::size_t pending = 0;             // and its first sentence that has none yet.
  for (std::size_t s = 0; s < context.document.sentences.size(); ++s) {
    AttributionFinder finder(context, static_cast<int>(s), scopes[s], quotations.quoted[s], report);
    all.push_back(finder.find());
    found.unnamed.push_back(finder.unnamed());
    auto own_speaker = finder.speaker(quotations.quoted[s]);
    if (!quotations.open_before[s]) {
      speaker = own_speaker;
      pending = s;
    } else if (!speaker && own_speaker) {
      // "“A. B”, dijo X": who speaks is told behind what he says.
      speaker = own_speaker;
      for (std::size_t q = pending; q < s; ++q) give(*speaker, context.propositions[q], quotations.quoted[q], all[q]);
    }
    const bool closes = quotations.open_before[s] && !quotations.open_after[s];
    if (closes && !speaker && last_speaker) {  // "X lo explicó. “A. B”": who spoke before it.
      for (std::size_t q = pending; q <= s; ++q)
        give(*last_speaker, context.propositions[q], quotations.quoted[q], all[q]);
    }
    // "“A”." after "X lo explicó": a sentence that is a quotation and nothing else.
    const bool whole = !quotations.open_before[s] && !quotations.open_after[s] && is_quotation(context, s, quotations);
    if (whole && last_speaker) give(*last_speaker, context.propositions[s], quotations.quoted[s], all[s]);
    if (own_speaker) last_speaker = own_speaker;
    report = finder.report();
    if (speaker) give(*speaker, context.propositions[s], quotations.quoted[s], all[s]);
  }
  for (std::size_t s = 0; s < all.size(); ++s) {
    for (std::size_t p = 0; p < all[s].size(); ++p) {
      const bool quoted = quotations.quoted[s][context.propositions[s][p].predicate];
      found.unnamed[s][p] = !all[s][p] && (quoted || found.unnamed[s][p]);
    }
  }
  return found;
}

}  // namespace trama
