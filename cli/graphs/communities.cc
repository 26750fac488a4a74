#include "cli/graphs/communities.h"

#include "base/error.h"

#ifdef TRAMA_COMMUNITIES

#include <igraph/igraph.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "graph/algorithms/actor_graph.h"

namespace trama::cli {

namespace {

constexpr std::size_t kLeastShown = 3;

constexpr unsigned kSeed = 1;
constexpr double kRandomness = 0.01;  // As Leiden's authors have it.

void must(igraph_error_t code) {
  if (code != IGRAPH_SUCCESS) throw Error(ErrorCode::kInvalid, std::string("communities: ") + igraph_strerror(code));
}

// igraph's vectors, freed at the end.
class Reals {
 public:
  explicit Reals(std::size_t size) { must(igraph_vector_init(&vector_, static_cast<igraph_integer_t>(size))); }
  ~Reals() { igraph_vector_destroy(&vector_); }
  Reals(const Reals&) = delete;
  Reals& operator=(const Reals&) = delete;
  igraph_vector_t* get() { return &vector_; }
  double& operator[](std::size_t i) { return VECTOR(vector_)[i]; }

 private:
  igraph_vector_t vector_{};
};

class Integers {
 public:
  explicit Integers(std::size_t size) { must(igraph_vector_int_init(&vector_, static_cast<igraph_integer_t>(size))); }
  ~Integers() { igraph_vector_int_destroy(&vector_); }
  Integers(const Integers&) = delete;
  Integers& operator=(const Integers&) = delete;
  igraph_vector_int_t* get() { return &vector_; }
  igraph_integer_t& operator[](std::size_t i) { return VECTOR(vector_)[i]; }

 private:
  igraph_vector_int_t vector_{};
};

// The number of the community of every actor: Leiden's method, which looks for the greatest modularity.
std::vector<std::size_t> leiden(const ActorGraph& graph, double resolution) {
  igraph_set_error_handler(igraph_error_handler_ignore);
  must(igraph_rng_seed(igraph_rng_default(), kSeed));
  Integers edges(2 * graph.pairs.size());
  Reals weights(graph.pairs.size()), strengths(graph.actors.size());
  double all = 0;
  for (std::size_t i = 0; i < graph.pairs.size(); ++i) {
    const auto& [left, right] = graph.pairs[i];
    edges[2 * i] = left;
    edges[2 * i + 1] = right;
    weights[i] = graph.weights[i];
    strengths[left] += graph.weights[i];
    strengths[right] += graph.weights[i];
    all += 2 * graph.weights[i];
  }
  igraph_t whole;
  must(igraph_create(&whole, edges.get(), static_cast<igraph_integer_t>(graph.actors.size()), IGRAPH_UNDIRECTED));
  const std::unique_ptr<igraph_t, void (*)(igraph_t*)> owner(&whole, igraph_destroy);
  Integers membership(graph.actors.size());
  must(igraph_community_leiden(&whole, weights.get(), strengths.get(), all > 0 ? resolution / all : 0, kRandomness,
                               /*start=*/false, /*n_iterations=*/-1, membership.get(), nullptr, nullptr));
  std::vector<std::size_t> result;
  for (std::size_t i = 0; i < graph.actors.size(); ++i) result.push_back(static_cast<std::size_t>(membership[i]));
  return result;
}

}  // namespace

std::vector<std::vector<EntityId>> find_communities(const GraphView& view, double resolution) {
  const ActorGraph graph = actor_graph(view);
  const std::vector<std::size_t> of = leiden(graph, resolution);
  std::vector<std::vector<EntityId>> members;
  for (std::size_t i = 0; i < of.size(); ++i) {
    if (members.size() <= of[i]) members.resize(of[i] + 1);
    members[of[i]].push_back(graph.actors[i]);
  }
  for (auto& one : members) one = most_mentioned_of(view, one, one.size());
  std::sort(members.begin(), members.end(), [&](const auto& left, const auto& right) {
    if (left.size() != right.size()) return left.size() > right.size();
    return view.entity(left.front()).key < view.entity(right.front()).key;
  });
  return members;
}

std::function<std::vector<std::vector<EntityId>>(const GraphView&)> community_finder() {
  return [](const GraphView& view) {
    std::vector<std::vector<EntityId>> groups = find_communities(view, 1);
    std::erase_if(groups, [](const auto& one) { return one.size() < kLeastShown; });
    return groups;
  };
}

}  // namespace trama::cli

#else

namespace trama::cli {

std::vector<std::vector<EntityId>> find_communities(const GraphView& /*view*/, double /*resolution*/) {
  throw Error(ErrorCode::kInvalid, "this trama was built without igraph, which finds communities");
}

std::function<std::vector<std::vector<EntityId>>(const GraphView&)> community_finder() {
  return nullptr;
}

}  // namespace trama::cli

#endif
