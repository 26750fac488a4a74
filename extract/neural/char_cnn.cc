#include "extract/neural/char_cnn.h"

#include <algorithm>
#include <string>

#include "base/error.h"
#include "extract/neural/kernels.h"

namespace trama {
namespace {

constexpr int kMaxWidth = 15;
constexpr std::int64_t kMaxProducts = std::int64_t{1} << 25;  // Floats: far more than any model needs.

}  // namespace

CharacterCnn::CharacterCnn(const TensorFile& file, int chars) {
  const Tensor& embed = file.tensor("embed.char", {chars, -1});
  names_.push_back("embed.char");
  const int dim = embed.shape[1];
  std::int64_t products = 0;
  Matrix vectors(chars, dim);
  embed.read(0, chars * dim, vectors.row(0));
  for (int width = 1; width <= kMaxWidth; ++width) {
    const std::string name = "char.conv" + std::to_string(width);
    if (!file.has(name + ".weight")) continue;
    const Tensor& weight = file.tensor(name + ".weight", {-1, dim, width});
    Convolution conv;
    conv.width = width;
    conv.channels = weight.shape[0];
    conv.bias = file.tensor(name + ".bias", {conv.channels}).values();
    products += std::int64_t{chars} * conv.channels * width;
    if (products > kMaxProducts)
      throw Error(ErrorCode::kFormat, file.path().string() + ": too many characters or channels");
    names_.insert(names_.end(), {name + ".weight", name + ".bias"});
    const AlignedFloats values = weight.values();  // [channels, dim, width]
    AlignedFloats column(conv.channels);
    for (int place = 0; place < width; ++place) {
      Matrix& table = conv.products.emplace_back(chars, conv.channels);
      for (int d = 0; d < dim; ++d) {
        for (int c = 0; c < conv.channels; ++c) {
          column[c] = values[(static_cast<std::size_t>(c) * dim + d) * width + place];
        }
        for (int row = 0; row < chars; ++row) {
          add_scaled(table.row(row), column.data(), vectors.row(row)[d], conv.channels);
        }
      }
    }
    outputs_ += conv.channels;
    convolutions_.push_back(std::move(conv));
  }
}

void CharacterCnn::run(std::span<const std::int16_t> chars, float* out) const {
  const auto size = static_cast<int>(chars.size());
  AlignedFloats sum;
  for (const Convolution& conv : convolutions_) {
    std::fill_n(out, conv.channels, 0.0F);  // The maximum with zero is the rectifier.
    for (int position = 0; position < size; ++position) {
      sum = conv.bias;
      for (int place = 0; place < conv.width; ++place) {
        const int at = position + place - conv.width / 2;
        if (at >= 0 && at < size) add_scaled(sum.data(), conv.products[place].row(chars[at]), 1.0F, conv.channels);
      }
      maximize(out, sum.data(), conv.channels);
    }
    out += conv.channels;
  }
}

}  // namespace trama
