#include "cli/shell/paged_output.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <utility>

#include "cli/command.h"

namespace trama::cli {

namespace {

std::size_t screen_lines() {
  struct winsize size {};
  return ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 1 ? size.ws_row - 1 : 23;
}

}  // namespace

PagedOutput::PagedOutput(std::ostream& out, std::string pager)
    : out_(out), pager_(std::move(pager)), screen_(screen_lines()) {}

PagedOutput::~PagedOutput() {
  if (pipe_ != nullptr) ::pclose(pipe_);
}

PagedOutput::int_type PagedOutput::overflow(int_type c) {
  if (traits_type::eq_int_type(c, traits_type::eof())) return traits_type::not_eof(c);
  const char one = traits_type::to_char_type(c);
  write(&one, 1);
  return c;
}

std::streamsize PagedOutput::xsputn(const char* text, std::streamsize size) {
  write(text, static_cast<std::size_t>(size));
  return size;
}

void PagedOutput::write(const char* text, std::size_t size) {
  if (pager_.empty() || pipe_ != nullptr) {
    send(text, size);
    return;
  }
  held_.append(text, size);
  lines_ += static_cast<std::size_t>(std::count(text, text + size, '\n'));
  if (lines_ <= screen_) return;
  out_.flush();
  ::setenv("LESS", "FX", 0);
  std::signal(SIGPIPE, SIG_DFL);  // For the pager; the program itself looks at what cannot be written.
  pipe_ = ::popen(pager_.c_str(), "w");
  std::signal(SIGPIPE, SIG_IGN);
  if (pipe_ == nullptr) pager_.clear();
  const std::string held = std::exchange(held_, {});
  send(held.data(), held.size());
}

void PagedOutput::send(const char* text, std::size_t size) {
  if (pipe_ == nullptr) {
    out_.write(text, static_cast<std::streamsize>(size));
    if (size > 0 && text[size - 1] == '\n') out_.flush();  // A row is seen as soon as it is found.
  } else if (std::fwrite(text, 1, size, pipe_) != size) {
    throw ClosedPipe();  // Who reads has left.
  }
}

void PagedOutput::finish() {
  if (pipe_ == nullptr) {
    out_.write(held_.data(), static_cast<std::streamsize>(held_.size()));
    out_.flush();
  } else {
    ::pclose(std::exchange(pipe_, nullptr));
  }
  held_.clear();
}

std::string pager_command() {
  const char* const given = std::getenv("PAGER");
  if (given != nullptr) return given;
  return ::system("command -v less >/dev/null 2>&1") == 0 ? "less" : "";
}

}  // namespace trama::cli
