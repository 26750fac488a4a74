#include "extract/coref/chains.h"

#include <algorithm>
#include <deque>
#include <map>
#include <optional>
#include <unordered_map>

#include "base/utf8.h"
#include "extract/coref/name_clusters.h"
#include "extract/coref/names.h"
#include "extract/coref/salience.h"

namespace trama {
namespace {

constexpr int kNominalWindow = 4;  // Sentences back in which a bare role ("el ministro") may find its person.

// What the propositions say of one word of a sentence.
struct Place {
  double weight = kOtherWeight;
  std::vector<int> propositions;  // Those in which the word heads an argument.
};

bool is_government(const ActorMention& mention) {
  return !mention.classes.empty() && mention.classes.front() == "government";
}

class Resolver {
 public:
  Resolver(const AnalyzedDocument& document, const std::vector<SentenceTree>& trees,
           const std::vector<std::vector<Proposition>>& propositions, const Lexicon& lexicon,
           const CoreferenceOptions& options)
      : document_(document), propositions_(propositions), lexicon_(lexicon), options_(options) {
    result_.mentions = find_mentions(document, trees, lexicon);
  }

  Coreference run() {
    clusters_ = cluster_names(result_.mentions.all, lexicon_);
    make_named_chains();
    collect_roles();
    find_governments();
    for (std::size_t s = 0; s < document_.sentences.size(); ++s) resolve_sentence(static_cast<int>(s));
    finish_aliases();
    return std::move(result_);
  }

 private:
  std::vector<ActorMention>& mentions() { return result_.mentions.all; }
  Chain& chain(int index) { return result_.chains[index]; }

  // --- Names ---------------------------------------------------------------------------------------------------------

  void make_named_chains() {
    for (const NameCluster& cluster : clusters_.clusters) {
      Chain made;
      made.canonical = best_name(cluster);
      for (const auto& [name, count] : cluster.names) made.name_count += count;
      made.type = cluster.type;
      made.named = true;
      made.gender = cluster.gender;
      made.number = cluster.country.empty() ? Number::kSingular : Number::kUnknown;
      made.is_country = !cluster.country.empty();
      if (made.is_country) result_.country_chains[cluster.country] = static_cast<int>(result_.chains.size());
      result_.chains.push_back(std::move(made));
    }
    for (std::size_t m = 0; m < mentions().size(); ++m) {
      const int cluster = clusters_.of_mention[m];
      if (cluster < 0) continue;
      mentions()[m].chains = {cluster};
      for (const std::string& name : mentions()[m].classes) chain(cluster).classes.insert(name);
    }
  }

  int country_chain(const std::string& country) {
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
  void collect_roles() {
    for (const ActorMention& mention : mentions()) {
      if (mention.kind != MentionKind::kNominal || mention.same_as < 0) continue;
      const int cluster = clusters_.of_mention[mention.same_as];
      if (cluster >= 0) describe(chain(cluster), mention);
    }
  }

  static void describe(Chain& chain, const ActorMention& mention) {
    chain.classes.insert(mention.classes.begin(), mention.classes.end());
    chain.described = true;
    if (chain.country.empty() && !chain.is_country) chain.country = mention.country;
    if (chain.gender == Gender::kUnknown && mention.type == EntityType::kPerson) chain.gender = mention.gender;
  }

  void find_governments() {
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

  // --- One sentence --------------------------------------------------------------------------------------------------

  void resolve_sentence(int s) {
    sentence_ = s;
    read_places();
    salience_.start_sentence(s);
    in_quotes_ = quoted_words();
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
    remember_speaker();
    resolve_quoted();
  }

  // "Hemos visto…" in a quotation: whoever speaks, who may be named behind it.
  void resolve_quoted() {
    for (DroppedSubject& dropped : quoted_) {
      dropped.chains = speaker_;
      if (!speaker_.empty()) result_.dropped.push_back(std::move(dropped));
    }
    quoted_.clear();
  }

  // Which words stand between quotation marks.
  std::vector<bool> quoted_words() const {
    std::vector<bool> quoted;
    int depth = 0;
    for (const Word& word : document_.sentences[sentence_].words) {
      if (word.form == "”" || word.form == "»" || word.form == "’") depth = std::max(0, depth - 1);
      quoted.push_back(depth > 0);
      if (word.form == "“" || word.form == "«" || word.form == "‘") ++depth;
      if (word.form == "\"") depth = depth > 0 ? 0 : 1;
    }
    return quoted;
  }

  // Who was last said to say or ask something: in news, who "añadió" and "instó" without a subject.
  void remember_speaker() {
    const auto& propositions = propositions_[sentence_];
    for (std::size_t p = 0; p < propositions.size(); ++p) {
      if (!speaks(propositions[p].lemma)) continue;
      std::vector<int> subject = subject_of(static_cast<int>(p));
      if (subject.size() == 1 && result_.chains[subject[0]].named) speaker_ = std::move(subject);
    }
  }

  bool speaks(const std::string& lemma) const {
    return is_personal_verb(lemma) &&
           (takes_clause(lemma) || (options_.order_verbs != nullptr && options_.order_verbs->contains(lemma)));
  }

  void read_places() {
    places_.clear();
    groups_.clear();
    const auto& propositions = propositions_[sentence_];
    for (std::size_t p = 0; p < propositions.size(); ++p) {
      for (const Argument& argument : propositions[p].arguments) {
        if (argument.head < 0) continue;
        const double weight = weight_of(argument.role);
        std::vector<int> heads = argument.conjuncts;
        if (heads.empty()) heads = {argument.head};
        for (const int head : heads) {
          Place& place = places_[head];
          place.weight = std::max(place.weight, weight);
          place.propositions.push_back(static_cast<int>(p));
        }
        if (heads.size() > 1) groups_[heads.back()] = heads;
      }
      read_pair(propositions[p]);
    }
  }

  static double weight_of(ArgumentRole role) {
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

  // "Kim se reunió con Lavrov": the two that a later "ambos" may mean.
  void read_pair(const Proposition& proposition) {
    const Argument* subject = proposition.find(ArgumentRole::kSubject);
    if (subject == nullptr || subject->head < 0) return;
    for (const Argument& argument : proposition.arguments) {
      if (argument.role != ArgumentRole::kOblique || argument.preposition != "con" || argument.head < 0) continue;
      groups_.emplace(std::max(subject->head, argument.head), std::vector<int>{subject->head, argument.head});
    }
  }

  void remember_group(const std::vector<int>& heads) {
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

  void resolve_mention(int m) {
    ActorMention& mention = mentions()[m];
    switch (mention.kind) {
      case MentionKind::kNamed:
        resolve_name(mention, m);
        break;
      case MentionKind::kNominal:
        resolve_nominal(mention);
        break;
      default:
        resolve_pronoun(mention);
    }
    const auto place = places_.find(mention.head);
    const double weight = place == places_.end() ? kOtherWeight : place->second.weight;
    for (const int found : mentions()[m].chains) salience_.add(acting(m, found, weight), weight);
  }

  // As a subject, "Pyongyang" keeps its country in mind, not the city.
  int acting(int m, int found, double weight) const {
    return weight >= kSubjectWeight && result_.governments[m] >= 0 ? result_.governments[m] : found;
  }

  void record_thing(int w) {
    const Word& word = document_.sentences[sentence_].words[w];
    if (word.upos != "NOUN" && word.upos != "PRON") return;
    salience_.add_thing(gender_of(word), number_of(word), places_[w].weight);
  }

  void resolve_name(ActorMention& mention, int m) {
    const NameCluster& cluster = clusters_.clusters[clusters_.of_mention[m]];
    if (cluster.candidates.empty()) return;
    if (const auto nearest = salience_.nearest(cluster.candidates)) mention.chains = {*nearest};
  }

  // --- Nominals ------------------------------------------------------------------------------------------------------

  void resolve_nominal(ActorMention& mention) {
    if (mention.both) {
      resolve_pronoun(mention);
      return;
    }
    if (mention.same_as >= 0) {
      ActorMention& other = mentions()[mention.same_as];
      if (other.chains.empty() && other.kind == MentionKind::kNominal && other.part_of < 0) resolve_nominal(other);
      mention.chains = mentions()[mention.same_as].chains;
      if (!mention.chains.empty()) return;
    }
    if (options_.metonymy && is_government(mention) && !mention.country.empty() && mention.complement.empty() &&
        mention.number != Number::kPlural) {
      mention.chains = {country_chain(mention.country)};
      return;
    }
    const std::string key = nominal_key(mention);
    std::optional<int> found;
    if (mention.definite && mention.number != Number::kPlural) found = find_role(mention);
    if (!found && nominals_.contains(key)) found = nominals_.at(key);
    const std::string bare = mention.head_lemma + (mention.number == Number::kPlural ? "\1" : "\2");
    if (!found && mention.definite && !mention.modified && nominals_.contains(bare)) found = nominals_.at(bare);
    if (!found) found = make_nominal_chain(mention);
    nominals_[key] = nominals_[bare] = *found;
    mention.chains = {*found};
  }

  static std::string nominal_key(const ActorMention& mention) { return fold_key(mention.name); }

  // The name that a role stands for, if the text says enough.
  std::optional<int> find_role(const ActorMention& mention) {
    if (mention.type == EntityType::kLocation) return find_country(mention);
    if (!mention.role || mention.possessed || !mention.complement.empty()) return std::nullopt;
    std::optional<int> best;
    double best_score = 0;
    for (const auto& [candidate, salience] : salience_.candidates(document_window(mention))) {
      const double evidence = role_evidence(mention, result_.chains[candidate]);
      if (evidence <= 0) continue;
      if (evidence < 1 && salience_.sentences_since(candidate) > kNominalWindow) continue;
      // Whom the text is about is meant before whoever came up last.
      const double score = evidence * 10 + 0.5 * std::min(result_.chains[candidate].name_count, 6) + salience;
      if (!best || score > best_score) {
        best = candidate;
        best_score = score;
      }
    }
    if (best) describe(chain(*best), mention);
    return best;
  }

  // A role with its country is looked for in all that came before; a bare one only nearby.
  static int document_window(const ActorMention& mention) {
    return mention.country.empty() ? kNominalWindow : Salience::kMaxWindow;
  }

  // 1: the text said that this chain has the role. Below: nothing speaks against it. 0: something does.
  static double role_evidence(const ActorMention& mention, const Chain& candidate) {
    if (!candidate.named || candidate.is_country || candidate.type != mention.type) return 0;
    if (mention.gender != Gender::kUnknown && candidate.gender != Gender::kUnknown &&
        mention.type == EntityType::kPerson && mention.gender != candidate.gender) {
      return 0;
    }
    if (!mention.country.empty() && !candidate.country.empty() && mention.country != candidate.country) return 0;
    const bool same_role =
        std::ranges::any_of(mention.classes, [&](const std::string& name) { return candidate.classes.contains(name); });
    if (same_role) return 1;
    if (candidate.described) return 0;
    if (mention.modified && mention.country.empty()) return 0;
    if (mention.type == EntityType::kPerson) return 0.5;
    if (!candidate.classes.empty()) return 0;  // Its own name says what it is.
    static const std::set<std::string> kVague = {"company", "club", "party", "armed_group", "organization"};
    const bool vague =
        std::ranges::any_of(mention.classes, [](const std::string& name) { return kVague.contains(name); });
    return vague ? 0.3 : 0;
  }

  std::optional<int> find_country(const ActorMention& mention) {
    if (std::ranges::find(mention.classes, "country") == mention.classes.end()) return std::nullopt;
    if (mention.modified) return std::nullopt;
    return salience_.best([&](int candidate) { return result_.chains[candidate].is_country; }, 2);
  }

  int make_nominal_chain(const ActorMention& mention) {
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

  // --- Pronouns and dropped subjects ---------------------------------------------------------------------------------

  void resolve_pronoun(ActorMention& mention) {
    if (mention.both) {
      if (sentence_ - group_sentence_ <= 1 && group_.size() == 2) mention.chains = group_;
      return;
    }
    if (mention.person != 3) return;
    Agreement wanted{mention.gender, mention.number};
    const auto place = places_.find(mention.head);
    const bool subject = place != places_.end() && place->second.weight >= kSubjectWeight;
    bool personal = subject;
    std::set<int> excluded;
    if (place != places_.end()) {
      for (const int p : place->second.propositions) {
        if (takes_clause(propositions_[sentence_][p].lemma) && !subject && is_neuter_clitic(mention)) return;
        personal = personal || is_personal(propositions_[sentence_][p]);
        add_chains(propositions_[sentence_][p], mention.head, excluded);
      }
    }
    wanted.object = !subject;
    wanted.human = subject && feature(word_of(mention), "PronType") == "Prs";
    const auto found =
        salience_.best_antecedent(wanted, result_.chains, excluded, {}, personal, Salience::kPronounWindow);
    if (found) mention.chains = {*found};
  }

  // "lo anunció", "lo hizo": the clitic is a whole clause.
  bool takes_clause(const std::string& lemma) const {
    return options_.clause_verbs != nullptr && options_.clause_verbs->contains(lemma);
  }
  const Word& word_of(const ActorMention& mention) const { return document_.sentences[sentence_].words[mention.head]; }
  bool is_neuter_clitic(const ActorMention& mention) const { return fold_key(word_of(mention).form) == "lo"; }
  bool is_personal(const Proposition& proposition) const { return is_personal_verb(proposition.lemma); }
  bool is_personal_verb(const std::string& lemma) const {
    return options_.personal_verbs != nullptr && options_.personal_verbs->contains(lemma);
  }

  // The chains of the other arguments: nobody visits himself with "lo".
  void add_chains(const Proposition& proposition, int except, std::set<int>& chains) {
    for (const Argument& argument : proposition.arguments) {
      if (argument.head == except) continue;
      std::vector<int> heads = argument.conjuncts;
      heads.push_back(argument.head);
      for (const int head : heads) {
        const ActorMention* mention = result_.mentions.find(sentence_, head);
        if (mention == nullptr) continue;
        chains.insert(mention->chains.begin(), mention->chains.end());
        const int government = result_.governments[mention - mentions().data()];
        if (government >= 0) chains.insert(government);
      }
    }
    if (const auto* subject = result_.find_dropped(sentence_, index_of(proposition))) {
      chains.insert(subject->begin(), subject->end());
    }
  }

  int index_of(const Proposition& proposition) const {
    return static_cast<int>(&proposition - propositions_[sentence_].data());
  }

  std::vector<std::pair<int, int>> dropped_verbs() const {
    std::vector<std::pair<int, int>> verbs;
    const auto& propositions = propositions_[sentence_];
    for (std::size_t p = 0; p < propositions.size(); ++p) {
      if (propositions[p].subject_dropped) verbs.emplace_back(finite_verb(propositions[p]), static_cast<int>(p));
    }
    std::ranges::sort(verbs);
    return verbs;
  }

  // The word that carries person and number: the first finite one of the predicate.
  int finite_verb(const Proposition& proposition) const {
    const auto& words = document_.sentences[sentence_].words;
    std::vector<int> verbs = proposition.modals;
    verbs.insert(verbs.end(), proposition.relation_words.begin(), proposition.relation_words.end());
    std::ranges::sort(verbs);
    for (const int w : verbs) {
      if (feature(words[w], "VerbForm") == "Fin") return w;
    }
    return proposition.predicate;
  }

  void resolve_dropped(int verb, int p) {
    const Word& word = document_.sentences[sentence_].words[verb];
    const Proposition& proposition = propositions_[sentence_][p];
    const std::string_view person = feature(word, "Person");
    DroppedSubject dropped{sentence_, p, verb, {}};
    if (person == "1" && number_of(word) == Number::kSingular) {
      dropped.chains = speaker_of(proposition);
      if (dropped.chains.empty() && in_quotes_[verb]) {
        quoted_.push_back(std::move(dropped));
        return;
      }
    } else if (person == "3" || person.empty()) {
      const Agreement wanted{passive_gender(proposition), number_of(word)};
      std::set<int> excluded;
      add_chains(proposition, -2, excluded);
      std::vector<int> preferred = speaker_of(proposition);
      if (is_asked(proposition, word)) {
        // In "pidió que vaya" whoever asks does not go, and whoever is asked does.
        excluded.insert(preferred.begin(), preferred.end());
        preferred = asked_by(propositions_[sentence_][proposition.parent]);
      } else if (preferred.empty() && speaks(proposition.lemma)) {
        preferred = speaker_;
      }
      if (wanted.number == Number::kPlural && sentence_ - group_sentence_ <= 1 && group_.size() >= 2 &&
          !overlaps(excluded, group_)) {
        dropped.chains = group_;
      } else if (const auto found = salience_.best_antecedent(wanted, result_.chains, excluded, preferred,
                                                              is_personal(proposition), Salience::kPronounWindow)) {
        dropped.chains = {*found};
      }
    }
    if (dropped.chains.empty()) return;
    if (dropped.chains.size() == 1) salience_.add(dropped.chains[0], kSubjectWeight);
    result_.dropped.push_back(std::move(dropped));
  }

  static bool overlaps(const std::set<int>& set, const std::vector<int>& list) {
    return std::ranges::any_of(list, [&](int item) { return set.contains(item); });
  }

  Gender passive_gender(const Proposition& proposition) const {
    const Word& word = document_.sentences[sentence_].words[proposition.predicate];
    return feature(word, "VerbForm") == "Part" && proposition.passive ? gender_of(word) : Gender::kUnknown;
  }

  bool is_asked(const Proposition& proposition, const Word& verb) const {
    return feature(verb, "Mood") == "Sub" && proposition.parent >= 0 && proposition.parent_relation == "ccomp" &&
           options_.order_verbs != nullptr &&
           options_.order_verbs->contains(propositions_[sentence_][proposition.parent].lemma);
  }

  std::vector<int> asked_by(const Proposition& order) {
    for (const Argument& argument : order.arguments) {
      const bool asked = argument.role == ArgumentRole::kIndirect || argument.role == ArgumentRole::kObject ||
                         (argument.role == ArgumentRole::kOblique && argument.preposition == "a");
      const ActorMention* mention = asked ? result_.mentions.find(sentence_, argument.head) : nullptr;
      if (mention != nullptr) return mention->chains;
    }
    return {};
  }

  // The subject of the verb whose clause this is: "Kim dijo que apoya".
  std::vector<int> speaker_of(const Proposition& proposition) {
    if (proposition.parent < 0 || proposition.parent_relation == "conj") return {};
    return subject_of(proposition.parent);
  }

  std::vector<int> subject_of(int p) {
    if (const auto* dropped = result_.find_dropped(sentence_, p)) return *dropped;
    const Argument* subject = propositions_[sentence_][p].find(ArgumentRole::kSubject);
    if (subject == nullptr) return {};
    const ActorMention* mention = result_.mentions.find(sentence_, subject->head);
    if (mention == nullptr) return {};
    const int government = result_.governments[mention - mentions().data()];
    return government >= 0 ? std::vector<int>{government} : mention->chains;
  }

  // --- The end -------------------------------------------------------------------------------------------------------

  void finish_aliases() {
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
    std::ranges::stable_sort(result_.dropped, {},
                             [](const DroppedSubject& d) { return std::pair(d.sentence, d.verb); });
  }

  const AnalyzedDocument& document_;
  const std::vector<std::vector<Proposition>>& propositions_;
  const Lexicon& lexicon_;
  const CoreferenceOptions& options_;
  Coreference result_;
  NameClusters clusters_;
  std::unordered_map<std::string, int> nominals_;  // By folded words: the last chain with them.
  Salience salience_;
  // Of the current sentence.
  int sentence_ = 0;
  std::map<int, Place> places_;             // By word.
  std::map<int, std::vector<int>> groups_;  // By the last member's word: heads of a coordination or a pair.
  // The last group of actors that a plural may mean.
  std::vector<int> group_;
  int group_sentence_ = -10;
  std::vector<bool> in_quotes_;         // By word of the sentence.
  std::vector<DroppedSubject> quoted_;  // Of this sentence: first persons, until its speaker is known.
  std::vector<int> speaker_;            // Chain of who spoke last, if anyone did.
};

}  // namespace

int Coreference::government_of(const ActorMention& mention) const {
  return governments[&mention - mentions.all.data()];
}

const std::vector<int>* Coreference::find_dropped(int sentence, int proposition) const {
  // The list is by sentence; those of one sentence are few.
  auto at = std::ranges::lower_bound(dropped, sentence, {}, &DroppedSubject::sentence);
  for (; at != dropped.end() && at->sentence == sentence; ++at) {
    if (at->proposition == proposition) return &at->chains;
  }
  return nullptr;
}

Coreference resolve_actors(const AnalyzedDocument& document, const std::vector<SentenceTree>& trees,
                           const std::vector<std::vector<Proposition>>& propositions, const Lexicon& lexicon,
                           const CoreferenceOptions& options) {
  return Resolver(document, trees, propositions, lexicon, options).run();
}

}  // namespace trama
