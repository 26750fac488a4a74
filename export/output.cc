#include "export/output.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <ostream>

#include "base/error.h"

namespace trama {

namespace {

[[noreturn]] void fail(const std::string& what, const std::filesystem::path& path, int error) {
  std::string message = "cannot " + what + " " + path.string();
  if (error != 0) message.append(": ").append(std::strerror(error));
  throw Error(ErrorCode::kIo, message);
}

// Makes a new empty file beside `target`, with the permissions that a plain creation would give it.
std::filesystem::path make_temporary(const std::filesystem::path& target) {
  const std::filesystem::path folder = target.has_parent_path() ? target.parent_path() : ".";
  std::string name = (folder / ".trama-XXXXXX").string();
  const int descriptor = ::mkostemp(name.data(), O_CLOEXEC);
  if (descriptor < 0) fail("write", target, errno);
  struct stat status {};
  mode_t mode = 0666;
  if (::stat(target.c_str(), &status) == 0) {
    mode = status.st_mode & 07777;  // A file that is replaced keeps its own.
  } else {
    const mode_t mask = ::umask(0);
    ::umask(mask);
    mode &= ~mask;
  }
  ::fchmod(descriptor, mode);
  ::close(descriptor);
  return name;
}

}  // namespace

struct Output::Impl {
  ~Impl() {
    if (temporary.empty()) return;
    file.close();
    std::error_code ignored;
    std::filesystem::remove(temporary, ignored);
  }

  std::ostream* stream = nullptr;
  std::ofstream file;
  std::filesystem::path target;     // Empty: standard output.
  std::filesystem::path temporary;  // Empty: written in place, or committed.
};

Output::Output(const std::string& path, std::ostream& standard_output) : impl_(std::make_unique<Impl>()) {
  if (path.empty() || path == "-") {
    impl_->stream = &standard_output;
    return;
  }
  impl_->stream = &impl_->file;
  impl_->target = path;
  std::error_code ignored;
  const std::filesystem::file_status status = std::filesystem::status(impl_->target, ignored);
  if (std::filesystem::is_directory(status)) fail("write", path, EISDIR);
  // Devices and pipes are written in place: renaming a file over them would replace them.
  const bool in_place = std::filesystem::exists(status) && !std::filesystem::is_regular_file(status);
  if (!in_place) {
    // A link to a file stays a link: what it points to is replaced.
    if (std::filesystem::is_symlink(std::filesystem::symlink_status(impl_->target, ignored))) {
      impl_->target = std::filesystem::weakly_canonical(impl_->target);
    }
    impl_->temporary = make_temporary(impl_->target);
  }
  impl_->file.open(in_place ? impl_->target : impl_->temporary, std::ios::binary | std::ios::trunc);
  if (!impl_->file) fail("write", path, errno);
}

Output::~Output() = default;

std::ostream& Output::stream() {
  return *impl_->stream;
}

void Output::commit() {
  errno = 0;
  impl_->stream->flush();
  if (!impl_->stream->good()) fail("write", impl_->target.empty() ? "standard output" : impl_->target, errno);
  if (impl_->target.empty()) return;
  impl_->file.close();
  if (impl_->file.fail()) fail("write", impl_->target, errno);
  if (impl_->temporary.empty()) return;
  if (std::rename(impl_->temporary.c_str(), impl_->target.c_str()) != 0) fail("write", impl_->target, errno);
  impl_->temporary.clear();
}

}  // namespace trama
