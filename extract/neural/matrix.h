// Row-major matrices of 32-bit floats.
#pragma once

#include <boost/align/aligned_allocator.hpp>
#include <cstddef>
#include <vector>

namespace trama {

// 64 bytes: a cache line and the widest vector register.
using AlignedFloats = std::vector<float, boost::alignment::aligned_allocator<float, 64>>;

// `rows` x `cols`.
class Matrix {
 public:
  Matrix() = default;
  // All zero at first.
  Matrix(int rows, int cols) { reset(rows, cols); }
  // Another size; values are lost and may be anything, memory is kept.
  void reset(int rows, int cols) {
    rows_ = rows;
    cols_ = cols;
    const std::size_t size = offset(rows);
    if (values_.size() < size) values_.resize(size);
  }

  int rows() const { return rows_; }
  int cols() const { return cols_; }
  float* row(int i) { return values_.data() + offset(i); }
  const float* row(int i) const { return values_.data() + offset(i); }

 private:
  std::size_t offset(int i) const { return static_cast<std::size_t>(i) * static_cast<std::size_t>(cols_); }

  int rows_ = 0;
  int cols_ = 0;
  AlignedFloats values_;
};

}  // namespace trama
