#include <algorithm>
#include <limits>
#include <map>
#include <tuple>

#include "base/error.h"
#include "graph/model/boost_view.h"
#include "graph/query/query.h"

namespace trama {
namespace {

constexpr int kUnreached = std::numeric_limits<int>::max();

// Steps from every entity to `goal`, up to `max_hops`, relations taken in either direction.
std::vector<int> distances(const BoostGraph& view, std::size_t goal, int max_hops) {
  std::vector<int> distance(boost::num_vertices(view), kUnreached);
  std::vector<std::size_t> queue{goal};
  distance[goal] = 0;
  for (std::size_t next = 0; next < queue.size(); ++next) {
    const std::size_t at = queue[next];
    if (distance[at] == max_hops) break;
    const auto reach = [&](std::size_t to) {
      if (distance[to] != kUnreached) return;
      distance[to] = distance[at] + 1;
      queue.push_back(to);
    };
    for (const auto edge : boost::make_iterator_range(boost::out_edges(at, view))) reach(boost::target(edge, view));
    for (const auto edge : boost::make_iterator_range(boost::in_edges(at, view))) reach(boost::source(edge, view));
  }
  return distance;
}

// How good a shortest path is: support is the smallest number of documents of its relations, then their sum.
struct Best {
  std::int64_t weakest = -1;
  std::int64_t total = 0;
  RelationId relation{};  // The first step.
  std::size_t next = 0;
};

class ShortestPath {
 public:
  ShortestPath(const Graph& graph, const std::vector<int>& distance)
      : graph_(graph), view_(boost_view(graph)), distance_(distance) {}

  std::vector<RelationId> from(std::size_t start) {
    // Best continuations, from the goal outwards.
    std::vector<std::vector<std::size_t>> layers(static_cast<std::size_t>(distance_[start]) + 1);
    for (std::size_t v = 0; v < distance_.size(); ++v) {
      if (distance_[v] <= distance_[start]) layers[static_cast<std::size_t>(distance_[v])].push_back(v);
    }
    best_.emplace(layers[0].front(), Best{std::numeric_limits<std::int64_t>::max(), 0, {}, 0});
    for (std::size_t layer = 1; layer < layers.size(); ++layer) {
      for (const std::size_t vertex : layers[layer]) best_.emplace(vertex, best_step(vertex));
    }
    std::vector<RelationId> path;
    for (std::size_t at = start; distance_[at] > 0; at = best_.at(at).next) path.push_back(best_.at(at).relation);
    return path;
  }

 private:
  Best best_step(std::size_t vertex) const {
    Best best;
    const auto consider = [&](RelationId relation, std::size_t to) {
      if (distance_[to] != distance_[vertex] - 1) return;
      const Best& rest = best_.at(to);
      const std::int64_t documents = graph_.relation(relation).document_count;
      const Best candidate{std::min(rest.weakest, documents), rest.total + documents, relation, to};
      const auto rank = [](const Best& one) { return std::make_tuple(-one.weakest, -one.total, one.relation); };
      if (best.weakest < 0 || rank(candidate) < rank(best)) best = candidate;
    };
    for (const auto edge : boost::make_iterator_range(boost::out_edges(vertex, view_))) {
      consider(view_[edge].relation, boost::target(edge, view_));
    }
    for (const auto edge : boost::make_iterator_range(boost::in_edges(vertex, view_))) {
      consider(view_[edge].relation, boost::source(edge, view_));
    }
    return best;
  }

  const Graph& graph_;
  const BoostGraph& view_;
  const std::vector<int>& distance_;
  std::map<std::size_t, Best> best_;
};

}  // namespace

std::optional<std::vector<RelationId>> find_path(const Graph& graph, EntityId from, EntityId to, int max_hops) {
  const auto start = static_cast<std::size_t>(graph.entity(from).id);
  const auto goal = static_cast<std::size_t>(graph.entity(to).id);
  if (max_hops < 0) throw Error(ErrorCode::kInvalid, "a path cannot have fewer than 0 steps");
  const std::vector<int> distance = distances(boost_view(graph), goal, max_hops);
  if (distance[start] == kUnreached) return std::nullopt;
  return ShortestPath(graph, distance).from(start);
}

}  // namespace trama
