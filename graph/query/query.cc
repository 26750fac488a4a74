#include "graph/query/query.h"

#include <algorithm>
#include <unordered_set>

#include "base/error.h"
#include "graph/query/query_match.h"
#include "graph/query/query_parser.h"
#include "graph/query/query_plan.h"
#include "graph/query/query_value.h"

namespace trama {
namespace {

using namespace query;  // This file is the last stage of that module.

std::int64_t bytes_in(const Cell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell.value)) return static_cast<std::int64_t>(text->size());
  std::int64_t bytes = 0;
  if (const auto* list = std::get_if<CellList>(&cell.value)) {
    for (const Cell& item : *list) bytes += 64 + bytes_in(item);
  }
  return bytes;
}

// Counts what a query holds and stops it where it holds too much.
class Budget {
 public:
  explicit Budget(const QueryOptions& options) : options_(options) {}

  void take(const std::vector<Cell>& cells) {
    if (++rows_ > options_.max_rows) {
      throw Error(ErrorCode::kInvalid, "the result has more than " + std::to_string(options_.max_rows) +
                                           " rows; use LIMIT, or narrow the query");
    }
    for (const Cell& cell : cells) bytes_ += 64 + bytes_in(cell);
    if (bytes_ > options_.max_bytes) {
      throw Error(ErrorCode::kInvalid, "the result takes more than " + std::to_string(options_.max_bytes) +
                                           " bytes; use LIMIT, or return fewer texts");
    }
  }

 private:
  const QueryOptions& options_;
  std::int64_t rows_ = 0;
  std::int64_t bytes_ = 0;
};

// One aggregating call over the rows of one group.
class Accumulator {
 public:
  Accumulator(const GraphView& graph, std::string_view text, const Expression& call)
      : graph_(graph), text_(text), call_(call) {}

  void add(Evaluator& evaluator, const Row& row, Budget& budget) {
    if (call_.star) {
      ++count_;
      return;
    }
    Cell value = evaluator.evaluate(*call_.children[0], row);
    if (value.is_null()) return;
    if (call_.distinct) {
      if (!seen_.insert(identity(value)).second) return;
      budget.take({value});
    }
    ++count_;
    if (call_.name == "sum" || call_.name == "avg") add_number(value);
    if (call_.name == "min" && (best_.is_null() || order(graph_, value, best_) < 0)) best_ = value;
    if (call_.name == "max" && (best_.is_null() || order(graph_, value, best_) > 0)) best_ = value;
    if (call_.name == "collect") {
      budget.take({value});
      list_.push_back(std::move(value));
    }
  }

  Cell result() const {
    if (call_.name == "count") return Cell{count_};
    if (call_.name == "collect") return Cell{list_};
    if (call_.name == "sum") return whole_ ? Cell{sum_} : Cell{real_sum_};
    if (call_.name == "avg") return count_ == 0 ? Cell{} : Cell{real_sum_ / static_cast<double>(count_)};
    return best_;
  }

 private:
  void add_number(const Cell& value) {
    if (const auto* integer = std::get_if<std::int64_t>(&value.value)) {
      if (__builtin_add_overflow(sum_, *integer, &sum_)) fail(text_, call_.position, "the sum is too large");
      real_sum_ += static_cast<double>(*integer);
    } else if (const auto* real = std::get_if<double>(&value.value)) {
      whole_ = false;
      real_sum_ += *real;
    } else {
      fail(text_, call_.position, call_.name + "() needs numbers");
    }
  }

  const GraphView& graph_;
  std::string_view text_;
  const Expression& call_;
  std::unordered_set<std::string> seen_;
  std::int64_t count_ = 0;
  std::int64_t sum_ = 0;
  double real_sum_ = 0;
  bool whole_ = true;
  Cell best_;
  CellList list_;
};

class QueryRun {
 public:
  QueryRun(const GraphView& graph, std::string_view text, const QueryOptions& options)
      : graph_(graph),
        text_(text),
        options_(options),
        query_(parse(text)),
        evaluator_(graph, text, slots_),
        matcher_(graph, text, query_, slots_, evaluator_),
        budget_(options) {}

  ResultTable run() {
    prepare_columns();
    prepare_order();
    prepare_matching();
    if (aggregates_.empty()) {
      collect_rows();
    } else {
      collect_groups();
    }
    sort_rows();
    return table();
  }

 private:
  struct Group {
    Row example;
    std::vector<Accumulator> accumulators;
  };

  void prepare_columns() {
    if (query_.return_all) {
      if (matcher_.variables().empty()) fail(text_, 0, "RETURN * needs a variable in a pattern");
      for (const std::string& variable : matcher_.variables()) {
        auto expression = std::make_unique<Expression>();
        expression->kind = Kind::kVariable;
        expression->name = expression->text = variable;
        query_.items.push_back({std::move(expression), variable});
      }
    }
    for (const ReturnItem& item : query_.items) {
      evaluator_.check(*item.expression, true);
      if (std::find(columns_.begin(), columns_.end(), item.column) != columns_.end()) {
        fail(text_, item.expression->position, "two columns are called '" + item.column + "'; name one with AS");
      }
      columns_.push_back(item.column);
      add_value(*item.expression);
    }
  }

  void add_value(const Expression& expression) {
    values_.push_back(&expression);
    const std::size_t before = aggregates_.size();
    find_aggregates(expression, aggregates_);
    aggregating_.push_back(aggregates_.size() > before);
  }

  // A sort key is a column, by name or by its expression, or else a value of its own that is not shown.
  void prepare_order() {
    for (const SortItem& item : query_.order) {
      std::size_t column = 0;
      while (column < columns_.size() && columns_[column] != item.expression->text &&
             query_.items[column].expression->text != item.expression->text) {
        ++column;
      }
      if (column == columns_.size()) {
        evaluator_.check(*item.expression, true);
        add_value(*item.expression);
        column = values_.size() - 1;
        if (query_.distinct || (!aggregates_.empty() && !aggregating_.back())) {
          fail(text_, item.expression->position, "ORDER BY can only use what RETURN gives here");
        }
      }
      order_.emplace_back(column, item.descending);
    }
  }

  // Where equal rows are one, the matcher need not find them again and again.
  void prepare_matching() {
    const bool each_once = aggregates_.empty()
                               ? query_.distinct
                               : std::all_of(aggregates_.begin(), aggregates_.end(), [](const Expression* call) {
                                   return call->distinct || call->name == "min" || call->name == "max";
                                 });
    if (!each_once) return;
    std::vector<std::string> names;
    for (const Expression* value : values_) find_variables(*value, names);
    const bool ordered = aggregates_.empty() || !is_keyless() ||
                         std::any_of(aggregates_.begin(), aggregates_.end(),
                                     [](const Expression* call) { return call->name != "count"; });
    matcher_.give_each_once({names.begin(), names.end()}, ordered);
  }

  // Whether there is but one group.
  bool is_keyless() const {
    return std::all_of(aggregating_.begin(), aggregating_.end(), [](bool value) { return value; });
  }

  std::size_t rows_wanted() const {
    if (!query_.limit || !order_.empty()) return ~std::size_t{0};
    const auto skip = static_cast<std::size_t>(query_.skip);
    const auto limit = static_cast<std::size_t>(*query_.limit);
    return skip > ~std::size_t{0} - limit ? ~std::size_t{0} : skip + limit;
  }

  void collect_rows() {
    const std::size_t wanted = rows_wanted();
    if (wanted == 0) return;
    matcher_.run(options_.max_steps, [&](const Row& row) {
      std::vector<Cell> cells;
      for (const Expression* value : values_) cells.push_back(evaluator_.evaluate(*value, row));
      keep(std::move(cells));
      return rows_.size() < wanted;
    });
  }

  void keep(std::vector<Cell> cells) {
    if (query_.distinct) {
      std::string key;
      for (std::size_t i = 0; i < columns_.size(); ++i) key += identity(cells[i]);
      if (!distinct_.insert(std::move(key)).second) return;
    }
    budget_.take(cells);
    rows_.push_back(std::move(cells));
  }

  void collect_groups() {
    std::vector<Group> groups;
    std::unordered_map<std::string, std::size_t> group_of;
    const auto new_group = [&](const Row& row) {
      budget_.take(row);
      Group group{row, {}};
      for (const Expression* call : aggregates_) group.accumulators.emplace_back(graph_, text_, *call);
      groups.push_back(std::move(group));
      return groups.size() - 1;
    };
    matcher_.run(options_.max_steps, [&](const Row& row) {
      std::string key;
      for (std::size_t i = 0; i < values_.size(); ++i) {
        if (!aggregating_[i]) key += identity(evaluator_.evaluate(*values_[i], row));
      }
      const auto [place, is_new] = group_of.emplace(std::move(key), groups.size());
      if (is_new) new_group(row);
      for (Accumulator& accumulator : groups[place->second].accumulators) accumulator.add(evaluator_, row, budget_);
      return true;
    });
    // "RETURN count(*)" of nothing is 0, not nothing.
    if (groups.empty() && is_keyless()) new_group(Row(matcher_.slot_count()));
    for (const Group& group : groups) {
      Evaluator::Aggregates results;
      for (std::size_t i = 0; i < aggregates_.size(); ++i)
        results.emplace(aggregates_[i], group.accumulators[i].result());
      std::vector<Cell> cells;
      for (const Expression* value : values_) cells.push_back(evaluator_.evaluate(*value, group.example, &results));
      keep(std::move(cells));
    }
  }

  void sort_rows() {
    if (order_.empty()) return;
    std::stable_sort(rows_.begin(), rows_.end(), [&](const auto& left, const auto& right) {
      for (const auto& [column, descending] : order_) {
        const int result = order(graph_, left[column], right[column]);
        if (result != 0) return descending ? result > 0 : result < 0;
      }
      return false;
    });
  }

  ResultTable table() const {
    ResultTable table;
    table.columns = columns_;
    const std::size_t begin = std::min(rows_.size(), static_cast<std::size_t>(query_.skip));
    const std::size_t count = query_.limit ? static_cast<std::size_t>(*query_.limit) : rows_.size();
    for (std::size_t i = begin; i < rows_.size() && i - begin < count; ++i) {
      std::vector<Value> values;
      for (std::size_t column = 0; column < columns_.size(); ++column) {
        values.push_back(to_value(graph_, rows_[i][column]));
      }
      table.rows.push_back(std::move(values));
    }
    return table;
  }

  const GraphView& graph_;
  std::string_view text_;
  const QueryOptions& options_;
  ParsedQuery query_;
  Slots slots_;
  Evaluator evaluator_;
  Matcher matcher_;
  Budget budget_;
  std::vector<std::string> columns_;
  std::vector<const Expression*> values_;  // Of the columns, then of further sort keys.
  std::vector<bool> aggregating_;          // For each value.
  std::vector<const Expression*> aggregates_;
  std::vector<std::pair<std::size_t, bool>> order_;  // Value and whether descending.
  std::unordered_set<std::string> distinct_;
  std::vector<std::vector<Cell>> rows_;
};

}  // namespace

ResultTable run_query(const GraphView& graph, std::string_view query, const QueryOptions& options) {
  return QueryRun(graph, query, options).run();
}

}  // namespace trama
