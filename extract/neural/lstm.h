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

// The weights of one direction. The gates of kPanelUnits units make one panel: so their sums are at hand together.
class LstmWeights {
 public:
  LstmWeights() = default;
  // As PyTorch has them: `input` [4H, inputs], `recurrent` [4H, H], `bias` [4H], both of PyTorch's added up.
  LstmWeights(const PlainWeights& input, const PlainWeights& recurrent, std::span<const float> bias,
              Precision precision);

  int hidden() const { return recurrent.inputs(); }

  Weights input;
  Weights recurrent;
  AlignedFloats bias;
};

// Memory that run_lstm() needs.
struct LstmScratch {
  Matrix gates, cell, block;
  Rows state;
  std::vector<const float*> base;
};

// Sets columns [first_column, first_column + H) of `out` [layout.rows(), …]. The input of row r of the layout is row r
// of `x`; or row `x_rows[r]`, where `x_rows` is not empty: rows that are alike need be given once only.
void run_lstm(const LstmWeights& weights, const SequenceLayout& layout, const Rows& x, std::span<const int> x_rows,
              bool backward, LstmScratch& scratch, Matrix& out, int first_column);

}  // namespace trama
