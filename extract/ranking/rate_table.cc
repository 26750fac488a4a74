#include "extract/ranking/rate_table.h"

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
  table.rows_.reserve(static_cast<std::size_t>(keys.shape[0]));
  for (int k = 0; k < keys.shape[0]; ++k) {
    std::uint64_t key = 0;
    for (int byte = 0; byte < 8; ++byte)
      key |= static_cast<std::uint64_t>(keys.data[static_cast<std::size_t>(k) * 8 + byte]) << (8 * byte);
    table.rows_.emplace(key, static_cast<std::uint32_t>(k));
  }
  return table;
}

const float* RateTable::find(std::uint64_t key) const {
  const auto row = rows_.find(key);
  return row == rows_.end() ? nullptr : rates_.data() + static_cast<std::size_t>(row->second) * columns_;
}

}  // namespace trama
