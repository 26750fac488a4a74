// The inner loops: products of bytes and of floats, activations, sums, conversions. Each is compiled for several
// instruction sets (kernels_loops.h), of which the best one that the processor has is taken at run time.
//
// All of them give the same bits: sums of products of bytes are integers and thus exact, and loops over floats make the
// same operations in the same order, none of them fused.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace trama {

// Outputs of a matrix of weights are worked on in panels of so many.
inline constexpr int kPanelOutputs = 64;
// The units of an LSTM whose four gates make one panel.
inline constexpr int kPanelUnits = kPanelOutputs / 4;

// A row of numbers as bytes: x_i is about scale * q_i, -127 <= q_i <= 127.
struct RowScale {
  float scale = 0;
  std::int32_t sum = 0;  // Of the q_i.
};

// One panel of outputs for some rows: y = base + product.
struct PanelProduct {
  const void* x = nullptr;         // Rows as quantize() or copies of floats left them, `stride` bytes apart.
  std::size_t stride = 0;          //
  const RowScale* rows = nullptr;  // Of bytes: one per row.
  int count = 0;                   // Number of rows, at least 1.
  const void* panel = nullptr;     // Weights as pack_panel() or pack_floats() left them.
  const float* scales = nullptr;   // Of bytes: kPanelOutputs scales of the weights.
  int inputs = 0;
  const float* const* base = nullptr;  // For each row, where the kPanelOutputs floats to be added to stand,
  std::size_t base_offset = 0;         // after so many others. Null: zeros.
  float* y = nullptr;                  // kPanelOutputs floats for each row, `y_stride` floats apart.
  std::size_t y_stride = 0;
};

struct Kernels {
  const char* name;

  // Bytes that one number takes in a row of quantize(), and inputs that are taken together: rows and panels are filled
  // up with zeros to a multiple of it.
  int activation_bytes;
  int group;
  // Sets `q` to x / scale rounded to the nearest integer, of two the even one, where scale = max |x_i| / 127; and to
  // zeros from `size` to the next multiple of `group`.
  RowScale (*quantize)(const float* x, int size, void* q);
  std::size_t (*panel_bytes)(int inputs);
  // `weights`: kPanelOutputs rows of `inputs`, each in [-127, 127].
  void (*pack_panel)(const std::int8_t* weights, int inputs, void* panel);
  void (*multiply)(const PanelProduct& product);
  // The same of floats: a panel is [inputs, kPanelOutputs], and a row's stride is that of its floats.
  void (*multiply_floats)(const PanelProduct& product);

  void (*lstm_cell)(const float* gates, float* cell, float* out);
  void (*leaky_relu)(float* x, int size, float slope);
  void (*add_scaled)(float* y, const float* x, float factor, int size);
  void (*maximize)(float* y, const float* x, int size);
  int (*argmax)(const float* values, int size);
  float (*dot)(const float* a, const float* b, int size);
  float (*sum_of_exponentials)(const float* x, float shift, int size);
  void (*half_to_float)(const std::uint16_t* half, float* out, int size);
  void (*byte_to_float)(const std::int8_t* bytes, float scale, float* out, int size);
  bool (*all_finite)(const float* values, std::int64_t size);
  bool (*all_finite_half)(const std::uint16_t* values, std::int64_t size);
};

// Those of the best instruction set that this processor has, and of what the environment variable TRAMA_MAX_ISA leaves
// of it, which names one of the following.
const Kernels& kernels();
// All that this processor can run, the plainest first: "plain", "avx2", "avx512", "vnni".
const std::vector<const Kernels*>& available_kernels();
// Takes others for the whole program: for tests, before anything else is made of them.
void use_kernels(const Kernels& chosen);

// One step of kPanelUnits LSTM cells. `gates`: kPanelUnits input, forget, candidate and output gates each, before their
// activations (in this order, PyTorch's). Updates `cell` and sets `out`.
inline void lstm_cell(const float* gates, float* cell, float* out) {
  kernels().lstm_cell(gates, cell, out);
}

// x = x for x >= 0, else slope * x.
inline void leaky_relu(float* x, int size, float slope) {
  kernels().leaky_relu(x, size, slope);
}

// y += factor * x.
inline void add_scaled(float* y, const float* x, float factor, int size) {
  kernels().add_scaled(y, x, factor, size);
}

// y = max(y, x), element by element.
inline void maximize(float* y, const float* x, int size) {
  kernels().maximize(y, x, size);
}

// Index of the greatest value, the first one among equals; 0 for none.
inline int argmax(const float* values, int size) {
  return kernels().argmax(values, size);
}

// Sum of a_i b_i. The order of summation depends on `size` alone.
inline float dot(const float* a, const float* b, int size) {
  return kernels().dot(a, b, size);
}

// Sum of e^(x_i - shift), each within 2e-7 of its value for differences in [-87, 87]. The order depends on `size`
// alone.
inline float sum_of_exponentials(const float* x, float shift, int size) {
  return kernels().sum_of_exponentials(x, shift, size);
}

// IEEE binary16, finite values only.
inline void half_to_float(const std::uint16_t* half, float* out, int size) {
  kernels().half_to_float(half, out, size);
}

// out = scale * bytes.
inline void byte_to_float(const std::int8_t* bytes, float scale, float* out, int size) {
  kernels().byte_to_float(bytes, scale, out, size);
}

// Whether all values are finite numbers.
inline bool all_finite(const float* values, std::int64_t size) {
  return kernels().all_finite(values, size);
}
inline bool all_finite_half(const std::uint16_t* values, std::int64_t size) {
  return kernels().all_finite_half(values, size);
}

}  // namespace trama
