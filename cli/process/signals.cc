#include "cli/process/signals.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <ctime>
#include <string_view>

#include "base/new_file.h"
#include "base/new_folder.h"

namespace trama::cli {

namespace {

constexpr std::array kSignals = {SIGINT, SIGTERM, SIGHUP};
// Some callers send a signal to the program and again to its group: timeout(1), for one. That is one request.
constexpr std::int64_t kTogetherMilliseconds = 250;

std::atomic<bool> graceful = false;
std::atomic<const char*> stopping = nullptr;  // What a graceful stop says.
std::atomic<bool> in_shell = false;
// Asked from the handler: without callbacks that is one step of an atomic number.
std::atomic<std::stop_source*> query_source = nullptr;
std::atomic<int> stopped_by = 0;
std::atomic<std::int64_t> stopped_at = 0;
std::atomic<int> stop_reader = -1;
std::atomic<int> stop_writer = -1;
static_assert(std::atomic<std::int64_t>::is_always_lock_free && std::atomic<int>::is_always_lock_free);

std::int64_t milliseconds() {
  struct timespec now {};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return std::int64_t{now.tv_sec} * 1000 + now.tv_nsec / 1'000'000;
}

void write_all(int descriptor, std::string_view text) {
  [[maybe_unused]] const ssize_t ignored = ::write(descriptor, text.data(), text.size());
}

void ask_query() {
  if (std::stop_source* const source = query_source) source->request_stop();
}

// Only what is async-signal-safe.
extern "C" void on_signal(int signal) {
  const int error = errno;
  int none = 0;
  if (in_shell && signal == SIGINT) {
    ask_query();
  } else if (graceful && stopped_by.compare_exchange_strong(none, signal)) {
    stopped_at = milliseconds();
    write_all(stop_writer, "!");
    ask_query();
    write_all(STDERR_FILENO, stopping.load());
  } else if (!graceful || milliseconds() - stopped_at > kTogetherMilliseconds) {
    NewFile::remove_all();
    NewFolder::remove_all();
    std::signal(signal, SIG_DFL);
    std::raise(signal);  // Comes as soon as this function has returned.
  }
  errno = error;
}

}  // namespace

void handle_signals() {
  int ends[2];
  if (stop_reader < 0 && ::pipe2(ends, O_CLOEXEC | O_NONBLOCK) == 0) {
    stop_reader = ends[0];
    stop_writer = ends[1];
  }
  for (const int signal : kSignals) {
    struct sigaction action {};
    if (::sigaction(signal, nullptr, &action) != 0 || action.sa_handler == SIG_IGN) continue;
    action = {};
    action.sa_handler = on_signal;
    action.sa_flags = SA_RESTART;
    ::sigaction(signal, &action, nullptr);
  }
}

GracefulStop::GracefulStop() {
  stopping = "\ntrama: stopping after what is in hand; once more ends it at once\n";
  graceful = true;
}

GracefulStop::~GracefulStop() {
  graceful = false;
}

ShellSignals::ShellSignals() {
  in_shell = true;
}

ShellSignals::~ShellSignals() {
  in_shell = false;
}

QueryInterrupt::QueryInterrupt() {
  query_source = &source_;
  stopping = "\ntrama: stopping the query; once more ends it at once\n";
  graceful = !in_shell;
}

QueryInterrupt::~QueryInterrupt() {
  graceful = false;
  query_source = nullptr;
}

int stop_signal() noexcept {
  return stopped_by;
}

int stop_descriptor() noexcept {
  return stop_reader;
}

}  // namespace trama::cli
