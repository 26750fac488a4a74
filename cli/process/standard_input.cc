#include "cli/process/standard_input.h"

#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

#include "base/error.h"

namespace trama::cli {

DescriptorInput::DescriptorInput(int descriptor, int stop) : descriptor_(descriptor), stop_(stop) {}

bool DescriptorInput::wait() const {
  std::array<struct pollfd, 2> both = {{{descriptor_, POLLIN, 0}, {stop_, POLLIN, 0}}};
  while (::poll(both.data(), both.size(), -1) < 0) {
    if (errno != EINTR) return true;  // Reading will say what is wrong.
  }
  return both[1].revents == 0;
}

DescriptorInput::int_type DescriptorInput::underflow() {
  if (gptr() < egptr()) return traits_type::to_int_type(*gptr());
  while (true) {
    if (!wait()) return traits_type::eof();
    const ssize_t size = ::read(descriptor_, buffer_.data(), buffer_.size());
    if (size == 0) return traits_type::eof();
    if (size > 0) {
      setg(buffer_.data(), buffer_.data(), buffer_.data() + size);
      return traits_type::to_int_type(*gptr());
    }
    if (errno != EINTR && errno != EAGAIN) {
      throw Error(ErrorCode::kIo, std::string("standard input: ") + std::strerror(errno));
    }
  }
}

// What can be read without waiting; 0 where that is not known.
std::streamsize DescriptorInput::showmanyc() {
  int there = 0;
  return ::ioctl(descriptor_, FIONREAD, &there) == 0 && there > 0 ? there : 0;
}

bool is_terminal(const std::istream& in) {
  const auto* const input = dynamic_cast<const DescriptorInput*>(in.rdbuf());
  return input != nullptr && ::isatty(input->descriptor()) == 1;
}

}  // namespace trama::cli
