#include "extract/neural/product.h"

#include <oneapi/dnnl/dnnl.h>

#include <algorithm>
#include <new>

// Of the OpenMP run-time that oneDNN was built with. (<omp.h> is each compiler's own, and clang's may be another one.)
extern "C" {
int omp_get_max_threads() noexcept;
void omp_set_num_threads(int threads) noexcept;
}

namespace trama {
namespace {

void check(dnnl_status_t status) {
  if (status != dnnl_success) throw std::bad_alloc();  // Shapes are ours and valid: only memory can be short.
}

}  // namespace

Weights::Weights(std::span<const float> weights, int outputs, int inputs, int panel)
    : inputs_(inputs), outputs_(outputs), panel_(panel), transposed_(weights.size()) {
  constexpr int kBlock = 32;  // Transposed in blocks, for the cache.
  for (int begin = 0; begin < outputs; begin += kBlock) {
    for (int i = 0; i < inputs; ++i) {
      for (int o = begin; o < outputs && o < begin + kBlock; ++o) {
        transposed_[static_cast<std::size_t>(i) * outputs + o] = weights[static_cast<std::size_t>(o) * inputs + i];
      }
    }
  }
  if (SplitProduct::pays() && !weights.empty()) {
    split_ = std::make_shared<const SplitProduct>(transposed_, outputs, inputs, panel);
    transposed_ = AlignedFloats();
  }
}

void Weights::multiply(const float* x, int rows, float* y, bool add) const {
  if (split_) {
    const int panels = (rows + panel_ - 1) / panel_;
    if (!add) std::fill_n(y, static_cast<std::size_t>(panels) * panel_ * outputs_, 0.0F);
    for (int p = 0; p < panels; ++p) {
      const std::size_t r = static_cast<std::size_t>(p) * panel_;
      split_->add(x + r * inputs_, y + r * outputs_);
    }
    return;
  }
  for (int r = 0; r < rows; r += panel_) {
    check(dnnl_sgemm('N', 'N', panel_, outputs_, inputs_, 1.0F, x + static_cast<std::size_t>(r) * inputs_, inputs_,
                     transposed_.data(), outputs_, add ? 1.0F : 0.0F, y + static_cast<std::size_t>(r) * outputs_,
                     outputs_));
  }
}

void multiply_transposed(const float* a, int m, const float* b, int n, int k, float* y) {
  if (m == 0 || n == 0) return;
  check(dnnl_sgemm('N', 'T', m, n, k, 1.0F, a, k, b, k, 0.0F, y, n));
}

SingleThreadedProducts::SingleThreadedProducts() : before_(omp_get_max_threads()) {
  omp_set_num_threads(1);
}

SingleThreadedProducts::~SingleThreadedProducts() {
  omp_set_num_threads(before_);
}

}  // namespace trama
