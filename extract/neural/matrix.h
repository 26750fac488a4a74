// Row-major matrices of 32-bit floats.
#pragma once

#include <boost/align/aligned_allocator.hpp>
#include <cstddef>
#include <vector>

namespace trama {

// 64 bytes: a cache line and the widest vector register.
using AlignedFloats = std::vector<float, boost::alignment::aligned_allocator<float, 64>>;

// Products are made in panels of so many rows (see Weights), so every matrix has room for whole panels.
inline constexpr int kPanelRows = 48;

// `rows` x `cols`, all zero at first. Behind the last row there are kPanelRows further ones, which products may read
// and write.
class Matrix {
 public:
  Matrix() = default;
  Matrix(int rows, int cols)
      : rows_(rows),
        cols_(cols),
        values_(static_cast<std::size_t>(rows + kPanelRows) * static_cast<std::size_t>(cols)) {}

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
