#include "extract/neural/kernels_loops.h"

namespace trama {

extern const Kernels kPlainKernels;
constinit const Kernels kPlainKernels = loops("plain");

}  // namespace trama
