// Exponential and logarithms that give the same bits on every processor and with every C library: sums, products and
// quotients of doubles in a fixed order, which IEEE 754 rounds alike everywhere. For what decides or is printed.
//
// Each is within 1e-15 of its value, relative to it or to 1, whichever is greater.
#pragma once

namespace trama {

// e^x; 0 for x < -708, infinity for x > 709.
double portable_exp(double x);

// Natural logarithm of x, which must be a positive normal number.
double portable_log(double x);

// To base 2; exact for powers of two.
double portable_log2(double x);

}  // namespace trama
