// Loops over floats: activations, sums, conversions. Each is compiled for several instruction sets and chosen at run
// time.
#pragma once

#include <cstdint>

namespace trama {

// One step of an LSTM cell. `gates` [4 * hidden]: input, forget, candidate and output gate before their activations (in
// this order, PyTorch's). Updates `cell` [hidden] and sets `out` [hidden].
void lstm_cell(const float* gates, int hidden, float* cell, float* out);

// x = x for x >= 0, else slope * x.
void leaky_relu(float* x, int size, float slope);

// y += factor * x.
void add_scaled(float* y, const float* x, float factor, int size);

// y = max(y, x), element by element.
void maximize(float* y, const float* x, int size);

// Index of the greatest value, the first one among equals; 0 for none.
int argmax(const float* values, int size);

// Sum of a_i b_i. The order of summation depends on `size` alone.
float dot(const float* a, const float* b, int size);

// IEEE binary16, finite values only.
void half_to_float(const std::uint16_t* half, float* out, int size);

// x = high + low within 2^-16 of x, both bfloat16 (the upper 16 bits of a float), rounded to the nearest. For |x| <
// 3e38.
void split_bfloat16(const float* x, int size, std::uint16_t* high, std::uint16_t* low);

// Whether all values are finite numbers.
bool all_finite(const float* values, std::int64_t size);
bool all_finite_half(const std::uint16_t* values, std::int64_t size);

}  // namespace trama
