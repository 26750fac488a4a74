#include "extract/ranking/ranker.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "base/error.h"
#include "extract/ranking/rivals.h"

namespace trama {
namespace {

// Log-odds below which nobody looks at an argument, or at two of them together, and how many of a predicate are looked
// at. That keeps about one pair a word.
constexpr double kLeastArgument = -3, kLeastTogether = -4.5;
constexpr int kMostSubjects = 4, kMostObjects = 6;
constexpr double kLeastScore = -3;         // Of a pair, to be looked at beside its rivals.
constexpr double kLeastProbability = 0.1;  // Below that nothing is printed, whatever is asked for.

// Trees of as many features as this program gives them.
BoostedTrees read_trees(const TensorFile& file, const std::string& name, int features, bool may_lack) {
  if (may_lack && !file.has(name + ".nodes")) return {};
  const float trained_with = file.tensor(name + ".features", {1}).values()[0];
  if (trained_with != static_cast<float>(features))
    throw Error(ErrorCode::kFormat, file.path().string() + ": " + name + ": other features than this program has");
  return BoostedTrees::read(file, name, features);
}

RateTable read_rates(const TensorFile& file, const std::string& name, int columns, bool may_lack) {
  return may_lack && !file.has(name + ".keys") ? RateTable() : RateTable::read(file, name, columns);
}

}  // namespace

Ranker Ranker::load(const std::filesystem::path& path, bool unfinished) {
  const TensorFile file(path);
  constexpr int kChoiceFeatures = kPairFeatures + kRivalFeatures;
  Ranker ranker;
  ranker.argument_rates_ = read_rates(file, "arguments", kArgumentRates, false);
  ranker.pair_rates_ = read_rates(file, "pairs", kPairRates, unfinished);
  ranker.subject_ = read_trees(file, "subject", kArgumentFeatures, unfinished);
  ranker.object_ = read_trees(file, "object", kArgumentFeatures, unfinished);
  ranker.pair_ = read_trees(file, "pair", kPairFeatures, unfinished);
  ranker.choice_ = read_trees(file, "choice", kChoiceFeatures, unfinished);
  ranker.salience_ = read_trees(file, "salience", kChoiceFeatures, unfinished);
  if (!unfinished || file.has("calibration")) {
    const Tensor& points = file.tensor("calibration", {-1, 2});
    const AlignedFloats values = points.values();
    for (std::size_t i = 0; i + 1 < values.size(); i += 2) {
      const std::pair<float, float> point(values[i], values[i + 1]);
      const bool rising = i == 0 || point.first > ranker.calibration_.back().first;
      if (!rising || !(point.second >= 0 && point.second <= 1))
        throw Error(ErrorCode::kFormat, path.string() + ": calibration: points that do not rise");
      ranker.calibration_.push_back(point);
    }
  }
  return ranker;
}

std::vector<ArgumentCandidate> Ranker::arguments(const SentenceView& view) {
  std::vector<ArgumentCandidate> list;
  if (view.tree.size() > kMaxPropositionWords) return list;  // As for the rules.
  for (const int predicate : view.predicates) {
    for (std::size_t s = 0; s < view.slots.size(); ++s) {
      ArgumentCandidate one;
      if (!view.find_path(predicate, view.slots[s].word, one.path)) continue;
      one.predicate = predicate;
      one.slot = static_cast<int>(s);
      list.push_back(one);
    }
  }
  return list;
}

void Ranker::judge_arguments(const SentenceView& view, std::vector<ArgumentCandidate>& arguments) const {
  FeatureRow row;
  int predicate = -1;
  for (ArgumentCandidate& argument : arguments) {
    if (argument.predicate != predicate) {
      predicate = argument.predicate;
      row.clear();
      predicate_features(view, predicate, row);
    }
    row.keep(kPredicateFeatures);
    argument_features(view, argument, argument_rates_, row);
    argument.as_subject = subject_(row.values());
    argument.as_object = object_(row.values());
  }
  for (std::size_t begin = 0; begin < arguments.size();) {
    std::size_t end = begin;
    while (end < arguments.size() && arguments[end].predicate == arguments[begin].predicate) ++end;
    std::vector<std::size_t> order;
    for (std::size_t i = begin; i < end; ++i) order.push_back(i);
    std::ranges::stable_sort(
        order, [&](std::size_t a, std::size_t b) { return arguments[a].as_subject > arguments[b].as_subject; });
    for (std::size_t rank = 0; rank < order.size(); ++rank)
      arguments[order[rank]].subject_rank = static_cast<int>(rank);
    std::ranges::sort(order);
    std::ranges::stable_sort(
        order, [&](std::size_t a, std::size_t b) { return arguments[a].as_object > arguments[b].as_object; });
    for (std::size_t rank = 0; rank < order.size(); ++rank) arguments[order[rank]].object_rank = static_cast<int>(rank);
    const double best_object = arguments[order.front()].as_object;
    for (std::size_t i = begin; i < end; ++i) {
      arguments[i].best_object = best_object;
      if (arguments[i].subject_rank == 0) {
        for (std::size_t other = begin; other < end; ++other) arguments[other].best_subject = arguments[i].as_subject;
      }
    }
    begin = end;
  }
}

std::vector<PairCandidate> Ranker::pairs(const SentenceView& view, std::vector<ArgumentCandidate>& arguments,
                                         const std::vector<RuleReading>& readings) const {
  std::vector<PairCandidate> list;
  std::set<std::tuple<int, int>> known;
  for (std::size_t begin = 0; begin < arguments.size();) {
    std::size_t end = begin;
    while (end < arguments.size() && arguments[end].predicate == arguments[begin].predicate) ++end;
    for (std::size_t s = begin; s < end; ++s) {
      if (arguments[s].as_subject < kLeastArgument || arguments[s].subject_rank >= kMostSubjects) continue;
      const Slot& subject = view.slots[arguments[s].slot];
      for (std::size_t o = begin; o < end; ++o) {
        const Slot& object = view.slots[arguments[o].slot];
        if (o == s || arguments[o].as_object < kLeastArgument || arguments[o].object_rank >= kMostObjects) continue;
        if (arguments[s].as_subject + arguments[o].as_object < kLeastTogether) continue;
        if (subject.chain >= 0 && (subject.chain == object.chain || subject.acting_chain == object.chain)) continue;
        if (object.kind == SlotKind::kDropped) continue;
        // "el presidente de X": nobody's deed is done to an office, and who has no name holds it in no other words.
        const int predicate = arguments[s].predicate;
        const bool named = subject.chain >= 0 && view.context.coreference.chains[subject.chain].named;
        if (object.word == predicate || (subject.word == predicate && subject.kind != SlotKind::kDropped && !named))
          continue;
        if (subject.word == object.word && subject.kind == object.kind) continue;
        list.push_back({static_cast<int>(s), static_cast<int>(o), -1, 0, 0});
        known.emplace(static_cast<int>(s), static_cast<int>(o));
      }
    }
    begin = end;
  }
  // What the rules read is looked at in any case.
  const auto find = [&](int predicate, int word, int chain) {
    int best = -1;
    const auto first = std::ranges::lower_bound(arguments, predicate, {}, &ArgumentCandidate::predicate);
    for (auto i = static_cast<std::size_t>(first - arguments.begin()); i < arguments.size(); ++i) {
      if (arguments[i].predicate != predicate) break;
      const Slot& slot = view.slots[arguments[i].slot];
      const bool same = chain >= 0 ? slot.chain == chain || slot.acting_chain == chain : slot.word == word;
      if (!same) continue;
      if (slot.word == word) return static_cast<int>(i);
      if (best < 0) best = static_cast<int>(i);
    }
    return best;
  };
  for (std::size_t r = 0; r < readings.size(); ++r) {
    const RuleReading& reading = readings[r];
    const int s = find(reading.predicate, reading.subject_word, reading.subject_chain);
    const int o = find(reading.predicate, reading.object_word, reading.object_chain);
    if (s < 0 || o < 0 || s == o) continue;
    if (known.emplace(s, o).second) {
      list.push_back({s, o, static_cast<int>(r), 0, 0});
      continue;
    }
    for (PairCandidate& pair : list) {
      if (pair.subject == s && pair.object == o && pair.rule < 0) pair.rule = static_cast<int>(r);
    }
  }
  return list;
}

void Ranker::score_pairs(const PairContext& context, std::vector<PairCandidate>& pairs) const {
  FeatureRow row;
  for (PairCandidate& pair : pairs) {
    row.clear();
    pair_features(context, pair, row);
    pair.score = pair_(row.values());
  }
}

double Ranker::probability(double margin) const {
  if (calibration_.empty()) return 0;
  const auto above = std::ranges::lower_bound(calibration_, margin, {}, [](const auto& point) { return point.first; });
  if (above == calibration_.begin()) return above->second;
  if (above == calibration_.end()) return calibration_.back().second;
  const auto below = std::prev(above);
  const double share = (margin - below->first) / (static_cast<double>(above->first) - below->first);
  return below->second + share * (static_cast<double>(above->second) - below->second);
}

std::vector<RankedPair> Ranker::choose(const PairContext& context, std::vector<PairCandidate>& pairs) const {
  const SentenceView& view = context.view;
  std::vector<RankedPair> judged;
  FeatureRow row;
  const Rivals rivals(context, pairs);
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    if (pairs[i].score < kLeastScore) continue;
    row.clear();
    pair_features(context, pairs[i], row);
    rivals.add_features(i, row);
    pairs[i].judged = choice_(row.values());
    const double sure = std::round(probability(pairs[i].judged) * 1000) / 1000;
    if (sure < kLeastProbability) continue;
    const double salience = std::round(std::clamp(salience_(row.values()), 0.0, 1.0) * 100) / 100;
    judged.push_back({pairs[i], sure, salience});
  }
  std::ranges::stable_sort(judged,
                           [](const RankedPair& a, const RankedPair& b) { return a.pair.judged > b.pair.judged; });
  const auto slot = [&](int argument) -> const Slot& { return view.slots[context.arguments[argument].slot]; };
  // A name that stands beside an office is what the office is: "el ministro de Chile, Juan Paz".
  const auto bearer = [&](int word) {
    for (int steps = 0; steps < 8 && (view.tree.relation(word) == "appos" || view.tree.relation(word) == "flat");
         ++steps)
      word = view.tree.head(word);
    return word;
  };
  const auto nested = [&](const Slot& a, const Slot& b) {
    return view.is_below(a.word, bearer(b.word)) || view.is_below(b.word, bearer(a.word));
  };
  std::map<std::tuple<int, int, int>, std::size_t> known;  // Predicate, subject, object: which of `chosen`.
  std::vector<RankedPair> chosen;
  std::map<int, std::vector<std::size_t>> of_predicate;  // Which of `chosen`.
  for (const RankedPair& one : judged) {
    const Slot &subject = slot(one.pair.subject), &object = slot(one.pair.object);
    const int predicate = context.arguments[one.pair.subject].predicate, s = actor_of(subject), o = actor_of(object);
    if (known.contains({predicate, o, s})) continue;
    const auto [same, fresh] = known.emplace(std::tuple(predicate, s, o), chosen.size());
    if (!fresh) {  // The same in other words: as the rules read it.
      if (same->second < chosen.size() && chosen[same->second].pair.rule < 0)
        chosen[same->second].pair.rule = one.pair.rule;
      continue;
    }
    // "X y Y" hang on each other, and so do members that the rules tell apart ("no X, sino Y").
    const auto apart = [&](const Slot& a) { return one.pair.rule >= 0 || view.tree.relation(a.word) == "conj"; };
    const bool part = std::ranges::any_of(of_predicate[predicate], [&](std::size_t which) {
      const RankedPair& other = chosen[which];
      const Slot &subject2 = slot(other.pair.subject), &object2 = slot(other.pair.object);
      return (actor_of(subject2) == s || (!apart(subject) && nested(subject, subject2))) &&
             (actor_of(object2) == o || (!apart(object) && nested(object, object2)));
    });
    if (part) {
      same->second = static_cast<std::size_t>(-1);
      continue;
    }
    of_predicate[predicate].push_back(chosen.size());
    chosen.push_back(one);
  }
  std::ranges::stable_sort(chosen, {}, [&](const RankedPair& one) {
    return std::tuple(context.arguments[one.pair.subject].predicate, slot(one.pair.subject).word,
                      slot(one.pair.object).word);
  });
  return chosen;
}

}  // namespace trama
