#include "base/new_folder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstring>
#include <system_error>
#include <utility>

#include "base/error.h"
#include "base/unfinished_name.h"

namespace trama {
namespace {

// Fixed, since a signal handler must not allocate. There is one folder at a time.
std::array<char, PATH_MAX> known;
std::atomic<bool> is_known = false;

[[noreturn]] void fail(const std::filesystem::path& target, int error) {
  throw Error(ErrorCode::kIo, "cannot write the folder " + target.string() + ": " + std::strerror(error));
}

}  // namespace

NewFolder::NewFolder(std::filesystem::path target) : target_(std::move(target)) {
  if (!target_.has_filename()) target_ = target_.parent_path();  // "folder/"
  for (int attempt = 0; attempt < kNameAttempts; ++attempt) {
    path_ = unfinished_name(target_);
    if (::mkdir(path_.c_str(), 0777) == 0) {
      const std::string& name = path_.native();
      if (name.size() < known.size()) {
        std::memcpy(known.data(), name.c_str(), name.size() + 1);
        is_known = true;
      }
      return;
    }
    if (errno != EEXIST) break;
  }
  fail(target_, errno);
}

NewFolder::~NewFolder() {
  is_known = false;
  std::error_code ignored;
  if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

void NewFolder::commit() {
  is_known = false;
  // Exchanging the two leaves either the old folder or the new one whatever happens; what is exchanged goes with this
  // object. A new name, or an empty folder, takes a plain rename.
  if (::rename(path_.c_str(), target_.c_str()) == 0) {
    path_.clear();
    return;
  }
  if (errno != ENOTEMPTY && errno != EEXIST) fail(target_, errno);
  if (::renameat2(AT_FDCWD, path_.c_str(), AT_FDCWD, target_.c_str(), RENAME_EXCHANGE) == 0) return;
  // A file system that cannot exchange.
  const std::filesystem::path old = unfinished_name(target_);
  if (::rename(target_.c_str(), old.c_str()) != 0) fail(target_, errno);
  if (::rename(path_.c_str(), target_.c_str()) != 0) {
    const int error = errno;
    ::rename(old.c_str(), target_.c_str());
    fail(target_, error);
  }
  path_ = old;
}

void NewFolder::remove_all() noexcept {
  if (is_known.exchange(false)) ::rmdir(known.data());
}

}  // namespace trama
