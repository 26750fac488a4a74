#include "extract/coref/chains.h"

#include <algorithm>

#include "base/utf8.h"
#include "extract/coref/names.h"
#include "extract/coref/resolver.h"

namespace trama {
namespace {

double weight_of(ArgumentRole role) {
  switch (role) {
    case ArgumentRole::kSubject:
    case ArgumentRole::kPatient:
    case ArgumentRole::kAgent:
      return kSubjectWeight;
    case ArgumentRole::kObject:
    case ArgumentRole::kIndirect:
      return kObjectWeight;
    default:
      return kOtherWeight;
  }
}

// "Estados Unidos", "Fuerzas Armadas": verbs agree with them in either number.
bool is_plural_name(const Chain& chain) {
  const std::string first = chain.canonical.substr(0, chain.canonical.find(' '));
  return chain.type != EntityType::kPerson && first.ends_with('s') && !is_acronym(chain.canonical);
}

}  // namespace

Resolver::Resolver(const AnalyzedDocument& document, const std::vector<SentenceTree>& trees,
                   const std::vector<std::vector<Proposition>>& propositions, const Lexicon& lexicon,
                   const CoreferenceOptions& options)
    : document_(document),
      trees_(trees),
      propositions_(propositions),
      lexicon_(lexicon),
      options_(options),
      quotations_(find_quotations(document)) {
  result_.mentions = find_mentions(document, trees, lexicon);
}

Coreference Resolver::run() {
  clusters_ = cluster_names(result_.mentions.all, lexicon_);
  make_named_chains();
  collect_roles();
  find_governments();
  for (std::size_t s = 0; s < document_.sentences.size(); ++s) resolve_sentence(static_cast<int>(s));
  finish_aliases();
  count_mentions();
  return std::move(result_);
}

// --- Names -----------------------------------------------------------------------------------------------------------

void Resolver::make_named_chains() {
  for (const NameCluster& cluster : clusters_.clusters) {
    Chain made;
    made.canonical = best_name(cluster);
    for (const auto& [name, count] : cluster.names) made.name_count += count;
    made.type = cluster.type;
    made.named = true;
    made.gender = cluster.gender;
    made.is_country = !cluster.country.empty();
    made.number = is_plural_name(made) ? Number::kUnknown : Number::kSingular;
    if (made.is_country) result_.country_chains[cluster.country] = static_cast<int>(result_.chains.size());
    result_.chains.push_back(std::move(made));
  }
  std::vector<bool> always_plural(result_.chains.size(), true);
  for (std::size_t m = 0; m < mentions().size(); ++m) {
    const int cluster = clusters_.of_mention[m];
    if (cluster < 0) continue;
    always_plural[cluster] = always_plural[cluster] && mentions()[m].number == Number::kPlural;
    mentions()[m].chains = {cluster};
    for (const std::string& name : mentions()[m].classes) chain(cluster).classes.insert(name);
    const KnownName* known = lexicon_.find_name(mentions()[m].name);
    if (known != nullptr && !known->noun_class.empty()) chain(cluster).classes.insert(known->noun_class);
  }
  for (std::size_t c = 0; c < always_plural.size(); ++c) {
    Chain& named = result_.chains[c];
    if (always_plural[c]) named.number = named.is_country ? Number::kUnknown : Number::kPlural;
    if (!always_plural[c] && named.is_country) named.number = Number::kSingular;  // "Estados Unidos dijo"
  }
}

int Resolver::country_chain(const std::string& country) {
  const auto found = result_.country_chains.find(country);
  if (found != result_.country_chains.end()) return found->second;
  Chain made;
  made.canonical = country;
  made.type = EntityType::kLocation;
  made.named = true;
  made.is_country = true;
  result_.chains.push_back(std::move(made));
  return result_.country_chains[country] = static_cast<int>(result_.chains.size()) - 1;
}

// What appositions say of the named: read before all else, because a text may call someone "el presidente" first.
void Resolver::collect_roles() {
  for (const ActorMention& mention : mentions()) {
    if (mention.kind != MentionKind::kNominal || mention.same_as < 0) continue;
    const int cluster = clusters_.of_mention[mention.same_as];
    if (cluster >= 0) describe(chain(cluster), mention);
  }
}

void Resolver::describe(Chain& chain, const ActorMention& mention) {
  if (mention.deputy) {  // "el secretario general adjunto" is not "el secretario general".
    chain.classes.insert("deputy");
  } else {
    chain.classes.insert(mention.classes.begin(), mention.classes.end());
  }
  chain.described = true;
  const int institution = institution_of(mention);
  if (institution >= 0) chain.institutions.insert(institution);
  if (const int noun = office_noun(mention); institution < 0 && noun >= 0) chain.offices.insert(noun);
  if (chain.country.empty() && !chain.is_country) chain.country = mention.country;
  if (chain.gender == Gender::kUnknown && mention.type == EntityType::kPerson) chain.gender = mention.gender;
}

void Resolver::find_governments() {
  result_.governments.assign(mentions().size(), -1);
  if (!options_.metonymy) return;
  std::set<std::string> countries;
  for (const NameCluster& cluster : clusters_.clusters) {
    if (!cluster.country.empty()) countries.insert(cluster.country);
  }
  for (const ActorMention& mention : mentions()) {
    if (!mention.country.empty()) countries.insert(mention.country);
  }
  for (std::size_t m = 0; m < mentions().size(); ++m) {
    if (mentions()[m].kind != MentionKind::kNamed) continue;
    const Lexicon::Seat* seat = lexicon_.find_seat(mentions()[m].name);
    if (seat == nullptr || mentions()[m].type == EntityType::kPerson) continue;
    const bool told = countries.contains(seat->country) && countries.size() >= 2;
    if (seat->always || told) result_.governments[m] = country_chain(seat->country);
  }
}

// --- One sentence ----------------------------------------------------------------------------------------------------

void Resolver::resolve_sentence(int s) {
  sentence_ = s;
  read_places();
  salience_.start_sentence(s);
  const auto& at = result_.mentions.at[s];
  auto dropped = dropped_verbs();
  auto next = dropped.begin();
  for (int w = 0; w < static_cast<int>(at.size()); ++w) {
    for (; next != dropped.end() && next->first == w; ++next) resolve_dropped(next->first, next->second);
    if (at[w] >= 0 && mentions()[at[w]].head == w) {
      resolve_mention(at[w]);
    } else if (at[w] < 0 && places_.contains(w)) {
      record_thing(w);
    }
    if (const auto group = groups_.find(w); group != groups_.end()) remember_group(group->second);
  }
  resolve_doubled();
  resolve_awaited();
  remember_speaker();
  resolve_quoted();
}

void Resolver::read_places() {
  places_.clear();
  groups_.clear();
  heads_.clear();
  const auto& propositions = propositions_[sentence_];
  for (std::size_t p = 0; p < propositions.size(); ++p) {
    for (const Argument& argument : propositions[p].arguments) {
      if (argument.head < 0) continue;
      // "En cuanto a X, ha aceptado …": what the sentence is about.
      double weight = argument.preposition == "en cuanto a" ? kSubjectWeight : weight_of(argument.role);
      if (inside_phrase(propositions[p], argument)) weight = kOtherWeight;
      if (weight == kSubjectWeight && is_subordinate(propositions[p])) weight = kInnerSubjectWeight;
      std::vector<int> heads = argument.conjuncts;
      if (heads.empty()) heads = {argument.head};
      for (const int head : heads) {
        Place& place = places_[head];
        place.weight = std::max(place.weight, weight);
        place.propositions.push_back(static_cast<int>(p));
      }
      const bool where = argument.role == ArgumentRole::kOblique && argument.preposition == "en";
      if (heads.size() > 1 && !where) groups_[heads.back()] = heads;
    }
    read_pair(propositions[p]);
    if (propositions[p].kind == PropositionKind::kVerbal || propositions[p].kind == PropositionKind::kCopular) {
      heads_[propositions[p].predicate].push_back(static_cast<int>(p));
    }
  }
}

bool Resolver::is_subordinate(const Proposition& proposition) {
  return proposition.parent >= 0 && proposition.parent_relation != "conj" && proposition.parent_relation != "parataxis";
}

// "el discurso pronunciado por X", "X, presidente de Y": no clause of its own.
bool Resolver::inside_phrase(const Proposition& proposition, const Argument& argument) const {
  if (proposition.kind == PropositionKind::kApposition || proposition.kind == PropositionKind::kNominal) return true;
  return argument.role == ArgumentRole::kAgent && feature(words()[finite_verb(proposition)], "VerbForm") != "Fin";
}

// "Kim se reunió con Lavrov": the two that a later "ambos" may mean.
void Resolver::read_pair(const Proposition& proposition) {
  const Argument* subject = proposition.find(ArgumentRole::kSubject);
  if (subject == nullptr || subject->head < 0) return;
  for (const Argument& argument : proposition.arguments) {
    if (argument.role != ArgumentRole::kOblique || argument.preposition != "con" || argument.head < 0) continue;
    groups_.emplace(std::max(subject->head, argument.head), std::vector<int>{subject->head, argument.head});
  }
}

void Resolver::remember_group(const std::vector<int>& heads) {
  std::vector<int> members;
  for (const int head : heads) {
    const ActorMention* mention = result_.mentions.find(sentence_, head);
    if (mention == nullptr || mention->chains.size() != 1) return;
    if (std::ranges::find(members, mention->chains[0]) == members.end()) members.push_back(mention->chains[0]);
  }
  if (members.size() >= 2) {
    group_ = members;
    group_sentence_ = sentence_;
  }
}

void Resolver::resolve_mention(int m) {
  ActorMention& mention = mentions()[m];
  switch (mention.kind) {
    case MentionKind::kNamed:
      resolve_name(mention, m);
      if (mention.chains.size() == 1 && chain(mention.chains[0]).type == EntityType::kPerson &&
          !salience_.knows(mention.chains[0])) {
        give_office(mention.chains[0], m);
      }
      break;
    case MentionKind::kNominal:
      resolve_nominal(mention);
      break;
    default:
      resolve_pronoun(mention);
  }
  const auto place = places_.find(mention.head);
  double weight = place == places_.end() ? kOtherWeight : place->second.weight;
  if (weight <= kOtherWeight && is_country(mentions()[m])) {
    if (behind_town(mentions()[m])) weight = kTownWeight;
    if (sets_scene(mentions()[m])) {
      scene_ = mentions()[m].chains[0];
      scene_sentence_ = sentence_;
    }
  }
  for (const int found : mentions()[m].chains) {
    salience_.add(acting(m, found, weight), weight, quotations_.quoted[sentence_][mentions()[m].head]);
  }
}

bool Resolver::is_country(const ActorMention& mention) const {
  return mention.kind == MentionKind::kNamed && mention.chains.size() == 1 &&
         result_.chains[mention.chains[0]].is_country;
}

// "en La Habana, Cuba": tells where the town is.
bool Resolver::behind_town(const ActorMention& mention) const {
  if (mention.first < 2 || words()[mention.first - 1].form != ",") return false;
  const ActorMention* town = result_.mentions.find(sentence_, mention.first - 2);
  return town != nullptr && town->kind == MentionKind::kNamed && town->type == EntityType::kLocation &&
         !is_country(*town);
}

// "En Perú, la sequía …": which country the next sentences tell of.
bool Resolver::sets_scene(const ActorMention& mention) const {
  const int next = mention.last + 1;
  return mention.first >= 1 && mention.first <= 3 && to_lower(words()[mention.first - 1].form) == "en" &&
         next < static_cast<int>(words().size()) && words()[next].form == ",";
}

// As a subject, "Pyongyang" keeps its country in mind, not the city.
int Resolver::acting(int m, int found, double weight) const {
  return weight >= kInnerSubjectWeight && result_.governments[m] >= 0 ? result_.governments[m] : found;
}

void Resolver::record_thing(int w) {
  const Word& word = document_.sentences[sentence_].words[w];
  if (word.upos != "NOUN" && word.upos != "PRON") return;
  salience_.add_thing(gender_of(word), number_of(word), places_[w].weight);
}

void Resolver::resolve_name(ActorMention& mention, int m) {
  const NameCluster& cluster = clusters_.clusters[clusters_.of_mention[m]];
  if (cluster.candidates.empty()) return;
  if (const auto nearest = salience_.nearest(cluster.candidates)) mention.chains = {*nearest};
}

// --- The end ---------------------------------------------------------------------------------------------------------

void Resolver::finish_aliases() {
  std::vector<std::set<std::string>> aliases(result_.chains.size());
  for (std::size_t m = 0; m < mentions().size(); ++m) {
    const ActorMention& mention = mentions()[m];
    if (mention.chains.size() != 1) continue;
    const bool described =
        mention.kind == MentionKind::kNominal && mention.same_as >= 0 && is_acronym(mentions()[mention.same_as].name);
    if (mention.kind == MentionKind::kNamed || described) aliases[mention.chains[0]].insert(mention.name);
  }
  for (std::size_t c = 0; c < result_.chains.size(); ++c) {
    aliases[c].erase(result_.chains[c].canonical);
    if (result_.chains[c].named) result_.chains[c].aliases.assign(aliases[c].begin(), aliases[c].end());
  }
  std::ranges::stable_sort(result_.dropped, {}, [](const DroppedSubject& d) { return std::pair(d.sentence, d.verb); });
}

void Resolver::count_mentions() {
  for (const ActorMention& mention : mentions()) {
    for (const int c : mention.chains) {
      ++chain(c).mention_count;
      const bool named = mention.kind == MentionKind::kNamed;
      if (named) chain(c).named_at.emplace_back(mention.sentence, mention.head);
      if (named || mention.kind == MentionKind::kNominal) chain(c).told_at.emplace_back(mention.sentence, mention.head);
    }
  }
}

int Coreference::government_of(const ActorMention& mention) const {
  return governments[&mention - mentions.all.data()];
}

const DroppedSubject* Coreference::find_dropped(int sentence, int proposition) const {
  // The list is by sentence; those of one sentence are few.
  auto at = std::ranges::lower_bound(dropped, sentence, {}, &DroppedSubject::sentence);
  for (; at != dropped.end() && at->sentence == sentence; ++at) {
    if (at->proposition == proposition) return &*at;
  }
  return nullptr;
}

Coreference resolve_actors(const AnalyzedDocument& document, const std::vector<SentenceTree>& trees,
                           const std::vector<std::vector<Proposition>>& propositions, const Lexicon& lexicon,
                           const CoreferenceOptions& options) {
  return Resolver(document, trees, propositions, lexicon, options).run();
}

}  // namespace trama
