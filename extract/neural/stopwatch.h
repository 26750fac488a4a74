// Processor time of a thread.
#pragma once

#include <time.h>

namespace trama {

// Measures the processor time of the thread that uses it, so that a busy machine does not matter.
class Stopwatch {
 public:
  // Adds the seconds since the construction or the last lap to `sum`.
  void lap(double& sum) {
    const double now = seconds();
    sum += now - last_;
    last_ = now;
  }

 private:
  static double seconds() {
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
  }

  double last_ = seconds();
};

}  // namespace trama
