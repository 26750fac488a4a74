#include "extract/neural/kernels_loops.h"

namespace trama {

extern const Kernels kAvx2Kernels;
constinit const Kernels kAvx2Kernels = loops("avx2");

}  // namespace trama
