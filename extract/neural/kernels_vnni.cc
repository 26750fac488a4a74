#include "extract/neural/kernels_loops.h"

namespace trama {

extern const Kernels kVnniKernels;
constinit const Kernels kVnniKernels = loops("vnni");

}  // namespace trama
