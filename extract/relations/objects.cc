#include "extract/relations/objects.h"

#include <algorithm>

#include "base/utf8.h"

namespace trama {
namespace {

constexpr std::size_t kMaxOwnerSteps = 4;  // "la solicitud de comentarios de X".

bool is_clause(const Argument& argument) {
  return argument.role == ArgumentRole::kClause;
}

}  // namespace

const Argument* ObjectFinder::direct_object(const Proposition& proposition, const Argument* skip) const {
  const ArgumentRole role = proposition.passive ? ArgumentRole::kPatient : ArgumentRole::kObject;
  for (const Argument& argument : proposition.arguments) {
    // "cooperar y perseguir a X": only the second verb has an object.
    if (argument.shared && context_.cues.is("no_object", proposition.lemma)) continue;
    if (argument.role == role && &argument != skip && argument.head >= 0 &&
        !in_time(context_, sentence_, argument.head)) {
      return &argument;
    }
  }
  return nullptr;
}

ObjectReading ObjectFinder::find(const Proposition& proposition, const Argument* skip) const {
  const Argument* direct = direct_object(proposition, skip);
  const bool transfer = context_.cues.is("transfer", proposition.lemma);
  ObjectReading reading;
  if (direct != nullptr && transfer && !direct->personal_a && !direct->clitic) {
    reading = read_indirect(proposition, direct);
    if (reading.objects.empty()) reading = read_inside(proposition, *direct);
    if (reading.objects.empty()) reading = read_oblique(proposition, direct);
    if (!reading.objects.empty() && !reading.place) return reading;
  }
  if (direct != nullptr) {
    reading = read_direct(proposition, *direct);
    if (reading.objects.empty()) reading = read_owner(proposition, *direct);
    if (!reading.objects.empty()) return reading;
    // "detener los ataques a X"
    if (context_.cues.is("no_recipient", proposition.lemma)) return read_things(proposition, *direct);
  }
  reading = read_indirect(proposition, direct);
  if (reading.objects.empty()) reading = read_oblique(proposition, direct);
  if (direct != nullptr && reading.objects.empty()) reading = read_inside(proposition, *direct);
  if (direct == nullptr && reading.objects.empty()) reading = read_goal_owner(proposition);
  if (direct != nullptr && reading.objects.empty()) reading = read_things(proposition, *direct);
  return reading;
}

// "apoya a Kiev" is about the government, "bombardeó Kiev", "lanzó drones contra Kiev" and "visitó Kiev" are about the
// city.
bool ObjectFinder::acts_on_governments(const Proposition& proposition) const {
  const std::string_view event = context_.cues.event_class(proposition.lemma);
  return !event.empty() && event != "ASSAULT" && !context_.cues.is("motion", proposition.lemma);
}

ObjectReading ObjectFinder::read_direct(const Proposition& proposition, const Argument& direct) const {
  ObjectReading reading;
  reading.objects = participants_.actors(sentence_, direct, acts_on_governments(proposition));
  if (proposition.passive) reading.construction = "passive_agent";
  if (direct.personal_a && context_.cues.is("keeps_a", proposition.lemma)) reading.preposition = "a";
  if (reading.objects.empty()) return reading;
  if (is_office(proposition, direct, reading.objects.front())) return read_office(direct);
  // "acusó a X de Y": what of.
  const std::string_view event = context_.cues.event_class(proposition.lemma);
  for (const Argument& argument : proposition.arguments) {
    if (argument.role != ArgumentRole::kOblique || argument.head < 0 || !reading.theme.empty()) continue;
    const bool what_of = argument.preposition == "de" ||
                         (argument.preposition == "por" && (!event.empty() || is_counted(argument.head)));
    const std::string& noun = tree_.word(argument.head).lemma;
    if (!what_of || context_.cues.is("no_theme", noun)) continue;
    // "retirar a la coalición liderada por X de la lista"
    const bool of_another = proposition.passive && argument.preposition == "de" && argument.head > direct.head &&
                            !context_.cues.is("what_of", proposition.lemma);
    if (of_another) continue;
    if (argument.head < proposition.predicate && !argument.relative) continue;  // "De visita en X, alentó a Y"
    if (tree_.word(argument.head).upos != "NOUN" || in_time(context_, sentence_, argument.head)) continue;
    if (!participants_.actors(sentence_, argument, false).empty()) continue;
    reading.theme = theme(argument.head, argument.words);
    // "lo absolvió por falta [de pruebas]"
    const bool bare = reading.theme.first == reading.theme.last && context_.cues.is("needs_complement", noun);
    if (!bare) continue;
    reading.theme = {};
    break;
  }
  if (reading.theme.empty()) reading.theme = infinitive_theme(proposition);
  // "declaró culpable a X"
  for (const Argument& argument : proposition.arguments) {
    const bool predicative = argument.role == ArgumentRole::kAttribute && argument.preposition.empty();
    if (!predicative || argument.head < 0 || !context_.cues.is("finds", proposition.lemma)) continue;
    if (reading.theme.empty()) reading.theme = words_around(argument.head, argument.words);
  }
  return reading;
}

// "asumió la presidencia de X" is not done to X's government.
bool ObjectFinder::is_office(const Proposition& proposition, const Argument& direct, const Participant& found) const {
  if (direct.personal_a || direct.clitic || direct.relative || tree_.word(direct.head).upos != "NOUN") return false;
  const ActorNoun* noun = context_.lexicon.find_noun(tree_.word(direct.head));
  const bool government = noun != nullptr && (noun->noun_class == "government" || noun->noun_class == "ministry");
  return government && found.mention.kind == MentionKind::kNominal && found.mention.named &&
         context_.cues.is("takes_office", proposition.lemma);
}

ObjectReading ObjectFinder::read_office(const Argument& direct) const {
  ObjectReading reading;
  Phrase phrase = theme(direct.head, direct.words);
  if (phrase.empty()) return reading;
  cut_to_core(phrase);
  trim_end(phrase);
  if (phrase.first < phrase.last)
    reading.objects.push_back(participants_.thing(sentence_, direct.head, phrase.first, phrase.last));
  return reading;
}

// "que", whatever the tree calls it.
bool ObjectFinder::is_begun_by_que(int verb) const {
  return tree_.mark(verb).ends_with("que") || std::ranges::any_of(tree_.children(verb), [&](int child) {
           return child < verb && tree_.word(child).form == "que" && tree_.is(child, "nsubj");
         });
}

ObjectReading ObjectFinder::read_indirect(const Proposition& proposition, const Argument* direct) const {
  ObjectReading reading;
  for (const Argument& argument : proposition.arguments) {
    if (argument.role != ArgumentRole::kIndirect || argument.head < 0) continue;
    const bool marked = argument.clitic || argument.relative || argument.shared || !argument.preposition.empty();
    if (!marked) continue;  // "Le Roy afirmó": who is told has an "a".
    reading.objects = participants_.actors(sentence_, argument, true);
    if (reading.objects.empty()) continue;
    if (is_part_of_gift(proposition, argument, reading.objects.front()) || follows_trip(argument)) {
      reading.objects.clear();
      continue;
    }
    reading.construction = "subject_indirect";
    if (direct != nullptr && !argument.clitic && tells_of(proposition, *direct, argument.head, argument.preposition)) {
      reading.via = direct->head;
      reading.via_joint = argument.preposition;
    }
    if (context_.cues.is("keeps_a", proposition.lemma) && !argument.clitic) reading.preposition = "a";
    reading.theme = direct != nullptr ? theme(direct->head, direct->words) : infinitive_theme(proposition);
    return reading;
  }
  return reading;
}

ObjectReading ObjectFinder::read_oblique(const Proposition& proposition, const Argument* direct) const {
  ObjectReading best;
  int best_rank = 100;
  for (const Argument& argument : proposition.arguments) {
    if (argument.role != ArgumentRole::kOblique || argument.head < 0) continue;
    const auto kind = prepositions_.find(argument.preposition);
    if (kind == prepositions_.end() || kind->second.rank >= best_rank) continue;
    // "con fines militares", "por su parte"
    if (context_.cues.is("no_theme", tree_.word(argument.head).lemma)) continue;
    if (belongs_before(proposition, argument) || is_in_its_name(argument)) continue;
    // "aceptará hasta 600 refugiados", "ocupa el segundo lugar con 116 muertos"
    const bool amount = argument.preposition == "hasta" ||
                        (argument.preposition == "con" && direct != nullptr && !proposition.symmetric);
    if (amount && is_counted(argument.head)) continue;
    // "ha realizado junto a X otro informe": with whom, where it is not told what.
    // "X, apoyado por Y, junto con Z, fue inaugurado": rather with whom it was done before.
    const bool together = argument.preposition.starts_with("junto ");
    if (together && proposition.passive && argument.head < proposition.predicate) continue;
    const bool beside = together && direct == nullptr && !proposition.symmetric;
    if (beside && !context_.cues.is("stative", proposition.lemma) && !context_.cues.is("motion", proposition.lemma))
      continue;
    // "participó en la cumbre de X": the summit's.
    if (argument.preposition == "de" && context_.cues.is("takes_part", proposition.lemma)) continue;
    // "evacuar de X a los heridos", without the wounded; "rindió tributo a Y de X", with something else
    const bool away = context_.cues.is("takes_away", proposition.lemma);
    const bool from =
        away || context_.cues.is("receive", proposition.lemma) || context_.cues.is("what_of", proposition.lemma);
    if (argument.preposition == "de" && (direct == nullptr ? away : !from)) continue;
    // "dijo en entrevista con Radio X", "explicó desde X"
    const bool speech = context_.cues.is("speech", proposition.lemma) ||
                        (context_.cues.is("order", proposition.lemma) && argument.preposition == "desde");
    if (speech && argument.preposition != "a" && argument.preposition != "ante" && direct == nullptr) continue;
    if (follows_trip(argument)) continue;
    // "condenó los ataques desde X": from where they came.
    if (argument.preposition == "desde" && context_.cues.is("evaluates", proposition.lemma)) continue;
    if (kind->second.kind == "recipient" && !context_.cues.is("transfer", proposition.lemma)) continue;
    const bool place = kind->second.kind == "place";
    if (place && !may_be_place_object(proposition, direct, argument.preposition)) continue;
    // "expresó su apoyo a Moscú", but "lanzó drones contra Kiev"
    const bool either = argument.preposition == "contra" || argument.preposition == "a";
    const bool partner = either ? acts_on_governments(proposition) : kind->second.kind == "partner";
    auto actors = participants_.actors(sentence_, argument, partner);
    if (actors.empty()) continue;
    if (is_part_of_gift(proposition, argument, actors.front())) continue;
    // "participó en Lima en una conferencia"
    const bool where = place && actors.front().mention.type == EntityType::kLocation;
    if (where && context_.cues.is("takes_part", proposition.lemma)) continue;
    best_rank = kind->second.rank;
    best.objects = std::move(actors);
    best.preposition = argument.preposition;
    best.construction = place ? "place_oblique" : "subject_oblique";
    best.place = place;
  }
  if (!best.objects.empty() && direct != nullptr) best.theme = theme(direct->head, direct->words);
  if (!best.objects.empty() && direct != nullptr &&
      tells_of(proposition, *direct, best.objects.front().word, best.preposition)) {
    best.via = direct->head;
    best.via_joint = best.preposition;
    return best;
  }
  if (best.preposition == "a" && !best.objects.empty()) {
    const bool goal = best.objects.front().mention.type == EntityType::kLocation &&
                      !context_.cues.is("transfer", proposition.lemma) && context_.cues.is("motion", proposition.lemma);
    if (!goal && !context_.cues.is("keeps_a", proposition.lemma)) best.preposition.clear();
  }
  return best;
}

// "presentó conclusiones de sus misiones a X": there the missions went.
bool ObjectFinder::follows_trip(const Argument& argument) const {
  if (argument.preposition != "a") return false;
  int joint = argument.head;
  while (joint > 0 && tree_.word(joint).upos != "ADP") --joint;
  return joint > 0 && tree_.word(joint - 1).upos == "NOUN" && context_.cues.is("trip", tree_.word(joint - 1).lemma);
}

// "condenó el asalto al consulado": what is condemned is the assault.
bool ObjectFinder::tells_of(const Proposition& proposition, const Argument& direct, int object,
                            const std::string& preposition) const {
  const bool told =
      context_.cues.is("evaluates", proposition.lemma) || context_.cues.is("highlights", proposition.lemma);
  return told && !direct.personal_a && (preposition == "a" || preposition == "contra") && object > direct.head;
}

// "otorgó el premio a la Libertad de Prensa a X": the prize's name.
bool ObjectFinder::is_part_of_gift(const Proposition& proposition, const Argument& argument,
                                   const Participant& actor) const {
  return context_.cues.is("transfer", proposition.lemma) && argument.preposition == "a" &&
         actor.mention.type == EntityType::kMisc;
}

// "el premio Campeones contra el Paludismo": the preposition is a word of the name.
bool ObjectFinder::is_in_its_name(const Argument& argument) const {
  const ActorMention* mention = context_.coreference.mentions.find(sentence_, argument.head);
  if (mention == nullptr || mention->kind != MentionKind::kNamed || argument.words.empty()) return false;
  const int joint = argument.words.front() - 1;
  return joint > mention->first && joint < argument.head && tree_.word(joint).upos == "ADP";
}

// "la Reunión de la Conferencia [examinará …]": "de" between a noun and the verb is the noun's.
bool ObjectFinder::belongs_before(const Proposition& proposition, const Argument& argument) const {
  if (argument.preposition != "de" || argument.relative || argument.clitic || argument.words.empty()) return false;
  if (argument.head > proposition.predicate) return false;
  int before = std::min(argument.words.front(), argument.head) - 1;
  while (before > 0 && (tree_.word(before).upos == "ADP" || tree_.word(before).upos == "DET")) --before;
  return before >= 0 && tree_.is_nominal(before);
}

// "en X" is the object of verbs that need a place, and the place of all others.
bool ObjectFinder::may_be_place_object(const Proposition& proposition, const Argument* direct,
                                       const std::string& preposition) const {
  if (direct != nullptr || std::ranges::any_of(proposition.arguments, is_clause)) return false;
  // "huyó de la violencia en X": the place of motion is where it goes to.
  const bool motion = context_.cues.is("motion", proposition.lemma) &&
                      (preposition != "en" || context_.cues.is("enter", proposition.lemma));
  return motion || context_.cues.is("stative", proposition.lemma);
}

// "firmó un acuerdo con Chile", "envió 12 millones de proyectiles a Rusia" where the tree puts the phrase with the
// noun.
ObjectReading ObjectFinder::read_inside(const Proposition& proposition, const Argument& direct) const {
  ObjectReading reading;
  // "condenó el ataque a una escuela", "las acciones contra X"
  if (context_.cues.is("evaluates", proposition.lemma)) return reading;
  const bool transfer = context_.cues.is("transfer", proposition.lemma);
  // "autorizó la entrada de las tropas a X": they enter.
  const bool deed_of_other =
      context_.cues.is_event_noun(tree_.word(direct.head).lemma) && !owners(proposition, direct.head).empty();
  const bool of_other = std::ranges::any_of(tree_.children(direct.head), [&](int child) {
    return tree_.is(child, "nmod") && tree_.preposition(child) == "de";
  });
  int best_rank = 100;
  int cut = -1;
  for (const int w : direct.words) {
    if (w <= direct.head || !tree_.is_any(w, {"nmod", "obl", "obj", "iobj"})) continue;
    const std::string preposition = tree_.preposition(w);
    const auto kind = prepositions_.find(preposition);
    if (kind == prepositions_.end() || kind->second.rank >= best_rank) continue;
    const std::string& what = kind->second.kind;
    // "presentó conclusiones de su misión a X": there the mission went.
    const bool trip = tree_.head(w) != direct.head && context_.cues.is("trip", tree_.word(tree_.head(w)).lemma);
    const bool goal = what == "goal" && !trip && is_of(w, direct.head) && (transfer || tree_.head(w) == direct.head);
    const bool partner = what == "partner" && tree_.head(w) == direct.head;
    // "subrayó la colaboración de X con Y": X does.
    const bool told = partner && of_other && context_.cues.is("speech", proposition.lemma);
    if ((!goal && !partner) || told || (goal && !transfer && deed_of_other)) continue;
    auto actors = participants_.actors_at(sentence_, w, what == "partner");
    if (actors.empty() || (goal && !transfer && !takes_goal(proposition, direct.head, actors.front()))) continue;
    best_rank = kind->second.rank;
    reading.objects = std::move(actors);
    reading.preposition = transfer && preposition == "a" ? "" : preposition;
    cut = w;
  }
  if (reading.objects.empty()) return reading;
  reading.construction = "recipient_inside_object";
  // "anunció la expulsión de X": what is announced is that.
  const std::string& noun = tree_.word(direct.head).lemma;
  if (context_.cues.is_event_noun(noun) || context_.cues.is_deed_noun(noun)) {
    reading.via = direct.head;
    reading.via_joint = tree_.preposition(cut);
  }
  std::vector<int> before;
  for (const int w : direct.words) {
    if (w < cut && tree_.head(w) != cut) before.push_back(w);
  }
  reading.theme = theme(direct.head, before);
  return reading;
}

// "reiteró su llamamiento a X", "emprendió el regreso a X"; not "mencionó las reformas a la Ley", "estipulaba el
// retorno a X".
bool ObjectFinder::takes_goal(const Proposition& proposition, int noun, const Participant& goal) const {
  const std::string& lemma = tree_.word(noun).lemma;
  if (!context_.cues.is_event_noun(lemma) && !context_.cues.is_deed_noun(lemma)) return false;
  const bool place = goal.mention.type == EntityType::kLocation;
  // "recordó su visita a X"
  const bool told = context_.cues.is("speech", proposition.lemma) && context_.cues.is("trip", lemma);
  const bool light = context_.cues.is("light", proposition.lemma) && !told;
  return !place || light || context_.cues.is("undertake", proposition.lemma);
}

// Whether no verb stands between a word and the noun above it: "la necesidad de proveer a X".
bool ObjectFinder::is_of(int w, int noun) const {
  for (int at = tree_.head(w); at >= 0 && at != noun; at = tree_.head(at)) {
    if (tree_.is_verb(at)) return false;
  }
  return true;
}

ObjectReading ObjectFinder::read_owner(const Proposition& proposition, const Argument& direct) const {
  ObjectReading reading;
  const bool receives = context_.cues.is("receive", proposition.lemma);
  const std::string& noun = tree_.word(direct.head).lemma;
  const bool deed = context_.cues.is_deed_noun(noun);
  // "apoya la ampliación de X" is not for X.
  if (context_.cues.is("of_object", noun)) return reading;
  // "condenó el asesinato de X" is not against X.
  if (deed && context_.cues.is("owner", proposition.lemma) && !context_.cues.is_event_noun(noun)) return reading;
  if (!deed && !receives && !context_.cues.is("owner", proposition.lemma)) return reading;
  // "destacó la elección de X": of X it tells nothing.
  if (deed && context_.cues.is("highlights", proposition.lemma) && !context_.cues.is_event_noun(noun)) return reading;
  if (receives && !deed) reading.preposition = "de";
  reading.objects = owners(proposition, direct.head);
  reading.construction = "owner";
  // "recibió el título de Doctor Honoris Causa"
  const bool name_of_it = context_.cues.is("title", noun);
  const auto no_giver = [&](const Participant& one) { return name_of_it || one.mention.type == EntityType::kMisc; };
  if (receives && !deed) std::erase_if(reading.objects, no_giver);
  if (reading.objects.empty()) reading.preposition.clear();
  if (!reading.objects.empty()) reading.theme = theme(direct.head, direct.words);
  if (reading.preposition.empty()) reading.via = direct.head;
  if (direct.personal_a && context_.cues.is("keeps_a", proposition.lemma)) reading.preposition = "a";
  return reading;
}

// "no respondió a una solicitud de X".
ObjectReading ObjectFinder::read_goal_owner(const Proposition& proposition) const {
  // "lo recibió a la entrada de X"; but "dio la bienvenida a la propuesta de X".
  if (context_.cues.is("receive", tree_.word(proposition.predicate).lemma)) return {};
  for (const Argument& argument : proposition.arguments) {
    const bool goal = argument.role == ArgumentRole::kIndirect ||
                      (argument.role == ArgumentRole::kOblique && argument.preposition == "a");
    if (!goal || argument.head < 0) continue;
    ObjectReading reading = read_owner(proposition, argument);
    reading.preposition = "a";
    if (!reading.objects.empty()) return reading;
  }
  return {};
}

std::vector<Participant> ObjectFinder::owners(const Proposition& proposition, int head) const {
  std::vector<int> nouns = {head};
  for (std::size_t i = 0; i < nouns.size() && i < kMaxOwnerSteps; ++i) {
    for (const int child : tree_.children(nouns[i])) {
      if (!tree_.is_any(child, {"nmod", "obl"}) || tree_.preposition(child) != "de") continue;
      auto actors = participants_.actors_at(sentence_, child, true);
      if (!actors.empty()) return actors;
      // "la condena del uso de X"
      if (!context_.cues.is("of_object", tree_.word(child).lemma)) nouns.push_back(child);
    }
  }
  for (const Proposition& other : context_.propositions[sentence_]) {
    const Argument* patient = other.find(ArgumentRole::kPatient);
    const Argument* agent = other.find(ArgumentRole::kAgent);
    if (&other == &proposition || !context_.cues.is("made_by", other.lemma) || patient == nullptr || agent == nullptr ||
        patient->head != head || !patient->relative)
      continue;
    auto actors = participants_.actors(sentence_, *agent, true);
    if (!actors.empty()) return actors;
  }
  return {};
}

// "recibe comida": a thing is better than no object, where its name is short and the verb says something.
ObjectReading ObjectFinder::read_things(const Proposition& proposition, const Argument& direct) const {
  ObjectReading reading;
  if (context_.cues.is("light", proposition.lemma) || direct.clitic || direct.relative || direct.shared) return reading;
  std::vector<int> heads = direct.conjuncts;
  if (heads.empty()) heads = {direct.head};
  for (const int head : heads) {
    if (tree_.word(head).upos != "NOUN" || in_time(context_, sentence_, head)) continue;
    if (context_.coreference.mentions.find(sentence_, head) != nullptr || is_possessed(head)) continue;
    if (direct.personal_a && is_counted(head)) continue;  // "atacó a cinco kilómetros de la meta"
    // "condenó a cadena perpetua al exdirector"
    const bool penalty =
        head + 1 < tree_.size() && context_.lexicon.is_no_name(tree_.word(head).form + " " + tree_.word(head + 1).form);
    if (direct.personal_a && penalty) continue;
    std::vector<int> others;
    for (const int other : heads) {
      if (other != head) others.push_back(other);
    }
    if (shares_rest(head)) continue;
    Phrase phrase = theme(head, tree_.phrase(head, others));
    if (phrase.empty()) continue;
    cut_to_core(phrase);
    trim_end(phrase);
    if (!complete(phrase)) continue;
    reading.objects.push_back(participants_.thing(sentence_, head, phrase.first, phrase.last));
  }
  if (direct.personal_a && !reading.objects.empty()) reading.theme = infinitive_theme(proposition);
  return reading;
}

// "por 20 millones de euros"
bool ObjectFinder::is_counted(int head) const {
  const auto& children = tree_.children(head);
  return tree_.word(head).upos == "NUM" || tree_.child(head, "nummod") >= 0 ||
         (tree_.word(head).upos == "NOUN" && !children.empty() && tree_.word(children.front()).upos == "NUM");
}

bool ObjectFinder::is_possessed(int head) const {
  return std::ranges::any_of(tree_.children(head), [&](int child) {
    return tree_.word(child).lemma == "su" || tree_.word(child).lemma == "cuyo";
  });
}

}  // namespace trama
