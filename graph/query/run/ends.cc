// The ends of trails, each once, where the trails themselves are not asked for. A trail of two relationships from A
// over M to B uses one twice only if it goes back to A by the one by which it came. So ends other than A are those that
// one finds by steps of neighbours, and A itself needs two relationships. Of trails of one relationship or more, the
// ends other than A are all nodes within reach, since a shortest way is a trail; A itself is one if a way leads back to
// it that does not use the relationship by which it began.
#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "graph/query/run/match.h"

namespace trama::cypher {
namespace {

class EndsCursor final : public StepCursor {
 public:
  explicit EndsCursor(const MatchStep& step) : step_(step) {}

  void open(Run& run) override {
    ends_.clear();
    seen_.clear();
    next_ = 0;
    const Value& from = slot_of(run, step_.from_slot);
    if (from.is(Type::kNode)) find(from.node(), run);
  }

  bool next(Run& run) override {
    while (next_ < ends_.size()) {
      run.budget.step();
      if (arrive(step_, ends_[next_++], run)) return true;
    }
    return false;
  }

 private:
  struct FirstHops {
    std::vector<Node> others;  // At the other end of one relationship, each once.
    bool loop = false;         // There is a relationship to itself.
    bool back = false;         // Two different relationships lead away and back.
  };

  void find(Node from, Run& run) {
    if (step_.least == 0) add(from);
    if (step_.most > 2) {
      add_reach(from, run);
    } else if (step_.most > 0) {
      const FirstHops first = first_hops(from, run);
      if (step_.least <= 1) {
        if (first.loop) add(from);
        for (const Node other : first.others) add(other);
      }
      if (step_.most == 2) add_second_hops(from, first, run);
    }
    if (!step_.ends_in_order) return;
    std::sort(ends_.begin(), ends_.end(),
              [&](Node left, Node right) { return run.graph.compare_nodes(left, right) < 0; });
  }

  void add_reach(Node from, Run& run) {
    std::vector<Node> level = {from};
    std::unordered_set<std::uint64_t> reached = {from.number};
    for (std::int64_t length = 0; length < step_.most && !level.empty(); ++length) {
      std::vector<Node> further;
      for (const Node node : level) {
        each_other(node, run, [&](Node other) {
          if (!reached.insert(other.number).second) return;
          further.push_back(other);
          add(other);
        });
      }
      level = std::move(further);
    }
    if (!seen_.contains(from.number) && leads_back(from, run)) add(from);
  }

  bool leads_back(Node from, Run& run) {
    std::vector<Hop> first;
    each_hop(from, step_.way, run, [&](const Hop& hop) { first.push_back(hop); });
    return std::any_of(first.begin(), first.end(), [&](const Hop& hop) {
      return hop.other == from || reaches(hop.other, from, hop.relationship, run);
    });
  }

  // Whether a way leads on from `at` to `to` without this relationship, in one step less than the longest trail.
  bool reaches(Node at, Node to, Relationship without, Run& run) {
    std::vector<Node> level = {at};
    std::unordered_set<std::uint64_t> reached = {at.number};
    for (std::int64_t length = 1; length < step_.most && !level.empty(); ++length) {
      std::vector<Node> further;
      for (const Node node : level) {
        each_hop(node, step_.way, run, [&](const Hop& hop) {
          if (hop.relationship != without && reached.insert(hop.other.number).second) further.push_back(hop.other);
        });
        if (reached.contains(to.number)) return true;
      }
      level = std::move(further);
    }
    return false;
  }

  void add_second_hops(Node from, const FirstHops& first, Run& run) {
    if (first.back) add(from);
    if (first.loop) {
      for (const Node other : first.others) add(other);  // Round the loop, then there.
    }
    for (const Node middle : first.others) {
      each_other(middle, run, [&](Node end) {
        if (end != from) add(end);
      });
    }
    for (const Node middle : first.others) {
      if (!seen_.contains(middle.number) && has_loop(middle, run)) add(middle);
    }
  }

  FirstHops first_hops(Node from, Run& run) {
    if (any()) {
      const auto others = run.graph.neighbours(from);
      const auto degree = run.graph.degree(from);
      if (others && degree) return by_neighbours(from, *others, *degree, run);
    }
    FirstHops first;
    std::unordered_map<std::uint64_t, std::vector<Relationship>> away;
    std::size_t loops = 0;
    each_hop(from, step_.way, run, [&](const Hop& hop) {
      if (hop.other == from) {
        ++loops;
        return;
      }
      std::vector<Relationship>& there = away[hop.other.number];
      if (there.empty()) first.others.push_back(hop.other);
      if (there.size() < 2) there.push_back(hop.relationship);
    });
    first.loop = loops > 0;
    first.back = loops > 1;
    if (first.back || step_.most < 2) return first;
    // What leads back is what leads away in the other direction.
    each_hop(from, reversed(step_.way), run, [&](const Hop& hop) {
      const auto there = away.find(hop.other.number);
      if (hop.other == from || there == away.end()) return;
      first.back = first.back || there->second.size() > 1 || there->second.front() != hop.relationship;
    });
    return first;
  }

  FirstHops by_neighbours(Node from, const std::vector<Node>& others, std::size_t degree, Run& run) const {
    FirstHops first;
    first.others = others;
    for (std::size_t i = 0; i < others.size(); ++i) run.budget.step();
    std::vector<Hop> loops;
    run.graph.between(from, from, Way::kOut, loops);
    first.loop = !loops.empty();
    // More relationships than others: two of them lead to the same one.
    first.back = loops.size() > 1 || degree - 2 * loops.size() > others.size();
    return first;
  }

  // Whatever the relationship, in either direction.
  bool any() const { return step_.way == Way::kBoth && step_.types == nullptr && step_.of_relationship.empty(); }

  template <typename Visit>
  void each_hop(Node from, Way way, Run& run, Visit visit) {
    std::vector<Hop> hops;
    run.graph.expand_of(from, way, step_.types, hops);
    for (const Hop& hop : hops) {
      run.budget.step();
      slot_of(run, step_.relationship_slot) = hop.relationship;
      if (admits(step_, hop.relationship, run)) visit(hop);
    }
  }

  template <typename Visit>
  void each_other(Node from, Run& run, Visit visit) {
    if (any()) {
      if (const auto others = run.graph.neighbours(from)) {
        for (const Node other : *others) {
          run.budget.step();
          visit(other);
        }
        return;
      }
    }
    each_hop(from, step_.way, run, [&](const Hop& hop) {
      if (hop.other != from) visit(hop.other);
    });
  }

  bool has_loop(Node node, Run& run) {
    std::vector<Hop> loops;
    run.graph.between(node, node, Way::kOut, loops);
    return std::any_of(loops.begin(), loops.end(), [&](const Hop& hop) {
      run.budget.step();
      slot_of(run, step_.relationship_slot) = hop.relationship;
      return admits(step_, hop.relationship, run);
    });
  }

  void add(Node node) {
    if (seen_.insert(node.number).second) ends_.push_back(node);
  }

  const MatchStep& step_;
  std::vector<Node> ends_;
  std::unordered_set<std::uint64_t> seen_;
  std::size_t next_ = 0;
};

}  // namespace

std::unique_ptr<StepCursor> make_ends_cursor(const MatchStep& step) {
  return std::make_unique<EndsCursor>(step);
}

}  // namespace trama::cypher
