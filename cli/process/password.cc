#include "cli/process/password.h"

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <ostream>

#include "base/error.h"

namespace trama::cli {

namespace {

// The terminal, without showing what is typed. Keys that would end the program are read like others, so that it never
// ends with the terminal silent.
class SilentTerminal {
 public:
  SilentTerminal() : descriptor_(::open("/dev/tty", O_RDWR | O_CLOEXEC)) {
    if (descriptor_ < 0 || ::tcgetattr(descriptor_, &before_) != 0) return;
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO | ISIG);
    is_silent_ = ::tcsetattr(descriptor_, TCSAFLUSH, &silent) == 0;
  }
  ~SilentTerminal() {
    if (is_silent_) ::tcsetattr(descriptor_, TCSAFLUSH, &before_);
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  SilentTerminal(const SilentTerminal&) = delete;
  SilentTerminal& operator=(const SilentTerminal&) = delete;

  explicit operator bool() const { return is_silent_; }

  void write(const std::string& text) const { static_cast<void>(!::write(descriptor_, text.data(), text.size())); }

  // False if the key for interrupts was among them.
  bool read_line(std::string& line) const {
    constexpr char kInterrupt = '\x03';
    char key = 0;
    while (::read(descriptor_, &key, 1) == 1 && key != '\n') {
      if (key == kInterrupt) return false;
      line += key;
    }
    write("\n");
    return line.find(kInterrupt) == std::string::npos;
  }

 private:
  int descriptor_;
  termios before_{};
  bool is_silent_ = false;
};

}  // namespace

std::string read_password(const std::string& user, Streams& io) {
  if (const char* known = std::getenv("TRAMA_PASSWORD")) return known;
  io.err.flush();
  std::string line;
  bool go_on = true;
  {
    const SilentTerminal terminal;
    if (!terminal) {
      throw Error(ErrorCode::kInvalid, "no password for " + user + ": put it into the environment as TRAMA_PASSWORD");
    }
    terminal.write("Password of " + user + ": ");
    go_on = terminal.read_line(line);
  }
  if (!go_on) {
    static_cast<void>(std::raise(SIGINT));
    throw Error(ErrorCode::kInvalid, "stopped");
  }
  return line;
}

}  // namespace trama::cli
