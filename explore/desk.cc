#include "explore/desk.h"

#include <sys/stat.h>

#include "graph/store/store.h"

namespace trama {
namespace {

constexpr std::size_t kMostRead = 30'000;  // Some 20 MB of what a view remembers.

void append_stamp(std::string& stamp, const std::string& file, bool with_time) {
  struct stat found {};
  if (::stat(file.c_str(), &found) != 0) return;
  // The log is emptied and made anew by those who only read.
  if (!with_time && found.st_size == 0) return;
  stamp += std::to_string(found.st_ino) + ' ' + std::to_string(found.st_size) + ' ' +
           std::to_string(found.st_mtim.tv_sec) + '.' + std::to_string(found.st_mtim.tv_nsec) + '\n';
}

}  // namespace

std::string file_stamp(const std::filesystem::path& file) {
  std::string stamp;
  append_stamp(stamp, file.string(), true);
  append_stamp(stamp, file.string() + "-wal", false);
  return stamp;
}

void Desk::renew() {
  std::string now = file_stamp(file_);
  if (view_ && now == stamp_ && spent_ < kMostRead) return;
  completer_ = nullptr;
  view_.reset();
  view_ = open_graph(file_);
  stamp_ = std::move(now);
  spent_ = 0;
}

}  // namespace trama
