#include "extract/ranking/boosted_trees.h"

#include <algorithm>

#include "base/error.h"

namespace trama {

BoostedTrees BoostedTrees::read(const TensorFile& file, const std::string& name, int features) {
  const auto demand = [&](bool holds, const char* what) {
    if (!holds) throw Error(ErrorCode::kFormat, file.path().string() + ": " + name + ": " + what);
  };
  const Tensor& nodes = file.tensor(name + ".nodes", {-1, 4});
  const Tensor& roots = file.tensor(name + ".roots", {-1});
  const int count = nodes.shape[0];
  const AlignedFloats values = nodes.values(), starts = roots.values();
  BoostedTrees trees;
  std::vector<int> heights(static_cast<std::size_t>(count), 0);
  for (int n = 0; n < count; ++n) {
    const float* row = values.data() + static_cast<std::size_t>(n) * 4;
    const auto within = [&](float index) { return index > static_cast<float>(n) && index < static_cast<float>(count); };
    const bool leaf = row[0] < 0;
    demand(row[0] < static_cast<float>(features), "a feature that there is not");
    demand(leaf || (within(row[2]) && within(row[3])), "a node whose nodes below do not follow it");
    if (leaf) {
      trees.nodes_.push_back({0, 0, {n, n}});
    } else {
      trees.nodes_.push_back({static_cast<std::int32_t>(row[0]),
                              row[1],
                              {static_cast<std::int32_t>(row[2]), static_cast<std::int32_t>(row[3])}});
    }
    trees.leaves_.push_back(leaf ? row[1] : 0);
  }
  for (int n = count - 1; n >= 0; --n) {  // Nodes come before those below them.
    for (const std::int32_t next : trees.nodes_[n].next) {
      if (next != n) heights[n] = std::max(heights[n], heights[next] + 1);
    }
  }
  for (int t = 0; t < roots.shape[0]; ++t) {
    demand(starts[t] >= 0 && starts[t] < static_cast<float>(count), "a root that is no node");
    trees.roots_.push_back(static_cast<std::int32_t>(starts[t]));
  }
  const std::int32_t nothing = count;
  trees.nodes_.push_back({0, 0, {nothing, nothing}});
  trees.leaves_.push_back(0);
  heights.push_back(0);
  while (trees.roots_.size() % kTogether != 0) trees.roots_.push_back(nothing);
  for (std::size_t t = 0; t < trees.roots_.size(); ++t) {
    if (t % kTogether == 0) trees.depths_.push_back(0);
    trees.depths_.back() = std::max(trees.depths_.back(), heights[trees.roots_[t]]);
  }
  return trees;
}

double BoostedTrees::operator()(std::span<const float> values) const {
  double sum = 0;
  for (std::size_t group = 0; group < depths_.size(); ++group) {
    std::array<std::int32_t, kTogether> at;
    for (int t = 0; t < kTogether; ++t) at[t] = roots_[group * kTogether + t];
    for (int step = 0; step < depths_[group]; ++step) {
      for (std::int32_t& n : at) {
        const Node& node = nodes_[n];
        n = node.next[values[node.feature] > node.threshold ? 1 : 0];
      }
    }
    for (const std::int32_t n : at) sum += leaves_[n];
  }
  return sum;
}

}  // namespace trama
