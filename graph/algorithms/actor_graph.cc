#include "graph/algorithms/actor_graph.h"

#include <algorithm>
#include <boost/graph/betweenness_centrality.hpp>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/page_rank.hpp>
#include <map>
#include <string>
#include <unordered_map>

#include "base/error.h"

namespace trama {
namespace {

constexpr int kRounds = 60;  // Of the ranks: by then they change in the ninth digit.
constexpr double kDamping = 0.85;
constexpr double kMostSteps = 2e10;

using Csr = boost::compressed_sparse_row_graph<boost::directedS>;

// Both directions of every pair.
Csr both_ways(const ActorGraph& graph) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> edges = graph.pairs;
  for (const auto& [left, right] : graph.pairs) edges.emplace_back(right, left);
  std::sort(edges.begin(), edges.end());
  return {boost::edges_are_sorted, edges.begin(), edges.end(), graph.actors.size()};
}

}  // namespace

ActorGraph actor_graph(const GraphView& view) {
  ActorGraph graph;
  graph.actors = view.entity_ids();
  std::sort(graph.actors.begin(), graph.actors.end(),
            [&](EntityId left, EntityId right) { return view.entity(left).key < view.entity(right).key; });
  std::unordered_map<EntityId, std::uint32_t> places;
  for (std::size_t i = 0; i < graph.actors.size(); ++i) places.emplace(graph.actors[i], static_cast<std::uint32_t>(i));
  std::map<std::pair<std::uint32_t, std::uint32_t>, double> pairs;
  view.scan_relations([&](const RelationEdge& relation) {
    if (relation.subject == relation.object) return;
    const std::uint32_t subject = places.at(relation.subject);
    const std::uint32_t object = places.at(relation.object);
    pairs[std::minmax(subject, object)] += static_cast<double>(relation.document_count);
  });
  for (const auto& [pair, weight] : pairs) {
    graph.pairs.push_back(pair);
    graph.weights.push_back(weight);
  }
  return graph;
}

std::vector<double> page_ranks(const ActorGraph& graph) {
  const Csr csr = both_ways(graph);
  std::vector<double> ranks(graph.actors.size());
  if (ranks.empty()) return ranks;
  const auto index = boost::get(boost::vertex_index, csr);
  boost::graph::page_rank(csr, boost::make_iterator_property_map(ranks.begin(), index),
                          boost::graph::n_iterations(kRounds), kDamping);
  double all = 0;
  for (const double rank : ranks) all += rank;
  for (double& rank : ranks) rank /= all;
  return ranks;
}

std::vector<double> betweenness(const ActorGraph& graph) {
  const double steps = static_cast<double>(graph.actors.size()) * static_cast<double>(graph.pairs.size());
  if (steps > kMostSteps) {
    throw Error(ErrorCode::kInvalid, "betweenness of " + std::to_string(graph.actors.size()) + " actors and " +
                                         std::to_string(graph.pairs.size()) +
                                         " pairs takes too long; bound the time with --since and --until, or rank by "
                                         "pagerank");
  }
  const Csr csr = both_ways(graph);
  std::vector<double> result(graph.actors.size());
  const auto index = boost::get(boost::vertex_index, csr);
  boost::brandes_betweenness_centrality(csr, boost::make_iterator_property_map(result.begin(), index));
  for (double& one : result) one /= 2;  // Every pair was an edge both ways.
  return result;
}

}  // namespace trama
