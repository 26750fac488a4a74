// Standard input as a stream that need not be waited for when the program is to stop.
#pragma once

#include <array>
#include <istream>
#include <streambuf>

namespace trama::cli {

// Reads from a file descriptor that it does not own. It ends early when `stop`, another descriptor, becomes readable
// (-1: never): what was read last is then perhaps not whole. A failed read throws Error (kIo) with the reason.
class DescriptorInput : public std::streambuf {
 public:
  DescriptorInput(int descriptor, int stop);

  int descriptor() const { return descriptor_; }

 protected:
  int_type underflow() override;
  std::streamsize showmanyc() override;

 private:
  bool wait() const;  // False if it is to stop.

  int descriptor_;
  int stop_;
  std::array<char, 1 << 16> buffer_;
};

// Whether a person types what the stream reads: it is a DescriptorInput of a terminal.
bool is_terminal(const std::istream& in);

}  // namespace trama::cli
