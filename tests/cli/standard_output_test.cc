#include "cli/process/standard_output.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>
#include <ostream>
#include <string>

#include "base/error.h"
#include "cli/command.h"
#include "tests/support/program.h"

namespace trama::cli {
namespace {

// An output stream on a descriptor, set up as main() does it.
struct Output {
  explicit Output(int descriptor) : buffer(descriptor), stream(&buffer) { stream.exceptions(std::ios::badbit); }
  DescriptorBuffer buffer;
  std::ostream stream;
};

TEST(StandardOutput, WritesAllInOrder) {
  const test::TempFolder folder;
  const std::string file = folder / "out.txt";
  const int descriptor = ::open(file.c_str(), O_CREAT | O_WRONLY, 0600);
  std::string expected;
  Output out(descriptor);
  for (int i = 0; i < 30000; ++i) {  // More than one buffer.
    out.stream << i << ' ';
    expected += std::to_string(i) + ' ';
  }
  const std::string large(200000, 'x');
  out.stream << large << std::flush;
  ::close(descriptor);
  EXPECT_EQ(test::read_text(file), expected + large);
}

TEST(StandardOutput, ClosedPipeThrows) {
  std::signal(SIGPIPE, SIG_IGN);
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  ::close(ends[0]);
  Output out(ends[1]);
  out.stream << "text";
  EXPECT_THROW(out.stream.flush(), ClosedPipe);
  ::close(ends[1]);
}

TEST(StandardOutput, FullDiskThrowsInTheMiddleOfWriting) {
  const int descriptor = ::open("/dev/full", O_WRONLY);
  Output out(descriptor);
  EXPECT_THROW(out.stream << std::string(200000, 'x'), Error);
  ::close(descriptor);
}

}  // namespace
}  // namespace trama::cli
