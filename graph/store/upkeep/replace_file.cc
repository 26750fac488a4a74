#include "graph/store/upkeep/replace_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "base/error.h"

namespace trama::store {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const fs::path& file, int error) {
  throw Error(ErrorCode::kIo, "cannot rename " + file.string() + ": " + std::strerror(error));
}

// The names are on the disk before anybody is told so.
void sync_folder(const fs::path& file) {
  const int folder = ::open(file.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return;
  ::fsync(folder);
  ::close(folder);
}

// False if there is such a file already; if it is `file` itself, an earlier run got so far.
bool keep_as(const fs::path& file, const fs::path& name) {
  if (::link(file.c_str(), name.c_str()) == 0) return true;
  if (errno == EEXIST) {
    std::error_code none;
    return fs::equivalent(file, name, none);
  }
  // File systems without a second name for a file: for a moment there is none of the first name.
  if (errno != EPERM && errno != EOPNOTSUPP && errno != ENOSYS && errno != EMLINK) fail(file, errno);
  if (fs::exists(fs::symlink_status(name))) return false;
  if (std::rename(file.c_str(), name.c_str()) != 0) fail(file, errno);
  return true;
}

}  // namespace

fs::path replace_and_keep(const fs::path& file, const fs::path& copy, const std::string& suffix) {
  const fs::perms permissions = fs::status(file).permissions();
  fs::path kept = file.string() + suffix;
  for (int number = 2; !keep_as(file, kept); ++number) kept = file.string() + suffix + "-" + std::to_string(number);
  std::error_code harmless;
  fs::permissions(copy, permissions, harmless);
  if (std::rename(copy.c_str(), file.c_str()) != 0) fail(copy, errno);
  sync_folder(file);
  return kept;
}

}  // namespace trama::store
