// What is told of each candidate for whom a word may mean, and the choice: see resolver.h and antecedents.h.
#include <algorithm>
#include <cmath>

#include "base/utf8.h"
#include "extract/coref/resolver.h"

namespace trama {
namespace {

constexpr int kWindow = 6;     // Sentences back.
constexpr int kMaxTold = 160;  // Mentions looked at for one word.
constexpr std::size_t kMaxCandidates = 24;
constexpr int kMaxClimb = 24;       // Words of a path in the tree.
constexpr double kOtherText = 0.5;  // Of what was quoted for who tells the news, and the other way round.

constexpr std::size_t kMaxLikely = 3;
constexpr int kLeastLikely = 50;    // Thousandths; whoever is less likely is not told.
constexpr int kLeastCertain = 300;  // From which on it is whom the word means.

// Values of Column::kRole, of Resolver::Told.
enum ToldRole { kToldOther, kToldObject, kToldInner, kToldSubject, kToldInside, kToldTown, kToldOwner };

// Of Column::kLast.
constexpr int kToldPossessive = 3, kToldDropped = 4;

int bucket(int value, std::initializer_list<int> bounds) {
  return static_cast<int>(std::ranges::count_if(bounds, [&](int bound) { return value >= bound; }));
}

double weight_of_role(int role) {
  switch (role) {
    case kToldSubject:
      return kSubjectWeight;
    case kToldInner:
      return kInnerSubjectWeight;
    case kToldObject:
      return kObjectWeight;
    case kToldTown:
      return kTownWeight;
    default:
      return kOtherWeight;
  }
}

template <typename Value>
int agreement(Value said, Value known) {
  if (said == Value{} || known == Value{}) return 0;
  return said == known ? 1 : said < known ? 2 : 3;
}

int rank_of_preposition(const std::string& preposition) {
  static const std::vector<std::string> kKnown = {"",  "de",   "en",     "por",   "con",
                                                  "a", "para", "contra", "según", "sobre"};
  return static_cast<int>(std::ranges::find(kKnown, preposition) - kKnown.begin());
}

int rank_of_mark(const std::string& mark) {
  static const std::vector<std::string> kKnown = {"",       "que",  "si",       "cuando",   "porque", "ya que",
                                                  "aunque", "como", "para que", "mientras", "donde",  "después de que"};
  return static_cast<int>(std::ranges::find(kKnown, mark) - kKnown.begin());
}

int rank_of_relation(std::string_view relation) {
  static const std::vector<std::string_view> kKnown = {"",      "nsubj", "obj",       "obl",   "nmod",
                                                       "appos", "conj",  "iobj",      "root",  "ccomp",
                                                       "advcl", "acl",   "parataxis", "xcomp", "csubj"};
  return static_cast<int>(std::ranges::find(kKnown, relation) - kKnown.begin());
}

bool opens(const SentenceTree& tree, int w) {
  return tree.is_any(w, {"acl", "advcl", "ccomp", "xcomp", "csubj", "parataxis"}) ||
         (tree.is(w, "conj") && tree.is_verb(w));
}

}  // namespace

int actor_type(const Chain& chain) {
  if (chain.is_country || chain.classes.contains("country")) return 3;
  switch (chain.type) {
    case EntityType::kPerson:
      return 1;
    case EntityType::kOrganization:
      return 2;
    case EntityType::kLocation:
      return 4;
    case EntityType::kGroup:
      return 5;
    default:
      return 6;
  }
}

void Resolver::tell(int chain, int word, double weight, int last) {
  int role = weight >= kSubjectWeight        ? kToldSubject
             : weight >= kInnerSubjectWeight ? kToldInner
             : weight >= kObjectWeight       ? kToldObject
             : weight <= kTownWeight         ? kToldTown
                                             : kToldOther;
  if (role == kToldOther && last == kToldPossessive) role = kToldOwner;
  if (role == kToldOther && trees_[sentence_].is(word, "nmod")) role = kToldInside;
  if (chain >= 0) first_told_.emplace(chain, sentence_);
  told_.push_back({chain, sentence_, word, role, last, quotations_.quoted[sentence_][word], {}});
}

// How the tree joins a mention of this sentence to the word: a value of Column::kPath, and the clauses between.
std::pair<int, int> Resolver::path_between(int word, const Told& told) const {
  const int mention = told.word;
  const bool left_out = told.last == kToldDropped;
  const SentenceTree& tree = trees_[sentence_];
  const auto above = [&](int from) {
    std::vector<int> list;
    for (int at = from, steps = 0; at >= 0 && steps < kMaxClimb; at = tree.head(at), ++steps) list.push_back(at);
    return list;
  };
  const std::vector<int> up = above(word);
  const std::vector<int> other = above(mention);
  for (std::size_t o = 0; o < other.size(); ++o) {
    const auto meet = std::ranges::find(up, other[o]);
    if (meet == up.end()) continue;
    int clauses = 0;
    bool relative = false;
    for (auto at = up.begin(); at != meet; ++at) {
      clauses += opens(tree, *at) ? 1 : 0;
      relative = relative || tree.is(*at, "acl");
    }
    if (left_out) return {o == 0 ? 1 : 12, clauses};
    if (o == 0) return {relative ? 8 : 7, clauses};  // The word stands under the mention.
    const auto steps = meet - up.begin();
    const bool possessive = result_.mentions.find(sentence_, word) != nullptr;
    if (steps == 0 || (possessive && steps == 1)) return {5, clauses};  // Under the word, or under what is owned.
    const int child = other[o - 1];
    bool deep = false;
    for (std::size_t i = 0; i + 1 < o; ++i) deep = deep || opens(tree, other[i]);
    if (deep || opens(tree, child)) return {12, clauses};
    const bool direct = o == 1 || tree.is_any(mention, {"flat", "appos", "conj"});
    if (tree.is(child, "nsubj")) return {direct ? 1 : 13, clauses};
    if (tree.is_any(child, {"obj", "iobj"})) return {direct ? 2 : 14, clauses};
    if (tree.is(child, "obl")) return {direct ? 3 : 15, clauses};
    if (tree.is(child, "nmod")) return {direct ? 4 : 16, clauses};
    if (tree.is_any(child, {"appos", "flat"})) return {9, clauses};
    if (tree.is(child, "conj")) return {10, clauses};
    return {11, clauses};
  }
  return {0, 0};
}

// By chain: what it is to a proposition, a value of Column::kBound (`above`: of the clause around).
void Resolver::add_bonds(int p, int except, bool above, std::map<int, int>& bonds) {
  const Proposition& proposition = propositions()[p];
  const int shift = above ? 4 : 0;
  for (const Argument& argument : proposition.arguments) {
    if (argument.head == except || argument.role == ArgumentRole::kClause) continue;
    const bool subject = argument.role == ArgumentRole::kSubject || argument.role == ArgumentRole::kPatient;
    const bool object = argument.role == ArgumentRole::kObject || argument.role == ArgumentRole::kIndirect;
    const int bond = shift + (subject ? 1 : object ? 2 : argument.role == ArgumentRole::kOblique ? 3 : 4);
    std::vector<int> heads = argument.conjuncts;
    heads.push_back(argument.head);
    for (const int head : heads) {
      const ActorMention* mention = result_.mentions.find(sentence_, head);
      if (mention == nullptr) continue;
      for (const int chain : mention->chains) bonds.emplace(chain, bond);
      const int government = result_.government_of(*mention);
      if (government >= 0) bonds.emplace(government, bond);
    }
  }
  if (const auto* subject = result_.find_dropped(sentence_, p)) {
    for (const int chain : subject->chains) bonds.emplace(chain, shift + 1);
  }
}

// The verbal clause around a word: index of its proposition, or -1.
int Resolver::clause_around(int word) const {
  const SentenceTree& tree = trees_[sentence_];
  for (int at = word, steps = 0; at >= 0 && steps < kMaxClimb; at = tree.head(at), ++steps) {
    const auto here = heads_.find(at);
    if (here != heads_.end()) return here->second.front();
  }
  return -1;
}

int Resolver::verb_class(int kind, int p) const {
  if (p < 0) return 0;
  const Proposition& proposition = propositions()[p];
  const auto in = [&](const std::set<std::string>* verbs) {
    return verbs != nullptr && verbs->contains(proposition.lemma);
  };
  if (proposition.kind == PropositionKind::kCopular) return says_what_a_thing_is(proposition) ? 9 : 10;
  if (kind == kAccusative) {
    if (in(options_.thing_verbs)) return 4;
    if (in(options_.person_verbs) || in(options_.order_verbs)) return 6;
    return takes_clause(proposition.lemma) ? 5 : 0;
  }
  if (in(options_.impersonal_verbs)) return 3;
  if (proposition.passive) return in(options_.person_verbs) ? 6 : 11;
  if (in(options_.order_verbs)) return 2;
  if (in(options_.speech_verbs)) return 1;
  if (in(options_.helping_verbs)) return 8;
  if (in(options_.person_verbs)) return 12;
  return is_personal_verb(proposition.lemma) ? 7 : 0;
}

// What is the same for every candidate.
AntecedentRow Resolver::describe_anaphor(const Anaphor& anaphor, int clause) const {
  const SentenceTree& tree = trees_[sentence_];
  AntecedentRow row;
  row.set(Column::kKind, anaphor.kind);
  row.set(Column::kVerb, verb_class(anaphor.kind, clause));
  row.set(Column::kQuoted, quotations_.quoted[sentence_][anaphor.word] ? 1 : 0);
  row.set(Column::kPlural, static_cast<int>(anaphor.wanted.number));
  const bool report = report_sentence_ > speaker_sentence_ && sentence_ - report_sentence_ <= 2;
  row.set(Column::kReport, anaphor.reason == kIsAsked && anaphor.pointed.empty() ? 3
                           : report                                              ? 1 + (sentence_ == report_sentence_)
                                                                                 : 0);
  row.set(Column::kWhere, bucket(sentence_, {1, 2, 3, 6}));
  if (clause >= 0) {
    const Proposition& proposition = propositions()[clause];
    row.set(Column::kPassive, (proposition.passive ? 1 : 0) + (is_reflexive_passive(proposition) ? 1 : 0));
    row.set(Column::kClause, proposition.parent < 0 ? 0 : rank_of_relation(proposition.parent_relation));
    row.set(Column::kParent, verb_class(kDroppedKind, proposition.parent));
  }
  if (anaphor.kind == kPossessive) {
    const int owned = tree.head(anaphor.word);
    row.set(Column::kPart, owned < 0 ? 0 : rank_of_relation(tree.relation(owned)));
    row.set(Column::kPreposition, owned < 0 ? 0 : rank_of_preposition(tree.preposition(owned)));
  } else if (anaphor.kind == kDroppedKind) {
    const Word& verb = words()[anaphor.finite];
    const std::string_view tense = feature(verb, "Tense");
    const std::string_view mood = feature(verb, "Mood");
    row.set(Column::kPart, mood == "Sub"     ? 1
                           : mood == "Cnd"   ? 2
                           : tense == "Past" ? 3
                           : tense == "Imp"  ? 4
                           : tense == "Fut"  ? 5
                                             : 6);
    row.set(Column::kPreposition, rank_of_mark(tree.mark(top_of(propositions()[clause]))));
  } else {
    row.set(Column::kPart, rank_of_relation(tree.relation(anaphor.word)));
    row.set(Column::kPreposition, rank_of_preposition(tree.preposition(anaphor.word)));
  }
  if (options_.antecedents != nullptr)
    row.set(Column::kThings,
            options_.antecedents->preference(anaphor.place, anaphor.lemma, AntecedentModel::kThingType));
  return row;
}

std::vector<Resolver::Candidate> Resolver::gather(const Anaphor& anaphor, double& thing, int& thing_sentence) const {
  std::vector<Candidate> candidates;
  const bool quoted = quotations_.quoted[sentence_][anaphor.word];
  const auto find = [&](const std::vector<int>& chains) {
    return std::ranges::find(candidates, chains, &Candidate::chains);
  };
  int seen = 0;
  int subjects = 0;  // Different ones in a row.
  int last_subject = -1;
  for (auto at = told_.rbegin(); at != told_.rend() && seen < kMaxTold && sentence_ - at->sentence <= kWindow;
       ++at, ++seen) {
    const double faded = weight_of_role(at->role) * std::ldexp(1.0, at->sentence - sentence_);
    if (at->chain < 0) {
      const bool fits = agreement(anaphor.wanted.gender, at->agreement.gender) <= 1 &&
                        agreement(anaphor.wanted.number, at->agreement.number) <= 1;
      if (fits && faded > thing) thing = faded;
      if (fits && thing_sentence < 0) thing_sentence = at->sentence;
      continue;
    }
    auto one = find({at->chain});
    if (one == candidates.end()) {
      if (candidates.size() >= kMaxCandidates) continue;
      one = candidates.insert(one, Candidate{{at->chain}, &*at, seen});
    }
    one->salience += faded * (at->quoted == quoted ? 1.0 : kOtherText);
    if (at->role == kToldSubject || at->role == kToldInner) {
      if (last_subject != at->chain) ++subjects;
      last_subject = at->chain;
      if (one->subject == 0) one->subject = subjects;
    }
    if (at->sentence == sentence_ - 1 && at->role == kToldSubject) one->topic |= 1;
    if (at->sentence == sentence_ && (at->role == kToldSubject || at->role == kToldInner)) one->topic |= 2;
    if (at->sentence == sentence_) {
      const auto [path, crossed] = path_between(anaphor.word, *at);
      if (one->path == 0 || crossed < one->crossed) {
        one->path = path;
        one->crossed = crossed;
      }
    }
  }
  const auto add = [&](const std::vector<int>& chains) {
    if (chains.empty() || find(chains) != candidates.end()) return;
    Candidate made{chains, nullptr, kMaxTold};
    for (const Candidate& other : candidates) {
      if (other.chains.size() != 1 || std::ranges::count(chains, other.chains[0]) == 0) continue;
      if (made.last == nullptr || other.seen < made.seen) {
        made.last = other.last;
        made.seen = other.seen;
        made.path = other.path;
        made.crossed = other.crossed;
      }
      made.salience = std::max(made.salience, other.salience);
      made.topic |= other.topic;
      if (made.subject == 0 || (other.subject != 0 && other.subject < made.subject)) made.subject = other.subject;
    }
    candidates.push_back(std::move(made));
  };
  add(anaphor.pointed);
  if (anaphor.wanted.number != Number::kSingular) {
    if (sentence_ - group_sentence_ <= 2) add(group_);
    if (sentence_ - speakers_sentence_ <= 2) add(speakers_);
  }
  return candidates;
}

std::vector<Resolver::Ranked> Resolver::rank(const Anaphor& anaphor) {
  const int clause = anaphor.proposition >= 0 ? anaphor.proposition : clause_around(anaphor.word);
  double thing = 0;
  int thing_sentence = -1;
  const std::vector<Candidate> candidates = gather(anaphor, thing, thing_sentence);
  AntecedentRow common = describe_anaphor(anaphor, clause);
  double best = 0;
  for (const Candidate& one : candidates) best = std::max(best, one.salience);
  common.set(Column::kThing, thing_sentence < 0
                                 ? 0
                                 : 1 + bucket(static_cast<int>(thing * 4 / std::max(best, 0.01)), {1, 2, 3, 4, 6, 8}));
  std::map<int, int> bonds;
  if (clause >= 0) {
    if (anaphor.kind == kPossessive) {
      for (const int w : {trees_[sentence_].head(anaphor.word), trees_[sentence_].head(anaphor.word) + 1}) {
        const ActorMention* owned = result_.mentions.find(sentence_, w);
        for (const int chain : owned == nullptr ? std::vector<int>() : owned->chains) bonds.emplace(chain, 9);
      }
      add_bonds(clause, -2, true, bonds);
    } else {
      add_bonds(clause, anaphor.kind == kDroppedKind ? -2 : anaphor.word, false, bonds);
      if (const int parent = propositions()[clause].parent; parent >= 0) add_bonds(parent, -2, true, bonds);
    }
  }
  const std::vector<int> speaker = current_speaker();
  std::vector<Ranked> ranked = {{{}, common}};
  // What is told of candidates is not told of nobody.
  for (int column = static_cast<int>(Column::kNobody) + 1; column < static_cast<int>(Column::kCount); ++column)
    ranked[0].row.set(static_cast<Column>(column), kMaxColumn);
  ranked[0].row.set(Column::kNobody, 1);
  for (const Candidate& one : candidates) {
    AntecedentRow row = common;
    const Chain& chain = result_.chains[one.chains[0]];
    const bool several = one.chains.size() > 1;
    const int type = actor_type(chain);
    row.set(Column::kType, several ? 7 : type);
    row.set(Column::kNamed, chain.named ? (chain.described ? 3 : 2) : chain.modified ? 1 : 0);
    row.set(Column::kGender, agreement(anaphor.wanted.gender, several ? Gender::kUnknown : chain.gender));
    row.set(Column::kNumber, agreement(anaphor.wanted.number, several ? Number::kPlural : chain.number));
    row.set(Column::kDistance, one.last == nullptr ? kWindow + 1 : sentence_ - one.last->sentence);
    row.set(Column::kRole, one.last == nullptr ? 7 : one.last->role);
    row.set(Column::kRecency, bucket(static_cast<int>(std::ranges::count_if(
                                         candidates, [&](const Candidate& o) { return o.seen < one.seen; })),
                                     {1, 2, 3, 4, 6, 9}));
    row.set(Column::kSalience,
            bucket(static_cast<int>(std::ranges::count_if(
                       candidates, [&](const Candidate& o) { return o.salience > one.salience + 1e-9; })),
                   {1, 2, 3, 5, 8}));
    row.set(Column::kNames, bucket(chain.name_count, {1, 2, 3, 5, 9}));
    const auto first = first_told_.find(one.chains[0]);
    row.set(Column::kFirst, first == first_told_.end() || first->second == sentence_ ? 0
                            : first->second == 0                                     ? 1
                            : first->second == 1                                     ? 2
                                                                                     : 3);
    row.set(Column::kPath, one.path);
    row.set(Column::kCrossed, one.crossed);
    if (const auto bond = bonds.find(one.chains[0]); bond != bonds.end()) row.set(Column::kBound, bond->second);
    row.set(Column::kPointed, one.chains == anaphor.pointed ? anaphor.reason : 0);
    row.set(Column::kNear, one.last == nullptr || one.last->sentence != sentence_
                               ? 0
                               : 1 + bucket(anaphor.word - one.last->word, {3, 6, 10, 16, 25}));
    row.set(Column::kSubject, one.subject == 0 ? 0 : bucket(one.subject, {1, 2, 3, 5}));
    const bool speaks_here = speaker == one.chains && speaker_ != speaker;
    row.set(Column::kSpeaker, speaks_here              ? 5
                              : speaker_ == one.chains ? 1 + bucket(sentence_ - speaker_sentence_, {1, 2, 4})
                              : several && speakers_ == one.chains ? 6
                                                                   : 0);
    row.set(Column::kTopic, one.topic + (protagonist_ == one.chains ? 4 : 0) +
                                (quoted_topic_ == one.chains && sentence_ - quoted_topic_sentence_ <= 1 ? 8 : 0) +
                                (spoken_of_ == one.chains && sentence_ - spoken_of_sentence_ <= 1 ? 16 : 0));
    row.set(Column::kQuotes, 2 * common[Column::kQuoted] + (one.last != nullptr && one.last->quoted ? 1 : 0));
    if (options_.antecedents != nullptr)
      row.set(Column::kSuits, options_.antecedents->preference(anaphor.place, anaphor.lemma, type));
    if (options_.antecedents != nullptr)
      row.set(Column::kFits, options_.antecedents->class_preference(anaphor.place, anaphor.lemma, chain.classes));
    ranked.push_back({one.chains, row});
  }
  return ranked;
}

// Whom the word means: the likeliest one, unless that is too unlikely.
Resolver::Choice Resolver::choose(const Anaphor& anaphor) {
  const std::vector<Ranked> ranked = rank(anaphor);
  if (options_.antecedent_log != nullptr) {
    AntecedentCase one{sentence_, anaphor.word, anaphor.finite, anaphor.kind, {}};
    for (const Ranked& r : ranked) one.candidates.emplace_back(r.chains, r.row);
    options_.antecedent_log->push_back(std::move(one));
  }
  if (options_.antecedents == nullptr) return {};
  std::vector<AntecedentRow> rows;
  for (const Ranked& one : ranked) rows.push_back(one.row);
  const std::vector<int> probabilities = options_.antecedents->probabilities(rows);
  Choice choice;
  for (std::size_t i = 1; i < ranked.size(); ++i) choice.likely.push_back({ranked[i].chains, probabilities[i]});
  std::ranges::stable_sort(choice.likely, std::ranges::greater(), &Antecedent::certainty);
  if (choice.likely.size() > kMaxLikely) choice.likely.resize(kMaxLikely);
  std::erase_if(choice.likely, [](const Antecedent& one) { return one.certainty < kLeastLikely; });
  if (!choice.likely.empty() && choice.likely[0].certainty >= kLeastCertain) {
    choice.chains = choice.likely[0].chains;
    choice.certainty = choice.likely[0].certainty;
  }
  for (std::size_t i = 1; i < choice.likely.size(); ++i)
    choice.rivals += 2 * choice.likely[i].certainty >= choice.certainty ? 1 : 0;
  return choice;
}

}  // namespace trama
