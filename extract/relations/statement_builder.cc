#include "extract/relations/statement_builder.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/divided_words.h"
#include "base/utf8.h"
#include "extract/relations/label.h"
#include "extract/relations/sentence_statements.h"
#include "extract/relations/table.h"

namespace trama {
namespace {

constexpr int kMaxCount = 1000;

}  // namespace

StatementBuilder::StatementBuilder(const DocumentContext& context, const ObjectPrepositions& prepositions, int sentence,
                                   const SentenceReading& reading)
    : context_(context),
      participants_(context),
      prepositions_(prepositions),
      objects_(context, prepositions, sentence),
      sentence_(sentence),
      tree_(context.trees[sentence]),
      propositions_(context.propositions[sentence]),
      reading_(reading) {
  double sum = 0;
  for (int w = 0; w < tree_.size(); ++w) sum += word(w).certainty;
  if (tree_.size() > 0) tree_certainty_ = sum / tree_.size();
}

SentenceStatements StatementBuilder::build() {
  times_ = find_times(context_, sentence_);
  for (std::size_t p = 0; p < propositions_.size(); ++p) {
    current_ = static_cast<int>(p);
    switch (propositions_[p].kind) {
      case PropositionKind::kVerbal:
        build_verbal(propositions_[p]);
        break;
      case PropositionKind::kCopular:
      case PropositionKind::kApposition:
        build_role(propositions_[p]);
        break;
      case PropositionKind::kNominal:
        build_event(propositions_[p]);
        break;
    }
  }
  return {std::move(statements_), std::move(features_), std::move(readings_)};
}

void StatementBuilder::build_verbal(const Proposition& proposition) {
  if (is_chain_link(proposition) || is_in_name(proposition.predicate) || is_like_preposition(proposition)) return;
  if (is_subject_clause(proposition)) return;
  Construction construction;
  bool inherited = false;
  const Argument* swapped = nullptr;
  std::vector<Participant> subjects = participants_.subjects(sentence_, current_, &inherited);
  if (subjects.empty() || is_relative_group(proposition, subjects.front())) swapped = swapped_subject(proposition);
  if (subjects.empty() && swapped == nullptr) return;
  // "X, encontraremos Y": what stands beside such a verb is not its subject, but "we" may be who speaks.
  const auto is_told = [](const Participant& subject) {
    return subject.mention.kind == MentionKind::kNominal || subject.mention.kind == MentionKind::kNamed;
  };
  if (!subjects.empty() && is_first_person(proposition) && is_told(subjects.front())) return;
  // "agradezco": one person, who speaks.
  const bool one = !subjects.empty() && subjects.front().mention.type != EntityType::kPerson;
  if (one && is_first_person(proposition, "Sing")) return;
  if (!subjects.empty() && is_topic(proposition, subjects.front())) return;
  if (swapped != nullptr) {
    subjects = participants_.actors(sentence_, *swapped, true);
    construction.emplace_back("swapped");
  } else if (inherited) {
    construction.emplace_back("inherited_subject");
  }
  if (swapped == nullptr && asks_others(proposition, subjects.front())) return;
  if (swapped == nullptr && judges_others(proposition, subjects.front())) return;
  // "corresponde a los Estados discutirlo": what they have to do is its subject.
  const bool left_out = swapped == nullptr && subjects.front().mention.kind == MentionKind::kDropped;
  if (left_out && context_.cues.is("clause_subject", proposition.lemma)) return;
  ObjectReading object = objects_.find(proposition, swapped);
  if (swapped != nullptr && object.theme.empty()) object.theme = displaced_subject(proposition);
  if (object.objects.empty()) {
    build_mutual(proposition, subjects, construction);
    return;
  }
  // "dijo que ha aumentado el número de niños": nobody increased it.
  const int noun = object.objects.front().word;
  const bool amount = left_out && noun > proposition.predicate && context_.cues.is("amount_noun", word(noun).lemma);
  if (amount && context_.cues.is("changes", proposition.lemma)) return;
  if (is_quoted_before(proposition, object.objects.front())) return;
  if (is_restricted(proposition, subjects.front())) return;
  // "ponerlo al tanto": without the rest it says nothing; nor does "pidió a X" without what.
  const bool actor = object.objects.front().chain >= 0;
  if (actor && object.objects.front().mention.kind == MentionKind::kPronoun && object.theme.empty() &&
      object.preposition.empty() && context_.cues.is("empty_verb", proposition.lemma))
    return;
  if (actor && object.theme.empty() && context_.cues.is("asks_thing", proposition.lemma)) return;
  // "afirmó el documento": what is said stands in a clause.
  const bool said = object.construction.empty() && context_.cues.is("says_clause", proposition.lemma);
  if (said && !proposition.passive) return;
  // "X considera el tratado esencial", "considera vital movilizar a Y"
  const bool judged = std::ranges::any_of(proposition.modals, [&](int w) {
    const bool adverb = w + 2 < tree_.size() && word(w + 1).upos == "ADV" && word(w + 2).upos == "ADJ";
    return context_.cues.is("judges", word(w).lemma) && w + 1 < tree_.size() && (word(w + 1).upos == "ADJ" || adverb);
  });
  if (judged || context_.cues.is("judges", proposition.lemma)) return;
  // "declaró a X libre de la enfermedad"
  const int behind = actor ? word_behind(object.objects.front()) : -1;
  const bool found_to_be = behind >= 0 && word(behind).upos == "ADJ" &&
                           object.objects.front().mention.kind == MentionKind::kNamed &&
                           tree_.head(behind) == object.objects.front().word;
  if (found_to_be && object.theme.empty() && context_.cues.is("finds", proposition.lemma)) return;
  if (only_things(object)) {
    if (build_mutual(proposition, subjects, construction)) return;
    const Mention& subject = subjects.front().mention;
    if (!subject.named || subject.kind == MentionKind::kDropped) return;
  }
  if (object.objects.front().chain >= 0 && !object.objects.front().mention.named &&
      context_.cues.is("light", proposition.lemma)) {
    return;
  }
  if (!object.construction.empty()) construction.push_back(object.construction);
  emit_pairs(proposition, subjects, object, construction);
}

// "los soldados que prometió Corea del Norte": people and countries as objects have an "a"; one without it that
// stands beside a verb of people is the subject behind its verb.
const Argument* StatementBuilder::swapped_subject(const Proposition& proposition) const {
  if (proposition.passive || proposition.impersonal || !context_.cues.is("personal", proposition.lemma)) return nullptr;
  if (context_.cues.is("leads", proposition.lemma)) return nullptr;  // "la junta que gobierna X"
  for (const Argument& argument : proposition.arguments) {
    if (argument.role != ArgumentRole::kObject || argument.personal_a || argument.clitic || argument.head < 0) continue;
    if (argument.head < proposition.predicate || argument.relative || argument.shared) continue;
    const auto actors = participants_.actors(sentence_, argument, true);
    if (!actors.empty() && actors.front().mention.named) return &argument;
  }
  return nullptr;
}

// "los soldados que prometió Corea del Norte": what is given may be people.
bool StatementBuilder::is_relative_group(const Proposition& proposition, const Participant& subject) const {
  const Argument* argument = proposition.find(ArgumentRole::kSubject);
  return argument != nullptr && argument->relative && !subject.mention.named &&
         context_.cues.is("transfer", proposition.lemma);
}

Phrase StatementBuilder::displaced_subject(const Proposition& proposition) const {
  const Argument* subject = proposition.find(ArgumentRole::kSubject);
  return subject == nullptr || subject->head < 0 ? Phrase() : objects_.theme(subject->head, subject->words);
}

// "X e Y se reunieron", "ambos prometieron fortalecer la cooperación entre sus países".
bool StatementBuilder::build_mutual(const Proposition& proposition, const std::vector<Participant>& subjects,
                                    Construction construction) {
  if (subjects.size() < 2 || subjects.size() > 4) return false;
  if (!proposition.symmetric && !says_mutual(proposition)) return false;
  // "hablaron X e Y", "se encuentran en Lima": each for himself.
  const bool lies = context_.cues.is("lies", proposition.lemma) && is_ongoing(proposition);
  if ((proposition.lemma == "hablar" || lies) && !says_mutual(proposition)) return false;
  const bool with = std::ranges::any_of(proposition.arguments, [](const Argument& argument) {
    const bool other = argument.role == ArgumentRole::kOblique || argument.role == ArgumentRole::kIndirect;
    return other && (argument.preposition == "con" || argument.preposition == "a");
  });
  if (with) return false;  // "cooperan con las investigaciones", "se enfrentan a una crisis"
  ObjectReading object;
  construction.emplace_back("mutual");
  const Argument* direct = proposition.find(ArgumentRole::kObject);
  // "X e Y enfrentan las consecuencias": not each other.
  if (direct != nullptr && !direct->clitic && !context_.cues.is("joint", proposition.lemma) &&
      !says_mutual(proposition))
    return false;
  if (direct != nullptr && direct->head >= 0) object.theme = objects_.theme(direct->head, direct->words);
  for (std::size_t i = 0; i < subjects.size(); ++i) {
    object.objects.assign(subjects.begin() + static_cast<std::ptrdiff_t>(i) + 1, subjects.end());
    if (object.objects.empty()) break;
    emit_pairs(proposition, {subjects[i]}, object, construction, true);
  }
  return true;
}

bool StatementBuilder::is_ongoing(const Proposition& proposition) const {
  return std::ranges::any_of(proposition.relation_words, [&](int w) {
    const std::string_view tense = feature(word(w), "Tense");
    return tree_.is_finite(w) && (tense == "Pres" || tense == "Imp");
  });
}

bool StatementBuilder::says_mutual(const Proposition& proposition) const {
  for (const Argument& argument : proposition.arguments) {
    if (argument.preposition == "entre" && is_between_them(argument.words)) return true;
    if (argument.role != ArgumentRole::kObject) continue;
    for (const int w : argument.words) {
      const std::string& lemma = word(w).lemma;
      if (lemma == "mutuo" || lemma == "bilateral" || lemma == "recíproco") return true;
      if (lemma == "entre" && is_between_them(argument.words)) return true;
    }
  }
  return false;
}

// "entre sí", "entre ambos", "entre sus países"; not "entre otras agencias", "entre las partes", "entre ellos X".
bool StatementBuilder::is_between_them(const std::vector<int>& words) const {
  return std::ranges::any_of(words, [&](int w) {
    const bool after = (w > 0 && word(w - 1).lemma == "entre") || (w > 1 && word(w - 2).lemma == "entre");
    const std::string key = after ? fold_key(word(w).form) : std::string();
    if (key == "si" || key == "ambos" || key == "ambas" || key == "sus" || key == "dos") return true;
    const bool last = w + 1 >= tree_.size() || word(w + 1).upos == "PUNCT";
    return (key == "ellos" || key == "ellas") && last;
  });
}

// "X e Y prometieron apoyar": each for himself. Not so "X dijo que él e Y apoyarán a Z".
bool StatementBuilder::speaks_for_itself(const Proposition& proposition,
                                         const std::vector<Participant>& subjects) const {
  const auto& source = reading_.sources[current_];
  if (!source || subjects.size() < 2 || source->who.canonical != subjects.front().mention.canonical) return false;
  if (subjects.front().mention.kind == MentionKind::kDropped) return true;  // "X e Y dijeron que apoyan a Z"
  const Proposition* above = governor(proposition);
  const bool governed = above != nullptr && above->lemma == source->verb;
  return governed || proposition.lemma == source->verb ||
         std::ranges::any_of(proposition.modals, [&](int w) { return word(w).lemma == source->verb; });
}

void StatementBuilder::emit_pairs(const Proposition& proposition, const std::vector<Participant>& subjects,
                                  const ObjectReading& object, const Construction& construction, bool mutual) {
  const bool own = speaks_for_itself(proposition, subjects);
  for (const Participant& subject : subjects) {
    for (const Participant& target : object.objects) {
      if (subject.chain >= 0 && subject.chain == target.chain) continue;
      Statement statement = start(proposition, subject, target);
      statement.relation = relation_of(proposition, own ? subjects.front() : subject, object);
      const std::string& label = statement.relation.label;
      if (label.starts_with("que ") || label == "es") continue;  // Of a clause that was read wrong.
      statement.relation.symmetric = mutual || (proposition.symmetric && object.preposition == "con");
      if (own) statement.source->who = subject.mention;
      if (does_what_it_asks(proposition, statement)) continue;
      const bool unnamed = names_itself(proposition, subject, statement);
      if (unnamed) statement.source.reset();
      statement.theme = objects_.text(object.theme);
      if (!object.theme.empty()) {
        statement.theme_span = Span{word(object.theme.first).span.begin, word(object.theme.last).span.end};
      }
      add_quantities(statement, object, target);
      statement.place = object.place ? std::string() : place_of(proposition, target);
      add(std::move(statement), {proposition, subject, target, construction, object.theme, unnamed});
    }
  }
}

// "X urgió a crear un fondo para ayudar a Y", "recordó que debe reconocer a Y": others shall, and not who says so.
bool StatementBuilder::does_what_it_asks(const Proposition& proposition, const Statement& statement) const {
  if (!statement.source || statement.source->who.canonical != statement.subject.canonical) return false;
  if (is_lone_infinitive(proposition)) return statement.relation.label.find(' ') == std::string::npos;
  return statement.modality == Modality::kOrdered && is_finite(proposition);
}

// "X viajará a Y, anunció su portavoz": whoever speaks does not call himself by his name.
bool StatementBuilder::names_itself(const Proposition& proposition, const Participant& subject,
                                    const Statement& statement) const {
  const auto& source = statement.source;
  if (!source || source->who.canonical != subject.mention.canonical || subject.mention.kind == MentionKind::kDropped ||
      subject.mention.kind == MentionKind::kPronoun || !is_finite(proposition))
    return false;
  const auto says = [&](const std::string& lemma) { return lemma == source->verb; };
  if (says(proposition.lemma) || std::ranges::any_of(proposition.modals, [&](int w) { return says(word(w).lemma); }))
    return false;
  const Argument* argument = argument_at(proposition, subject.word);
  return argument != nullptr && !argument->shared && !argument->relative;
}

Relation StatementBuilder::relation_of(const Proposition& proposition, const Participant& subject,
                                       const ObjectReading& object) const {
  Relation relation;
  relation.lemma = proposition.lemma;
  relation.preposition = object.preposition;
  relation.label = relation_label(context_, sentence_, proposition, governor(proposition),
                                  number(subject) == Number::kPlural, governs_itself(proposition, subject));
  // "reiteró llamamiento a", "respondió a preguntas de"
  const bool once = object.via >= 0 && object.via_joint == object.preposition;
  if (!object.preposition.empty() && !once) relation.label += " " + object.preposition;
  if (object.via >= 0) {
    relation.label += " " + to_lower(without_invisible(word(object.via).form)) + " " + object.via_joint;
  }
  relation.span = relation_span(context_, sentence_, proposition);
  return relation;
}

// False where the verb above has another subject: "la CIDH instó a México a proteger".
bool StatementBuilder::governs_itself(const Proposition& proposition, const Participant& subject) const {
  const bool controlled = std::ranges::any_of(proposition.modals, [&](int modal) {
    const bool self = context_.cues.is("does_se", word(modal).lemma) && tree_.child(modal, "expl:pv") >= 0;
    // "cooperará para ayudar a desmantelar P": helps without being told whom.
    const bool helps = context_.cues.is("helps", word(modal).lemma);
    return context_.cues.is("object_control", word(modal).lemma) && !self && !helps;
  });
  const Proposition* above = governor(proposition);
  const bool other = above != nullptr && context_.cues.is("object_control", above->lemma);
  // "ayudar al gobierno a recuperar": the government recovers, and does not help.
  if (other && subject.word >= 0 && is_object_of(*above, subject.word)) return false;
  const auto& source = reading_.sources[current_];
  return !(controlled || other) || !source || source->who.canonical == subject.mention.canonical;
}

bool StatementBuilder::is_infinitive(const Proposition& proposition) const {
  return proposition.modals.empty() && feature(word(proposition.predicate), "VerbForm") == "Inf";
}

bool StatementBuilder::is_object_of(const Proposition& proposition, int w) {
  return std::ranges::any_of(proposition.arguments, [&](const Argument& argument) {
    const bool object = argument.role == ArgumentRole::kObject || argument.role == ArgumentRole::kIndirect;
    return object && (argument.head == w || std::ranges::count(argument.conjuncts, w) > 0);
  });
}

Number StatementBuilder::number(const Participant& participant) const {
  return participant.chain < 0 ? Number::kUnknown : context_.coreference.chains[participant.chain].number;
}

// The verb above an infinitive that is not in one relation with it: "prometió 'apoyar'".
const Proposition* StatementBuilder::governor(const Proposition& proposition) const {
  const Scope& own = reading_.scopes[current_];
  // "pidió proteger X e impedir Y"
  const bool second = own.link == ScopeLink::kSame && own.above >= 0 && is_infinitive(proposition) &&
                      is_infinitive(propositions_[own.above]) && propositions_[own.above].parent_relation == "xcomp";
  const Scope& scope = second ? reading_.scopes[own.above] : own;
  if (second && scope.link == ScopeLink::kContent && scope.above >= 0 && proposition.modals.empty()) {
    const Proposition& above = propositions_[scope.above];
    return above.kind == PropositionKind::kVerbal && !above.passive && above.predicate < proposition.predicate
               ? &above
               : nullptr;
  }
  if (scope.link != ScopeLink::kContent || proposition.parent_relation != "xcomp" || !proposition.modals.empty() ||
      is_finite(proposition)) {
    return nullptr;
  }
  const Proposition& above = propositions_[scope.above];
  const bool before = above.predicate < proposition.predicate;  // "“Ordenar el tráfico”, apuntó"
  return before && above.kind == PropositionKind::kVerbal && !above.passive ? &above : nullptr;
}

Statement StatementBuilder::start(const Proposition& proposition, const Participant& subject,
                                  const Participant& object) const {
  Statement statement;
  statement.subject = subject.mention;
  statement.object = object.mention;
  statement.polarity = reading_.factuality[current_].polarity;
  statement.modality = reading_.factuality[current_].modality;
  statement.source = reading_.sources[current_];
  statement.count = count_of(proposition);
  if (times_[current_] >= 0) statement.time = context_.times[sentence_][times_[current_]].time;
  statement.evidence = evidence();
  return statement;
}

Evidence StatementBuilder::evidence() const {
  const Document& document = context_.document.document;
  const Span span = context_.sentence(sentence_).span;
  return {document.id,   document.url,    document.title,
          document.date, document.source, whole_words(span.of(document.text)),
          span};
}

// "tres veces", "en dos ocasiones".
int StatementBuilder::count_of(const Proposition& proposition) const {
  for (const Argument& argument : proposition.arguments) {
    if (argument.head < 0) continue;
    const std::string& lemma = word(argument.head).lemma;
    if (lemma != "vez" && lemma != "ocasión" && lemma != "oportunidad") continue;
    for (const int w : argument.words) {
      const auto value = w < argument.head ? number_of_word(word(w), context_.decimal) : std::nullopt;
      if (value && *value >= 1 && *value <= kMaxCount) return static_cast<int>(*value);
    }
  }
  return 1;
}

std::string StatementBuilder::place_of(const Proposition& proposition, const Participant& object) const {
  for (const Argument& argument : proposition.arguments) {
    if (argument.role != ArgumentRole::kOblique || argument.preposition != "en") continue;
    const auto actors = participants_.actors(sentence_, argument, false);
    if (actors.empty() || actors.front().mention.type != EntityType::kLocation) continue;
    if (actors.front().chain != object.chain) return actors.front().mention.canonical;
  }
  return {};
}

void StatementBuilder::add_quantities(Statement& statement, const ObjectReading& object,
                                      const Participant& target) const {
  std::vector<bool> used(static_cast<std::size_t>(tree_.size()), false);
  for (const TimeMention& time : context_.times[sentence_]) {
    for (int w = time.first; w <= time.last; ++w) used[w] = true;
  }
  Phrase phrase = object.theme;
  if (phrase.empty() && target.chain == -1) phrase = phrase_of(target);
  if (phrase.empty()) return;
  // "entre 25,000 y 30,000 tropas": the tree may put the numbers outside of the phrase.
  const int first = std::max(0, phrase.first - 4);
  for (Quantity& quantity :
       find_quantities(context_.document, context_.sentence(sentence_), first, phrase.last, context_.decimal, used)) {
    const bool counts = quantity.span.end > word(phrase.first).span.begin || quantity.unit == word(phrase.head).lemma;
    if (counts) statement.quantities.push_back(std::move(quantity));
  }
}

void StatementBuilder::add(Statement statement, const Basis& basis) {
  const auto key = std::tuple(statement.subject.canonical, statement.relation.lemma, statement.relation.preposition,
                              statement.object.canonical, statement.polarity, statement.modality);
  if (!seen_.insert(key).second) return;
  features_.push_back(confidence_features(statement, basis));
  statement.confidence = context_.cues.confidence()(features_.back());
  readings_.push_back({basis.proposition.predicate, basis.subject.word, basis.subject.chain, basis.object.word,
                       basis.object.chain, statement.confidence});
  statements_.push_back(std::move(statement));
}

ObjectPrepositions load_object_prepositions(const std::filesystem::path& data) {
  ObjectPrepositions prepositions;
  const Table table = Table::read(data / "object_prepositions.tsv", 3);
  for (const Table::Row& row : table.rows()) {
    ObjectPreposition one{row.fields[1], 0};
    const std::string& rank = row.fields[2];
    const auto [end, error] = std::from_chars(rank.data(), rank.data() + rank.size(), one.rank);
    if (error != std::errc() || end != rank.data() + rank.size()) table.fail(row, "no number: " + rank);
    prepositions.emplace(row.fields[0], one);
  }
  return prepositions;
}

}  // namespace trama
