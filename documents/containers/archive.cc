#include "documents/containers/archive.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <cerrno>
#include <new>
#include <streambuf>
#include <vector>

#include "base/error.h"
#include "base/utf8.h"

namespace trama {

struct Archive::Impl : public std::streambuf {
  std::optional<InputFile> file;
  std::unique_ptr<archive, int (*)(archive*)> handle;
  std::vector<char> input = std::vector<char>(std::size_t{1} << 16);
  std::vector<char> output = std::vector<char>(std::size_t{1} << 16);
  std::uint64_t packed_bytes = 0, unpacked_bytes = 0;
  std::size_t members = 0;
  std::string read_error;  // Of `file`, which cannot be thrown through libarchive.
  std::optional<std::istream> stream;

  Impl(InputFile from, bool packed) : file(std::move(from)), handle(archive_read_new(), archive_read_free) {
    if (handle == nullptr) throw std::bad_alloc();
    archive_read_support_filter_bzip2(handle.get());
    archive_read_support_filter_xz(handle.get());
    archive_read_support_filter_zstd(handle.get());
    archive_read_support_filter_gzip(handle.get());
    if (packed) {
      archive_read_support_format_raw(handle.get());
    } else {
      archive_read_support_format_tar(handle.get());
      archive_read_support_format_gnutar(handle.get());
      archive_read_support_format_zip_streamable(handle.get());
    }
    if (archive_read_open(handle.get(), this, nullptr, read_input, nullptr) != ARCHIVE_OK) fail();
  }

  explicit Impl(std::string_view bytes) : handle(archive_read_new(), archive_read_free), packed_bytes(bytes.size()) {
    if (handle == nullptr) throw std::bad_alloc();
    archive_read_support_format_zip(handle.get());
    if (archive_read_open_memory(handle.get(), bytes.data(), bytes.size()) != ARCHIVE_OK) fail();
  }

  static la_ssize_t read_input(archive*, void* data, const void** buffer) {
    auto& self = *static_cast<Impl*>(data);
    *buffer = self.input.data();
    try {
      const std::size_t size = self.file->read(self.input.data(), self.input.size());
      self.packed_bytes += size;
      return static_cast<la_ssize_t>(size);
    } catch (const std::exception& error) {
      self.read_error = error.what();
      archive_set_error(self.handle.get(), EIO, "%s", "cannot read");
      return ARCHIVE_FATAL;
    }
  }

  [[noreturn]] void fail() {
    if (!read_error.empty()) throw Error(ErrorCode::kIo, read_error);
    const char* reason = archive_error_string(handle.get());
    throw Error(ErrorCode::kFormat, "cannot be unpacked: " + repair_utf8(reason == nullptr ? "damaged" : reason).text);
  }

  std::optional<std::string> next() {
    while (true) {
      archive_entry* entry = nullptr;
      const int status = archive_read_next_header(handle.get(), &entry);
      if (status == ARCHIVE_EOF) return std::nullopt;
      if (status != ARCHIVE_OK && status != ARCHIVE_WARN) fail();
      if (++members > kMaxMembers) {
        throw Error(ErrorCode::kFormat, "more than " + std::to_string(kMaxMembers) + " members");
      }
      const bool raw = archive_format(handle.get()) == ARCHIVE_FORMAT_RAW;
      if (!raw && archive_entry_filetype(entry) != AE_IFREG) continue;
      setg(nullptr, nullptr, nullptr);
      stream.emplace(this);
      stream->exceptions(std::ios::badbit);  // What underflow() throws comes through.
      const char* path = archive_entry_pathname(entry);
      return repair_utf8(path == nullptr ? "" : path).text;
    }
  }

  int_type underflow() override {
    const la_ssize_t size = archive_read_data(handle.get(), output.data(), output.size());
    if (size < 0) fail();
    if (size == 0) return traits_type::eof();
    unpacked_bytes += static_cast<std::uint64_t>(size);
    if (unpacked_bytes > kFreeUnpackedBytes && unpacked_bytes / kMaxUnpackingRatio > packed_bytes) {
      throw Error(ErrorCode::kFormat, "unpacks to more than " + std::to_string(kMaxUnpackingRatio) + " times its size");
    }
    setg(output.data(), output.data(), output.data() + size);
    return traits_type::to_int_type(output[0]);
  }
};

Archive::Archive(InputFile file, bool packed) : impl_(std::make_unique<Impl>(std::move(file), packed)) {}
Archive::Archive(std::string_view bytes) : impl_(std::make_unique<Impl>(bytes)) {}
Archive::~Archive() = default;
Archive::Archive(Archive&&) noexcept = default;
Archive& Archive::operator=(Archive&&) noexcept = default;

std::optional<std::string> Archive::next() {
  return impl_->next();
}

std::istream& Archive::content() {
  return *impl_->stream;
}

}  // namespace trama
