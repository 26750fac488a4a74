// Roles and other nouns that stand for actors: see resolver.h.
#include <algorithm>
#include <utility>

#include "base/utf8.h"
#include "extract/coref/resolver.h"

namespace trama {
namespace {

constexpr int kMaxOfficeWords = 12;
constexpr double kGenericEvidence = 0.6;  // For "el funcionario", "el organismo".
constexpr int kOfficeWindow = 3;          // Sentences in which news names whose office it began with.
constexpr int kIntroductionWindow = 2;    // Sentences in which "el equipo" is "un equipo" told of before.
constexpr int kCountryWindow = 2;         // Sentences back in which "el país" finds its name.
constexpr int kSceneWindow = 1;           // Sentences behind "En Perú, …" in which "el país" is that one.
constexpr int kNominalWindow = 4;         // Sentences back in which a bare role ("el ministro") may find its person.

bool is_government(const ActorMention& mention) {
  return !mention.classes.empty() && mention.classes.front() == "government";
}

std::string nominal_key(const ActorMention& mention) {
  return fold_key(mention.name);
}

// Whose role the text has told, or whose country it tells now, is looked for in all that came before; others only
// nearby.
int document_window(const ActorMention& mention) {
  const bool far = !mention.country.empty() || mention.type == EntityType::kPerson;
  return far ? Salience::kMaxWindow : kNominalWindow;
}

}  // namespace

// --- Nominals --------------------------------------------------------------------------------------------------------

void Resolver::resolve_nominal(ActorMention& mention) {
  if (mention.both) {
    resolve_pronoun(mention);
    return;
  }
  if (mention.same_as >= 0) {
    ActorMention& other = mentions()[mention.same_as];
    if (other.chains.empty() && other.kind == MentionKind::kNominal && other.part_of < 0) resolve_nominal(other);
    mention.chains = mentions()[mention.same_as].chains;
    if (mention.possessed && mention.role && mention.chains.size() == 1) take_country(mention);
    if (!mention.chains.empty()) return;
  }
  if (const auto same = also_holds(mention)) {
    mention.chains = {*same};
    describe(chain(*same), mention);
    return;
  }
  if (options_.metonymy && is_government(mention) && !mention.country.empty() && mention.complement.empty() &&
      mention.number != Number::kPlural) {
    mention.chains = {country_chain(mention.country)};
    return;
  }
  const std::string key = nominal_key(mention);
  std::optional<int> found;
  if (mention.definite && !mention.other && mention.number != Number::kPlural) {
    found = introduced(mention);
    if (!found) found = find_role(mention);
  }
  const bool own = mention.type == EntityType::kLocation && mention.possessed;    // "su país": anybody's
  const bool vague = mention.type == EntityType::kLocation && !mention.definite;  // "directora de país"
  if (!found && !mention.other && !vague && !own) found = nominal_chain(key);
  const std::string bare = mention.head_lemma + (mention.number == Number::kPlural ? "\1" : "\2");
  const bool repeats = mention.definite && !own && !mention.other && !mention.modified && !has_clause(mention);
  if (!found && repeats) found = nominal_chain(bare);
  if (!found) {
    found = make_nominal_chain(mention);
    expect_name(mention, *found);
  }
  if (!own) nominals_[key] = *found;
  const bool others = fold_key(mention.text).starts_with("otr");  // "los países" are not "otros países".
  if (mention.part_of < 0 && !own && !others)
    nominals_[bare] = *found;  // "tres cuartas partes de los chinos" are not "los chinos".
  mention.chains = {*found};
  if (!mention.definite && mention.type != EntityType::kLocation && mention.number != Number::kPlural)
    introduced_[mention.head_lemma] = {*found, sentence_};
}

// "cuenta con un equipo … El equipo apoyó": who was told of just before, not someone with a name.
std::optional<int> Resolver::introduced(const ActorMention& mention) const {
  const auto found = introduced_.find(mention.head_lemma);
  if (found == introduced_.end() || sentence_ - found->second.second > kIntroductionWindow) return std::nullopt;
  return mention.modified || mention.possessed ? std::nullopt : std::optional<int>(found->second.first);
}

// "El también director de la FAO": who was named before and holds that office, too.
std::optional<int> Resolver::also_holds(const ActorMention& mention) {
  const int also = mention.head - 1;
  if (!mention.role || mention.type != EntityType::kPerson || mention.number == Number::kPlural || also < 1) return {};
  if (to_lower(words()[also].form) != "también" || words()[also - 1].upos != "DET") return {};
  Agreement wanted{mention.gender, Number::kSingular};
  wanted.human = true;
  return salience_.best_antecedent(wanted, result_.chains, {}, last_speaker(wanted), true, kNominalWindow);
}

// "las mujeres que viven en X": a clause without a comma says which ones.
bool Resolver::has_clause(const ActorMention& mention) const {
  const SentenceTree& tree = trees_[sentence_];
  return std::ranges::any_of(tree.children(mention.head), [&](int child) {
    return child > mention.head && tree.is(child, "acl") && mention.last + 1 < tree.size() &&
           tree.word(mention.last + 1).upos != "PUNCT";
  });
}

// The name that a role stands for, if the text says enough.
std::optional<int> Resolver::find_role(ActorMention& mention) {
  if (mention.type == EntityType::kLocation) return find_country(mention);
  if (!mention.role || mention.possessed) return std::nullopt;
  const bool office = mention.type == EntityType::kPerson;
  const int institution = institution_of(mention);
  if (!mention.complement.empty() && institution < 0) return std::nullopt;
  const bool pointed = is_pointed(mention);
  const std::vector<int> speaker = pointed ? std::vector<int>() : current_speaker();
  // "esa agencia"
  const bool agency = pointed && !mention.classes.empty() && mention.classes.front() == "organization";
  // "Ban dijo que el diplomático dejó …": not himself.
  const std::vector<int> told_by = is_told_of(mention) ? current_speaker() : std::vector<int>();
  std::optional<int> best;
  double best_score = 0;
  double best_evidence = 0;
  int as_likely = 0;
  for (const auto& [candidate, salience] : salience_.candidates(document_window(mention))) {
    const double evidence = role_evidence(mention, candidate, speaker);
    if (evidence <= 0) continue;
    if (evidence == kGenericEvidence && std::ranges::count(told_by, candidate) > 0) continue;
    // "el titular de la ONU" is whom the text calls secretary of it.
    if (institution >= 0 && office && !(evidence >= 1 && chain(candidate).institutions.contains(institution))) continue;
    if (institution == candidate) continue;  // "el organismo de la ONU" is not the ONU.
    if (!office && lexicon_.is_portfolio(chain(candidate).canonical)) continue;  // "el ministro de Exteriores"
    const int window = kNominalWindow;
    if (evidence < 1 && salience_.sentences_since(candidate) > window) continue;
    // Whom the text is about is meant before whoever came up last.
    const bool generic = evidence == kGenericEvidence || agency;  // "el organismo": whichever came up last.
    const double score =
        (agency ? 1 : evidence) * 10 + (generic ? 0 : 0.5 * std::min(chain(candidate).name_count, 6)) + salience;
    if (evidence > best_evidence) as_likely = 0;
    if (evidence >= best_evidence) ++as_likely;
    if (!best || score > best_score) {
      best = candidate;
      best_score = score;
      best_evidence = evidence;
    }
  }
  if (!best) return best;
  mention.guessed = best_evidence < 1;
  mention.rivals = as_likely - 1;
  describe(chain(*best), mention);
  return best;
}

// Whether a mention is the subject of a verb that says nothing, in a clause that another verb of the sentence tells.
bool Resolver::is_told_of(const ActorMention& mention) const {
  const auto place = places_.find(mention.head);
  if (place == places_.end() || place->second.weight < kInnerSubjectWeight) return false;
  return std::ranges::all_of(place->second.propositions, [&](int p) {
    const Proposition& own = propositions_[sentence_][p];
    return !speaks(own.lemma) && own.parent >= 0 && speaks(propositions_[sentence_][own.parent].lemma) &&
           propositions_[sentence_][own.parent].predicate < own.predicate;
  });
}

// "esa organización": the one just named.
bool Resolver::is_pointed(const ActorMention& mention) const {
  const SentenceTree& tree = trees_[sentence_];
  return std::ranges::any_of(tree.children(mention.head), [&](int child) {
    const std::string& lemma = tree.word(child).lemma;
    return child < mention.head && tree.is(child, "det") && (lemma == "ese" || lemma == "este" || lemma == "aquel");
  });
}

// 1: the text said that this chain has the role. Below: nothing speaks against it. 0: something does.
double Resolver::role_evidence(const ActorMention& mention, int index, const std::vector<int>& speaker) {
  const Chain& candidate = chain(index);
  if (!candidate.named || candidate.is_country || candidate.type != mention.type) return 0;
  if (mention.gender != Gender::kUnknown && candidate.gender != Gender::kUnknown &&
      mention.type == EntityType::kPerson && mention.gender != candidate.gender) {
    return 0;
  }
  if (!mention.country.empty() && !candidate.country.empty() && mention.country != candidate.country) return 0;
  const auto has_class = [&](const char* name) { return std::ranges::count(mention.classes, name) > 0; };
  static const std::set<std::string> kVague = {"company", "club", "party", "armed_group", "organization"};
  const auto is_vague = [](const std::string& name) { return kVague.contains(name); };
  const bool vague = std::ranges::any_of(mention.classes, is_vague);
  const bool agency = has_class("organization");  // "el organismo de la ONU" is one of its agencies.
  const bool armed = has_class("armed_group");
  if (vague && !armed && (!mention.modified || agency)) {  // "Smith, director de la UNESCO, añadió que la Organización"
    if (speaker.size() == 1 && chain(speaker[0]).institutions.contains(index)) return 2;
  }
  // Words that only some roles may be called by say nothing of another's.
  const bool same_role = std::ranges::any_of(mention.classes, [&](const std::string& name) {
    if (name == "office" || (name == "organ" && mention.classes.front() != name)) return false;
    return candidate.classes.contains(name);
  });
  // "el fondo demandante" is not the fund that was named.
  const bool other = mention.type == EntityType::kOrganization && mention.modified && mention.country.empty() &&
                     mention.complement.empty();
  if (other) return 0;
  if (same_role) return 1;
  if (has_class("office") && mention.complement.empty()) return kGenericEvidence;
  if (agency && (!mention.modified || !mention.complement.empty())) return kGenericEvidence;
  if (candidate.described) return 0;
  if (mention.modified && mention.country.empty()) return 0;
  // "El líder norcoreano dijo": whoever was told of last, however far; "el embajador": not from two sentences on.
  if (mention.type == EntityType::kPerson)
    return !mention.country.empty() || salience_.sentences_since(index) <= 1 ? 0.5 : 0;
  if (!candidate.classes.empty()) return 0;                 // Its own name says what it is.
  const bool here = salience_.sentences_since(index) == 0;  // "Fjord Capital lo presiona: el fondo …"
  return vague || here ? 0.3 : 0;
}

// The noun that tells whose office a role is ("portavoz del organismo", "presidente de la petrolera"), or -1.
int Resolver::office_noun(const ActorMention& mention) const {
  const SentenceTree& tree = trees_[mention.sentence];
  if (mention.type != EntityType::kPerson) return -1;
  for (const int child : tree.children(mention.head)) {
    if (child < mention.head || !tree.is(child, "nmod") || tree.preposition(child) != "de") continue;
    const ActorMention* whose = result_.mentions.find(mention.sentence, child);
    if (whose != nullptr && whose->kind == MentionKind::kNominal && whose->type == EntityType::kOrganization &&
        whose->number != Number::kPlural) {
      return static_cast<int>(whose - result_.mentions.all.data());
    }
  }
  return -1;
}

// The chain of the institution that a role is joined to ("director de Nutrición de la FAO", "jurista en la OIT"), or
// -1. What else stands there is where and before whom: "embajador de Chile ante la ONU", "jurista de la OIT en Perú".
int Resolver::institution_of(const ActorMention& mention) {
  const SentenceTree& tree = trees_[mention.sentence];
  int found = -1;
  for (int w = mention.head + 1; w < tree.size() && w <= mention.head + kMaxOfficeWords; ++w) {
    if (tree.word(w).upos == "PUNCT" || tree.is_verb(w) || tree.word(w).upos == "CCONJ") break;
    const ActorMention* name = result_.mentions.find(mention.sentence, w);
    if (name == nullptr || name->kind != MentionKind::kNamed || name->head != w || name->chains.size() != 1) continue;
    const Chain& known = chain(name->chains[0]);
    if (known.type != EntityType::kOrganization && !known.is_country) continue;
    if (found >= 0 && tree.preposition(w) != "de") break;
    found = name->chains[0];
  }
  return found;
}

std::optional<int> Resolver::find_country(const ActorMention& mention) {
  if (std::ranges::find(mention.classes, "country") == mention.classes.end()) return std::nullopt;
  if (mention.possessed) return own_country(mention);
  if (mention.modified) return std::nullopt;
  // "Indonesia, el país que lo ocupó"
  const ActorMention* named = mention.first >= 2 && words()[mention.first - 1].form == ","
                                  ? result_.mentions.find(sentence_, mention.first - 2)
                                  : nullptr;
  if (named != nullptr && is_country(*named)) return named->chains[0];
  if (scene_ >= 0 && sentence_ - scene_sentence_ <= kSceneWindow) return scene_;
  std::set<int> told;  // Not those that only told where a town is.
  for (const auto& [candidate, salience] : salience_.candidates(kCountryWindow)) {
    if (salience > kTownWeight / 2 + 1e-9) told.insert(candidate);
  }
  return salience_.only_best(
      [&](int candidate) {
        const Chain& known = result_.chains[candidate];
        return known.is_country && !lexicon_.is_region(known.canonical) && told.contains(candidate);
      },
      kCountryWindow);
}

// "su país": that of whoever "su" means, else of who speaks, if the text tells it.
std::optional<int> Resolver::own_country(const ActorMention& mention) {
  for (int w = mention.first; w < mention.head; ++w) {
    const ActorMention* owner = result_.mentions.find(sentence_, w);
    if (owner == nullptr || !owner->possessive || owner->chains.size() != 1) continue;
    if (const auto country = country_of(owner->chains[0])) return country;
  }
  const std::vector<int> speaker = current_speaker();
  if (speaker.size() == 1) {
    if (const auto country = country_of(speaker[0])) return country;
  }
  std::set<int> near;
  for (const auto& [candidate, salience] : salience_.candidates(kNominalWindow)) {
    if (chain(candidate).is_country && !lexicon_.is_region(chain(candidate).canonical)) near.insert(candidate);
  }
  return near.size() == 1 ? std::optional<int>(*near.begin()) : std::nullopt;
}

// "Brasil … Su embajador, X": X is Brazil's.
void Resolver::take_country(const ActorMention& mention) {
  Chain& person = chain(mention.chains[0]);
  for (int w = mention.first; w < mention.head && person.country.empty(); ++w) {
    const ActorMention* owner = result_.mentions.find(sentence_, w);
    if (owner == nullptr || !owner->possessive || owner->chains.size() != 1) continue;
    if (chain(owner->chains[0]).is_country) person.country = chain(owner->chains[0]).canonical;
  }
}

std::optional<int> Resolver::country_of(int person) {
  const std::string country = chain(person).country;
  if (!country.empty()) return country_chain(country);
  for (const int institution : chain(person).institutions) {
    if (chain(institution).is_country) return institution;
  }
  return std::nullopt;
}

// The last chain with these words.
std::optional<int> Resolver::nominal_chain(const std::string& key) const {
  const auto found = nominals_.find(key);
  if (found == nominals_.end()) return std::nullopt;
  const auto renamed = renamed_.find(found->second);
  return renamed == renamed_.end() ? found->second : renamed->second;
}

// "El secretario general de la ONU condenó …": news names whom everybody knows by the surname alone in a later
// sentence.
void Resolver::expect_name(const ActorMention& mention, int made) {
  const bool subject = std::ranges::any_of(propositions(), [&](const Proposition& proposition) {
    return std::ranges::any_of(proposition.arguments, [&](const Argument& argument) {
      return argument.role == ArgumentRole::kSubject && argument.head == mention.head && !argument.relative;
    });
  });
  const bool office = mention.type == EntityType::kPerson && mention.role && mention.definite && !mention.possessed;
  if (!subject || !office || mention.number == Number::kPlural) return;
  if (institution_of(mention) < 0 && mention.country.empty()) return;
  unnamed_ = made;
  unnamed_mention_ = static_cast<int>(&mention - mentions().data());
  unnamed_sentence_ = sentence_;
}

// The subject of one of the next sentences, named for the first time and without an office, holds the one told before.
void Resolver::give_office(int named, int m) {
  if (unnamed_ < 0 || sentence_ == unnamed_sentence_) return;
  const int office = std::exchange(unnamed_, -1);
  const auto place = places_.find(mentions()[m].head);
  const bool subject = place != places_.end() && place->second.weight >= kInnerSubjectWeight;
  const bool near = sentence_ - unnamed_sentence_ <= kOfficeWindow;
  Chain& person = chain(named);
  const bool fits = person.gender == Gender::kUnknown || chain(office).gender == Gender::kUnknown ||
                    person.gender == chain(office).gender;
  if (!subject || !near || person.described || !fits) return;
  for (int i = unnamed_mention_; i < m; ++i) {
    ActorMention& mention = mentions()[i];
    if (mention.chains != std::vector<int>{office}) continue;
    mention.chains = {named};
    describe(person, mention);
  }
  auto dropped = std::ranges::lower_bound(result_.dropped, unnamed_sentence_, {}, &DroppedSubject::sentence);
  for (; dropped != result_.dropped.end(); ++dropped) std::ranges::replace(dropped->chains, office, named);
  renamed_[office] = named;
  for (std::vector<int>* list : {&group_, &speaker_, &protagonist_}) std::ranges::replace(*list, office, named);
}

int Resolver::make_nominal_chain(const ActorMention& mention) {
  Chain made;
  made.canonical = mention.name;
  made.type = mention.type;
  made.head_lemma = mention.head_lemma;
  made.modified = mention.modified;
  made.gender = mention.gender;
  made.number = mention.number;
  made.country = mention.country;
  made.classes.insert(mention.classes.begin(), mention.classes.end());
  result_.chains.push_back(std::move(made));
  return static_cast<int>(result_.chains.size()) - 1;
}

}  // namespace trama
