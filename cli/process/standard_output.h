// Standard output as a stream whose failures cannot be overlooked.
#pragma once

#include <array>
#include <ostream>
#include <streambuf>

namespace trama::cli {

// Writes to a file descriptor that it does not own. A failed write throws: ClosedPipe if the reader has gone away, else
// Error (kIo) with the system's reason.
class DescriptorBuffer : public std::streambuf {
 public:
  explicit DescriptorBuffer(int descriptor);

 protected:
  int_type overflow(int_type c) override;
  int sync() override;

 private:
  void write_out();

  int descriptor_;
  std::array<char, 1 << 16> buffer_;
};

}  // namespace trama::cli
