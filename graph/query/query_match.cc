#include "graph/query/query_match.h"

#include <algorithm>
#include <limits>

#include "base/error.h"
#include "graph/query/query_parser.h"

namespace trama::query {
namespace {

constexpr std::size_t kNowhere = ~std::size_t{0};

// What a label admits. `type` is absent for labels that say whether an actor is named, or nothing.
struct LabelMeaning {
  const char* label;
  std::optional<EntityType> type;
  std::optional<bool> named;
};

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

void find_variables(const Expression& expression, std::vector<std::string>& into) {
  if (expression.kind == Kind::kVariable) into.push_back(expression.name);
  for (const ExpressionPtr& child : expression.children) find_variables(*child, into);
}

void split_conjunction(const Expression& expression, std::vector<const Expression*>& into) {
  if (expression.kind != Kind::kAnd) {
    into.push_back(&expression);
    return;
  }
  for (const ExpressionPtr& child : expression.children) split_conjunction(*child, into);
}

// The text x where the expression says `variable.name = x`; null otherwise.
const std::string* demanded_name(const Expression& expression, const std::string& variable) {
  if (expression.kind != Kind::kCompare || expression.name != "=") return nullptr;
  for (int side = 0; side < 2; ++side) {
    const Expression& property = *expression.children[static_cast<std::size_t>(side)];
    const Expression& value = *expression.children[static_cast<std::size_t>(1 - side)];
    if (property.kind == Kind::kProperty && is_name(property.name) && property.children[0]->kind == Kind::kVariable &&
        property.children[0]->name == variable && value.kind == Kind::kLiteral) {
      return std::get_if<std::string>(&value.literal);
    }
  }
  return nullptr;
}

}  // namespace

class Matcher::Impl {
 public:
  Impl(const GraphView& graph, std::string_view text, const ParsedQuery& query, Slots& slots, Evaluator& evaluator)
      : graph_(graph), text_(text), slots_(slots), evaluator_(evaluator) {
    for (const ExpressionPtr& condition : query.conditions) split_conjunction(*condition, conditions_);
    for (const PathPattern& path : query.patterns) assign_slots(path);
    for (std::size_t i = 0; i < query.patterns.size(); ++i) plan_path(query.patterns[i], path_slots_[i]);
    check_patterns(query);
    place_conditions();
  }

  const std::vector<std::string>& variables() const { return variables_; }
  std::size_t slot_count() const { return slot_count_; }

  void run(std::int64_t max_steps, const std::function<bool(const Row&)>& accept) {
    steps_left_ = max_steps;
    max_steps_ = max_steps;
    accept_ = &accept;
    row_.assign(slot_count_, Cell{});
    used_.clear();
    if (conditions_hold(conditions_before_)) advance(0);
  }

 private:
  struct PathSlots {
    std::vector<std::size_t> nodes;
    std::vector<std::size_t> relations;
  };

  // One thing to be found: an entity anywhere, or the other end of a relation of an entity that is found already.
  struct Step {
    const NodePattern* node = nullptr;
    std::size_t node_slot = 0;
    bool node_bound = false;
    std::vector<const LabelMeaning*> labels;
    const RelationPattern* relation = nullptr;  // Null for entities anywhere.
    std::size_t relation_slot = 0;
    std::size_t from_slot = 0;
    bool backward = false;  // From the right end of the relation to the left.
    int clause = 0;
    std::vector<const Expression*> conditions;  // Can be decided once this step is taken.
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
    if (variable.empty()) return slot_count_++;
    const auto [place, is_new] = slots_.emplace(variable, slot_count_);
    if (is_new) {
      variables_.push_back(variable);
      is_node_.emplace(variable, node);
      return slot_count_++;
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
    std::size_t fewest = std::numeric_limits<std::size_t>::max();
    for (std::size_t i = 0; i < path.nodes.size(); ++i) {
      const std::size_t count = bound(slots.nodes[i]) ? 0 : candidate_count(path.nodes[i]);
      if (count < fewest) {
        fewest = count;
        best = i;
      }
    }
    return best;
  }

  std::size_t candidate_count(const NodePattern& node) {
    const auto some = candidates(node);
    return some ? some->size() : graph_.entity_count();
  }

  bool bound(std::size_t slot) const {
    return std::any_of(steps_.begin(), steps_.end(), [&](const Step& step) { return step.node_slot == slot; });
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
    if (relation != kNowhere) {
      step.relation = &path.relations[relation];
      step.relation_slot = slots.relations[relation];
      step.backward = node == relation;
      step.from_slot = slots.nodes[step.backward ? relation + 1 : relation];
    }
    steps_.push_back(std::move(step));
  }

  // A type is a lemma, a label, an event class or a relation class.
  bool type_fits(const std::vector<std::string>& types, const RelationEdge& relation) {
    const auto wanted = [&](const std::string& text) {
      return !text.empty() && std::find(types.begin(), types.end(), evaluator_.folded(text)) != types.end();
    };
    return types.empty() || wanted(relation.lemma) || wanted(relation.label) || wanted(relation.event_class) ||
           wanted(relation.relation_class);
  }

  // Entities that a pattern's name or a condition admits; nullopt if it names none.
  std::optional<std::vector<EntityId>> candidates(const NodePattern& node) {
    for (const NamedValue& property : node.properties) {
      const auto* name = std::get_if<std::string>(&property.value->literal);
      if (is_name(property.name) && name != nullptr) return evaluator_.find(*name);
    }
    if (!node.variable.empty()) {
      for (const Expression* condition : conditions_) {
        if (const std::string* name = demanded_name(*condition, node.variable)) return evaluator_.find(*name);
      }
    }
    return std::nullopt;
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
        for (std::size_t i = 0; i < steps_.size(); ++i) {
          const bool here = (steps_[i].node_slot == slot && !steps_[i].node_bound) ||
                            (steps_[i].relation != nullptr && steps_[i].relation_slot == slot);
          if (here) last = last == kNowhere ? i : std::max(last, i);
        }
      }
      (last == kNowhere ? conditions_before_ : steps_[last].conditions).push_back(condition);
    }
  }

  bool conditions_hold(const std::vector<const Expression*>& conditions) {
    return std::all_of(conditions.begin(), conditions.end(),
                       [&](const Expression* condition) { return evaluator_.holds(*condition, row_); });
  }

  void count_step() {
    if (--steps_left_ >= 0) return;
    throw Error(ErrorCode::kInvalid, "the query needs more than " + std::to_string(max_steps_) +
                                         " steps; name a node or a relation type, or shorten variable paths");
  }

  // False when the caller of run() wants no more.
  bool advance(std::size_t number) {
    if (number == steps_.size()) return (*accept_)(row_);
    const Step& step = steps_[number];
    return step.relation == nullptr ? scan(step, number) : expand(step, number);
  }

  bool scan(const Step& step, std::size_t number) {
    if (step.node_bound) return take(step, number, std::get<EntityId>(row_[step.node_slot].value));
    if (const auto some = candidates(*step.node)) {
      return std::all_of(some->begin(), some->end(), [&](EntityId id) { return take(step, number, id); });
    }
    if (!all_) all_ = graph_.entity_ids();
    return std::all_of(all_->begin(), all_->end(), [&](EntityId id) { return take(step, number, id); });
  }

  // Goes on with `entity` as the step's node, if it fits.
  bool take(const Step& step, std::size_t number, EntityId entity) {
    count_step();
    if (step.node_bound && std::get<EntityId>(row_[step.node_slot].value) != entity) return true;
    if (!node_fits(step, entity)) return true;
    row_[step.node_slot].value = entity;
    return !conditions_hold(step.conditions) || advance(number + 1);
  }

  bool node_fits(const Step& step, EntityId id) {
    const Entity& entity = graph_.entity(id);
    const auto admits = [&](const LabelMeaning* label) {
      return (!label->type || *label->type == entity.type) && (!label->named || *label->named == entity.named);
    };
    if (!step.labels.empty() && std::none_of(step.labels.begin(), step.labels.end(), admits)) return false;
    return properties_fit(step.node->properties, Cell{id});
  }

  bool properties_fit(const std::vector<NamedValue>& properties, const Cell& of) {
    return std::all_of(properties.begin(), properties.end(), [&](const NamedValue& property) {
      return evaluator_.property_matches(of, property.name, evaluator_.evaluate(*property.value, row_),
                                         property.position);
    });
  }

  bool expand(const Step& step, std::size_t number) {
    const EntityId from = std::get<EntityId>(row_[step.from_slot].value);
    if (!step.relation->variable_length) {
      return each_relation(step, from, [&](RelationId relation, EntityId to) {
        row_[step.relation_slot].value = relation;
        used_.emplace_back(step.clause, relation);
        const bool more = take(step, number, to);
        used_.pop_back();
        return more;
      });
    }
    CellList hops;
    return walk(step, number, from, hops);
  }

  // Paths of variable length, in depth; their length is bounded by kMostHops.
  bool walk(const Step& step, std::size_t number, EntityId at, CellList& hops) {
    const int length = static_cast<int>(hops.size());
    if (length >= step.relation->min_hops) {
      CellList shown = hops;
      if (step.backward) std::reverse(shown.begin(), shown.end());
      row_[step.relation_slot].value = std::move(shown);
      if (!take(step, number, at)) return false;
    }
    if (length == step.relation->max_hops) return true;
    return each_relation(step, at, [&](RelationId relation, EntityId to) {
      hops.emplace_back().value = relation;
      used_.emplace_back(step.clause, relation);
      const bool more = walk(step, number, to, hops);
      used_.pop_back();
      hops.pop_back();
      return more;
    });
  }

  template <typename Visit>
  bool each_relation(const Step& step, EntityId from, Visit visit) {
    const Direction direction = step.relation->direction;
    const bool out_wanted = direction == Direction::kBoth || (direction == Direction::kRight) != step.backward;
    const bool in_wanted = direction == Direction::kBoth || !out_wanted;
    for (const RelationId id : graph_.relations_from(from)) {
      count_step();
      const RelationEdge& relation = graph_.relation(id);
      if (!out_wanted && !relation.symmetric) continue;
      if (relation_fits(step, relation) && !visit(id, relation.object)) return false;
    }
    for (const RelationId id : graph_.relations_to(from)) {
      count_step();
      const RelationEdge& relation = graph_.relation(id);
      if (!in_wanted && !relation.symmetric) continue;
      // A relation of an entity to itself was seen among those that go out.
      if (relation.subject == from && (out_wanted || relation.symmetric)) continue;
      if (relation_fits(step, relation) && !visit(id, relation.subject)) return false;
    }
    return true;
  }

  bool relation_fits(const Step& step, const RelationEdge& relation) {
    if (!type_fits(step.relation->types, relation)) return false;
    if (std::find(used_.begin(), used_.end(), std::pair(step.clause, relation.id)) != used_.end()) return false;
    return properties_fit(step.relation->properties, Cell{relation.id});
  }

  const GraphView& graph_;
  std::string_view text_;
  Slots& slots_;
  Evaluator& evaluator_;
  std::optional<std::vector<EntityId>> all_;
  std::vector<const Expression*> conditions_;
  std::vector<const Expression*> conditions_before_;  // Without variables.
  std::vector<PathSlots> path_slots_;
  std::vector<std::string> variables_;
  std::unordered_map<std::string, bool> is_node_;
  std::size_t slot_count_ = 0;
  std::vector<Step> steps_;

  std::int64_t steps_left_ = 0;
  std::int64_t max_steps_ = 0;
  const std::function<bool(const Row&)>* accept_ = nullptr;
  Row row_;
  std::vector<std::pair<int, RelationId>> used_;
};

Matcher::Matcher(const GraphView& graph, std::string_view text, const ParsedQuery& query, Slots& slots,
                 Evaluator& evaluator)
    : impl_(std::make_unique<Impl>(graph, text, query, slots, evaluator)) {}
Matcher::~Matcher() = default;

const std::vector<std::string>& Matcher::variables() const {
  return impl_->variables();
}
std::size_t Matcher::slot_count() const {
  return impl_->slot_count();
}

void Matcher::run(std::int64_t max_steps, const std::function<bool(const Row&)>& accept) {
  impl_->run(max_steps, accept);
}

}  // namespace trama::query
