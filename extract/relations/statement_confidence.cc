// What the confidence of a statement is judged by: see confidence.h. Names are those of confidence.tsv.
#include <algorithm>

#include "base/portable_math.h"
#include "base/utf8.h"
#include "extract/relations/sentence_statements.h"

namespace trama {
namespace {

constexpr int kLongWay = 12;      // Words between a participant and its predicate: farther up nothing is asked.
constexpr int kDeepest = 30;      // Levels of clauses and phrases above a predicate that are counted.
constexpr int kFar = 4;           // Sentences: an antecedent farther away counts as one that far.
constexpr int kManyOthers = 3;    // Actors between that are counted.
constexpr int kManyJoined = 4;    // Members of a coordination that are counted.
constexpr int kWidest = 60;       // Words between a participant and its predicate that are looked at.
constexpr double kLeastLog = -2;  // Of a certainty: below that the analysis does not know.

double log_of(double certainty) {
  return certainty <= 0 ? kLeastLog : std::max(kLeastLog, portable_log(certainty));
}

void put(ConfidenceFeatures& features, std::string name, double value) {
  if (value != 0) features.push_back({std::move(name), value});
}
void put_if(ConfidenceFeatures& features, bool holds, std::string name) {
  if (holds) features.push_back({std::move(name), 1});
}

// The feature of a type; null of people, whom the others are compared with.
const char* feature_of(EntityType type) {
  switch (type) {
    case EntityType::kOrganization:
      return "institution";
    case EntityType::kLocation:
      return "place";
    case EntityType::kMisc:
      return "misc";
    case EntityType::kGroup:
      return "group";
    default:
      return nullptr;
  }
}

// The same of a modality: null of what is asserted.
const char* feature_of(Modality modality) {
  switch (modality) {
    case Modality::kAsserted:
      return nullptr;
    case Modality::kPlanned:
      return "planned";
    case Modality::kPromised:
      return "promised";
    case Modality::kOrdered:
      return "ordered";
    case Modality::kPossible:
      return "possible";
    default:
      return "otherwise_unreal";
  }
}

}  // namespace

ConfidenceFeatures StatementBuilder::confidence_features(const Statement& statement, const Basis& basis) const {
  ConfidenceFeatures features;
  for (const std::string& name : basis.construction) put_if(features, true, name);
  add_participant(features, "subject", basis.subject);
  add_participant(features, "object", basis.object);
  put_if(features, is_pointed(basis.subject) || is_pointed(basis.object), "pointed");
  put_if(features, may_be_thing(basis.proposition, basis.subject, statement), "dropped_thing");
  add_places(features, basis);
  add_predicate(features, basis.proposition);
  add_certainties(features, basis);
  put_if(features, !statement.relation.preposition.empty(), "preposition");
  put_if(features, !basis.theme.empty(), "theme");
  const int behind = basis.theme.last + 1;
  const bool cut = !basis.theme.empty() && behind < tree_.size() && word(behind).lemma == "de";
  put_if(features, cut, "theme_cut");
  put_if(features, statement.time.has_value(), "timed");
  put_if(features, sentence_ == 0, "first_sentence");
  put_if(features, statement.source.has_value(), "reported");
  const bool own = statement.source && statement.source->who.canonical == statement.subject.canonical;
  // "dijo que ampliará": he, or what he speaks of, unless only people do it.
  const bool personal = context_.cues.is("personal", basis.proposition.lemma);
  put_if(features, own, personal ? "says_of_itself" : "says_of_itself_or_thing");
  put_if(features, (reading_.unnamed[current_] || basis.unnamed) && !statement.source, "unnamed_source");
  if (const char* mood = feature_of(statement.modality)) put_if(features, true, mood);
  put_if(features, statement.polarity == Polarity::kNegative, "negative");
  return features;
}

// Who takes part, and how that was found.
void StatementBuilder::add_participant(ConfidenceFeatures& features, const std::string& part,
                                       const Participant& participant) const {
  const Mention& mention = participant.mention;
  const auto [first, last] = words_of(participant);
  put(features, part + "_words", portable_log(2 + last - first));
  if (participant.chain == -1) {
    put_if(features, true, part + "_thing");
    return;
  }
  const bool person = mention.type == EntityType::kPerson;
  if (const char* type = feature_of(mention.type)) put_if(features, true, part + "_" + type);
  put_if(features, person && !mention.named, part + "_unnamed_person");
  if (participant.chain >= 0) {
    put_if(features, context_.coreference.chains[participant.chain].mention_count == 1, part + "_once");
  }
  put_if(features, participant.guessed, part + (participant.told_country ? "_guessed_by_country" : "_guessed"));
  put(features, part + "_rivals", std::min(participant.rivals, kManyOthers));
  switch (mention.kind) {
    case MentionKind::kNamed:
      break;
    case MentionKind::kPronoun:
      put_if(features, true, part + "_pronoun");
      put(features, part + "_antecedent_far", sentences_since(participant, false));
      break;
    case MentionKind::kDropped:
      put_if(features, true, part + (mention.named ? "_dropped" : "_dropped_nominal"));
      put(features, part + "_antecedent_far", sentences_since(participant, false));
      break;
    case MentionKind::kNominal:
      put_if(features, true,
             part + (mention.named          ? "_nominal_with_name"
                     : participant.modified ? "_nominal"
                                            : "_bare_nominal"));
      // "su presidente" takes part as often wherever the name is; what is done to it does not.
      if (mention.named && part == "object") put(features, "object_name_far", sentences_since(participant, true));
      break;
  }
}

// Sentences back to the last name (or noun) of the chain, kFar if there is none or it is farther away.
double StatementBuilder::sentences_since(const Participant& participant, bool named) const {
  if (participant.chain < 0) return kFar;
  const Chain& chain = context_.coreference.chains[participant.chain];
  const auto& places = named ? chain.named_at : chain.told_at;
  const auto next = std::ranges::lower_bound(places, std::pair(sentence_, participant.word));
  return next == places.begin() ? kFar : std::min(kFar, sentence_ - std::prev(next)->first);
}

// The words of a participant, inclusive; its verb where it is left out.
std::pair<int, int> StatementBuilder::words_of(const Participant& participant) const {
  int first = std::max(0, participant.word), last = first;
  if (participant.word < 0) return {first, last};
  const Span span = participant.mention.span;
  while (first > 0 && word(first - 1).span.begin >= span.begin) --first;
  while (last + 1 < tree_.size() && word(last + 1).span.end <= span.end) ++last;
  return {first, last};
}

// The word right behind a participant, or -1.
int StatementBuilder::word_behind(const Participant& participant) const {
  const int next = words_of(participant).second + 1;
  return participant.word < 0 || next >= tree_.size() ? -1 : next;
}

// Where the participants stand, beside the predicate and what is around them.
void StatementBuilder::add_places(ConfidenceFeatures& features, const Basis& basis) const {
  const int predicate = basis.proposition.predicate, subject = basis.subject.word, object = basis.object.word;
  int levels = 0;
  for (int w = predicate; w >= 0 && levels < kDeepest; w = tree_.head(w)) ++levels;
  put(features, "depth", portable_log(1 + levels));
  const int first = std::min({subject < 0 ? predicate : subject, object < 0 ? predicate : object, predicate});
  put(features, "distance", portable_log(std::max(2, std::max({subject, object, predicate}) - first)));
  put_if(features, subject > predicate, "subject_behind");
  put(features, "others_before_predicate", others_between(basis, subject));
  put(features, "others_before_object", others_between(basis, object));
  if (subject >= 0) {
    const int before = words_of(basis.subject).first - 1;
    put_if(features, before >= 0 && word(before).form == ",", "subject_behind_comma");
    put_if(features, before >= 0 && word(before).form == "que", "subject_behind_que");
    put_if(features, tree_.head(subject) < 0, "subject_root");
    const Argument* argument = argument_at(basis.proposition, subject);
    put_if(features, argument != nullptr && argument->relative, "subject_relative");
  }
  if (object >= 0) {
    const auto [begin, end] = words_of(basis.object);
    const bool stop = end + 1 < tree_.size() && (word(end + 1).form == "," || word(end + 1).form == ".");
    put_if(features, stop, "object_before_stop");
    put_if(features, begin > 0 && word(begin - 1).form == "en", "object_behind_en");
    put_if(features, word(object).deprel == "conj", "not_first_object");
    const Argument* argument = argument_at(basis.proposition, object);
    put_if(features, argument != nullptr && argument->personal_a, "object_with_a");
    if (argument != nullptr) {
      put(features, "objects_joined", std::min<double>(kManyJoined, static_cast<double>(argument->conjuncts.size())));
    }
  }
}

// Actors that are neither, between the predicate and one of the two.
double StatementBuilder::others_between(const Basis& basis, int participant) const {
  if (participant < 0) return 0;
  const auto [first, last] = std::minmax(participant, basis.proposition.predicate);
  int others = 0;
  for (int w = first + 1; w < std::min(last, first + kWidest) && others < kManyOthers; ++w) {
    const ActorMention* mention = context_.coreference.mentions.find(sentence_, w);
    if (mention == nullptr || mention->head != w || mention->chains.empty()) continue;
    const int chain = mention->chains.front();
    if (chain != basis.subject.chain && chain != basis.object.chain) ++others;
  }
  return others;
}

const Argument* StatementBuilder::argument_at(const Proposition& proposition, int w) {
  for (const Argument& argument : proposition.arguments) {
    if (argument.head == w || std::ranges::binary_search(argument.words, w)) return &argument;
  }
  return nullptr;
}

// What kind of word says what was done, and where it hangs.
void StatementBuilder::add_predicate(ConfidenceFeatures& features, const Proposition& proposition) const {
  const Word& predicate = word(proposition.predicate);
  const std::string_view tense = feature(predicate, "Tense"), mood = feature(predicate, "Mood");
  put_if(features, tense == "Fut", "future");
  put_if(features, tense == "Pres" && mood == "Ind", "present");
  put_if(features, mood == "Sub", "subjunctive");
  put_if(features, tree_.is(proposition.predicate, "nsubj"), "predicate_of_subject");
  put_if(features, tree_.is(proposition.predicate, "appos"), "predicate_apposition");
  put_if(features, proposition.parent_relation == "acl", "predicate_relative");
  put_if(features, is_lone_infinitive(proposition), "infinitive");
  put_if(features, !proposition.modals.empty(), "modals");
  for (const char* name : {"light", "order", "personal", "plan", "speech"}) {
    put_if(features, context_.cues.is(name, proposition.lemma), name);
  }
}

// How far the parser trusts the tree that was read: at the predicate, on the way up to it from the participants, in the
// object and right behind the two, and in the whole sentence.
void StatementBuilder::add_certainties(ConfidenceFeatures& features, const Basis& basis) const {
  put(features, "certainty_of_predicate", log_of(word(basis.proposition.predicate).certainty));
  put(features, "certainty_of_sentence", log_of(tree_certainty_));
  const auto weakest = [&](int w) {
    double least = 1;
    for (int steps = kLongWay; w >= 0 && w != basis.proposition.predicate && steps > 0; --steps, w = tree_.head(w)) {
      least = std::min<double>(least, word(w).certainty);
    }
    return log_of(least);
  };
  put(features, "certainty_of_subject", weakest(basis.subject.word));
  put(features, "certainty_of_object", weakest(basis.object.word));
  const auto behind = [&](const Participant& participant) {
    const int next = word_behind(participant);
    return next < 0 ? 0.0 : log_of(word(next).certainty);
  };
  put(features, "certainty_behind_subject", behind(basis.subject));
  put(features, "certainty_behind_object", behind(basis.object));
  double inside = 1;
  const auto [first, last] = words_of(basis.object);
  for (int w = first; w <= last && basis.object.word >= 0; ++w) {
    if (w != basis.object.word) inside = std::min<double>(inside, word(w).certainty);
  }
  put(features, "certainty_in_object", log_of(inside));
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

}  // namespace trama
