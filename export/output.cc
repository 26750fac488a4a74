#include "export/output.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <optional>
#include <ostream>
#include <streambuf>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "base/new_file.h"

namespace trama {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& what, const fs::path& path, int error) {
  throw Error(ErrorCode::kIo, "cannot " + what + " " + path.string() + ": " + std::strerror(error));
}

// How an SQLite file begins, and where in it stands what kind of file it is: "tram" for graphs (graph/store).
constexpr std::string_view kDatabase("SQLite format 3\0", 16);
constexpr std::string_view kGraph = "tram";
constexpr std::size_t kKindAt = 68;
constexpr std::size_t kDatabaseHeader = 100;

// A graph cannot be had back from its picture. Other databases are refused as well: a graph that is being built does
// not yet say in its file that it is one.
void refuse_graph(const fs::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) {
    if (errno == ENOENT) return;
    fail("look into the file to replace,", path, errno);
  }
  std::array<char, kDatabaseHeader> bytes{};
  const ssize_t size = ::pread(descriptor, bytes.data(), bytes.size(), 0);
  ::close(descriptor);
  const std::string_view head(bytes.data(), size < 0 ? 0 : static_cast<std::size_t>(size));
  if (!head.starts_with(kDatabase)) return;
  const bool graph = head.size() == kDatabaseHeader && head.substr(kKindAt, kGraph.size()) == kGraph;
  throw Error(ErrorCode::kInvalid, path.string() + (graph ? " is a graph file" : " is an SQLite database") +
                                       " and is not replaced; give the output another name");
}

// Something that is written where it is.
class OpenFile {
 public:
  explicit OpenFile(fs::path path)
      : path_(std::move(path)), descriptor_(::open(path_.c_str(), O_WRONLY | O_TRUNC | O_CLOEXEC)) {
    if (descriptor_ < 0) fail("write", path_, errno);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  ~OpenFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }

  void write(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) fail("write", path_, errno);
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
  }
  void close() {
    if (::close(std::exchange(descriptor_, -1)) != 0 && errno != EINTR) fail("write", path_, errno);
  }

 private:
  fs::path path_;
  int descriptor_;
};

}  // namespace

struct Output::Impl : std::streambuf {
  Impl() { setp(buffer.data(), buffer.data() + buffer.size()); }

  int_type overflow(int_type c) override {
    write_out();
    if (!traits_type::eq_int_type(c, traits_type::eof())) sputc(traits_type::to_char_type(c));
    return traits_type::not_eof(c);
  }
  int sync() override {
    write_out();
    return 0;
  }
  void write_out() {
    const std::string_view bytes(pbase(), static_cast<std::size_t>(pptr() - pbase()));
    setp(buffer.data(), buffer.data() + buffer.size());  // First, so that what cannot be written is not tried twice.
    if (new_file) {
      new_file->write(bytes);
    } else {
      open_file->write(bytes);
    }
  }

  fs::path target;
  std::array<char, 1 << 16> buffer;
  std::optional<NewFile> new_file;    // One of the two, unless the stream
  std::optional<OpenFile> open_file;  // is standard output.
  std::ostream to_file{this};
  std::ostream* stream = &to_file;
};

Output::Output(const std::string& path, std::ostream& standard_output) : impl_(std::make_unique<Impl>()) {
  if (path.empty() || path == "-") {
    impl_->stream = &standard_output;
    return;
  }
  impl_->to_file.exceptions(std::ios::badbit);  // Lets through what a failed write throws.
  fs::path target = path;
  std::error_code ignored;
  const fs::file_status status = fs::status(target, ignored);
  if (fs::is_directory(status)) fail("write", path, EISDIR);
  // Devices and pipes are written in place: renaming a file over them would replace them.
  if (fs::exists(status) && !fs::is_regular_file(status)) {
    impl_->open_file.emplace(target);
    return;
  }
  // A link to a file stays a link: what it points to is replaced.
  if (fs::is_symlink(fs::symlink_status(target, ignored))) target = fs::weakly_canonical(target);
  refuse_graph(target);
  impl_->target = target;
  impl_->new_file.emplace(target);
}

Output::~Output() = default;

std::ostream& Output::stream() {
  return *impl_->stream;
}

void Output::commit() {
  errno = 0;
  impl_->stream->flush();
  if (!impl_->stream->good()) fail("write", "standard output", errno != 0 ? errno : EIO);
  if (impl_->open_file) impl_->open_file->close();
  if (!impl_->new_file) return;
  refuse_graph(impl_->target);  // It may have come there in the meantime.
  impl_->new_file->commit();
}

}  // namespace trama
