#include "extract/neural/kernels_loops.h"

namespace trama {

extern const Kernels kAvx512Kernels;
constinit const Kernels kAvx512Kernels = loops("avx512");

}  // namespace trama
