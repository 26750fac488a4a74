#include "extract/ranking/rivals.h"

#include <algorithm>

namespace trama {
namespace {

constexpr double kNoRival = -20;  // Log-odds of who is not there.

std::pair<int, int> either_order(int a, int b) {
  return std::minmax({a, b});
}

}  // namespace

// Of one's own scores only the best counts.
void Rivals::Best::add(int whose, double value) {
  if (of[0] == whose) {
    score[0] = std::max(score[0], value);
  } else if (of[0] < 0 || value > score[0]) {
    of = {whose, of[0]};
    score = {value, score[0]};
  } else if (of[1] < 0 || value > score[1]) {
    of[1] = whose;
    score[1] = value;
  }
}

double Rivals::Best::without(int whose) const {
  const int which = of[0] == whose ? 1 : 0;
  return of[which] < 0 ? kNoRival : std::max(kNoRival, score[which]);
}

Rivals::Rivals(const PairContext& context, const std::vector<PairCandidate>& pairs) : context_(context), pairs_(pairs) {
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    of_predicate_[predicate(i)].push_back(i);
    const auto actors = either_order(actor_of(slot(pairs[i].subject)), actor_of(slot(pairs[i].object)));
    of_actors_[actors].add(predicate(i), pairs[i].score);
    all_.add(static_cast<int>(i), pairs[i].score);
  }
}

void Rivals::add_features(std::size_t index, FeatureRow& row) const {
  const PairCandidate& pair = pairs_[index];
  const Slot &s = slot(pair.subject), &o = slot(pair.object);
  const int p = predicate(index), sa = actor_of(s), oa = actor_of(o);
  double turned = kNoRival, same_subject = kNoRival, same_object = kNoRival, nested = kNoRival, here = kNoRival;
  int better = 0, objects = 0;
  const SentenceView& view = context_.view;
  const auto nest = [&](const Slot& a, const Slot& b) {
    return view.is_below(a.word, b.word) || view.is_below(b.word, a.word);
  };
  for (const std::size_t i : of_predicate_.at(p)) {
    if (i == index) continue;
    const Slot &other_s = slot(pairs_[i].subject), &other_o = slot(pairs_[i].object);
    const double score = pairs_[i].score;
    const int so = actor_of(other_s), oo = actor_of(other_o);
    here = std::max(here, score);
    if (score > pair.score) ++better;
    if (so == oa && oo == sa) turned = std::max(turned, score);
    if (so == sa && oo != oa) {
      same_object = std::max(same_object, score);
      if (score > 0) ++objects;
    }
    if (oo == oa && so != sa) same_subject = std::max(same_subject, score);
    if (nest(o, other_o) || nest(s, other_s)) nested = std::max(nested, score);
  }
  row.add("score", pair.score);
  row.add("v_turned", pair.score - turned);
  row.add("v_pair", pair.score - of_actors_.at(either_order(sa, oa)).without(p));
  row.add("v_objects", pair.score - same_object);
  row.add("v_subjects", pair.score - same_subject);
  row.add("v_nested", pair.score - nested);
  row.add("v_predicate", pair.score - here);
  row.add("v_sentence", pair.score - all_.without(static_cast<int>(index)));
  row.add("better", std::min(9, better));
  row.add("objects", std::min(9, objects));
  row.add("candidates", static_cast<double>(std::min<std::size_t>(60, pairs_.size())));
}

}  // namespace trama
