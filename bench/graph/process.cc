#include "bench/graph/process.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>

#include "base/error.h"

namespace trama::bench {
namespace {

double seconds_of(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
}

[[noreturn]] void become(const std::vector<std::string>& arguments, const std::filesystem::path& output) {
  const int file = open(output.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (file < 0 || dup2(file, STDOUT_FILENO) < 0) _exit(126);
  std::vector<char*> pointers;
  for (const std::string& argument : arguments) pointers.push_back(const_cast<char*>(argument.c_str()));
  pointers.push_back(nullptr);
  execvp(pointers.front(), pointers.data());
  _exit(127);
}

}  // namespace

Usage run_process(const std::vector<std::string>& arguments, const std::filesystem::path& output) {
  const auto begin = std::chrono::steady_clock::now();
  const pid_t child = fork();
  if (child < 0) throw Error(ErrorCode::kIo, std::string("cannot start a process: ") + std::strerror(errno));
  if (child == 0) become(arguments, output);
  int state = 0;
  rusage used{};
  while (wait4(child, &state, 0, &used) < 0 && errno == EINTR) {
  }
  Usage usage;
  usage.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  usage.processor = seconds_of(used.ru_utime) + seconds_of(used.ru_stime);
  usage.peak_mib = static_cast<double>(used.ru_maxrss) / 1024;
  usage.status = WIFEXITED(state) ? WEXITSTATUS(state) : 128 + WTERMSIG(state);
  if (usage.status == 127) throw Error(ErrorCode::kIo, "cannot run " + arguments.front());
  return usage;
}

void stay_on_one_core() {
  cpu_set_t allowed;
  if (sched_getaffinity(0, sizeof allowed, &allowed) != 0) return;
  int last = CPU_SETSIZE - 1;
  while (last > 0 && !CPU_ISSET(last, &allowed)) --last;
  CPU_ZERO(&allowed);
  CPU_SET(last, &allowed);
  sched_setaffinity(0, sizeof allowed, &allowed);
}

double own_peak_mib() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  return static_cast<double>(used.ru_maxrss) / 1024;
}

}  // namespace trama::bench
