#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "graph/query/query.h"
#include "tests/graph/random_graph.h"
#include "tests/graph/watched_view.h"

namespace trama::test {
namespace {

using Path = std::vector<RelationId>;

// Tries every way without a repeated entity and ranks them by what the header promises.
class AllPaths {
 public:
  AllPaths(const GraphView& graph, EntityId from, EntityId to, int max_hops) : graph_(graph), to_(to) {
    std::vector<EntityId> entities{from};
    walk(entities, max_hops);
  }

  std::optional<Path> best() const {
    if (ways_.empty()) return std::nullopt;
    return std::min_element(ways_.begin(), ways_.end())->second;
  }

 private:
  // Hops, documents of the worst supported step and of all (negative), keys of the entities and of the relations.
  using Rank =
      std::tuple<std::size_t, std::int64_t, std::int64_t, std::vector<std::uint64_t>, std::vector<std::uint64_t>>;

  void walk(std::vector<EntityId>& entities, int hops_left) {
    if (entities.back() == to_) return note(entities);
    if (hops_left == 0) return;
    for (const EntityId next : graph_.entity_ids()) {
      if (std::find(entities.begin(), entities.end(), next) != entities.end()) continue;
      if (!best_between(entities.back(), next)) continue;
      entities.push_back(next);
      walk(entities, hops_left - 1);
      entities.pop_back();
    }
  }

  std::optional<RelationId> best_between(EntityId left, EntityId right) const {
    std::optional<RelationId> best;
    const auto rank = [&](RelationId id) {
      return std::make_pair(-graph_.relation(id).document_count, graph_.relation(id).key);
    };
    for (const RelationId id : graph_.relation_ids()) {
      const RelationEdge& relation = graph_.relation(id);
      const bool joins = (relation.subject == left && relation.object == right) ||
                         (relation.subject == right && relation.object == left);
      if (joins && (!best || rank(id) < rank(*best))) best = id;
    }
    return best;
  }

  void note(const std::vector<EntityId>& entities) {
    Path path;
    std::int64_t weakest = 1'000'000;
    std::int64_t total = 0;
    std::vector<std::uint64_t> entity_keys, relation_keys;
    for (std::size_t i = 0; i < entities.size(); ++i) {
      entity_keys.push_back(graph_.entity(entities[i]).key);
      if (i == 0) continue;
      path.push_back(*best_between(entities[i - 1], entities[i]));
      const RelationEdge& relation = graph_.relation(path.back());
      weakest = std::min(weakest, relation.document_count);
      total += relation.document_count;
      relation_keys.push_back(relation.key);
    }
    ways_.emplace(Rank{path.size(), -weakest, -total, entity_keys, relation_keys}, path);
  }

  const GraphView& graph_;
  EntityId to_;
  std::map<Rank, Path> ways_;
};

TEST(PathTwin, IsTheBestOfAllThatThereAre) {
  std::mt19937 random(8);
  for (int round = 0; round < 60; ++round) {
    const std::size_t actors = 4 + random() % 5;
    const Graph graph = build_graph(random_relations(random, actors, actors + random() % (2 * actors)));
    const int max_hops = static_cast<int>(random() % 7);
    for (const EntityId from : graph.entity_ids()) {
      for (const EntityId to : graph.entity_ids()) {
        const std::optional<Path> expected = AllPaths(graph, from, to, max_hops).best();
        ASSERT_EQ(find_path(graph, from, to, max_hops), expected) << "round " << round;
      }
    }
  }
}

// A -> hub <- B, and the hub knows a thousand more: it need not be asked whom.
TEST(PathSearch, DoesNotExpandTheHub) {
  std::vector<Statement> statements{says(place("Oslo"), "ver", place("Roma")),
                                    says(place("Lima"), "ver", place("Roma"))};
  for (int i = 0; i < 1000; ++i) {
    statements.push_back(says(place("Roma"), "ver", place("Lugar " + std::to_string(i))));
  }
  const Watched graph(build_graph(std::move(statements)));
  const auto path = find_path(graph, graph.find("Oslo").front(), graph.find("Lima").front());
  ASSERT_TRUE(path);
  EXPECT_EQ(path->size(), 2u);
  EXPECT_LE(graph.neighbours_read, 2u);
  // Nor from the hub itself.
  EXPECT_EQ(find_path(graph, graph.find("Roma").front(), graph.find("Lima").front())->size(), 1u);
  EXPECT_LE(graph.neighbours_read, 3u);
}

}  // namespace
}  // namespace trama::test
