// Products of 32-bit floats on processors that multiply tiles of bfloat16 (Intel AMX), by oneDNN.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace trama {

// y += W x for a fixed number of rows x.
//
// A bfloat16 has 8 bits of precision, which would change labels. So every number is the sum of two, x = x1 + x2 and
// W = W1 + W2, and W1 x1 + W1 x2 + W2 x1 is one product of three times the inputs: precise to about 2^-16 of the
// summands, which labels do not feel (Henry, Tang & Heinecke 2019, "Leveraging the bfloat16 artificial intelligence
// datatype for higher-precision computations"). Tiles are fast enough for that to pay.
class SplitProduct {
 public:
  // Whether this processor, and what ONEDNN_MAX_CPU_ISA leaves of it, has tiles.
  static bool pays();

  // `transposed`: weights [inputs, outputs], row-major, which are copied. `rows`: those of every x. Only where pays().
  // Throws std::bad_alloc.
  SplitProduct(std::span<const float> transposed, int outputs, int inputs, int rows);
  ~SplitProduct();
  SplitProduct(const SplitProduct&) = delete;
  SplitProduct& operator=(const SplitProduct&) = delete;

  // y += W x for each of the rows: `x` [rows, inputs], `y` [rows, outputs], without gaps; numbers below 3e38. May be
  // called by several threads at a time. Throws std::bad_alloc.
  void add(const float* x, float* y) const;

 private:
  struct Impl;
  std::unique_ptr<const Impl> impl_;
};

}  // namespace trama
