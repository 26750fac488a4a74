#include "extract/neural/lstm.h"

#include <algorithm>

#include "extract/neural/kernels.h"

namespace trama {

SequenceLayout::SequenceLayout(std::span<const int> lengths) : begin_(1, 0) {
  auto active = static_cast<int>(lengths.size());
  for (int step = 0; active > 0; ++step) {
    while (active > 0 && lengths[active - 1] <= step) --active;
    if (active > 0) begin_.push_back(begin_.back() + active);
  }
}

void run_lstm(const LstmWeights& weights, const SequenceLayout& layout, const Matrix& x, bool backward, Matrix& gates,
              Matrix& out, int first_column) {
  const int hidden = weights.recurrent.inputs();
  for (int r = 0; r < layout.rows(); ++r) std::copy(weights.bias.begin(), weights.bias.end(), gates.row(r));
  weights.input.multiply(x.row(0), layout.rows(), gates.row(0), true);

  Matrix state(layout.sequences(), hidden), cell(layout.sequences(), hidden);
  int before = 0;
  for (int i = 0; i < layout.steps(); ++i) {
    const int step = backward ? layout.steps() - 1 - i : i;
    const int active = layout.active(step);
    // The last panel of the product may reach into the rows of the next step: zeros there add nothing to them.
    if (active < before) std::fill(state.row(active), state.row(before), 0.0F);
    if (i > 0) weights.recurrent.multiply(state.row(0), active, gates.row(layout.begin(step)), true);
    for (int s = 0; s < active; ++s) {
      const int row = layout.begin(step) + s;
      lstm_cell(gates.row(row), hidden, cell.row(s), state.row(s));
      std::copy_n(state.row(s), hidden, out.row(row) + first_column);
    }
    before = active;
  }
}

}  // namespace trama
