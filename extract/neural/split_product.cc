#include "extract/neural/split_product.h"

#include <new>
#include <oneapi/dnnl/dnnl.hpp>
#include <unordered_map>

#include "extract/neural/kernels.h"

namespace trama {
namespace {

using dnnl::memory;

constexpr int kParts = 3;

const dnnl::engine& processor() {
  static const dnnl::engine engine(dnnl::engine::kind::cpu, 0);
  return engine;
}

memory::desc plain(int rows, int cols, memory::data_type type) {
  return {{rows, cols}, type, memory::format_tag::ab};
}

dnnl::matmul::primitive_desc describe(int rows, int inputs, int outputs) {
  const memory::desc x = plain(rows, kParts * inputs, memory::data_type::bf16);
  const memory::desc w({kParts * inputs, outputs}, memory::data_type::bf16, memory::format_tag::any);
  const memory::desc y = plain(rows, outputs, memory::data_type::f32);
  dnnl::post_ops add;
  add.append_sum(1.0F);
  dnnl::primitive_attr attributes;
  attributes.set_post_ops(add);
  // The library's own scratch memory belongs to the thread that made the product.
  attributes.set_scratchpad_mode(dnnl::scratchpad_mode::user);
#if DNNL_VERSION_MAJOR >= 3
  return {processor(), x, w, y, attributes};
#else
  return {dnnl::matmul::desc(x, w, y), attributes, processor()};
#endif
}

}  // namespace

struct SplitProduct::Impl {
  int rows;
  int inputs;
  dnnl::matmul::primitive_desc description;
  dnnl::matmul product;
  memory weights;

  Impl(std::span<const float> transposed, int outputs, int inputs_, int rows_)
      : rows(rows_),
        inputs(inputs_),
        description(describe(rows, inputs, outputs)),
        product(description),
        weights(description.weights_desc(), processor()) {
    const std::size_t size = transposed.size();
    std::vector<std::uint16_t> parts(kParts * size);  // W1, W1, W2 for x1, x2, x1.
    split_bfloat16(transposed.data(), static_cast<int>(size), parts.data(), parts.data() + 2 * size);
    std::copy_n(parts.begin(), size, parts.begin() + static_cast<std::ptrdiff_t>(size));
    memory from(plain(kParts * inputs, outputs, memory::data_type::bf16), processor(), parts.data());
    dnnl::stream stream(processor());
    dnnl::reorder(from, weights).execute(stream, from, weights);
    stream.wait();
  }
};

bool SplitProduct::pays() {
  constexpr auto kTiles = static_cast<unsigned>(dnnl::cpu_isa::avx512_core_amx);
  static const bool tiles = (static_cast<unsigned>(dnnl::get_effective_cpu_isa()) & kTiles) == kTiles;
  return tiles;
}

SplitProduct::SplitProduct(std::span<const float> transposed, int outputs, int inputs, int rows) try
    : impl_(std::make_unique<const Impl>(transposed, outputs, inputs, rows)) {
} catch (const dnnl::error&) {
  throw std::bad_alloc();  // Shapes are ours and valid: only memory can be short.
}

SplitProduct::~SplitProduct() = default;

void SplitProduct::add(const float* x, float* y) const {
  thread_local std::vector<std::uint16_t> parts;
  thread_local std::vector<std::uint8_t> scratch;
  thread_local dnnl::stream stream(processor());
  const int inputs = impl_->inputs, width = kParts * inputs;
  parts.resize(static_cast<std::size_t>(impl_->rows) * width);
  for (int r = 0; r < impl_->rows; ++r) {
    std::uint16_t* row = parts.data() + static_cast<std::size_t>(r) * width;
    split_bfloat16(x + static_cast<std::size_t>(r) * inputs, inputs, row, row + inputs);
    std::copy_n(row, inputs, row + 2 * inputs);
  }
  const dnnl::matmul::primitive_desc& d = impl_->description;
  if (scratch.size() < d.scratchpad_desc().get_size()) scratch.resize(d.scratchpad_desc().get_size());
  try {
    impl_->product.execute(stream, {{DNNL_ARG_SRC, memory(d.src_desc(), processor(), parts.data())},
                                    {DNNL_ARG_WEIGHTS, impl_->weights},
                                    {DNNL_ARG_DST, memory(d.dst_desc(), processor(), y)},
                                    {DNNL_ARG_SCRATCHPAD, memory(d.scratchpad_desc(), processor(), scratch.data())}});
    stream.wait();
  } catch (const dnnl::error&) {
    throw std::bad_alloc();
  }
}

}  // namespace trama
