#include "base/files.h"

#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <istream>
#include <new>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/new_file.h"

namespace trama {
namespace {

constexpr std::size_t kBufferSize = std::size_t{1} << 16;

[[noreturn]] void fail(const std::string& what, const std::filesystem::path& path) {
  // Streams do not always leave a reason behind.
  throw Error(ErrorCode::kIo, path.string() + ": " + what + ": " + std::strerror(errno != 0 ? errno : EIO));
}

}  // namespace

std::ifstream open_file(const std::filesystem::path& path) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) throw Error(ErrorCode::kIo, path.string() + ": is a directory");
  std::ifstream file(path, std::ios::binary);
  if (!file) fail("cannot open", path);
  return file;
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file = open_file(path);
  std::string content;
  std::vector<char> buffer(kBufferSize);
  while (file.read(buffer.data(), static_cast<std::streamsize>(buffer.size())) || file.gcount() > 0) {
    content.append(buffer.data(), static_cast<std::size_t>(file.gcount()));
  }
  if (file.bad()) fail("cannot read", path);
  return content;
}

void write_file(const std::filesystem::path& path, std::string_view content) {
  NewFile file(path);
  file.write(content);
  file.commit();
}

struct InputFile::Impl {
  std::unique_ptr<std::ifstream> file;
  std::istream* stream = nullptr;
  std::string name;
  bool regular = false;  // A file that never makes a reader wait.
  bool started = false;
  bool gzip = false;
  bool member_open = false;  // Inside gzip data that have not ended.
  z_stream inflater = {};
  bool inflater_ready = false;
  std::vector<char> packed;      // What was read of the source,
  std::size_t packed_begin = 0;  // from here on not yet unpacked.
  std::vector<char> plain;       // What is to be handed out,
  std::size_t plain_begin = 0;   // from here on.

  ~Impl() {
    if (inflater_ready) inflateEnd(&inflater);
  }

  // Waits for the first byte only: what a pipe has delivered is not kept back until more comes.
  std::size_t read_source(char* buffer, std::size_t size) {
    errno = 0;
    if (stream->eof() || stream->peek() == std::istream::traits_type::eof()) {
      if (stream->bad()) fail("cannot read", name);
      return 0;
    }
    const std::streamsize there = stream->rdbuf()->in_avail();
    if (there > 0) size = std::min(size, static_cast<std::size_t>(there));
    stream->read(buffer, static_cast<std::streamsize>(size));
    if (stream->bad()) fail("cannot read", name);
    return static_cast<std::size_t>(stream->gcount());
  }

  bool refill_packed() {
    if (packed_begin < packed.size()) return true;
    packed.resize(kBufferSize);
    packed.resize(read_source(packed.data(), packed.size()));
    packed_begin = 0;
    return !packed.empty();
  }

  void start() {
    started = true;
    packed.reserve(kBufferSize);
    refill_packed();
    if (packed.size() == 1) {
      packed.resize(kBufferSize);
      packed.resize(1 + read_source(packed.data() + 1, packed.size() - 1));
    }
    gzip = packed.size() >= 2 && packed[0] == '\x1f' && packed[1] == '\x8b';
    if (!gzip) return;
    constexpr int kGzipWindow = 15 + 16;
    if (inflateInit2(&inflater, kGzipWindow) != Z_OK) throw std::bad_alloc();
    inflater_ready = member_open = true;
  }

  // Appends to `plain`, which has room for `room` more bytes; returns how many came.
  std::size_t read_plain(std::size_t room) {
    if (!started) start();
    const std::size_t before = plain.size();
    plain.resize(before + room);
    const std::size_t got = gzip ? unpack(plain.data() + before, room) : copy(plain.data() + before, room);
    plain.resize(before + got);
    return got;
  }

  std::size_t copy(char* buffer, std::size_t size) {
    if (!refill_packed()) return 0;
    const std::size_t count = std::min(size, packed.size() - packed_begin);
    std::memcpy(buffer, packed.data() + packed_begin, count);
    packed_begin += count;
    return count;
  }

  std::size_t unpack(char* buffer, std::size_t size) {
    inflater.next_out = reinterpret_cast<Bytef*>(buffer);
    inflater.avail_out = static_cast<uInt>(size);
    while (inflater.avail_out == size) {
      if (!refill_packed()) {
        if (member_open) throw Error(ErrorCode::kFormat, name + ": the gzip data are cut off");
        break;
      }
      if (!member_open) {
        // Another member may follow; anything else behind the last one is padding.
        if (packed[packed_begin] != '\x1f') break;
        inflateReset(&inflater);
        member_open = true;
      }
      inflater.next_in = reinterpret_cast<Bytef*>(packed.data() + packed_begin);
      inflater.avail_in = static_cast<uInt>(packed.size() - packed_begin);
      const int status = inflate(&inflater, Z_NO_FLUSH);
      packed_begin = packed.size() - inflater.avail_in;
      if (status == Z_STREAM_END) {
        member_open = false;
      } else if (status == Z_MEM_ERROR) {
        throw std::bad_alloc();
      } else if (status != Z_OK && status != Z_BUF_ERROR) {
        throw Error(ErrorCode::kFormat, name + ": the gzip data are damaged");
      }
    }
    return size - inflater.avail_out;
  }

  // At least one byte in `plain` unless at the end.
  bool refill_plain() {
    if (plain_begin < plain.size()) return true;
    plain.clear();
    plain_begin = 0;
    return read_plain(kBufferSize) > 0;
  }
};

InputFile::InputFile(const std::filesystem::path& path) : impl_(std::make_unique<Impl>()) {
  impl_->name = path.string();
  impl_->file = std::make_unique<std::ifstream>(open_file(path));
  std::error_code error;
  impl_->regular = std::filesystem::is_regular_file(path, error);
  impl_->stream = impl_->file.get();
}

InputFile::InputFile(std::istream& stream, std::string name) : impl_(std::make_unique<Impl>()) {
  impl_->stream = &stream;
  impl_->name = std::move(name);
}

InputFile::InputFile(InputFile&&) noexcept = default;
InputFile& InputFile::operator=(InputFile&&) noexcept = default;
InputFile::~InputFile() = default;

std::size_t InputFile::read(char* buffer, std::size_t size) {
  if (size == 0 || !impl_->refill_plain()) return 0;
  const std::size_t count = std::min(size, impl_->plain.size() - impl_->plain_begin);
  std::memcpy(buffer, impl_->plain.data() + impl_->plain_begin, count);
  impl_->plain_begin += count;
  return count;
}

InputFile::Line InputFile::next_line(std::string& line, std::size_t limit) {
  line.clear();
  if (!impl_->refill_plain()) return Line::kEnd;
  bool too_long = false;
  do {
    const char* begin = impl_->plain.data() + impl_->plain_begin;
    const std::size_t size = impl_->plain.size() - impl_->plain_begin;
    const char* end = static_cast<const char*>(std::memchr(begin, '\n', size));
    const std::size_t count = end == nullptr ? size : static_cast<std::size_t>(end - begin);
    const std::size_t room = limit - line.size();
    too_long |= count > room;
    line.append(begin, std::min(count, room));
    impl_->plain_begin += count + (end != nullptr);
    if (end != nullptr) break;
  } while (impl_->refill_plain());
  return too_long ? Line::kTooLong : Line::kLine;
}

bool InputFile::read_rest(std::string& content, std::size_t limit) {
  content.clear();
  while (impl_->refill_plain()) {
    const std::size_t size = impl_->plain.size() - impl_->plain_begin;
    if (size > limit - content.size()) return false;
    content.append(impl_->plain.data() + impl_->plain_begin, size);
    impl_->plain_begin = impl_->plain.size();
  }
  return true;
}

bool InputFile::ready() const {
  return impl_->regular || impl_->plain_begin < impl_->plain.size() || impl_->packed_begin < impl_->packed.size() ||
         impl_->stream->eof() || impl_->stream->rdbuf()->in_avail() != 0;
}

std::string_view InputFile::peek(std::size_t size) {
  size = std::min(size, kBufferSize);
  std::vector<char>& plain = impl_->plain;
  plain.erase(plain.begin(), plain.begin() + static_cast<std::ptrdiff_t>(impl_->plain_begin));
  impl_->plain_begin = 0;
  while (plain.size() < size && impl_->read_plain(size - plain.size()) > 0) {
  }
  return {plain.data(), std::min(size, plain.size())};
}

}  // namespace trama
