// How often what bears a key was right in the texts that the ranker learned from.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "extract/neural/tensor_file.h"

namespace trama {

// Immutable once read.
class RateTable {
 public:
  // Of the tensors NAME.keys (bytes, [keys, 8], little-endian) and NAME.rates (float, [keys, columns]). Throws Error
  // (kFormat) if they do not fit each other.
  static RateTable read(const TensorFile& file, const std::string& name, int columns);

  int columns() const { return columns_; }
  // The `columns()` rates of a key; null of one that was too rare.
  const float* find(std::uint64_t key) const;

 private:
  struct Place {
    std::uint64_t key = 0;
    std::uint32_t row = kFree;
  };
  static constexpr std::uint32_t kFree = 0xffffffffU;

  int columns_ = 0;
  std::vector<float> rates_;
  std::vector<Place> places_;  // Open addressing, at most half full: keys are hashes already.
};

}  // namespace trama
