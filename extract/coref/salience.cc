#include "extract/coref/salience.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "extract/coref/chains.h"

namespace trama {
namespace {

constexpr std::size_t kMaxRecent = 256;     // Mentions looked at for one pronoun.
constexpr std::size_t kMaxRoleChains = 64;  // Chains looked at for one role.
constexpr double kFading = 0.5;             // Per sentence.

}  // namespace

void Salience::start_sentence(int sentence) {
  sentence_ = sentence;
}

void Salience::add(int chain, double weight) {
  if (!last_.contains(chain)) order_.push_back(chain);
  last_[chain] = {sentence_, ++counter_};
  recent_.push_back({chain, sentence_, weight});
  if (recent_.size() > kMaxRecent) recent_.pop_front();
}

double Salience::faded(const Recent& recent) const {
  return recent.weight * std::pow(kFading, sentence_ - recent.sentence);
}

std::optional<int> Salience::best(const std::function<bool(int)>& takes, int window) const {
  std::optional<int> best;
  double best_score = 0;
  for (const auto& [chain, score] : candidates(window)) {
    if (takes(chain) && (!best || score > best_score)) {
      best = chain;
      best_score = score;
    }
  }
  return best;
}

std::optional<int> Salience::only_best(const std::function<bool(int)>& takes, int window) const {
  const auto found = best(takes, window);
  if (!found) return std::nullopt;
  double of_found = 0;
  double of_other = -1;
  for (const auto& [chain, score] : candidates(window)) {
    if (chain == *found) {
      of_found = score;
    } else if (takes(chain)) {
      of_other = std::max(of_other, score);
    }
  }
  return of_other > of_found - 1e-9 ? std::nullopt : found;
}

std::optional<int> Salience::nearest(const std::vector<int>& chains) const {
  std::optional<int> best;
  for (const int chain : chains) {
    if (!last_.contains(chain)) continue;
    if (!best || last_.at(chain).second > last_.at(*best).second) best = chain;
  }
  return best;
}

std::vector<std::pair<int, double>> Salience::candidates(int window) const {
  std::map<int, double> scores;
  for (const Recent& recent : recent_) {
    if (sentence_ - recent.sentence <= window) scores[recent.chain] += faded(recent);
  }
  // Of a long text, the chains that appeared last.
  const std::size_t begin = order_.size() > kMaxRoleChains ? order_.size() - kMaxRoleChains : 0;
  for (std::size_t i = begin; i < order_.size(); ++i) {
    if (sentences_since(order_[i]) <= window) scores.emplace(order_[i], 0.0);
  }
  std::vector<std::pair<int, double>> list(scores.begin(), scores.end());
  std::ranges::stable_sort(
      list, [&](const auto& a, const auto& b) { return last_.at(a.first).second > last_.at(b.first).second; });
  return list;
}

int Salience::sentences_since(int chain) const {
  const auto found = last_.find(chain);
  return found == last_.end() ? kMaxWindow : sentence_ - found->second.first;
}

}  // namespace trama
