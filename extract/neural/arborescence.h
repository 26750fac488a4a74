// Maximum spanning trees of directed graphs, for dependency trees.
#pragma once

#include <span>
#include <vector>

namespace trama {

// `scores`: n rows of n + 1, row-major: scores[i * (n + 1) + j] is that of vertex i under vertex j - 1, or under the
// root if j is 0. Gives every vertex's head (-1: the root) in the tree with the greatest sum among those with exactly
// one vertex under the root. Scores that are not numbers count as very small ones. n = 0 gives nothing. O(n^2) time and
// space: Tarjan, "Finding optimum branchings", Networks 7 (1977), in the form for dense graphs.
std::vector<int> best_tree(std::span<const float> scores, int n);

}  // namespace trama
