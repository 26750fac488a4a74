// Bidirectional LSTM layers over batches of sequences of different lengths.
#pragma once

#include <span>
#include <vector>

#include "extract/neural/matrix.h"
#include "extract/neural/product.h"

namespace trama {

// How the positions of several sequences lie in the rows of a matrix: first all first positions, then all second ones,
// and so on; within a position the longest sequence first. No row is padding.
class SequenceLayout {
 public:
  // `lengths` must not grow from one sequence to the next, and all be at least 1.
  explicit SequenceLayout(std::span<const int> lengths);

  int rows() const { return begin_.back(); }
  int steps() const { return static_cast<int>(begin_.size()) - 1; }
  int sequences() const { return steps() == 0 ? 0 : active(0); }
  // The number of sequences that have a position `step`, and the row where the first of them is.
  int active(int step) const { return begin_[step + 1] - begin_[step]; }
  int begin(int step) const { return begin_[step]; }
  int row(int sequence, int position) const { return begin_[position] + sequence; }

 private:
  std::vector<int> begin_;
};

// The weights of one direction, as PyTorch names them.
struct LstmWeights {
  Weights input;       // [4H, inputs]
  Weights recurrent;   // [4H, H]; its panel is kRecurrentPanel.
  AlignedFloats bias;  // [4H]: both of PyTorch's added up.
};

// Steps have as many rows as sequences are still running, which is few at the end of a batch: a small panel wastes
// less.
inline constexpr int kRecurrentPanel = 16;

// Sets columns [first_column, first_column + H) of `out` to the outputs for the rows of `x`. `gates` is scratch memory
// of at least x.rows() rows of 4H.
void run_lstm(const LstmWeights& weights, const SequenceLayout& layout, const Matrix& x, bool backward, Matrix& gates,
              Matrix& out, int first_column);

}  // namespace trama
