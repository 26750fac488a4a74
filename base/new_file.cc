#include "base/new_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstring>
#include <utility>

#include "base/error.h"
#include "base/unfinished_name.h"

namespace trama {
namespace {

// The names that are to be taken away if a signal ends the process. Fixed, since a signal handler must not allocate;
// files beyond their number are not known to it.
struct Name {
  std::atomic<bool> taken = false;
  std::atomic<bool> valid = false;  // Whether `path` is whole.
  std::array<char, PATH_MAX> path{};
};
std::array<Name, 8> remembered;

int remember(const std::string& path) {
  if (path.size() >= PATH_MAX) return -1;
  for (std::size_t i = 0; i < remembered.size(); ++i) {
    if (remembered[i].taken.exchange(true)) continue;
    std::memcpy(remembered[i].path.data(), path.c_str(), path.size() + 1);
    remembered[i].valid = true;
    return static_cast<int>(i);
  }
  return -1;
}

std::filesystem::path folder_of(const std::filesystem::path& file) {
  return file.has_parent_path() ? file.parent_path() : ".";
}

std::string through_proc(int descriptor) {
  return "/proc/self/fd/" + std::to_string(descriptor);
}

}  // namespace

NewFile::NewFile(std::filesystem::path target) : target_(std::move(target)) {
  open_without_name();
  if (descriptor_ < 0) open_with_name();
  struct stat old {};
  if (::stat(target_.c_str(), &old) == 0) ::fchmod(descriptor_, old.st_mode & 07777);
}

NewFile::~NewFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
  if (!name_.empty()) ::unlink(name_.c_str());
  forget_name();
}

void NewFile::fail(const char* what, int error) const {
  throw Error(ErrorCode::kIo, std::string("cannot ") + what + " " + target_.string() + ": " + std::strerror(error));
}

void NewFile::open_without_name() {
#ifdef O_TMPFILE
  descriptor_ = ::open(folder_of(target_).c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666);
  // Only through /proc can it be given a name later on.
  if (descriptor_ >= 0 && ::access(through_proc(descriptor_).c_str(), F_OK) != 0) {
    ::close(std::exchange(descriptor_, -1));
  }
#endif
}

void NewFile::open_with_name() {
  for (int i = 0; i < kNameAttempts; ++i) {
    std::string name = unfinished_name(target_);
    place_ = remember(name);  // First, so that no signal comes too early.
    descriptor_ = ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor_ >= 0) {
      name_ = std::move(name);
      return;
    }
    const int error = errno;
    forget_name();
    if (error != EEXIST) fail("write", error);
  }
  fail("write", EEXIST);
}

void NewFile::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail("write", errno);
    size_ += static_cast<std::uint64_t>(written);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

void NewFile::commit() {
  // EINVAL: a file system that does not know it.
  if (::fsync(descriptor_) != 0 && errno != EINVAL) fail("write", errno);
  check_unchanged();
  if (name_.empty()) give_name();
  struct stat own {};
  struct stat named {};
  if (::fstat(descriptor_, &own) != 0) fail("write", errno);
  close_or_throw();
  if (!name_.empty() && std::rename(name_.c_str(), target_.c_str()) != 0) fail("write", errno);
  name_.clear();
  forget_name();
  if (::lstat(target_.c_str(), &named) != 0) fail("write", errno);
  if (named.st_ino != own.st_ino || named.st_dev != own.st_dev) fail("write", ESTALE);
}

void NewFile::check_unchanged() const {
  struct stat own {};
  struct stat named {};
  if (::fstat(descriptor_, &own) != 0) fail("write", errno);
  bool same = static_cast<std::uint64_t>(own.st_size) == size_;
  if (!name_.empty()) {
    same = same && ::lstat(name_.c_str(), &named) == 0 && named.st_ino == own.st_ino && named.st_dev == own.st_dev;
  }
  if (!same) {
    throw Error(ErrorCode::kIo, "cannot write " + target_.string() + ": another program has changed the new file");
  }
}

// At once where nothing is to be replaced, else under a name that commit() turns into the right one.
void NewFile::give_name() {
  const std::string source = through_proc(descriptor_);
  std::string name = target_.string();
  for (int i = 0; i < kNameAttempts; ++i) {
    if (::linkat(AT_FDCWD, source.c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) == 0) {
      if (i > 0) name_ = std::move(name);
      return;
    }
    const int error = errno;
    forget_name();
    if (error != EEXIST) fail("write", error);
    name = unfinished_name(target_);
    place_ = remember(name);
  }
  fail("write", EEXIST);
}

void NewFile::close_or_throw() {
  if (::close(std::exchange(descriptor_, -1)) != 0 && errno != EINTR) fail("write", errno);
}

void NewFile::forget_name() {
  if (place_ < 0) return;
  Name& name = remembered[static_cast<std::size_t>(std::exchange(place_, -1))];
  name.valid = false;
  name.taken = false;
}

void NewFile::remove_all() noexcept {
  for (const Name& name : remembered) {
    if (name.valid) ::unlink(name.path.data());
  }
}

}  // namespace trama
