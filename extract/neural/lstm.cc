#include "extract/neural/lstm.h"

#include <algorithm>

namespace trama {
namespace {

// Gates are made for so many rows ahead: enough for the weights to be worth fetching, few enough to stay in the cache.
constexpr int kRowsAhead = 256;
// Rows whose gates are made and used up before the next ones.
constexpr int kTogether = 24;

// Where the gates of each panel stand in PyTorch's order.
std::vector<int> order_of_gates(int hidden) {
  std::vector<int> order;
  for (int unit = 0; unit < hidden; unit += kPanelUnits) {
    for (int gate = 0; gate < 4; ++gate) {
      for (int i = unit; i < unit + kPanelUnits; ++i) order.push_back(i < hidden ? gate * hidden + i : -1);
    }
  }
  return order;
}

class Run {
 public:
  Run(const LstmWeights& weights, const SequenceLayout& layout, const Rows& x, std::span<const int> x_rows,
      LstmScratch& scratch, Matrix& out, int first_column)
      : weights_(weights),
        layout_(layout),
        x_(x),
        x_rows_(x_rows),
        scratch_(scratch),
        out_(out),
        first_column_(first_column) {}

  void all(bool backward) {
    scratch_.state.reset(weights_.recurrent.precision(), layout_.sequences(), weights_.hidden());
    scratch_.state.clear();
    const int units = weights_.recurrent.panels() * kPanelUnits;
    scratch_.cell.reset(layout_.sequences(), units);
    for (int s = 0; s < layout_.sequences(); ++s) std::fill_n(scratch_.cell.row(s), units, 0.0F);
    scratch_.block.reset(kTogether, kPanelOutputs);
    if (!x_rows_.empty()) make_gates(0, x_.count());
    int ready = 0;  // Steps whose gates have been made.
    for (int i = 0; i < layout_.steps(); ++i) {
      const int step = backward ? layout_.steps() - 1 - i : i;
      if (x_rows_.empty() && i == ready) ready += make_gates_ahead(step, backward);
      run_step(step);
    }
  }

 private:
  void make_gates(int begin, int count) {
    scratch_.gates.reset(count, weights_.input.columns());
    gates_begin_ = begin;
    weights_.input.multiply(x_, begin, count, weights_.bias.data(), scratch_.gates.row(0), scratch_.gates.cols());
  }

  // Of `step` and those that follow it; returns how many.
  int make_gates_ahead(int step, bool backward) {
    int first = step, last = step, rows = layout_.active(step);
    while (backward ? first > 0 : last + 1 < layout_.steps()) {
      const int next = backward ? first - 1 : last + 1;
      rows += layout_.active(next);
      if (rows > kRowsAhead) break;
      (backward ? first : last) = next;
    }
    const int begin = layout_.begin(first);
    make_gates(begin, layout_.begin(last) + layout_.active(last) - begin);
    return last - first + 1;
  }

  void run_step(int step) {
    const int active = layout_.active(step), begin = layout_.begin(step);
    scratch_.base.resize(active);
    for (int s = 0; s < active; ++s) {
      const int row = begin + s;
      scratch_.base[s] = scratch_.gates.row(x_rows_.empty() ? row - gates_begin_ : x_rows_[row]);
    }
    for (int panel = 0; panel < weights_.recurrent.panels(); ++panel) {
      for (int s = 0; s < active; s += kTogether) run_block(panel, begin, s, std::min(kTogether, active - s));
    }
    for (int s = 0; s < active; ++s) scratch_.state.set(s, out_.row(begin + s) + first_column_);
  }

  void run_block(int panel, int begin, int first, int count) {
    weights_.recurrent.multiply_panel(panel, scratch_.state, first, count, scratch_.base.data() + first,
                                      scratch_.block.row(0), kPanelOutputs);
    const int unit = panel * kPanelUnits, units = std::min(kPanelUnits, weights_.hidden() - unit);
    for (int r = 0; r < count; ++r) {
      float* out = out_.row(begin + first + r) + first_column_ + unit;
      float* cell = scratch_.cell.row(first + r) + unit;
      if (units == kPanelUnits) {
        lstm_cell(scratch_.block.row(r), cell, out);
      } else {
        float whole[kPanelUnits];
        lstm_cell(scratch_.block.row(r), cell, whole);
        std::copy_n(whole, units, out);
      }
    }
  }

  const LstmWeights& weights_;
  const SequenceLayout& layout_;
  const Rows& x_;
  std::span<const int> x_rows_;
  LstmScratch& scratch_;
  Matrix& out_;
  int first_column_;
  int gates_begin_ = 0;  // The row of `x_` whose gates are the first.
};

}  // namespace

SequenceLayout::SequenceLayout(std::span<const int> lengths) : begin_(1, 0) {
  auto active = static_cast<int>(lengths.size());
  for (int step = 0; active > 0; ++step) {
    while (active > 0 && lengths[active - 1] <= step) --active;
    if (active > 0) begin_.push_back(begin_.back() + active);
  }
}

LstmWeights::LstmWeights(const PlainWeights& input_weights, const PlainWeights& recurrent_weights,
                         std::span<const float> biases, Precision precision) {
  const std::vector<int> order = order_of_gates(recurrent_weights.inputs);
  input = Weights(input_weights.reordered(order), precision);
  recurrent = Weights(recurrent_weights.reordered(order), precision);
  for (const int from : order) bias.push_back(from < 0 ? 0.0F : biases[from]);
}

void run_lstm(const LstmWeights& weights, const SequenceLayout& layout, const Rows& x, std::span<const int> x_rows,
              bool backward, LstmScratch& scratch, Matrix& out, int first_column) {
  Run(weights, layout, x, x_rows, scratch, out, first_column).all(backward);
}

}  // namespace trama
