// Reading files and streams, gzip included, within limits; writing files so that no half of one is ever seen.
#pragma once

#include <cstddef>
#include <filesystem>
#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>

namespace trama {

// A file for reading, as bytes. Throws Error (kIo) with the reason if it cannot be opened or is a directory.
std::ifstream open_file(const std::filesystem::path& path);

// The bytes of a file as they are. Throws Error: kIo.
std::string read_file(const std::filesystem::path& path);

// Replaces `path` by a file with this content, in one step: whoever reads sees the old file or the new one, and after
// an error or a crash the old one is still there. A new file gets the permissions of the old one. Throws Error: kIo.
void write_file(const std::filesystem::path& path, std::string_view content);

// A file or a stream read from start to end; gzip is recognised by its first bytes and unpacked on the way. Holds a
// fixed amount of memory besides what it hands out. All reading functions throw Error: kIo if the source fails, kFormat
// if gzip data are damaged or cut off; `name` stands in the messages.
class InputFile {
 public:
  explicit InputFile(const std::filesystem::path& path);  // Throws Error: kIo.
  InputFile(std::istream& stream, std::string name);      // The stream must outlive this object.
  InputFile(InputFile&&) noexcept;
  InputFile& operator=(InputFile&&) noexcept;
  ~InputFile();

  // Up to `size` bytes, without waiting for more than the first; 0 only at the end.
  std::size_t read(char* buffer, std::size_t size);

  enum class Line { kLine, kTooLong, kEnd };
  // The next line without its line feed (a carriage return before it stays). A line of more than `limit` bytes is
  // passed over: kTooLong, and `line` holds its first bytes. The last line needs no line feed.
  Line next_line(std::string& line, std::size_t limit);

  // What is left, up to `limit` bytes. False if there is more; then nothing is to be expected of further reading.
  bool read_rest(std::string& content, std::size_t limit);

  // Whether read() gives at least a byte, or finds the end, without waiting: always of regular files. Of
  // streams that cannot tell, false.
  bool ready() const;

  // The first bytes that are still to be read, at most `size` and at most 64 KiB. They stay to be read.
  std::string_view peek(std::size_t size);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace trama
