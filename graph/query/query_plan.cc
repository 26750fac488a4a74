#include "graph/query/query_plan.h"

#include <algorithm>
#include <map>

#include "graph/query/query_parser.h"

namespace trama::query {
namespace {

constexpr std::size_t kNowhere = ~std::size_t{0};
constexpr int kMostHopsOfEnds = 2;  // Beyond it, telling which ends trails have is no easier than walking them.

const LabelMeaning* find_label(const std::string& folded) {
  static const LabelMeaning kLabels[] = {
      {"per", EntityType::kPerson, {}},
      {"person", EntityType::kPerson, {}},
      {"persona", EntityType::kPerson, {}},
      {"org", EntityType::kOrganization, {}},
      {"organization", EntityType::kOrganization, {}},
      {"organizacion", EntityType::kOrganization, {}},
      {"loc", EntityType::kLocation, {}},
      {"location", EntityType::kLocation, {}},
      {"place", EntityType::kLocation, {}},
      {"lugar", EntityType::kLocation, {}},
      {"misc", EntityType::kMisc, {}},
      {"otro", EntityType::kMisc, {}},
      {"group", EntityType::kGroup, {}},
      {"grupo", EntityType::kGroup, {}},
      {"named", {}, true},
      {"nombrado", {}, true},
      {"nominal", {}, false},
      {"actor", {}, {}},
      {"entity", {}, {}},
      {"entidad", {}, {}},
  };
  for (const LabelMeaning& meaning : kLabels) {
    if (folded == meaning.label) return &meaning;
  }
  return nullptr;
}

void split_conjunction(const Expression& expression, std::vector<const Expression*>& into) {
  if (expression.kind != Kind::kAnd) {
    into.push_back(&expression);
    return;
  }
  for (const ExpressionPtr& child : expression.children) split_conjunction(*child, into);
}

bool is_name_of(const Expression& expression, const std::string& variable) {
  return expression.kind == Kind::kProperty && is_name(expression.name) &&
         expression.children[0]->kind == Kind::kVariable && expression.children[0]->name == variable;
}

const std::string* literal_text(const Expression& expression) {
  return expression.kind == Kind::kLiteral ? std::get_if<std::string>(&expression.literal) : nullptr;
}

// The texts where the expression says `variable.name = x` or `variable.name IN [x, y]`; none if it does not.
std::vector<std::string> demanded_names(const Expression& expression, const std::string& variable) {
  std::vector<std::string> names;
  if (expression.kind == Kind::kCompare && expression.name == "=") {
    for (std::size_t side = 0; side < 2; ++side) {
      const std::string* name = literal_text(*expression.children[1 - side]);
      if (is_name_of(*expression.children[side], variable) && name != nullptr) return {*name};
    }
  }
  if (expression.kind != Kind::kIn || !is_name_of(*expression.children[0], variable) ||
      expression.children[1]->kind != Kind::kList) {
    return names;
  }
  for (const ExpressionPtr& item : expression.children[1]->children) {
    const std::string* name = literal_text(*item);
    if (name == nullptr) return {};
    names.push_back(*name);
  }
  return names;
}

class Planner {
 public:
  Planner(const GraphView& graph, std::string_view text, Slots& slots, Evaluator& evaluator)
      : graph_(graph), text_(text), slots_(slots), evaluator_(evaluator) {}

  Plan run(const ParsedQuery& query) {
    for (const ExpressionPtr& condition : query.conditions) split_conjunction(*condition, conditions_);
    for (const PathPattern& path : query.patterns) assign_slots(path);
    for (std::size_t i = 0; i < query.patterns.size(); ++i) plan_path(query.patterns[i], path_slots_[i]);
    check_patterns(query);
    place_conditions();
    return std::move(plan_);
  }

 private:
  struct PathSlots {
    std::vector<std::size_t> nodes;
    std::vector<std::size_t> relations;
  };

  void assign_slots(const PathPattern& path) {
    PathSlots slots;
    for (std::size_t i = 0; i < path.nodes.size(); ++i) {
      slots.nodes.push_back(slot_for(path.nodes[i].variable, true, path.nodes[i].position));
      if (i < path.relations.size()) {
        slots.relations.push_back(slot_for(path.relations[i].variable, false, path.relations[i].position));
      }
    }
    path_slots_.push_back(std::move(slots));
  }

  std::size_t slot_for(const std::string& variable, bool node, std::size_t position) {
    if (variable.empty()) return plan_.slot_count++;
    const auto [place, is_new] = slots_.emplace(variable, plan_.slot_count);
    if (is_new) {
      plan_.variables.push_back(variable);
      is_node_.emplace(variable, node);
      return plan_.slot_count++;
    }
    if (is_node_.at(variable) != node) {
      fail(text_, position, "'" + variable + "' stands for a node and for a relation");
    }
    if (!node) fail(text_, position, "the relation '" + variable + "' is used twice");
    return place->second;
  }

  void plan_path(const PathPattern& path, const PathSlots& slots) {
    const std::size_t start = best_start(path, slots);
    add_node_step(path, slots, start, kNowhere);
    for (std::size_t i = start; i < path.relations.size(); ++i) add_node_step(path, slots, i + 1, i);
    for (std::size_t i = start; i > 0; --i) add_node_step(path, slots, i - 1, i - 1);
  }

  // The node with the fewest candidates.
  std::size_t best_start(const PathPattern& path, const PathSlots& slots) {
    std::size_t best = 0;
    std::size_t fewest = kNowhere;
    for (std::size_t i = 0; i < path.nodes.size(); ++i) {
      const auto some = candidates(path.nodes[i]);
      const std::size_t count = bound(slots.nodes[i]) ? 0 : some ? some->size() : kNowhere;
      if (count < fewest) {
        fewest = count;
        best = i;
      }
    }
    return best;
  }

  bool bound(std::size_t slot) const {
    return std::any_of(plan_.steps.begin(), plan_.steps.end(),
                       [&](const Step& step) { return step.node_slot == slot; });
  }

  void add_node_step(const PathPattern& path, const PathSlots& slots, std::size_t node, std::size_t relation) {
    Step step;
    step.node = &path.nodes[node];
    step.node_slot = slots.nodes[node];
    step.node_bound = bound(step.node_slot);
    step.clause = path.clause;
    for (const auto& [label, position] : step.node->labels) {
      const LabelMeaning* meaning = find_label(evaluator_.folded(label));
      if (meaning == nullptr) {
        fail(text_, position,
             "unknown label '" + label +
                 "'; there are PER/Persona, ORG/Organización, LOC/Lugar, MISC/Otro, GROUP/Grupo, "
                 "Named, Nominal, Actor");
      }
      step.labels.push_back(meaning);
    }
    if (relation == kNowhere) {
      step.candidates = candidates(*step.node);
    } else {
      step.relation = &path.relations[relation];
      step.relation_slot = slots.relations[relation];
      step.backward = node == relation;
      step.from_slot = slots.nodes[step.backward ? relation + 1 : relation];
    }
    plan_.steps.push_back(std::move(step));
  }

  // Entities that a pattern's name or a condition admits; nullopt if it names none.
  std::optional<std::vector<EntityId>> candidates(const NodePattern& node) {
    for (const NamedValue& property : node.properties) {
      const std::string* name = literal_text(*property.value);
      if (is_name(property.name) && name != nullptr) return evaluator_.find(*name);
    }
    if (node.variable.empty()) return std::nullopt;
    for (const Expression* condition : conditions_) {
      const std::vector<std::string> names = demanded_names(*condition, node.variable);
      if (names.size() == 1) return evaluator_.find(names.front());
      if (!names.empty()) return bearers(names);
    }
    return std::nullopt;
  }

  std::vector<EntityId> bearers(const std::vector<std::string>& names) {
    std::unordered_set<EntityId> all;
    for (const std::string& name : names) {
      const std::vector<EntityId>& found = evaluator_.find(name);
      all.insert(found.begin(), found.end());
    }
    std::vector<EntityId> sorted(all.begin(), all.end());
    sort_by_name(graph_, sorted);
    return sorted;
  }

  // So that a slip is an error also where no row would come so far.
  void check_patterns(const ParsedQuery& query) const {
    for (const Expression* condition : conditions_) evaluator_.check(*condition, false);
    const auto check = [&](const std::vector<NamedValue>& properties, bool of_node) {
      for (const NamedValue& property : properties) {
        evaluator_.check(*property.value, false);
        if (property.value->kind != Kind::kLiteral && property.value->kind != Kind::kNegate) {
          fail(text_, property.value->position, "a property in a pattern must be a text, a number, or true or false");
        }
        evaluator_.check_property(of_node, property.name, property.position);
      }
    };
    for (const PathPattern& path : query.patterns) {
      for (const NodePattern& node : path.nodes) check(node.properties, true);
      for (const RelationPattern& pattern : path.relations) check(pattern.properties, false);
    }
  }

  void place_conditions() {
    for (const Expression* condition : conditions_) {
      std::vector<std::string> names;
      find_variables(*condition, names);
      std::size_t last = kNowhere;
      for (const std::string& name : names) {
        const std::size_t slot = slots_.at(name);
        for (std::size_t i = 0; i < plan_.steps.size(); ++i) {
          const bool here = (plan_.steps[i].node_slot == slot && !plan_.steps[i].node_bound) ||
                            (plan_.steps[i].relation != nullptr && plan_.steps[i].relation_slot == slot);
          if (here) last = last == kNowhere ? i : std::max(last, i);
        }
      }
      (last == kNowhere ? plan_.conditions_before : plan_.steps[last].conditions).push_back(condition);
    }
  }

  const GraphView& graph_;
  std::string_view text_;
  Slots& slots_;
  Evaluator& evaluator_;
  Plan plan_;
  std::vector<const Expression*> conditions_;
  std::vector<PathSlots> path_slots_;
  std::unordered_map<std::string, bool> is_node_;
};

// Whether two steps are the two hops of one trail: the same relations, and nothing is wanted of the entity between.
bool continues(const Step& first, const Step& second, const std::set<std::size_t>& used) {
  const auto plain = [&](const Step& step) {
    return step.relation != nullptr && !step.relation->variable_length && step.relation->properties.empty() &&
           !used.contains(step.relation_slot);
  };
  return plain(first) && plain(second) && second.from_slot == first.node_slot && !first.node_bound &&
         !used.contains(first.node_slot) && first.labels.empty() && first.node->properties.empty() &&
         first.conditions.empty() && first.outwards() == second.outwards() && first.inwards() == second.inwards() &&
         first.relation->types == second.relation->types;
}

std::size_t relations_in(const Plan& plan, int clause) {
  return static_cast<std::size_t>(std::count_if(plan.steps.begin(), plan.steps.end(), [&](const Step& step) {
    return step.relation != nullptr && step.clause == clause;
  }));
}

}  // namespace

bool Step::outwards() const {
  return relation->direction == Direction::kBoth || (relation->direction == Direction::kRight) != backward;
}
bool Step::inwards() const {
  return relation->direction == Direction::kBoth || !outwards();
}

void find_variables(const Expression& expression, std::vector<std::string>& into) {
  if (expression.kind == Kind::kVariable) into.push_back(expression.name);
  for (const ExpressionPtr& child : expression.children) find_variables(*child, into);
}

Plan make_plan(const GraphView& graph, std::string_view text, const ParsedQuery& query, Slots& slots,
               Evaluator& evaluator) {
  return Planner(graph, text, slots, evaluator).run(query);
}

void leave_out_trails(Plan& plan, const std::set<std::string>& used, const Slots& slots) {
  std::set<std::size_t> used_slots;
  for (const std::string& variable : used) used_slots.insert(slots.at(variable));
  // An entity between is wanted, too, if another pattern goes on from it.
  std::map<std::size_t, int> starts;
  for (const Step& step : plan.steps) {
    if (step.relation != nullptr) ++starts[step.from_slot];
    if (step.node_bound) used_slots.insert(step.node_slot);
  }
  for (const auto& [slot, count] : starts) {
    if (count > 1) used_slots.insert(slot);
  }
  std::vector<Step> steps;
  for (std::size_t i = 0; i < plan.steps.size(); ++i) {
    Step step = std::move(plan.steps[i]);
    const bool open = step.relation != nullptr && !used_slots.contains(step.relation_slot);
    const std::size_t relations = open ? relations_in(plan, step.clause) : 0;
    if (relations == 1) {
      step.min_hops = step.relation->min_hops;
      step.max_hops = step.relation->max_hops;
      step.ends_only = step.max_hops <= kMostHopsOfEnds;
    } else if (relations == 2 && i + 1 < plan.steps.size() && continues(step, plan.steps[i + 1], used_slots)) {
      const std::size_t from = step.from_slot;
      step = std::move(plan.steps[++i]);
      step.from_slot = from;
      step.min_hops = step.max_hops = 2;
      step.ends_only = true;
    }
    steps.push_back(std::move(step));
  }
  plan.steps = std::move(steps);
}

}  // namespace trama::query
