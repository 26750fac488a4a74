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
// W = W1 + W2, and W1 x1 + W1 x2 + W2 x1 is one product of three times the inputs: precise to about 2^-16, as good as
// what the order of summation changes in floats (Henry, Tang & Heinecke 2019, "Leveraging the bfloat16 artificial
// intelligence datatype for higher-precision computations"). Tiles are fast enough for that to pay.
class SplitProduct {
 public:
  // Whether this processor, and what ONEDNN_MAX_CPU_ISA leaves of it, has tiles.
  static bool pays();

  // `transposed`: weights [inputs, outputs].
  SplitProduct(std::span<const float> transposed, int outputs, int inputs, int rows);
  ~SplitProduct();
  SplitProduct(const SplitProduct&) = delete;
  SplitProduct& operator=(const SplitProduct&) = delete;

  // `x` [rows, inputs], `y` [rows, outputs], without gaps. May be called by several threads at a time.
  void add(const float* x, float* y) const;

 private:
  struct Impl;
  std::unique_ptr<const Impl> impl_;
};

}  // namespace trama
