// Shortest paths between two nodes that are found already: searched from both ends, level by level.
#include <algorithm>
#include <unordered_map>

#include "graph/query/run/match.h"

namespace trama::cypher {
namespace {

class ShortestCursor final : public StepCursor {
 public:
  explicit ShortestCursor(const MatchStep& step) : step_(step) {}

  void open(Run& run) override {
    found_.clear();
    next_ = 0;
    const Value& from = slot_of(run, step_.from_slot);
    const Value& to = slot_of(run, step_.node_slot);
    if (from.is(Type::kNode) && to.is(Type::kNode)) search(from.node(), to.node(), run);
  }

  bool next(Run& run) override {
    while (next_ < found_.size()) {
      std::vector<Relationship>& walk = found_[next_++];
      List list(walk.begin(), walk.end());
      if (step_.backward) std::reverse(list.begin(), list.end());
      slot_of(run, step_.relationship_slot) = Value(std::move(list));
      if (arrive(step_, slot_of(run, step_.node_slot).node(), run)) return true;
    }
    return false;
  }

 private:
  // What was reached from one end: how each node was come to, from all nodes of the level before.
  struct Side {
    std::unordered_map<std::uint64_t, std::vector<Hop>> came;  // `other` is the node before.
    std::vector<Node> level;
    std::int64_t length = 0;
    Way way = Way::kBoth;
  };

  void search(Node from, Node to, Run& run) {
    if (from == to) {
      if (step_.least == 0) found_.emplace_back();
      return;
    }
    Side left{{}, {from}, 0, step_.way};
    Side right{{}, {to}, 0, reversed(step_.way)};
    left.came.emplace(from.number, std::vector<Hop>());
    right.came.emplace(to.number, std::vector<Hop>());
    while (left.length + right.length < step_.most && !left.level.empty() && !right.level.empty()) {
      const bool from_left = left.level.size() <= right.level.size();
      grow(from_left ? left : right, run);
      const Side& grown = from_left ? left : right;
      const Side& other = from_left ? right : left;
      std::vector<Node> meeting;
      std::copy_if(grown.level.begin(), grown.level.end(), std::back_inserter(meeting),
                   [&](Node node) { return other.came.contains(node.number); });
      if (meeting.empty()) continue;
      for (const Node node : meeting) {
        join(node, left, right, run);
        if (step_.shortest == Shortest::kOne) return;
      }
      return;
    }
  }

  void grow(Side& side, Run& run) {
    std::vector<Node> level;
    std::vector<Hop> hops;
    std::unordered_map<std::uint64_t, std::vector<Hop>> came;
    for (const Node node : side.level) {
      hops.clear();
      run.graph.expand_of(node, side.way, step_.types, hops);
      for (const Hop& hop : hops) {
        run.budget.step();
        if (side.came.contains(hop.other.number)) continue;
        slot_of(run, step_.relationship_slot) = hop.relationship;
        if (!admits(step_, hop.relationship, run)) continue;
        std::vector<Hop>& ways = came[hop.other.number];
        if (ways.empty()) level.push_back(hop.other);
        if (ways.empty() || step_.shortest == Shortest::kAll) ways.push_back({hop.relationship, node});
      }
    }
    for (auto& [node, ways] : came) side.came.emplace(node, std::move(ways));
    side.level = std::move(level);
    ++side.length;
  }

  // All walks through a node at which the two sides meet; the first alone if one is wanted.
  void join(Node node, const Side& left, const Side& right, Run& run) {
    std::vector<std::vector<Relationship>> heads;
    std::vector<std::vector<Relationship>> tails;
    std::vector<Relationship> walk;
    collect(node, left, walk, heads, run);
    collect(node, right, walk, tails, run);
    for (const std::vector<Relationship>& head : heads) {
      for (const std::vector<Relationship>& tail : tails) {
        run.budget.step();
        run.budget.check_size((found_.size() + 1) * (head.size() + tail.size()) * sizeof(Relationship));
        std::vector<Relationship> whole(head.rbegin(), head.rend());
        whole.insert(whole.end(), tail.begin(), tail.end());
        found_.push_back(std::move(whole));
        if (step_.shortest == Shortest::kOne) return;
      }
    }
  }

  // Walks from the meeting back to the end of a side.
  void collect(Node node, const Side& side, std::vector<Relationship>& walk,
               std::vector<std::vector<Relationship>>& into, Run& run) {
    struct Level {
      const std::vector<Hop>* ways;
      std::size_t next = 0;
    };
    std::vector<Level> levels = {{&side.came.at(node.number)}};
    while (!levels.empty()) {
      run.budget.step();
      Level& level = levels.back();
      if (level.ways->empty()) {  // The end itself.
        run.budget.check_size((into.size() + 1) * (walk.size() + 4) * sizeof(Relationship));
        into.push_back(walk);
        if (step_.shortest == Shortest::kOne) {
          walk.clear();
          return;
        }
      }
      if (level.next < level.ways->size()) {
        const Hop& hop = (*level.ways)[level.next++];
        walk.push_back(hop.relationship);
        levels.push_back({&side.came.at(hop.other.number)});
        continue;
      }
      levels.pop_back();
      if (!walk.empty()) walk.pop_back();
    }
  }

  const MatchStep& step_;
  std::vector<std::vector<Relationship>> found_;
  std::size_t next_ = 0;
};

}  // namespace

std::unique_ptr<StepCursor> make_shortest_cursor(const MatchStep& step) {
  return std::make_unique<ShortestCursor>(step);
}

}  // namespace trama::cypher
