// Products of rows with a matrix of weights, by oneDNN.
#pragma once

#include <memory>
#include <span>

#include "extract/neural/matrix.h"
#include "extract/neural/split_product.h"

namespace trama {

// A weight matrix [outputs, inputs], laid out for products.
//
// What comes out for a row depends on that row alone, to the last bit: not on how many rows there are, nor on where the
// row stands among them. A library of matrix products does not promise that, because it takes other kernels for other
// numbers of rows, which add up in another order. So all products of one object have the same shape: `panel` rows at a
// time, the last panel filled up with whatever follows. 16 and 48 are multiples of the rows that oneDNN's kernels
// handle together on every x86 (the tests hold them to it). Processors with tiles of bfloat16 take those
// (SplitProduct).
class Weights {
 public:
  Weights() = default;
  // `weights`: row-major, outputs x inputs.
  Weights(std::span<const float> weights, int outputs, int inputs, int panel = kPanelRows);

  int inputs() const { return inputs_; }
  int outputs() const { return outputs_; }
  int panel() const { return panel_; }

  // y_r = W x_r, or y_r += W x_r if `add`, for `rows` rows, `x` and `y` without gaps between rows. Reads and writes
  // whole panels: behind the last row there must be room for panel - 1 more, whose values do not matter.
  void multiply(const float* x, int rows, float* y, bool add) const;

 private:
  int inputs_ = 0;
  int outputs_ = 0;
  int panel_ = 0;
  AlignedFloats transposed_;                   // [inputs, outputs]; empty if `split_`.
  std::shared_ptr<const SplitProduct> split_;  // Null on processors without tiles.
};

// y = a b^T: `a` [m, k], `b` [n, k], `y` [m, n], all without gaps. Depends on nothing but its arguments.
void multiply_transposed(const float* a, int m, const float* b, int n, int k, float* y);

// While it lives, products started by this thread stay in this thread. (oneDNN would use all processors; our callers
// have threads of their own.)
class SingleThreadedProducts {
 public:
  SingleThreadedProducts();
  ~SingleThreadedProducts();
  SingleThreadedProducts(const SingleThreadedProducts&) = delete;
  SingleThreadedProducts& operator=(const SingleThreadedProducts&) = delete;

 private:
  int before_;
};

}  // namespace trama
