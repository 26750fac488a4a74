#include "graph/query/run/stages.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "graph/query/run/evaluate.h"
#include "graph/query/syntax/source.h"

namespace trama::cypher {
namespace {

// Of SKIP and LIMIT.
std::int64_t count_of(const Expression& expression, Run& run) {
  const Value value = evaluate(expression, run);
  if (!value.is(Type::kInteger)) fail(run.text, expression.begin, "this must be an integer");
  if (value.integer() < 0) fail(run.text, expression.begin, "this cannot be negative");
  return value.integer();
}

std::string key_of(const std::vector<int>& slots, Run& run) {
  std::string key;
  for (const int slot : slots) append_key(slot_of(run, slot), key);
  return key;
}

class OneRow final : public Operator {
 public:
  void open(Run&) override { given_ = false; }
  bool next(Run& run) override {
    run.budget.step();
    return !std::exchange(given_, true);
  }

 private:
  bool given_ = false;
};

// The numbers of range(), one by one: a list of them may be longer than memory.
class Numbers {
 public:
  // False if the expression is no range() of whole numbers; its value then tells what it is.
  bool open(const Expression& expression, Run& run) {
    if (expression.op != Op::kCall || expression.name != "range") return false;
    std::int64_t bounds[3] = {0, 0, 1};
    for (std::size_t i = 0; i < expression.children.size(); ++i) {
      const Value value = evaluate(*expression.children[i], run);
      if (!value.is(Type::kInteger)) return false;
      bounds[i] = value.integer();
    }
    next_ = bounds[0];
    last_ = bounds[1];
    step_ = bounds[2];
    more_ = true;
    return step_ != 0;
  }
  void close() { more_ = false; }

  std::optional<std::int64_t> next() {
    if (!more_ || (step_ > 0 ? next_ > last_ : next_ < last_)) return std::nullopt;
    const std::int64_t value = next_;
    more_ = !__builtin_add_overflow(next_, step_, &next_);
    return value;
  }

 private:
  std::int64_t next_ = 0;
  std::int64_t last_ = 0;
  std::int64_t step_ = 1;
  bool more_ = false;
};

class Unwind final : public Operator {
 public:
  Unwind(OperatorPtr input, const Expression* list, int slot) : input_(std::move(input)), list_(list), slot_(slot) {}

  void open(Run& run) override {
    input_->open(run);
    value_ = Value();
    next_ = 0;
    numbers_.close();
  }

  bool next(Run& run) override {
    while (true) {
      run.budget.step();
      if (const std::optional<std::int64_t> number = numbers_.next()) {
        slot_of(run, slot_) = *number;
        return true;
      }
      if (value_.is(Type::kList) && next_ < value_.list().size()) {
        slot_of(run, slot_) = value_.list()[next_++];
        return true;
      }
      if (!input_->next(run)) return false;
      value_ = Value();
      next_ = 0;
      if (numbers_.open(*list_, run)) continue;
      numbers_.close();
      value_ = evaluate(*list_, run);
      if (!value_.is_null() && !value_.is(Type::kList)) value_ = Value(List{value_});
    }
  }

 private:
  OperatorPtr input_;
  const Expression* list_;
  int slot_;
  Numbers numbers_;
  Value value_;
  std::size_t next_ = 0;
};

class Filter final : public Operator {
 public:
  Filter(OperatorPtr input, const Expression* condition) : input_(std::move(input)), condition_(condition) {}
  void open(Run& run) override { input_->open(run); }
  bool next(Run& run) override {
    while (input_->next(run)) {
      if (holds(*condition_, run)) return true;
    }
    return false;
  }

 private:
  OperatorPtr input_;
  const Expression* condition_;
};

class Project final : public Operator {
 public:
  Project(OperatorPtr input, std::vector<Computed> values) : input_(std::move(input)), values_(std::move(values)) {}
  void open(Run& run) override { input_->open(run); }
  bool next(Run& run) override {
    if (!input_->next(run)) return false;
    for (const Computed& one : values_) slot_of(run, one.slot) = evaluate(*one.expression, run);
    return true;
  }

 private:
  OperatorPtr input_;
  std::vector<Computed> values_;
};

class Group final : public Operator {
 public:
  Group(OperatorPtr input, std::vector<Computed> keys, std::vector<const Expression*> calls)
      : input_(std::move(input)), keys_(std::move(keys)), calls_(std::move(calls)) {}

  void open(Run& run) override {
    input_->open(run);
    groups_.clear();
    next_ = 0;
    read_ = false;
  }

  bool next(Run& run) override {
    if (!std::exchange(read_, true)) read(run);
    if (next_ == groups_.size()) return false;
    One& group = groups_[next_++];
    for (std::size_t i = 0; i < keys_.size(); ++i) slot_of(run, keys_[i].slot) = std::move(group.keys[i]);
    for (std::size_t i = 0; i < calls_.size(); ++i) slot_of(run, calls_[i]->slot) = group.accumulators[i].result(run);
    return true;
  }

 private:
  struct One {
    std::vector<Value> keys;
    std::vector<Accumulator> accumulators;
  };

  void read(Run& run) {
    std::unordered_map<std::string, std::size_t> places;
    std::string key;
    std::vector<Value> values;
    while (input_->next(run)) {
      key.clear();
      values.clear();
      for (const Computed& one : keys_) {
        values.push_back(evaluate(*one.expression, run));
        append_key(values.back(), key);
      }
      const auto [place, is_new] = places.emplace(key, groups_.size());
      if (is_new) {
        run.budget.hold(2 * key.size() + sizeof(One) + 64);
        add_group(std::move(values));
      }
      for (Accumulator& one : groups_[place->second].accumulators) one.add(run);
    }
    if (groups_.empty() && keys_.empty()) add_group({});  // "RETURN count(*)" of nothing is 0, not nothing.
  }

  void add_group(std::vector<Value> values) {
    One group{std::move(values), {}};
    for (const Expression* call : calls_) group.accumulators.emplace_back(*call);
    groups_.push_back(std::move(group));
    values = {};
  }

  OperatorPtr input_;
  std::vector<Computed> keys_;
  std::vector<const Expression*> calls_;
  std::vector<One> groups_;
  std::size_t next_ = 0;
  bool read_ = false;
};

class Distinct final : public Operator {
 public:
  Distinct(OperatorPtr input, std::vector<int> slots) : input_(std::move(input)), slots_(std::move(slots)) {}
  void open(Run& run) override {
    input_->open(run);
    seen_.clear();
  }
  bool next(Run& run) override {
    while (input_->next(run)) {
      std::string key = key_of(slots_, run);
      const std::size_t bytes = key.size() + 64;
      if (!seen_.insert(std::move(key)).second) continue;
      run.budget.hold(bytes);
      return true;
    }
    return false;
  }

 private:
  OperatorPtr input_;
  std::vector<int> slots_;
  std::unordered_set<std::string> seen_;
};

class Sort final : public Operator {
 public:
  Sort(OperatorPtr input, std::vector<SortKey> keys, std::vector<int> slots, const Expression* skip,
       const Expression* limit)
      : input_(std::move(input)), keys_(std::move(keys)), slots_(std::move(slots)), skip_(skip), limit_(limit) {}

  void open(Run& run) override {
    input_->open(run);
    rows_.clear();
    next_ = 0;
    read_ = false;
  }

  bool next(Run& run) override {
    if (!std::exchange(read_, true)) read(run);
    if (next_ == rows_.size()) return false;
    std::vector<Value>& values = rows_[next_++].values;
    for (std::size_t i = 0; i < slots_.size(); ++i) slot_of(run, slots_[i]) = std::move(values[i]);
    return true;
  }

 private:
  struct Row {
    std::vector<Value> keys;
    std::vector<Value> values;
    std::size_t number = 0;  // Even rows stay in their order.
  };

  bool before(const Row& left, const Row& right, const ElementOrder& elements) const {
    for (std::size_t i = 0; i < keys_.size(); ++i) {
      const std::weak_ordering one = order(left.keys[i], right.keys[i], &elements);
      if (one != 0) return keys_[i].descending ? one > 0 : one < 0;
    }
    return left.number < right.number;
  }

  void read(Run& run) {
    std::size_t most = ~std::size_t{0};
    if (limit_ != nullptr) {
      const std::int64_t skipped = skip_ != nullptr ? count_of(*skip_, run) : 0;
      const std::int64_t limit = count_of(*limit_, run);
      if (skipped < INT64_MAX - limit) most = static_cast<std::size_t>(skipped + limit);
    }
    const auto less = [&](const Row& left, const Row& right) { return before(left, right, run.graph); };
    std::size_t number = 0;
    while (input_->next(run)) {
      if (most == 0) continue;
      Row row;
      row.number = number++;
      for (const SortKey& key : keys_) row.keys.push_back(evaluate(*key.expression, run));
      // The worst row of those that are kept stands at the front of a heap.
      if (rows_.size() == most) {
        run.budget.step();
        if (!less(row, rows_.front())) continue;
        std::pop_heap(rows_.begin(), rows_.end(), less);
        rows_.pop_back();
      } else {
        hold(run, row);
      }
      for (const int slot : slots_) row.values.push_back(slot_of(run, slot));
      rows_.push_back(std::move(row));
      if (most != ~std::size_t{0}) std::push_heap(rows_.begin(), rows_.end(), less);
    }
    std::sort(rows_.begin(), rows_.end(), less);
  }

  void hold(Run& run, const Row& row) const {
    std::size_t bytes = sizeof(Row);
    for (const Value& one : row.keys) bytes += one.bytes();
    for (const int slot : slots_) bytes += slot_of(run, slot).bytes();
    run.budget.hold(bytes);
  }

  OperatorPtr input_;
  std::vector<SortKey> keys_;
  std::vector<int> slots_;
  const Expression* skip_;
  const Expression* limit_;
  std::vector<Row> rows_;
  std::size_t next_ = 0;
  bool read_ = false;
};

class Skip final : public Operator {
 public:
  Skip(OperatorPtr input, const Expression* count) : input_(std::move(input)), count_(count) {}
  void open(Run& run) override {
    input_->open(run);
    left_ = count_of(*count_, run);
  }
  bool next(Run& run) override {
    for (; left_ > 0; --left_) {
      if (!input_->next(run)) return false;
    }
    return input_->next(run);
  }

 private:
  OperatorPtr input_;
  const Expression* count_;
  std::int64_t left_ = 0;
};

class Limit final : public Operator {
 public:
  Limit(OperatorPtr input, const Expression* count) : input_(std::move(input)), count_(count) {}
  void open(Run& run) override {
    input_->open(run);
    left_ = count_of(*count_, run);
  }
  bool next(Run& run) override {
    if (left_ == 0) return false;
    --left_;
    return input_->next(run);
  }

 private:
  OperatorPtr input_;
  const Expression* count_;
  std::int64_t left_ = 0;
};

class Union final : public Operator {
 public:
  Union(std::vector<Branch> branches, std::vector<int> slots)
      : branches_(std::move(branches)), slots_(std::move(slots)) {}
  void open(Run& run) override {
    next_ = 0;
    branches_[0].plan->open(run);
  }
  bool next(Run& run) override {
    while (next_ < branches_.size()) {
      Branch& branch = branches_[next_];
      if (branch.plan->next(run)) {
        for (std::size_t i = 0; i < slots_.size(); ++i) slot_of(run, slots_[i]) = slot_of(run, branch.slots[i]);
        return true;
      }
      if (++next_ < branches_.size()) branches_[next_].plan->open(run);
    }
    return false;
  }

 private:
  std::vector<Branch> branches_;
  std::vector<int> slots_;
  std::size_t next_ = 0;
};

class Call final : public Operator {
 public:
  Call(OperatorPtr input, OperatorPtr inner, std::vector<int> slots, bool optional)
      : input_(std::move(input)), inner_(std::move(inner)), slots_(std::move(slots)), optional_(optional) {}
  void open(Run& run) override {
    input_->open(run);
    active_ = false;
  }
  bool next(Run& run) override {
    while (true) {
      if (!active_) {
        if (!input_->next(run)) return false;
        inner_->open(run);
        active_ = true;
        found_ = false;
      }
      if (inner_->next(run)) {
        found_ = true;
        return true;
      }
      active_ = false;
      if (!optional_ || found_) continue;
      for (const int slot : slots_) slot_of(run, slot) = Value();
      return true;
    }
  }

 private:
  OperatorPtr input_;
  OperatorPtr inner_;
  std::vector<int> slots_;
  bool optional_;
  bool active_ = false;
  bool found_ = false;
};

}  // namespace

OperatorPtr make_one_row() {
  return std::make_unique<OneRow>();
}
OperatorPtr make_unwind(OperatorPtr input, const Expression* list, int slot) {
  return std::make_unique<Unwind>(std::move(input), list, slot);
}
OperatorPtr make_filter(OperatorPtr input, const Expression* condition) {
  return std::make_unique<Filter>(std::move(input), condition);
}
OperatorPtr make_project(OperatorPtr input, std::vector<Computed> values) {
  return std::make_unique<Project>(std::move(input), std::move(values));
}
OperatorPtr make_group(OperatorPtr input, std::vector<Computed> keys, std::vector<const Expression*> calls) {
  return std::make_unique<Group>(std::move(input), std::move(keys), std::move(calls));
}
OperatorPtr make_distinct(OperatorPtr input, std::vector<int> slots) {
  return std::make_unique<Distinct>(std::move(input), std::move(slots));
}
OperatorPtr make_sort(OperatorPtr input, std::vector<SortKey> keys, std::vector<int> slots, const Expression* skip,
                      const Expression* limit) {
  return std::make_unique<Sort>(std::move(input), std::move(keys), std::move(slots), skip, limit);
}
OperatorPtr make_skip(OperatorPtr input, const Expression* count) {
  return std::make_unique<Skip>(std::move(input), count);
}
OperatorPtr make_limit(OperatorPtr input, const Expression* count) {
  return std::make_unique<Limit>(std::move(input), count);
}
OperatorPtr make_union(std::vector<Branch> branches, std::vector<int> slots) {
  return std::make_unique<Union>(std::move(branches), std::move(slots));
}
OperatorPtr make_call(OperatorPtr input, OperatorPtr inner, std::vector<int> slots, bool optional) {
  return std::make_unique<Call>(std::move(input), std::move(inner), std::move(slots), optional);
}

}  // namespace trama::cypher
