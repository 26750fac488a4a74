// Finds the places of a graph that fit patterns. Private to graph/query.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "graph/query/run/operator.h"
#include "graph/query/syntax/ast.h"

namespace trama::cypher {

// What must hold of a row: an expression, or that a node or relationship has a property as a pattern demands it.
struct Condition {
  const Expression* expression = nullptr;
  int slot = -1;  // Of the node or relationship, if there is no expression.
  int property = -1;
  const Expression* value = nullptr;
  std::vector<int> needs;  // Slots of the same MATCH that it looks at.
};

// Where a path variable and the parts of its path stand. nodes.size() == relationships.size() + 1
struct PathPlan {
  int slot = -1;
  std::vector<int> nodes;
  std::vector<int> relationships;  // Each holds a relationship, or a list of them.
};

// By which a node is looked up instead of looking at all.
struct Lookup {
  int property = -1;
  const Expression* value = nullptr;
  bool many = false;       // The value is a list: any of it.
  bool forgiving = false;  // As a pattern demands it.
};

// What `all` or `none` demands of every node or relationship of a path, so that a search need not go where it fails.
struct EachCondition {
  const Expression* expression = nullptr;
  int slot = -1;  // Where the expression looks for the node or relationship.
  bool wanted = true;
};

// One thing to be found: a node anywhere, or relationships from a node that is found already to another.
struct MatchStep {
  enum class Kind { kNode, kHop, kWalk, kShortest };
  Kind kind = Kind::kNode;

  int node_slot = -1;
  bool node_bound = false;
  const LabelExpression* labels = nullptr;
  std::vector<Lookup> lookups;  // Of kNode; the first that works.

  int from_slot = -1;
  int relationship_slot = -1;
  bool relationship_bound = false;
  const LabelExpression* types = nullptr;
  Way way = Way::kBoth;
  bool backward = false;  // From the right end of the pattern to the left.
  std::int64_t least = 1;
  std::int64_t most = 1;
  Shortest shortest = Shortest::kNo;
  std::vector<EachCondition> each_node;  // Of kShortest.
  std::vector<EachCondition> each_relationship;
  bool keep_walk = true;                   // Somebody asks for the relationships of a kWalk.
  std::vector<int> earlier;                // Relationships of the same MATCH, none of which may come again.
  std::vector<Condition> of_relationship;  // Of each relationship, which stands in relationship_slot meanwhile.

  // A symmetric relationship in a pattern with a direction is found once where neither end stands elsewhere: against
  // its own direction only if its ends do not fit the other way round.
  bool once_if_symmetric = false;
  int left_slot = -1;
  int right_slot = -1;
  const LabelExpression* left_labels = nullptr;
  const LabelExpression* right_labels = nullptr;
  std::vector<Condition> of_ends;  // That look at one of the two ends alone.

  // Which relationships lead to the other end does not matter, only which ends there are (run/ends.h).
  bool ends_only = false;
  bool ends_in_order = true;

  std::vector<PathPlan> paths;        // Whole once this step is taken.
  std::vector<Condition> conditions;  // Can be told once this step is taken.
};

struct MatchPlan {
  std::vector<MatchStep> steps;
  std::vector<Condition> before;  // Can be told without any step.
  std::vector<int> new_slots;     // Null where an optional match finds nothing.
  bool optional = false;
};

OperatorPtr make_match(OperatorPtr input, MatchPlan plan);

bool holds(const Condition& condition, Run& run);
bool all_hold(const std::vector<Condition>& conditions, Run& run);

// What a step gives, one by one: it writes its slots. Private to run/.
class StepCursor {
 public:
  virtual ~StepCursor() = default;
  virtual void open(Run& run) = 0;
  virtual bool next(Run& run) = 0;
};
std::unique_ptr<StepCursor> make_node_cursor(const MatchStep& step);
std::unique_ptr<StepCursor> make_hop_cursor(const MatchStep& step);
std::unique_ptr<StepCursor> make_walk_cursor(const MatchStep& step);
std::unique_ptr<StepCursor> make_shortest_cursor(const MatchStep& step);
std::unique_ptr<StepCursor> make_ends_cursor(const MatchStep& step);

// Whether a relationship may be taken in this step: its type, its conditions, and that it is not used already.
bool admits(const MatchStep& step, Relationship relationship, Run& run);
// Puts the node in its place and tells whether all that can be told now holds.
bool arrive(const MatchStep& step, Node node, Run& run);

constexpr Way reversed(Way way) {
  return way == Way::kOut ? Way::kIn : way == Way::kIn ? Way::kOut : Way::kBoth;
}

}  // namespace trama::cypher
