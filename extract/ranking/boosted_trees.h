// An ensemble of decision trees, as gradient boosting makes it (Friedman 2001, "Greedy function approximation").
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "extract/neural/tensor_file.h"

namespace trama {

// Immutable once read.
class BoostedTrees {
 public:
  // Of the tensors NAME.nodes (float, [nodes, 4]: feature, or -1 of a leaf; threshold, or the value of a leaf; the node
  // for values up to the threshold; the node for others) and NAME.roots (float, [trees]). Nodes come before the nodes
  // below them. Throws Error (kFormat) where that is not so or a feature is not below `features`.
  static BoostedTrees read(const TensorFile& file, const std::string& name, int features);

  // The sum of one leaf of each tree. Exact in the order of the trees, so the same on every machine.
  double operator()(std::span<const float> values) const;

 private:
  // A leaf leads to itself, so that trees of other depths are gone down side by side.
  struct Node {
    std::int32_t feature = 0;
    float threshold = 0;
    std::array<std::int32_t, 2> next;  // For values up to the threshold, and for others.
  };
  static constexpr int kTogether = 8;
  std::vector<Node> nodes_;
  std::vector<float> leaves_;        // By node.
  std::vector<std::int32_t> roots_;  // As many as are gone down together, or some times that; the rest are empty trees.
  std::vector<int> depths_;          // Of each kTogether trees, the steps to the deepest leaf.
};

}  // namespace trama
