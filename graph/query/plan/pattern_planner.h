// In which order the parts of patterns are looked for. Private to graph/query/plan.
#pragma once

#include <map>
#include <set>
#include <vector>

#include "graph/query/plan/compiler.h"

namespace trama::cypher {

class PatternPlanner {
 public:
  // New variables are put into `scope`, or are mistakes. Both must outlive the planner.
  PatternPlanner(Compiler& compiler, Scope& scope, bool new_variables);

  // The plan refers to the parts and to `where`, which may be null.
  MatchPlan plan(const std::vector<PatternPart*>& parts, Expression* where, bool optional);

 private:
  struct NodePlace {
    NodePattern* pattern = nullptr;
    int slot = -1;
    bool visited = false;  // Its labels are checked by some step.
  };
  struct Edge {
    RelationshipPattern* pattern = nullptr;
    std::size_t left = 0;  // Of nodes_.
    std::size_t right = 0;
    int slot = -1;
    bool was_bound = false;
    bool in_path = false;
    Shortest shortest = Shortest::kNo;
    bool planned = false;
    std::vector<Condition> each;  // Of every relationship of a variable length.
  };
  struct Pending {
    Condition condition;
    std::set<int> needs;
    bool placed = false;
  };

  void declare(PatternPart& part);
  int declare_node(NodePattern& node);
  int declare_relationship(RelationshipPattern& relationship, Edge& edge);
  void check_parts(const std::vector<PatternPart*>& parts);
  void check_properties(Expression* map, int slot, bool of_node, std::vector<Condition>* each);
  void add_condition(Condition condition, std::set<int> needs);
  void split(Expression& where);
  std::set<int> watch(Expression& expression, bool condition);

  void order_steps();
  bool plan_anchor();
  bool plan_edge();
  void plan_start();
  void add_node_step(std::size_t node);
  void add_edge_step(Edge& edge, bool backward);
  int score(const NodePlace& node) const;
  std::vector<Lookup> lookups(int slot) const;
  void add_lookup(const Expression& of, const Expression& value, int slot, bool many, std::vector<Lookup>& into) const;
  void set_each(const Edge& edge, MatchStep& step) const;
  void set_symmetric(const Edge& edge, MatchStep& step) const;
  bool stands_elsewhere(int slot) const;
  void finish_step(MatchStep& step);
  bool is_bound(int slot) const { return bound_.contains(slot); }
  bool ready(const std::set<int>& needs, int more = -1) const;

  Compiler& compiler_;
  Scope& scope_;
  bool new_variables_;
  std::vector<NodePlace> nodes_;
  std::vector<Edge> edges_;
  std::vector<PathPlan> paths_;
  std::vector<bool> path_placed_;
  std::vector<Pending> pending_;
  std::set<int> new_slots_;
  std::set<int> clause_relationships_;
  std::set<int> bound_;     // New slots that have their values, after the steps so far.
  std::vector<int> taken_;  // Relationship slots of the steps so far.
  MatchPlan plan_;
};

}  // namespace trama::cypher
