#include "extract/ranking/rate_table.h"

#include <bit>

#include "base/error.h"

namespace trama {

RateTable RateTable::read(const TensorFile& file, const std::string& name, int columns) {
  const Tensor& keys = file.tensor(name + ".keys", {-1, 8});
  const Tensor& rates = file.tensor(name + ".rates", {-1, columns});
  if (keys.shape[0] != rates.shape[0] || keys.type != TensorType::kByte)
    throw Error(ErrorCode::kFormat, file.path().string() + ": " + name + ": other keys than rates");
  RateTable table;
  table.columns_ = columns;
  const AlignedFloats values = rates.values();
  table.rates_.assign(values.begin(), values.end());
  table.places_.resize(std::bit_ceil(2 * static_cast<std::size_t>(keys.shape[0])));
  const std::size_t mask = table.places_.size() - 1;
  for (int k = 0; k < keys.shape[0]; ++k) {
    std::uint64_t key = 0;
    for (int byte = 0; byte < 8; ++byte)
      key |= static_cast<std::uint64_t>(keys.data[static_cast<std::size_t>(k) * 8 + byte]) << (8 * byte);
    std::size_t at = key & mask;
    while (table.places_[at].row != kFree) at = (at + 1) & mask;
    table.places_[at] = {key, static_cast<std::uint32_t>(k)};
  }
  return table;
}

const float* RateTable::find(std::uint64_t key) const {
  if (places_.empty()) return nullptr;
  const std::size_t mask = places_.size() - 1;
  for (std::size_t at = key & mask; places_[at].row != kFree; at = (at + 1) & mask) {
    if (places_[at].key == key) return rates_.data() + static_cast<std::size_t>(places_[at].row) * columns_;
  }
  return nullptr;
}

}  // namespace trama
