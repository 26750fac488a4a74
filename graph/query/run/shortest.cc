// Shortest paths between two nodes that are found already: searched from both ends, level by level. Where a condition
// on the whole path refuses all of the shortest, longer trails are tried, length by length.
#include <algorithm>
#include <unordered_map>

#include "graph/query/run/evaluate.h"
#include "graph/query/run/match.h"

namespace trama::cypher {
namespace {

class ShortestCursor final : public StepCursor {
 public:
  explicit ShortestCursor(const MatchStep& step) : step_(step) {}

  void open(Run& run) override {
    found_.clear();
    next_ = 0;
    length_ = 0;
    matched_ = false;
    near_.clear();
    const Value& from = slot_of(run, step_.from_slot);
    const Value& to = slot_of(run, step_.node_slot);
    if (!from.is(Type::kNode) || !to.is(Type::kNode)) return;
    from_ = from.node();
    to_ = to.node();
    if (fits(step_.each_node, from_, run) && fits(step_.each_node, to_, run)) search(run);
  }

  bool next(Run& run) override {
    do {
      while (next_ < found_.size()) {
        if (!take(found_[next_++], run)) continue;
        matched_ = true;
        if (!all()) found_.clear();
        return true;
      }
    } while (!matched_ && !step_.conditions.empty() && length_ > 0 && find_longer(run));
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

  bool all() const { return step_.shortest == Shortest::kAll; }
  // All of the shortest are wanted where the first one may be refused.
  bool each_way() const { return all() || !step_.conditions.empty(); }

  static bool fits(const std::vector<EachCondition>& conditions, const Value& part, Run& run) {
    return std::all_of(conditions.begin(), conditions.end(), [&](const EachCondition& one) {
      run.budget.step();
      slot_of(run, one.slot) = part;
      const Value value = evaluate(*one.expression, run);
      return value.is(Type::kBoolean) && value.boolean() == one.wanted;
    });
  }

  // Whether a search may go this way.
  bool passes(const Hop& hop, Run& run) {
    run.budget.step();
    slot_of(run, step_.relationship_slot) = hop.relationship;
    return admits(step_, hop.relationship, run) && fits(step_.each_relationship, hop.relationship, run) &&
           fits(step_.each_node, hop.other, run);
  }

  bool take(const std::vector<Relationship>& walk, Run& run) {
    List list(walk.begin(), walk.end());
    if (step_.backward) std::reverse(list.begin(), list.end());
    slot_of(run, step_.relationship_slot) = Value(std::move(list));
    return arrive(step_, to_, run);
  }

  void search(Run& run) {
    if (from_ == to_) {
      if (step_.least == 0) found_.emplace_back();
      return;
    }
    Side left{{}, {from_}, 0, step_.way};
    Side right{{}, {to_}, 0, reversed(step_.way)};
    left.came.emplace(from_.number, std::vector<Hop>());
    right.came.emplace(to_.number, std::vector<Hop>());
    while (left.length + right.length < step_.most && !left.level.empty() && !right.level.empty()) {
      const bool from_left = left.level.size() <= right.level.size();
      grow(from_left ? left : right, run);
      const Side& grown = from_left ? left : right;
      const Side& other = from_left ? right : left;
      std::vector<Node> meeting;
      std::copy_if(grown.level.begin(), grown.level.end(), std::back_inserter(meeting),
                   [&](Node node) { return other.came.contains(node.number); });
      if (meeting.empty()) continue;
      length_ = left.length + right.length;
      for (const Node node : meeting) {
        join(node, left, right, run);
        if (!each_way()) return;
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
        if (side.came.contains(hop.other.number)) {
          run.budget.step();
          continue;
        }
        if (!passes(hop, run)) continue;
        std::vector<Hop>& ways = came[hop.other.number];
        if (ways.empty()) level.push_back(hop.other);
        if (ways.empty() || each_way()) ways.push_back({hop.relationship, node});
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
        if (!each_way()) return;
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
        if (!each_way()) {
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

  // --- trails that are longer than the shortest ---

  // Of the next length; false if there can be none of it or beyond.
  bool find_longer(Run& run) {
    found_.clear();
    next_ = 0;
    bool more = true;
    while (found_.empty() && more && length_ < step_.most) {
      ++length_;
      reach_back(length_ / 2, run);
      more = find_of_length(run);
    }
    return !found_.empty();
  }

  // How far the nodes around the end are from it, up to so many relationships.
  void reach_back(std::int64_t distance, Run& run) {
    if (near_.empty()) {
      near_.emplace(to_.number, 0);
      edge_ = {to_};
      reach_ = 0;
    }
    std::vector<Hop> hops;
    for (; reach_ < distance; ++reach_) {
      std::vector<Node> further;
      for (const Node node : edge_) {
        hops.clear();
        run.graph.expand_of(node, reversed(step_.way), step_.types, hops);
        for (const Hop& hop : hops) {
          if (passes(hop, run) && near_.emplace(hop.other.number, reach_ + 1).second) further.push_back(hop.other);
        }
        run.budget.check_size(near_.size() * 4 * sizeof(Node));
      }
      edge_ = std::move(further);
    }
  }

  bool may_arrive(Node from, std::int64_t left) const {
    if (left > reach_) return true;
    const auto found = near_.find(from.number);
    return found != near_.end() && found->second <= left;
  }

  // All trails of length_ from end to end, in depth. False if no trail is so long.
  bool find_of_length(Run& run) {
    struct Level {
      std::vector<Hop> hops;
      std::size_t next = 0;
    };
    bool cut = false;
    std::vector<Relationship> walk;
    std::vector<Level> levels(1);
    run.graph.expand_of(from_, step_.way, step_.types, levels[0].hops);
    while (!levels.empty()) {
      Level& level = levels.back();
      if (level.next == level.hops.size()) {
        levels.pop_back();
        if (!walk.empty()) walk.pop_back();
        continue;
      }
      const Hop hop = level.hops[level.next++];
      if (std::find(walk.begin(), walk.end(), hop.relationship) != walk.end() || !passes(hop, run)) continue;
      const std::int64_t left = length_ - static_cast<std::int64_t>(walk.size()) - 1;
      if (left == 0 || !may_arrive(hop.other, left)) {
        cut = true;
        if (hop.other != to_ || left != 0) continue;
        run.budget.check_size((found_.size() + 1) * (walk.size() + 4) * sizeof(Relationship));
        found_.push_back(walk);
        found_.back().push_back(hop.relationship);
        continue;
      }
      walk.push_back(hop.relationship);
      levels.emplace_back();
      run.graph.expand_of(hop.other, step_.way, step_.types, levels.back().hops);
    }
    return cut;
  }

  const MatchStep& step_;
  Node from_;
  Node to_;
  std::vector<std::vector<Relationship>> found_;  // All of length_.
  std::size_t next_ = 0;
  std::int64_t length_ = 0;  // 0 if there is no path.
  bool matched_ = false;
  std::unordered_map<std::uint64_t, std::int64_t> near_;
  std::vector<Node> edge_;  // The furthest of them.
  std::int64_t reach_ = 0;
};

}  // namespace

std::unique_ptr<StepCursor> make_shortest_cursor(const MatchStep& step) {
  return std::make_unique<ShortestCursor>(step);
}

}  // namespace trama::cypher
