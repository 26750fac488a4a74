#include "extract/neural/kernels.h"

#include <cstdlib>

namespace trama {

extern const Kernels kPlainKernels;
extern const Kernels kAvx2Kernels;
extern const Kernels kAvx512Kernels;
extern const Kernels kVnniKernels;

namespace {

const Kernels* chosen = nullptr;

const Kernels* best_kernels() {
  const char* most = std::getenv("TRAMA_MAX_ISA");
  const std::vector<const Kernels*>& all = available_kernels();
  for (const Kernels* one : all) {
    if (most != nullptr && std::string_view(most) == one->name) return one;
  }
  return all.back();
}

}  // namespace

const std::vector<const Kernels*>& available_kernels() {
  static const std::vector<const Kernels*> available = [] {
    std::vector<const Kernels*> out = {&kPlainKernels};
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx2")) out.push_back(&kAvx2Kernels);
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
        __builtin_cpu_supports("avx512dq")) {
      out.push_back(&kAvx512Kernels);
      if (__builtin_cpu_supports("avx512vnni")) out.push_back(&kVnniKernels);
    }
#endif
    return out;
  }();
  return available;
}

const Kernels& kernels() {
  static const Kernels* const best = best_kernels();
  return chosen != nullptr ? *chosen : *best;
}

void use_kernels(const Kernels& others) {
  chosen = &others;
}

}  // namespace trama
