#include "extract/neural/arborescence.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

namespace trama {
namespace {

// The tree that the best head of each vertex makes, or nothing if that is no tree with one vertex under the root. (If
// it is, none is better.) Vertices are 1..n here and below, the root is 0.
std::vector<int> greedy_tree(const std::vector<double>& scores, int n) {
  std::vector<int> heads(n + 1, 0);
  int roots = 0;
  for (int i = 1; i <= n; ++i) {
    int best = 0;
    for (int j = 1; j <= n; ++j) {
      if (j != i &&
          scores[static_cast<std::size_t>(i) * (n + 1) + j] > scores[static_cast<std::size_t>(i) * (n + 1) + best])
        best = j;
    }
    heads[i] = best;
    roots += best == 0 ? 1 : 0;
  }
  if (roots != 1) return {};
  std::vector<int> reached(n + 1, 0);  // By the walk from this vertex; the root is reached by all.
  for (int i = 1; i <= n; ++i) {
    int v = i;
    while (v != 0 && reached[v] == 0) {
      reached[v] = i;
      v = heads[v];
    }
    if (v != 0 && reached[v] == i) return {};
  }
  return heads;
}

// Walks backwards along best incoming edges. A cycle becomes one vertex, kept in the place of one of its members; the
// vertices ever made form a forest, in which the edges of the tree are found at the end.
class TreeSearch {
 public:
  TreeSearch(std::vector<double> scores, int n)
      : width_(static_cast<std::size_t>(n) + 1), weight_(std::move(scores)), edge_(width_ * width_) {
    for (int to = 0; to <= n; ++to) {
      for (int from = 0; from <= n; ++from) edge_[at(to, from)] = {from, to};
    }
    for (int v = 0; v <= n; ++v) {
      alive_.push_back(v);
      node_.push_back(v);
    }
    forest_.resize(width_);
  }

  std::vector<int> heads() {
    while (alive_.size() > 1) contract_or_join();
    return expand();
  }

 private:
  struct Edge {
    int from = 0;
    int to = 0;
  };
  struct Node {  // A vertex of the graph, or a cycle of nodes.
    int parent = -1;
    Edge chosen;
    std::vector<int> members;
  };

  std::size_t at(int to, int from) const {
    return static_cast<std::size_t>(to) * width_ + static_cast<std::size_t>(from);
  }

  // Grows a path from some living vertex until it meets the root's part of the tree or closes a cycle.
  void contract_or_join() {
    if (path_.empty()) path_.push_back(alive_.back());  // The root is the first.
    const int v = path_.back();
    int best = -1;
    for (const int u : alive_) {
      if (u != v && (best < 0 || weight_[at(v, u)] > weight_[at(v, best)])) best = u;
    }
    forest_[node_[v]].chosen = edge_[at(v, best)];
    in_weight_.push_back(weight_[at(v, best)]);
    if (best == 0) {
      join_root();
      return;
    }
    const auto found = std::find(path_.begin(), path_.end(), best);
    if (found == path_.end()) {
      path_.push_back(best);
    } else {
      contract(static_cast<std::size_t>(found - path_.begin()));
    }
  }

  // The vertices of the path hang under the root: from now on the root stands for them too.
  void join_root() {
    for (const int v : path_) {
      alive_.erase(std::find(alive_.begin(), alive_.end(), v));
      for (const int to : alive_) {
        if (to != 0 && weight_[at(to, v)] > weight_[at(to, 0)]) {
          weight_[at(to, 0)] = weight_[at(to, v)];
          edge_[at(to, 0)] = edge_[at(to, v)];
        }
      }
    }
    path_.clear();
    in_weight_.clear();
  }

  // Makes the path from `first` on, a cycle, one vertex in the place of its first member.
  void contract(std::size_t first) {
    const int place = path_[first];
    Node cycle;
    const int id = static_cast<int>(forest_.size());
    for (std::size_t i = first; i < path_.size(); ++i) {
      const int member = path_[i];
      forest_[node_[member]].parent = id;
      cycle.members.push_back(node_[member]);
      // Who enters the cycle at a member does without the member's edge inside.
      for (const int u : alive_) {
        if (u != member) weight_[at(member, u)] -= in_weight_[i];
      }
      if (member != place) alive_.erase(std::find(alive_.begin(), alive_.end(), member));
    }
    for (std::size_t i = first + 1; i < path_.size(); ++i) merge_into(place, path_[i]);
    forest_.push_back(std::move(cycle));
    node_[place] = id;
    path_.resize(first + 1);
    in_weight_.resize(first);
  }

  void merge_into(int place, int member) {
    for (const int u : alive_) {
      if (u == place) continue;
      if (weight_[at(place, u)] < weight_[at(member, u)]) {
        weight_[at(place, u)] = weight_[at(member, u)];
        edge_[at(place, u)] = edge_[at(member, u)];
      }
      if (weight_[at(u, place)] < weight_[at(u, member)]) {
        weight_[at(u, place)] = weight_[at(u, member)];
        edge_[at(u, place)] = edge_[at(u, member)];
      }
    }
  }

  // Takes the cycles apart, outermost first: each keeps its edges but the one into the member that is entered.
  std::vector<int> expand() {
    std::vector<int> heads(width_, 0);
    std::vector<int> open;
    for (int id = 1; id < static_cast<int>(forest_.size()); ++id) {
      if (forest_[id].parent < 0) open.push_back(id);
    }
    while (!open.empty()) {
      const int top = open.back();
      open.pop_back();
      const Edge edge = forest_[top].chosen;
      heads[edge.to] = edge.from;
      for (int id = edge.to; id != top; id = forest_[id].parent) {
        for (const int sibling : forest_[forest_[id].parent].members) {
          if (sibling != id) open.push_back(sibling);
        }
      }
    }
    return heads;
  }

  std::size_t width_;
  std::vector<double> weight_;  // [to][from], of living vertices.
  std::vector<Edge> edge_;      // The edge of the graph that a weight is of.
  std::vector<int> alive_;
  std::vector<int> node_;  // The forest's node that stands in a vertex's place.
  std::vector<Node> forest_;
  std::vector<int> path_;
  std::vector<double> in_weight_;  // Of the chosen edges of the path's vertices.
};

}  // namespace

std::vector<int> best_tree(std::span<const float> scores, int n) {
  if (n == 0) return {};
  constexpr double kLeast = -1e9, kMost = 1e9;
  std::vector<double> weights(static_cast<std::size_t>(n + 1) * (n + 1), kLeast);
  double low = kMost, high = kLeast;
  for (int i = 0; i < n; ++i) {
    for (int j = 0; j <= n; ++j) {
      const double score = scores[static_cast<std::size_t>(i) * (n + 1) + j];
      const double weight = std::isnan(score) ? kLeast : std::clamp(score, kLeast, kMost);
      weights[static_cast<std::size_t>(i + 1) * (n + 1) + j] = weight;
      low = std::min(low, weight);
      high = std::max(high, weight);
    }
  }
  std::vector<int> heads = greedy_tree(weights, n);
  if (heads.empty()) {
    // Edges from the root lose so much that a second one never pays.
    const double penalty = (high - low + 1) * (n + 1);
    for (int i = 1; i <= n; ++i) weights[static_cast<std::size_t>(i) * (n + 1)] -= penalty;
    heads = TreeSearch(std::move(weights), n).heads();
  }
  heads.erase(heads.begin());
  for (int& head : heads) --head;
  return heads;
}

}  // namespace trama
