// Trails of several relationships, in depth; none is used twice.
#include <algorithm>
#include <unordered_set>

#include "graph/query/run/match.h"

namespace trama::cypher {
namespace {

class WalkCursor final : public StepCursor {
 public:
  explicit WalkCursor(const MatchStep& step) : step_(step) {}

  void open(Run& run) override {
    nodes_.clear();
    levels_.clear();
    walked_.clear();
    used_.clear();
    done_ = true;
    const Value& from = slot_of(run, step_.from_slot);
    if (!from.is(Type::kNode)) return;
    nodes_.push_back(from.node());
    if (step_.relationship_bound) {
      bound_ = slot_of(run, step_.relationship_slot);
      done_ = false;
      return;
    }
    done_ = false;
    state_ = State::kArrive;
  }

  bool next(Run& run) override {
    if (done_) return false;
    if (step_.relationship_bound) {
      done_ = true;
      return follow_bound(run);
    }
    while (true) {
      if (state_ == State::kArrive) {
        state_ = State::kDescend;
        if (length() >= step_.least && arrive_here(run)) return true;
      }
      if (state_ == State::kDescend) {
        state_ = State::kAdvance;
        levels_.emplace_back();
        if (length() < step_.most) run.graph.expand_of(nodes_.back(), step_.way, step_.types, levels_.back().hops);
      }
      if (!advance(run)) {
        done_ = true;
        return false;
      }
    }
  }

 private:
  enum class State { kArrive, kDescend, kAdvance };
  struct Level {
    std::vector<Hop> hops;
    std::size_t next = 0;
  };

  std::int64_t length() const { return static_cast<std::int64_t>(walked_.size()); }

  // Takes one more relationship, going back as far as needed; false if there is none.
  bool advance(Run& run) {
    while (!levels_.empty()) {
      Level& level = levels_.back();
      while (level.next < level.hops.size()) {
        run.budget.step();
        const Hop hop = level.hops[level.next++];
        if (used_.contains(hop.relationship.number)) continue;
        slot_of(run, step_.relationship_slot) = hop.relationship;
        if (!admits(step_, hop.relationship, run)) continue;
        walked_.push_back(hop.relationship);
        used_.insert(hop.relationship.number);
        nodes_.push_back(hop.other);
        state_ = State::kArrive;
        return true;
      }
      levels_.pop_back();
      if (walked_.empty()) continue;
      used_.erase(walked_.back().number);
      walked_.pop_back();
      nodes_.pop_back();
    }
    return false;
  }

  bool arrive_here(Run& run) {
    if (step_.node_bound) {  // Before the list is made.
      const Value& there = slot_of(run, step_.node_slot);
      if (!there.is(Type::kNode) || there.node() != nodes_.back()) return false;
    }
    if (step_.keep_walk) {
      List list(walked_.begin(), walked_.end());
      if (step_.backward) std::reverse(list.begin(), list.end());
      slot_of(run, step_.relationship_slot) = Value(std::move(list));
    }
    return arrive(step_, nodes_.back(), run);
  }

  // The variable is a list of relationships already: do they lead from here to there?
  bool follow_bound(Run& run) {
    if (!bound_.is(Type::kList)) return false;
    List list = bound_.list();
    if (step_.backward) std::reverse(list.begin(), list.end());
    const auto size = static_cast<std::int64_t>(list.size());
    if (size < step_.least || size > step_.most) return false;
    Node at = nodes_.front();
    bool possible = true;
    for (const Value& one : list) {
      run.budget.step();
      if (!one.is(Type::kRelationship) || !used_.insert(one.relationship().number).second) return false;
      const Node start = run.graph.start(one.relationship());
      const Node end = run.graph.end(one.relationship());
      const bool any = step_.way == Way::kBoth || run.graph.is_symmetric(one.relationship());
      slot_of(run, step_.relationship_slot) = one;
      possible = possible && admits(step_, one.relationship(), run);
      if (start == at && (any || step_.way == Way::kOut)) {
        at = end;
      } else if (end == at && (any || step_.way == Way::kIn)) {
        at = start;
      } else {
        possible = false;
      }
    }
    slot_of(run, step_.relationship_slot) = bound_;
    return possible && arrive(step_, at, run);
  }

  const MatchStep& step_;
  std::vector<Node> nodes_;  // One more than walked_.
  std::vector<Relationship> walked_;
  std::unordered_set<std::uint64_t> used_;
  std::vector<Level> levels_;
  State state_ = State::kArrive;
  bool done_ = true;
  Value bound_;
};

}  // namespace

std::unique_ptr<StepCursor> make_walk_cursor(const MatchStep& step) {
  return std::make_unique<WalkCursor>(step);
}

}  // namespace trama::cypher
