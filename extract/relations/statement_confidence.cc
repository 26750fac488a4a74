// How likely a careful reader is to agree with a statement (confidence.tsv has the factors).
#include <algorithm>
#include <cmath>

#include "base/utf8.h"
#include "extract/relations/sentence_statements.h"

namespace trama {
namespace {

constexpr int kLongSentence = 50;  // Words; trees of longer ones are less sure.
constexpr int kLongWay = 12;       // Words between a participant and its predicate: farther up nothing is asked.
constexpr int kDeepest = 30;       // Levels of clauses and phrases above a predicate that are counted.
constexpr double kHighest = 0.985;

}  // namespace

double StatementBuilder::confidence(const Proposition& proposition, const Participant& subject,
                                    const Participant& object, const Statement& statement, double construction) const {
  const Cues& cues = context_.cues;
  const auto doubt = [&](bool doubtful, const char* name) { return doubtful ? cues.factor(name) : 1.0; };
  const double all = cues.factor("base") * construction * mention_factor(subject) * mention_factor(object) *
                     tree_factor(proposition, subject, object) * place_factor(proposition, subject, object) *
                     doubt(tree_.size() > kLongSentence, "long_sentence") *
                     doubt(statement.source.has_value(), "reported") *
                     doubt(reading_.unnamed[current_] && !statement.source, "unnamed_source") *
                     doubt(statement.modality != Modality::kAsserted, "not_asserted") *
                     doubt(statement.modality == Modality::kPossible, "possible") *
                     doubt(statement.polarity == Polarity::kNegative, "negative") *
                     doubt(is_pointed(subject) || is_pointed(object), "pointed") *
                     doubt(is_lone_infinitive(proposition), "infinitive") *
                     doubt(subject.mention.named && subject.mention.type == EntityType::kMisc, "misc_subject") *
                     doubt(may_be_thing(proposition, subject, statement), "dropped_thing");
  return std::round(std::min(all, kHighest) * 1000) / 1000;
}

// How far the parser trusts the tree that was read: at the predicate, at its weakest on the way up from a participant,
// and in the whole sentence.
double StatementBuilder::tree_factor(const Proposition& proposition, const Participant& subject,
                                     const Participant& object) const {
  double weakest = 1;
  for (int w : {subject.word, object.word}) {
    for (int steps = kLongWay; w >= 0 && w != proposition.predicate && steps > 0; --steps, w = tree_.head(w)) {
      weakest = std::min<double>(weakest, word(w).certainty);
    }
  }
  return std::pow(word(proposition.predicate).certainty, context_.cues.factor("certainty_of_predicate")) *
         std::pow(weakest, context_.cues.factor("certainty_of_participants")) *
         std::pow(tree_certainty_, context_.cues.factor("certainty_of_sentence"));
}

// Clauses deep in others, participants far apart, and what stands behind the first of several.
double StatementBuilder::place_factor(const Proposition& proposition, const Participant& subject,
                                      const Participant& object) const {
  int levels = 0;
  for (int w = proposition.predicate; w >= 0 && levels < kDeepest; w = tree_.head(w)) ++levels;
  const auto [first, last] = std::minmax({subject.word, object.word, proposition.predicate});
  const bool behind = object.word >= 0 && word(object.word).deprel == "conj";
  return std::pow(2.0 / (1 + levels), context_.cues.factor("exponent_of_depth")) *
         std::pow(2.0 / std::max(2, last - first), context_.cues.factor("exponent_of_distance")) *
         (behind ? context_.cues.factor("not_first_object") : 1.0);
}

// "garantiza el acceso", of whom it is not told: as often a law or a plan as who was spoken of. Not so in "anunció que
// garantizará": whoever says so.
bool StatementBuilder::may_be_thing(const Proposition& proposition, const Participant& subject,
                                    const Statement& statement) const {
  if (subject.mention.kind != MentionKind::kDropped) return false;
  const Proposition* finite = &proposition;  // "pidió fondos para atender a X": the verb whose subject is left out.
  for (int steps = 0; is_infinitive(*finite) && finite->parent >= 0 && steps < 4; ++steps)
    finite = &propositions_[finite->parent];
  if (context_.cues.is("personal", finite->lemma) || context_.cues.is("personal", proposition.lemma)) return false;
  static constexpr const char* kPersons[] = {"speech", "promise", "accuse", "denial", "order"};
  const bool persons =
      std::ranges::any_of(kPersons, [&](const char* name) { return context_.cues.is(name, finite->lemma); });
  if (persons && !context_.cues.is("obligation", finite->lemma)) return false;
  if (!statement.source) return true;
  const bool asked = statement.modality == Modality::kOrdered;  // "exigió a X que coopere"
  return !asked && statement.source->who.canonical != subject.mention.canonical;
}

// "para ayudar a X": its subject stands elsewhere.
bool StatementBuilder::is_lone_infinitive(const Proposition& proposition) const {
  return proposition.kind == PropositionKind::kVerbal && is_infinitive(proposition);
}

// "ese grupo", "la mayoría de esas personas": something told of before, which is easily mistaken or not told at all.
bool StatementBuilder::is_pointed(const Participant& participant) const {
  if (participant.word < 0) return false;
  if (participant.mention.kind == MentionKind::kNamed) {  // "la Misión de la ONU en ese país"
    const ActorMention* name = context_.coreference.mentions.find(sentence_, participant.word);
    for (int w = name == nullptr ? 1 : name->first; name != nullptr && w <= name->last; ++w) {
      if (word(w).upos == "DET" && context_.cues.is("pointing", to_lower(word(w).lemma))) return true;
    }
  }
  if (participant.mention.kind != MentionKind::kNominal) return false;
  const auto points = [&](int noun) {
    return std::ranges::any_of(tree_.children(noun), [&](int child) {
      return child < noun && tree_.is(child, "det") && context_.cues.is("pointing", to_lower(word(child).lemma));
    });
  };
  return points(participant.word) || std::ranges::any_of(tree_.children(participant.word), [&](int child) {
           const bool shown = child > participant.word && word(child).span.end <= participant.mention.span.end;
           return shown && tree_.is(child, "nmod") && points(child);
         });
}

double StatementBuilder::mention_factor(const Participant& participant) const {
  const Mention& mention = participant.mention;
  const Cues& cues = context_.cues;
  if (participant.chain == -1) return cues.factor("thing");
  switch (mention.kind) {
    case MentionKind::kNamed:
      return cues.factor("name");
    case MentionKind::kPronoun:
      return cues.factor("pronoun");
    case MentionKind::kDropped:
      return cues.factor(mention.named ? "dropped" : "dropped_nominal");
    default:
      if (mention.named) return cues.factor("nominal_with_name");
      return cues.factor(participant.modified ? "nominal" : "bare_nominal");
  }
}

}  // namespace trama
