// The other pairs of a sentence that a pair stands beside: its reverse, others of its predicate, the same two
// elsewhere.
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <utility>
#include <vector>

#include "extract/ranking/features.h"

namespace trama {

// A view; `context` and `pairs`, with their scores, must outlive it. Made in the time of a sort.
class Rivals {
 public:
  Rivals(const PairContext& context, const std::vector<PairCandidate>& pairs);

  // Behind pair_features() in the row. Time grows with the pairs of the same predicate, which are few.
  void add_features(std::size_t index, FeatureRow& row) const;

 private:
  // The two best of some pairs: whoever is one of them has the other as rival.
  struct Best {
    std::array<int, 2> of{-1, -1};  // A predicate, or a pair.
    std::array<double, 2> score{};
    void add(int whose, double value);
    double without(int whose) const;
  };

  const Slot& slot(int argument) const { return context_.view.slots[context_.arguments[argument].slot]; }
  int predicate(std::size_t pair) const { return context_.arguments[pairs_[pair].subject].predicate; }

  const PairContext& context_;
  const std::vector<PairCandidate>& pairs_;
  std::map<int, std::vector<std::size_t>> of_predicate_;
  std::map<std::pair<int, int>, Best> of_actors_;  // By predicate; either order.
  Best all_;                                       // By pair.
};
inline constexpr int kRivalFeatures = 11;

}  // namespace trama
