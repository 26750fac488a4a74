#include "extract/neural/product.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace trama {
namespace {

constexpr std::size_t kAlignment = 64;

std::size_t aligned(std::size_t bytes) {
  return (bytes + kAlignment - 1) / kAlignment * kAlignment;
}

// [inputs, kPanelOutputs] of outputs [begin, begin + kPanelOutputs) of `weights` [outputs, inputs].
void pack_floats(const float* weights, int outputs, int inputs, int begin, float* panel) {
  const int count = std::min(kPanelOutputs, outputs - begin);
  for (int o = 0; o < count; ++o) {
    const float* row = weights + static_cast<std::size_t>(begin + o) * inputs;
    for (int i = 0; i < inputs; ++i) panel[static_cast<std::size_t>(i) * kPanelOutputs + o] = row[i];
  }
}

}  // namespace

void Rows::reset(Precision precision, int count, int inputs) {
  precision_ = precision;
  count_ = count;
  inputs_ = inputs;
  const int group = kernels().group;
  const std::size_t bytes = precision == Precision::kFloats
                                ? static_cast<std::size_t>(inputs) * sizeof(float)
                                : static_cast<std::size_t>(inputs + group) * kernels().activation_bytes;
  stride_ = aligned(bytes);
  const std::size_t size = stride_ * static_cast<std::size_t>(count);
  if (values_.size() < size) values_.resize(size);
  if (scales_.size() < static_cast<std::size_t>(count)) scales_.resize(count);
}

void Rows::clear() {
  std::fill_n(values_.begin(), stride_ * static_cast<std::size_t>(count_), std::byte{0});
  std::fill_n(scales_.begin(), count_, RowScale{});
}

void Rows::set(int row, const float* x) {
  std::byte* to = values_.data() + stride_ * static_cast<std::size_t>(row);
  if (precision_ == Precision::kFloats) {
    std::memcpy(to, x, static_cast<std::size_t>(inputs_) * sizeof(float));
  } else {
    scales_[row] = kernels().quantize(x, inputs_, to);
  }
}

PlainWeights PlainWeights::reordered(const std::vector<int>& order) const {
  PlainWeights out;
  out.outputs = static_cast<int>(order.size());
  out.inputs = inputs;
  const auto width = static_cast<std::size_t>(inputs);
  const bool in_bytes = !bytes.empty();
  if (in_bytes) {
    out.bytes.resize(order.size() * width);
    out.scales.resize(order.size());
  } else {
    out.floats.resize(order.size() * width);
  }
  for (std::size_t o = 0; o < order.size(); ++o) {
    if (order[o] < 0) continue;
    const std::size_t from = static_cast<std::size_t>(order[o]) * width;
    if (in_bytes) {
      std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(from), width,
                  out.bytes.begin() + static_cast<std::ptrdiff_t>(o * width));
      out.scales[o] = scales[order[o]];
    } else {
      std::copy_n(floats.begin() + static_cast<std::ptrdiff_t>(from), width,
                  out.floats.begin() + static_cast<std::ptrdiff_t>(o * width));
    }
  }
  return out;
}

Weights::Weights(const PlainWeights& weights, Precision precision)
    : precision_(precision), inputs_(weights.inputs), outputs_(weights.outputs) {
  const int count = (outputs_ + kPanelOutputs - 1) / kPanelOutputs;
  const auto width = static_cast<std::size_t>(inputs_);
  scales_.assign(static_cast<std::size_t>(count) * kPanelOutputs, 1.0F);
  if (precision == Precision::kBytes) {
    panel_bytes_ = aligned(kernels().panel_bytes(inputs_));
    values_.resize(static_cast<std::size_t>(count) * panel_bytes_);
    std::copy(weights.scales.begin(), weights.scales.end(), scales_.begin());
    std::vector<std::int8_t> last(kPanelOutputs * width, 0);
    for (int p = 0; p < count; ++p) {
      const std::int8_t* from = weights.bytes.data() + static_cast<std::size_t>(p) * kPanelOutputs * width;
      if ((p + 1) * kPanelOutputs > outputs_) {
        std::copy(from, weights.bytes.data() + weights.bytes.size(), last.begin());
        from = last.data();
      }
      kernels().pack_panel(from, inputs_, values_.data() + static_cast<std::size_t>(p) * panel_bytes_);
    }
    return;
  }
  panel_bytes_ = width * kPanelOutputs * sizeof(float);
  values_.resize(static_cast<std::size_t>(count) * panel_bytes_);
  AlignedFloats floats = weights.floats;
  if (!weights.bytes.empty()) {
    floats.resize(weights.bytes.size());
    for (int o = 0; o < outputs_; ++o) {
      const std::size_t at = static_cast<std::size_t>(o) * width;
      byte_to_float(weights.bytes.data() + at, weights.scales[o], floats.data() + at, inputs_);
    }
  }
  for (int p = 0; p < count; ++p) {
    pack_floats(floats.data(), outputs_, inputs_, p * kPanelOutputs,
                reinterpret_cast<float*>(values_.data() + static_cast<std::size_t>(p) * panel_bytes_));
  }
}

void Weights::multiply_panel(int number, const Rows& x, int begin, int count, const float* const* base, float* y,
                             std::size_t y_stride) const {
  if (count == 0) return;
  PanelProduct product;
  product.x = x.values_.data() + x.stride_ * static_cast<std::size_t>(begin);
  product.stride = x.stride_;
  product.rows = x.scales_.data() + begin;
  product.count = count;
  product.panel = panel(number);
  product.inputs = inputs_;
  product.base = base;
  product.base_offset = static_cast<std::size_t>(number) * kPanelOutputs;
  product.scales = scales_.data() + product.base_offset;
  product.y = y;
  product.y_stride = y_stride;
  (precision_ == Precision::kBytes ? kernels().multiply : kernels().multiply_floats)(product);
}

void Weights::multiply(const Rows& x, int begin, int count, const float* bias, float* y, std::size_t y_stride) const {
  constexpr int kTogether = 48;  // Rows that stay in the cache next to the processor while panels come and go.
  std::array<const float*, kTogether> base;
  base.fill(bias);
  for (int done = 0; done < count; done += kTogether) {
    const int rows = std::min(kTogether, count - done);
    for (int p = 0; p < panels(); ++p) {
      multiply_panel(p, x, begin + done, rows, bias != nullptr ? base.data() : nullptr,
                     y + static_cast<std::size_t>(done) * y_stride + static_cast<std::size_t>(p) * kPanelOutputs,
                     y_stride);
    }
  }
}

void multiply_transposed(const float* a, int m, const float* b, int n, int k, float* y, AlignedFloats& scratch) {
  const std::size_t panel_size = static_cast<std::size_t>(k) * kPanelOutputs;
  if (scratch.size() < panel_size) scratch.resize(panel_size);
  constexpr int kTogether = 24;
  AlignedFloats out(std::size_t{kTogether} * kPanelOutputs);
  for (int begin = 0; begin < n; begin += kPanelOutputs) {
    const int width = std::min(kPanelOutputs, n - begin);
    if (width < kPanelOutputs) std::fill_n(scratch.begin(), panel_size, 0.0F);
    pack_floats(b, n, k, begin, scratch.data());
    for (int done = 0; done < m; done += kTogether) {
      PanelProduct product;
      product.x = a + static_cast<std::size_t>(done) * k;
      product.stride = static_cast<std::size_t>(k) * sizeof(float);
      product.count = std::min(kTogether, m - done);
      product.panel = scratch.data();
      product.inputs = k;
      product.y = out.data();
      product.y_stride = kPanelOutputs;
      kernels().multiply_floats(product);
      for (int r = 0; r < product.count; ++r) {
        std::copy_n(out.data() + static_cast<std::size_t>(r) * kPanelOutputs, width,
                    y + static_cast<std::size_t>(done + r) * n + begin);
      }
    }
  }
}

}  // namespace trama
