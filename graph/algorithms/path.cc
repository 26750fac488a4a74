// Shortest paths, searched from both ends at once: only the neighbourhoods of the two are read, never the whole graph.
#include <algorithm>
#include <limits>
#include <tuple>
#include <unordered_map>

#include "base/error.h"
#include "graph/query/query.h"

namespace trama {
namespace {

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
constexpr std::size_t kWeighed = 64;  // So many entities of a frontier are asked how many relations they have.

// What is known of an entity within reach of one end: the steps that lead to it from those one hop nearer to that end,
// and what the best paths to it are worth.
struct Reached {
  int hops = 0;
  std::vector<Neighbour> from;
  std::int64_t weakest = -1;  // Documents of the worst supported step of the best path.
  std::int64_t total = -1;    // Most documents of a path whose steps all have enough; -1: there is none.
};

// All entities within some number of hops of one end.
class Side {
 public:
  Side(const GraphView& graph, EntityId end) : graph_(graph), frontier_{end} {
    Reached& self = reached_[end];
    self.weakest = kMost;
    self.total = 0;
  }

  int hops() const { return hops_; }
  const std::vector<EntityId>& frontier() const { return frontier_; }
  const Reached* find(EntityId id) const {
    const auto found = reached_.find(id);
    return found == reached_.end() ? nullptr : &found->second;
  }

  // About how many relations expand() will look at.
  double cost() const {
    const std::size_t weighed = std::min(frontier_.size(), kWeighed);
    double relations = 0;
    for (std::size_t i = 0; i < weighed; ++i) {
      relations += static_cast<double>(graph_.entity(frontier_[i]).relation_count);
    }
    return relations * static_cast<double>(frontier_.size()) / static_cast<double>(std::max<std::size_t>(weighed, 1));
  }

  // Goes one hop further. False if there is nothing further.
  bool expand() {
    ++hops_;
    std::vector<EntityId> next;
    for (const EntityId at : frontier_) {
      for (const Neighbour& neighbour : graph_.neighbours(at)) {
        const auto [place, is_new] = reached_.try_emplace(neighbour.entity);
        if (is_new) {
          place->second.hops = hops_;
          next.push_back(neighbour.entity);
        }
        if (place->second.hops == hops_) place->second.from.push_back({at, neighbour.documents});
      }
    }
    frontier_ = std::move(next);
    layers_.push_back(frontier_);
    return !frontier_.empty();
  }

  void find_weakest() {
    each([&](Reached& one) {
      for (const Neighbour& step : one.from) {
        one.weakest = std::max(one.weakest, std::min(reached_.at(step.entity).weakest, step.documents));
      }
    });
  }

  // Of the paths all of whose steps have `enough` documents.
  void find_totals(std::int64_t enough) {
    each([&](Reached& one) {
      for (const Neighbour& step : one.from) {
        const std::int64_t before = reached_.at(step.entity).total;
        if (step.documents >= enough && before >= 0) one.total = std::max(one.total, before + step.documents);
      }
    });
  }

  // The last steps of the best paths to an entity, after find_totals(enough).
  std::vector<EntityId> best_before(EntityId id, std::int64_t enough) const {
    const Reached& one = reached_.at(id);
    std::vector<EntityId> result;
    for (const Neighbour& step : one.from) {
      const std::int64_t before = reached_.at(step.entity).total;
      if (step.documents >= enough && before >= 0 && before + step.documents == one.total)
        result.push_back(step.entity);
    }
    return result;
  }

 private:
  // From the end outwards.
  template <typename Visit>
  void each(Visit visit) {
    for (const std::vector<EntityId>& layer : layers_) {
      for (const EntityId id : layer) visit(reached_.at(id));
    }
  }

  const GraphView& graph_;
  int hops_ = 0;
  std::vector<EntityId> frontier_;
  std::vector<std::vector<EntityId>> layers_;  // Of one hop, of two hops ….
  std::unordered_map<EntityId, Reached> reached_;
};

// Entities of a shortest path from one end to the other, both included; empty if there is none.
class PathSearch {
 public:
  PathSearch(const GraphView& graph, EntityId from, EntityId to)
      : graph_(graph), start_(graph, from), goal_(graph, to) {}

  std::vector<EntityId> run(int max_hops) {
    if (!meet(max_hops)) return {};
    start_.find_weakest();
    goal_.find_weakest();
    std::int64_t enough = -1;
    for (const EntityId id : meeting_) {
      enough = std::max(enough, std::min(start_.find(id)->weakest, goal_.find(id)->weakest));
    }
    start_.find_totals(enough);
    goal_.find_totals(enough);
    keep_best_meetings();
    return smallest_path(enough);
  }

 private:
  // Every shortest path passes one of the entities that are then in both frontiers.
  bool meet(int max_hops) {
    while (true) {
      const Side& fewer = start_.frontier().size() < goal_.frontier().size() ? start_ : goal_;
      const Side& other = &fewer == &start_ ? goal_ : start_;
      for (const EntityId id : fewer.frontier()) {
        const Reached* reached = other.find(id);
        if (reached != nullptr && reached->hops == other.hops()) meeting_.push_back(id);
      }
      if (!meeting_.empty()) return true;
      if (start_.hops() + goal_.hops() >= max_hops) return false;
      if (!(start_.cost() < goal_.cost() ? start_ : goal_).expand()) return false;
    }
  }

  void keep_best_meetings() {
    std::int64_t best = -1;
    const auto total = [&](EntityId id) {
      const std::int64_t before = start_.find(id)->total;
      const std::int64_t after = goal_.find(id)->total;
      return before < 0 || after < 0 ? -1 : before + after;
    };
    for (const EntityId id : meeting_) best = std::max(best, total(id));
    std::erase_if(meeting_, [&](EntityId id) { return total(id) != best; });
  }

  // Of the best paths, which are all as long and as good, the first by the keys of their entities.
  std::vector<EntityId> smallest_path(std::int64_t enough) const {
    std::unordered_map<EntityId, std::vector<EntityId>> after;  // Within the start's side, forwards.
    std::vector<EntityId> layer = meeting_;
    for (int hop = start_.hops(); hop > 0; --hop) {
      std::vector<EntityId> before;
      for (const EntityId id : layer) {
        for (const EntityId from : start_.best_before(id, enough)) {
          if (!after.contains(from)) before.push_back(from);
          after[from].push_back(id);
        }
      }
      layer = std::move(before);
    }
    std::vector<EntityId> path{smallest(layer)};
    for (int hop = 0; hop < start_.hops(); ++hop) path.push_back(smallest(after.at(path.back())));
    for (int hop = 0; hop < goal_.hops(); ++hop) path.push_back(smallest(goal_.best_before(path.back(), enough)));
    return path;
  }

  EntityId smallest(const std::vector<EntityId>& ids) const {
    return *std::min_element(ids.begin(), ids.end(), [&](EntityId left, EntityId right) {
      return graph_.entity(left).key < graph_.entity(right).key;
    });
  }

  const GraphView& graph_;
  Side start_;
  Side goal_;
  std::vector<EntityId> meeting_;
};

RelationId best_between(const GraphView& graph, EntityId left, EntityId right) {
  std::vector<RelationId> relations = graph.relations_between(left, right);
  const std::vector<RelationId> back = graph.relations_between(right, left);
  relations.insert(relations.end(), back.begin(), back.end());
  return *std::min_element(relations.begin(), relations.end(), [&](RelationId a, RelationId b) {
    const RelationEdge& one = graph.relation(a);
    const RelationEdge& other = graph.relation(b);
    return std::make_tuple(-one.document_count, one.key) < std::make_tuple(-other.document_count, other.key);
  });
}

}  // namespace

std::optional<std::vector<RelationId>> find_path(const GraphView& graph, EntityId from, EntityId to, int max_hops) {
  if (graph.entity(from).id == graph.entity(to).id && max_hops >= 0) return std::vector<RelationId>();
  if (max_hops < 0) throw Error(ErrorCode::kInvalid, "a path cannot have fewer than 0 steps");
  const std::vector<EntityId> entities = PathSearch(graph, from, to).run(max_hops);
  if (entities.empty()) return std::nullopt;
  std::vector<RelationId> path;
  for (std::size_t i = 1; i < entities.size(); ++i) path.push_back(best_between(graph, entities[i - 1], entities[i]));
  return path;
}

}  // namespace trama
