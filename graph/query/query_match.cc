#include "graph/query/query_match.h"

#include <algorithm>

#include "base/error.h"
#include "graph/query/query_ends.h"
#include "graph/query/query_parser.h"
#include "graph/query/query_plan.h"

namespace trama::query {

class Matcher::Impl {
 public:
  Impl(const GraphView& graph, std::string_view text, const ParsedQuery& query, Slots& slots, Evaluator& evaluator)
      : graph_(graph),
        slots_(slots),
        evaluator_(evaluator),
        plan_(make_plan(graph, text, query, slots, evaluator)),
        conditions_(query.conditions) {}

  const std::vector<std::string>& variables() const { return plan_.variables; }
  std::size_t slot_count() const { return plan_.slot_count; }

  void give_each_once(const std::set<std::string>& used, bool ordered) {
    std::set<std::string> wanted = used;
    for (const ExpressionPtr& condition : conditions_) {
      std::vector<std::string> names;
      find_variables(*condition, names);
      wanted.insert(names.begin(), names.end());
    }
    leave_out_trails(plan_, wanted, slots_);
    ordered_ = ordered;
  }

  void run(std::int64_t max_steps, const std::function<bool(const Row&)>& accept) {
    steps_left_ = max_steps;
    max_steps_ = max_steps;
    accept_ = &accept;
    row_.assign(plan_.slot_count, Cell{});
    used_.clear();
    if (conditions_hold(plan_.conditions_before)) advance(0);
  }

 private:
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
    if (number == plan_.steps.size()) return (*accept_)(row_);
    const Step& step = plan_.steps[number];
    return step.relation == nullptr ? scan(step, number) : expand(step, number);
  }

  bool scan(const Step& step, std::size_t number) {
    if (step.node_bound) return take(step, number, std::get<EntityId>(row_[step.node_slot].value));
    if (!step.candidates && !all_) all_ = graph_.entity_ids();
    const std::vector<EntityId>& some = step.candidates ? *step.candidates : *all_;
    return std::all_of(some.begin(), some.end(), [&](EntityId id) { return take(step, number, id); });
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
    if (step.labels.empty() && step.node->properties.empty()) return true;
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
    if (step.ends_only) return expand_ends(step, number, from);
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

  bool expand_ends(const Step& step, std::size_t number, EntityId from) {
    EndFinder finder(
        graph_, step, [&](const RelationEdge& relation) { return kind_fits(step, relation); }, [&] { count_step(); });
    std::vector<EntityId> ends = finder.ends(from);
    if (ordered_) {
      std::sort(ends.begin(), ends.end(),
                [&](EntityId left, EntityId right) { return graph_.entity(left).key < graph_.entity(right).key; });
    }
    return std::all_of(ends.begin(), ends.end(), [&](EntityId id) { return take(step, number, id); });
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
    return each_hop(graph_, from, step.outwards(), step.inwards(), [&](const RelationEdge& relation, EntityId to) {
      count_step();
      const bool again = std::find(used_.begin(), used_.end(), std::pair(step.clause, relation.id)) != used_.end();
      return again || !kind_fits(step, relation) || visit(relation.id, to);
    });
  }

  bool kind_fits(const Step& step, const RelationEdge& relation) {
    return type_fits(step.relation->types, relation) && properties_fit(step.relation->properties, Cell{relation.id});
  }

  // A type is a lemma, a label, an event class or a relation class.
  bool type_fits(const std::vector<std::string>& types, const RelationEdge& relation) {
    const auto wanted = [&](const std::string& text) {
      return !text.empty() && std::find(types.begin(), types.end(), evaluator_.folded(text)) != types.end();
    };
    return types.empty() || wanted(relation.lemma) || wanted(relation.label) || wanted(relation.event_class) ||
           wanted(relation.relation_class);
  }

  const GraphView& graph_;
  const Slots& slots_;
  Evaluator& evaluator_;
  Plan plan_;
  const std::vector<ExpressionPtr>& conditions_;
  std::optional<std::vector<EntityId>> all_;
  bool ordered_ = true;

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

void Matcher::give_each_once(const std::set<std::string>& used, bool ordered) {
  impl_->give_each_once(used, ordered);
}

void Matcher::run(std::int64_t max_steps, const std::function<bool(const Row&)>& accept) {
  impl_->run(max_steps, accept);
}

}  // namespace trama::query
