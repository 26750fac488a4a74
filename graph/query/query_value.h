// Values while a query runs, and what expressions make of them. Private to graph/.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <variant>
#include <vector>

#include "graph/model/graph_view.h"
#include "graph/query/query.h"
#include "graph/query/query_ast.h"

namespace trama::query {

struct Cell;
using CellList = std::vector<Cell>;

// Null, truth, number, text, entity, relation, list.
struct Cell {
  std::variant<std::monostate, bool, std::int64_t, double, std::string, EntityId, RelationId, CellList> value;

  bool is_null() const { return value.index() == 0; }
};

// Where a variable stands in a row.
using Slots = std::unordered_map<std::string, std::size_t>;
using Row = std::vector<Cell>;

// Evaluates expressions over rows. Holds a cache, so one evaluator serves one thread.
class Evaluator {
 public:
  Evaluator(const GraphView& graph, std::string_view query, const Slots& slots)
      : graph_(graph), query_(query), slots_(slots), evidence_(graph) {}

  // Values of aggregating calls, by call; they stand for the calls in evaluate().
  using Aggregates = std::unordered_map<const Expression*, Cell>;

  // Throws Error (kSyntax) for unknown variables, properties and functions, and for wrong types.
  Cell evaluate(const Expression& expression, const Row& row, const Aggregates* aggregates = nullptr);
  // True only if the value is true: null is not.
  bool holds(const Expression& condition, const Row& row);

  // Equality as in WHERE: texts without regard to case and accents. Nullopt if either is null.
  std::optional<bool> equal(const Cell& left, const Cell& right);
  // Of a property that a pattern demands: {name: 'x'} accepts aliases too, {id: 'x'} ids of before.
  bool property_matches(const Cell& of, const std::string& property, const Cell& wanted, std::size_t position);

  // Throws for variables, properties and functions that do not exist, before anything is matched.
  void check(const Expression& expression, bool aggregates_allowed) const;

  // Throws unless nodes (or relations) have such a property.
  void check_property(bool of_node, const std::string& name, std::size_t position) const;

  const std::string& folded(const std::string& text);
  // GraphView::find, by name.
  const std::vector<EntityId>& find(const std::string& name);
  // GraphView::find_relations, by id.
  const std::unordered_set<RelationId>& find_relations(const std::string& id);

 private:
  Cell property(const Cell& of, const std::string& name, std::size_t position);
  Cell call(const Expression& expression, const Row& row, const Aggregates* aggregates);
  Cell compare(const Expression& expression, const Row& row, const Aggregates* aggregates);
  Cell text_predicate(const Expression& expression, const Cell& left, const Cell& right);
  Cell in_list(const Expression& expression, const Cell& left, const Cell& right, const Row& row);
  Cell logic(const Expression& expression, const Row& row, const Aggregates* aggregates);
  Cell arithmetic(const Expression& expression, const Cell& left, const Cell& right) const;
  std::optional<bool> names(const Expression& left, const Row& row, const Cell& wanted);

  const GraphView& graph_;
  std::string_view query_;
  const Slots& slots_;
  EvidenceReader evidence_;
  std::unordered_map<std::string, std::string> folded_;
  std::unordered_map<std::string, std::vector<EntityId>> found_;
  std::unordered_map<std::string, std::unordered_set<RelationId>> relations_;  // By id that is asked for.
  std::unordered_map<std::string, std::unordered_set<EntityId>> bearers_;  // The same for asking whether one is there.
};

// Whether the call is one of count, sum, min, max, avg, collect.
bool is_aggregate(const Expression& call);
// All aggregating calls within an expression.
void find_aggregates(const Expression& expression, std::vector<const Expression*>& into);

// Of nodes or of relations, as their table has them.
std::vector<std::string_view> property_names(bool of_node);
// Whether this is what queries call an entity's name; the id of an entity or a relation.
bool is_name(const std::string& property);
bool is_id(const std::string& property);
// Value of a property that exists; nullopt if `of` has no such property.
std::optional<Cell> find_property(const GraphView& graph, EvidenceReader& evidence, const Cell& of,
                                  const std::string& name);

// A total order of values: numbers, texts (without regard to case and accents, then by bytes), truth values, entities
// by name, relations by the names of their ends and their lemma, then lists; null last. Negative, zero or positive.
int order(const GraphView& graph, const Cell& left, const Cell& right);

// For results: entities by name, relations by label.
Value to_value(const GraphView& graph, const Cell& cell);
// Text that is equal for equal values alone.
std::string identity(const Cell& cell);

}  // namespace trama::query
