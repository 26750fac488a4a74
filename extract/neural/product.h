// Products of rows with a matrix of weights, in bytes or in floats.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "extract/neural/kernels.h"
#include "extract/neural/matrix.h"

namespace trama {

// What weights and the rows that they are multiplied with are rounded to. Sums of products of bytes are exact, and
// everything else is done in the same order everywhere: both give the same on every processor.
enum class Precision { kBytes, kFloats };

using AlignedBytes = std::vector<std::byte, boost::alignment::aligned_allocator<std::byte, 64>>;

// Rows of numbers, made ready for products: of bytes, with a scale of its own for each row.
class Rows {
 public:
  Rows() = default;
  // Makes room for `count` rows of `inputs` numbers. Those set before are lost, memory is kept.
  void reset(Precision precision, int count, int inputs);
  // All zeros.
  void clear();

  int count() const { return count_; }
  // Sets row `row` to the `inputs` numbers at `x`.
  void set(int row, const float* x);

 private:
  friend class Weights;

  Precision precision_ = Precision::kFloats;
  int count_ = 0;
  int inputs_ = 0;
  std::size_t stride_ = 0;  // Bytes.
  AlignedBytes values_;
  std::vector<RowScale> scales_;
};

// A weight matrix [outputs, inputs] as a model file has it: floats, or bytes with a scale for each output.
struct PlainWeights {
  int outputs = 0;
  int inputs = 0;
  AlignedFloats floats;            // Or else:
  std::vector<std::int8_t> bytes;  //
  AlignedFloats scales;            // [outputs]

  // The outputs in another order; -1 is an output that is zero.
  PlainWeights reordered(const std::vector<int>& order) const;
};

// Weights laid out for products: panels of kPanelOutputs outputs.
//
// What comes out for a row depends on that row alone, to the last bit: not on how many rows there are, nor on where the
// row stands among them, nor on the processor.
class Weights {
 public:
  Weights() = default;
  // Products in floats take weights of either kind, products in bytes those in bytes only.
  Weights(const PlainWeights& weights, Precision precision);

  int inputs() const { return inputs_; }
  int outputs() const { return outputs_; }
  int panels() const { return static_cast<int>(scales_.size()) / kPanelOutputs; }
  // The outputs, filled up to whole panels: what comes out behind outputs() is zero.
  int columns() const { return panels() * kPanelOutputs; }
  Precision precision() const { return precision_; }

  // Panel `panel` of W x_r for rows [begin, begin + count) of `x`: to y, y + y_stride and so on. What stands at
  // base[0] + kPanelOutputs * panel, base[1] + … is added, if `base` is not null.
  void multiply_panel(int panel, const Rows& x, int begin, int count, const float* const* base, float* y,
                      std::size_t y_stride) const;
  // All of y_r = W x_r + bias (columns() of them) for rows [begin, begin + count); rows of `y` are y_stride apart.
  void multiply(const Rows& x, int begin, int count, const float* bias, float* y, std::size_t y_stride) const;

 private:
  const std::byte* panel(int number) const { return values_.data() + static_cast<std::size_t>(number) * panel_bytes_; }

  Precision precision_ = Precision::kFloats;
  int inputs_ = 0;
  int outputs_ = 0;
  std::size_t panel_bytes_ = 0;
  AlignedBytes values_;
  AlignedFloats scales_;  // [columns()]
};

// y = a b^T in floats: `a` [m, k], `b` [n, k], `y` [m, n], all without gaps. `scratch` is memory to be kept.
void multiply_transposed(const float* a, int m, const float* b, int n, int k, float* y, AlignedFloats& scratch);

}  // namespace trama
