// Offices ("X, presidente de Y") and events told by nouns ("la visita de X a Y"): see sentence_statements.h.
#include <algorithm>

#include "base/utf8.h"
#include "extract/relations/sentence_statements.h"

namespace trama {
namespace {

constexpr int kMaxCountryWords = 5;     // "la República Democrática del Congo".
constexpr int kMaxPortfolioWords = 10;  // "de Agricultura, Pesca y Alimentación".
constexpr int kMaxPlaceWords = 6;       // Behind the preposition: "en el estado de Unity".

}  // namespace

// "X, presidente de Y", "X es miembro de Y", "el presidente colombiano, X".
void StatementBuilder::build_role(const Proposition& proposition) {
  const Argument* subject = proposition.find(ArgumentRole::kSubject);
  const Argument* attribute = proposition.find(ArgumentRole::kAttribute);
  if (attribute == nullptr || attribute->head < 0) return;
  std::vector<Participant> subjects;
  if (subject != nullptr) {
    subjects = participants_.actors(sentence_, *subject, false);
  } else if (proposition.kind == PropositionKind::kCopular) {
    subjects = participants_.subjects(sentence_, current_);
  }
  if (subjects.size() != 1 || !subjects.front().mention.named) return;
  if (word(attribute->head).upos != "NOUN") return;
  // "está a disposición de Y", "el país sede de Y"
  if (proposition.kind == PropositionKind::kCopular && !attribute->preposition.empty()) return;
  if (owner_hangs_elsewhere(attribute->head)) return;
  // "el ejército y los grupos armados, especialmente X"
  const bool apposed = proposition.kind == PropositionKind::kApposition && subject->head > attribute->head;
  if (apposed && word(subject->head - 1).upos == "ADV") return;
  if (feature(word(attribute->head), "Number") == "Plur") return;  // "X, los vecinos de Y y Z"
  if (proposition.kind == PropositionKind::kApposition && subject->head < attribute->head) {
    // "situada al sur de Santiago, la capital de Chile": the name right before it.
    auto beside = name_before(subject->head, attribute->head);
    if (!beside.empty()) subjects = std::move(beside);
  }
  const EntityType type = subjects.front().mention.type;
  // A left-out subject of "es" is as often a thing: only offices are persons'.
  const bool left_out = subjects.front().mention.kind == MentionKind::kDropped;
  if (!may_be_office(attribute->head, type, left_out ? PropositionKind::kApposition : proposition.kind)) return;
  ObjectReading object;
  object.objects = role_owner(attribute->head);
  object.preposition = "de";
  const Construction construction = {proposition.kind == PropositionKind::kCopular ? "copula" : "apposition"};
  if (object.objects.empty() || object.objects.front().chain == subjects.front().chain) return;
  const Participant& owner = object.objects.front();
  if (!owner.mention.named && !owner.modified) return;  // "presidente del club"
  if (is_acronym_of_phrase(subject, attribute->head)) return;
  // "ministro de Asuntos Exteriores": of whom is not told, or was not found.
  if (context_.lexicon.is_portfolio(owner.mention.canonical)) return;
  Statement statement = start(proposition, subjects.front(), owner);
  statement.relation.lemma = word(attribute->head).lemma;
  statement.relation.label = role_label(proposition, attribute->head, type == EntityType::kPerson ? owner.word : -1);
  statement.relation.preposition = "de";
  statement.relation.span = word(attribute->head).span;
  add(std::move(statement), {proposition, subjects.front(), owner, construction, object.theme});
}

// "la libertad de su país, X", "el informe de Y y Z" and "el régimen de Y, X" give nobody an office.
bool StatementBuilder::may_be_office(int noun, EntityType type, PropositionKind kind) const {
  const ActorNoun* known = context_.lexicon.find_noun(word(noun));
  // "el camarógrafo de Al Jazeera": no institution is one.
  const bool holder = known != nullptr && known->role && known->type == EntityType::kPerson;
  if (holder && type == EntityType::kOrganization) return false;
  if (kind == PropositionKind::kCopular) return true;
  const std::string& lemma = word(noun).lemma;
  if (context_.cues.is("no_office", lemma)) return false;
  if (context_.cues.is_event_noun(lemma) || context_.cues.is_deed_noun(lemma)) return false;
  if (known == nullptr)
    return type == EntityType::kPerson && context_.cues.may_be_person(lemma) && !context_.cues.is("no_person", lemma);
  if (known->noun_class == "source" || known->noun_class == "part") return false;
  // "asistieron la directora de la OMS, el director de Unicef": two persons.
  const bool person = type == EntityType::kPerson || type == EntityType::kMisc;
  if (!person && known->role && known->type == EntityType::kPerson) return false;
  return type != EntityType::kPerson || known->type == EntityType::kPerson;
}

// Who is named right before the comma of an apposition, if that is another than its head by the tree.
std::vector<Participant> StatementBuilder::name_before(int subject, int office) const {
  int comma = office - 1;
  while (comma > subject && word(comma).form != ",") --comma;
  const ActorMention* name = comma - 1 > subject ? context_.coreference.mentions.find(sentence_, comma - 1) : nullptr;
  if (name == nullptr || name->kind != MentionKind::kNamed || name->first <= subject) return {};
  const ActorMention* told = context_.coreference.mentions.find(sentence_, subject);
  // "dijo en Ginebra Ana Ruiz, directora de Y"
  const bool place = told != nullptr && told->type == EntityType::kLocation && name->type == EntityType::kPerson;
  const bool same = told != nullptr && name->type == told->type;
  return same || place ? participants_.actors_at(sentence_, name->head, false) : std::vector<Participant>();
}

// "el país sede de Y": the complement is of a noun beside the office.
bool StatementBuilder::owner_hangs_elsewhere(int head) const {
  return std::ranges::any_of(tree_.children(head), [&](int child) {
    return child == head + 1 && word(child).upos == "NOUN" && tree_.is_any(child, {"amod", "flat", "compound"}) &&
           tree_.child(child, "nmod") >= 0;
  });
}

// "inteligencia ucraniana (GUR)": two names of one thing, no role.
bool StatementBuilder::is_acronym_of_phrase(const Argument* subject, int head) const {
  return subject != nullptr && subject->head > head && subject->head > 0 && word(subject->head - 1).form == "(";
}

// "directora de la FAO en Haití" is not its director: " en Haití".
std::string StatementBuilder::role_place(int office, int owner) const {
  if (owner < 0) return {};
  const ActorMention* mention = context_.coreference.mentions.find(sentence_, owner);
  int joint = (mention == nullptr || mention->last < owner ? owner : mention->last) + 1;
  if (joint + 2 < tree_.size() && word(joint).form == "(" && word(joint + 2).form == ")") joint += 3;
  if (joint >= tree_.size() || (word(joint).form != "en" && word(joint).form != "para")) return {};
  const int head = tree_.head(joint);
  const bool of_office = head > joint && (tree_.head(head) == office || tree_.head(head) == owner);
  if (!of_office || !tree_.is_nominal(head) || in_time(context_, sentence_, head)) return {};
  if (!tree_.children(joint).empty()) return {};  // "en nombre de X"
  int last = head;
  const std::vector<int> words = tree_.phrase(head);
  while (std::ranges::binary_search(words, last + 1) && word(last + 1).upos != "PUNCT" &&
         !tree_.is_any(last + 1, {"acl", "mark", "cc"}) && word(last + 1).upos != "PRON") {
    ++last;
  }
  const bool whole = last == words.back() || word(last + 1).upos == "PUNCT";
  if (!whole || last - joint > kMaxPlaceWords) return {};
  return " " + words_text(context_.document, context_.sentence(sentence_), joint, last);
}

std::string StatementBuilder::role_label(const Proposition& proposition, int head, int owner) const {
  std::string label;
  // "primer presidente democráticamente elegido": not the first one.
  const bool narrowed = std::ranges::any_of(tree_.children(head), [&](int child) {
    return child > head && tree_.is_any(child, {"amod", "acl"}) && tree_.child(child, "advmod") >= 0;
  });
  for (int w = head - 1; w >= 0 && tree_.head(w) == head && tree_.is(w, "amod") && !narrowed; --w) {
    label = to_lower(word(w).form) + " " + label;
  }
  label += to_lower(word(head).form);
  const auto qualifies = [&](int w) {
    return word(w).upos == "ADJ" || word(w).lemma == "adjunto" || word(w).lemma == "asistente";
  };
  for (int w = head + 1; w < tree_.size() && (tree_.head(w) == head || tree_.head(w) == w - 1) && qualifies(w); ++w) {
    if (!context_.lexicon.country_of_demonym(word(w)).empty()) break;
    label += " " + to_lower(word(w).form);  // "secretario general adjunto"
  }
  const int portfolio = portfolio_end(head);
  if (const std::string field = role_field(head, owner); portfolio < 0 && !field.empty()) {
    label += field + role_place(head, owner) + " de";
  } else if (portfolio >= 0) {
    label += " " + words_text(context_.document, context_.sentence(sentence_), head + 1, portfolio) + " de";
  } else {
    label += role_place(head, owner) + " de";
  }
  label = without_invisible(label);
  std::string verb = role_verb(head);
  const bool then = head > 0 && to_lower(word(head - 1).form) == "entonces";  // "el entonces presidente"
  if (verb.empty() && then) verb = "era";
  if (proposition.negated) return "no " + (verb.empty() ? "es" : verb) + " " + label;
  return verb.empty() ? label : verb + " " + label;
}

// "fue", "será", "había sido"; empty for what someone is.
std::string StatementBuilder::role_verb(int head) const {
  std::string verb;
  for (const int child : tree_.children(head)) {
    const bool auxiliary = tree_.is(child, "aux") && tree_.word(child).lemma == "haber";
    if (auxiliary || tree_.is(child, "cop"))
      verb += (verb.empty() ? "" : " ") + to_lower(without_invisible(word(child).form));
    if (tree_.is(child, "cop") && feature(word(child), "Tense") == "Pres") return {};
  }
  return verb;
}

// "director de operaciones de la FAO" is not its director: " de operaciones".
std::string StatementBuilder::role_field(int office, int owner) const {
  const int above = owner < 0 ? -1 : tree_.head(owner);
  const bool beside = office + 2 < owner && (above == office || above == office + 2) &&
                      word(office + 1).lemma == "de" &&
                      (word(office + 2).upos == "NOUN" || word(office + 2).upos == "PROPN") &&
                      tree_.head(office + 2) == office && tree_.is(office + 2, "nmod");
  // "director de Alianzas del PMA": what looks like a name of one word is the field.
  const ActorMention* field = beside ? context_.coreference.mentions.find(sentence_, office + 2) : nullptr;
  const bool name = field != nullptr && (field->type != EntityType::kMisc || field->first < field->last);
  if (!beside || name) return {};
  int last = office + 2;
  while (last + 1 < owner && (word(last + 1).upos == "ADJ" || tree_.is(last + 1, "compound"))) ++last;
  if (word(last + 1).lemma != "de") return {};
  return " " + words_text(context_.document, context_.sentence(sentence_), office + 1, last);
}

// "ministra de Defensa [de Chile]": the last word of what an office has charge of, if a country follows; else -1.
int StatementBuilder::portfolio_end(int office) const {
  if (!context_.cues.is("portfolio_office", word(office).lemma)) return -1;
  if (office + 2 >= tree_.size() || word(office + 1).lemma != "de") return -1;
  const int limit = std::min(tree_.size(), office + kMaxPortfolioWords);
  for (int w = office + 2; w + 1 < limit; ++w) {
    const bool inside = word(w).upos == "PROPN" || word(w).upos == "NOUN" || word(w).upos == "ADJ" ||
                        word(w).upos == "CCONJ" || word(w).upos == "DET" || word(w).upos == "ADP";
    if (!inside && word(w).form != ",") return -1;
    if (word(w).lemma != "de" || word(w - 1).upos == "CCONJ" || word(w - 1).form == ",") continue;
    // "de Defensa de [la República de] Macedonia"
    const bool republic = w > office + 3 && to_lower(word(w - 1).form) == "república" && country_named(w + 1);
    if (republic) continue;
    if (country_named(w + 1)) return w - 1;
  }
  return -1;
}

// The country whose name begins at a word, or behind the article there.
std::optional<Participant> StatementBuilder::country_named(int first) const {
  if (word(first).upos == "DET" && first + 1 < tree_.size()) ++first;
  if (first + 2 < tree_.size() && to_lower(word(first).form) == "república" && word(first + 1).lemma == "de") {
    const std::string whole = words_text(context_.document, context_.sentence(sentence_), first, first + 2);
    if (context_.lexicon.country_of_name(whole).empty()) first += 2;  // "la República Checa" is a name as a whole.
  }
  for (int last = std::min(tree_.size() - 1, first + kMaxCountryWords); last >= first; --last) {
    const std::string name = words_text(context_.document, context_.sentence(sentence_), first, last);
    const std::string_view country = context_.lexicon.country_of_name(name);
    if (country.empty()) continue;
    Participant participant = country_participant(first, country);
    participant.mention.text = name;
    participant.mention.kind = MentionKind::kNamed;
    participant.mention.span.end = word(last).span.end;
    return participant;
  }
  return std::nullopt;
}

// The one of whom or what someone is something: after "de", or a demonym's country.
std::vector<Participant> StatementBuilder::role_owner(int head) const {
  if (const int portfolio = portfolio_end(head); portfolio >= 0) {
    if (auto country = country_named(portfolio + 2)) return {*country};
  }
  for (const int child : tree_.children(head)) {
    if (child < head || !tree_.is(child, "nmod") || tree_.preposition(child) != "de") continue;
    if (has_name_between(head, child)) continue;  // "otro ponente, X, del partido Y"
    if (is_of_another(head, child)) continue;
    auto actors = participants_.actors_at(sentence_, child, true);
    if (!actors.empty()) return actors;
    for (const int below : tree_.children(child)) {  // "directora de operaciones de la FAO"
      if (role_field(head, below).empty()) continue;
      actors = participants_.actors_at(sentence_, below, true);
      if (!actors.empty()) return actors;
    }
  }
  for (const int child : tree_.children(head)) {
    if (!tree_.is(child, "amod")) continue;
    if (auto country = country_of(child)) return {*country};
  }
  return {};
}

// "el actor X y la cantante Y, de Z": of the last one.
bool StatementBuilder::is_of_another(int head, int child) const {
  int comma = child;
  while (comma > head && word(comma).form != ",") --comma;
  bool another = false;
  for (int w = head; w < comma; ++w) another |= word(w).upos == "CCONJ";
  const bool directly = comma + 1 < tree_.size() && word(comma + 1).lemma == "de";
  return another && directly;
}

bool StatementBuilder::has_name_between(int head, int child) const {
  for (int w = head + 1; w + 1 < child; ++w) {
    const ActorMention* mention = context_.coreference.mentions.find(sentence_, w);
    if (mention != nullptr && mention->kind == MentionKind::kNamed && mention->last + 2 < child &&
        mention->type == EntityType::kPerson && word(w - 1).form == ",") {
      return true;
    }
  }
  return false;
}

std::optional<Participant> StatementBuilder::country_of(int w) const {
  const std::string_view country = context_.lexicon.country_of_demonym(word(w));
  if (country.empty()) return std::nullopt;
  return country_participant(w, country);
}

// A country that a word tells, named or not.
Participant StatementBuilder::country_participant(int w, std::string_view country) const {
  Participant participant;
  participant.word = w;
  participant.chain = -2 - w;  // A chain of its own: it is never the subject's.
  const auto& chains = context_.coreference.country_chains;
  if (const auto found = chains.find(country); found != chains.end()) participant.chain = found->second;
  Mention& mention = participant.mention;
  mention.canonical = country;
  mention.text = word(w).form;
  mention.type = EntityType::kLocation;
  mention.kind = MentionKind::kNominal;
  mention.named = true;
  mention.span = word(w).span;
  return participant;
}

// "la guerra de X contra Y".
void StatementBuilder::build_event(const Proposition& proposition) {
  const std::vector<Participant> subjects = event_subjects(proposition);
  if (subjects.empty()) return;
  ObjectReading object;
  for (const Argument& argument : proposition.arguments) {
    const bool other = argument.role == ArgumentRole::kOblique || argument.role == ArgumentRole::kObject ||
                       argument.role == ArgumentRole::kIndirect || argument.role == ArgumentRole::kPatient;
    if (!other || argument.head < 0) continue;
    if (!argument.preposition.empty() && !prepositions_.contains(argument.preposition)) continue;
    // "el conflicto en X", "el apoyo de Y en X", "la guerra en X entre Y y Z": where it was.
    const bool place = argument.preposition == "en";
    if (place && (proposition.symmetric || context_.cues.event_class(proposition.lemma) != "ASSAULT")) continue;
    object.objects = participants_.actors(sentence_, argument, true);
    object.preposition = argument.preposition;
    if (!object.objects.empty()) break;
  }
  // "se refirió en su discurso a X": the verb's.
  const int verb = tree_.head(proposition.predicate);
  const bool beside = tree_.preposition(proposition.predicate) == "en" && verb >= 0 && verb < proposition.predicate;
  if (object.preposition == "a" && beside && context_.cues.is("keeps_a", word(verb).lemma)) return;
  if (verb >= 0 && tree_.is(proposition.predicate, "obj") && context_.cues.is("ends_event", word(verb).lemma)) return;
  // "las relaciones entre el gobierno y la sociedad civil": in general.
  const bool general = context_.cues.is("general_event", proposition.lemma) && !subjects.front().mention.named;
  if (general && (object.objects.empty() || !object.objects.front().mention.named)) return;
  const Construction construction = {"noun_event"};
  const std::size_t before = statements_.size();
  if (object.objects.empty()) {
    if (!has_partner(proposition, subjects.back())) build_mutual(proposition, subjects, construction);
    set_by_governor(proposition, before);
    return;
  }
  emit_pairs(proposition, subjects, object, construction);
  set_by_governor(proposition, before);
}

// "negociaciones entre X, Y y Z con un grupo rebelde": not with each other.
bool StatementBuilder::has_partner(const Proposition& event, const Participant& last) const {
  for (int w = event.predicate + 1; w < tree_.size(); ++w) {
    if (word(w).form != "con") continue;
    const int partner = tree_.head(w);
    const bool below = partner >= 0 && tree_.head(partner) == event.predicate;
    if (below || word(w - 1).span.end == last.mention.span.end) return true;
  }
  return false;
}

// "facilitar un diálogo entre X e Y", "no hay un acuerdo": an event that is not told of before is as sure as the verb
// that it stands beside.
void StatementBuilder::set_by_governor(const Proposition& event, std::size_t first) {
  const int noun = event.predicate;
  const bool definite = std::ranges::any_of(tree_.children(noun), [&](int child) {
    return child < noun && word(child).upos == "DET" && word(child).lemma != "uno";
  });
  const int verb = tree_.head(noun);
  if (definite || verb < 0) return;
  for (std::size_t p = 0; p < propositions_.size(); ++p) {
    const Proposition& governor = propositions_[p];
    if (governor.predicate != verb || governor.kind != PropositionKind::kVerbal) continue;
    Modality modality = reading_.factuality[p].modality;
    if (modality == Modality::kAsserted && context_.cues.is("promise", governor.lemma)) modality = Modality::kPromised;
    if (modality == Modality::kAsserted && context_.cues.is("order", governor.lemma)) modality = Modality::kOrdered;
    if (modality == Modality::kAsserted && context_.cues.is("plan", governor.lemma)) modality = Modality::kPlanned;
    for (std::size_t i = first; i < statements_.size(); ++i) {
      if (statements_[i].modality == Modality::kAsserted) statements_[i].modality = modality;
      if (!statements_[i].source) statements_[i].source = reading_.sources[p];
      if (reading_.factuality[p].polarity == Polarity::kNegative) statements_[i].polarity = Polarity::kNegative;
    }
    return;
  }
}

std::vector<Participant> StatementBuilder::event_subjects(const Proposition& proposition) const {
  for (const ArgumentRole role : {ArgumentRole::kSubject, ArgumentRole::kAgent}) {
    const Argument* argument = proposition.find(role);
    if (argument == nullptr || argument->head < 0) continue;
    auto actors = participants_.actors(sentence_, *argument, true);
    if (!actors.empty()) return actors;
  }
  return {};
}

}  // namespace trama
