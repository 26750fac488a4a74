// Structures in Thrift's compact protocol, as Parquet describes its files in it
// (https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md). Private to export/.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace trama {

class ThriftWriter {
 public:
  void i32(int field, std::int64_t value) { integer(field, kI32, value); }
  void i64(int field, std::int64_t value) { integer(field, kI64, value); }
  void text(int field, std::string_view value) {
    header(field, kBinary);
    append(value);
  }
  template <typename Fill>
  void structure(int field, Fill fill) {
    header(field, kStruct);
    element(fill);
  }
  template <typename Items, typename Fill>
  void structures(int field, const Items& items, Fill fill) {
    list_header(field, kStruct, items.size());
    for (const auto& item : items) element([&] { fill(item); });
  }
  void texts(int field, const std::vector<std::string_view>& values) {
    list_header(field, kBinary, values.size());
    for (const std::string_view value : values) append(value);
  }
  void i32s(int field, const std::vector<std::int64_t>& values) {
    list_header(field, kI32, values.size());
    for (const std::int64_t value : values) zigzag(value);
  }
  // Ends the outermost structure and gives its bytes.
  std::string take() {
    bytes_ += '\0';
    return std::move(bytes_);
  }

 private:
  enum Type { kI32 = 5, kI64 = 6, kBinary = 8, kList = 9, kStruct = 12 };
  static constexpr std::size_t kShortList = 15;

  // Fields come in ascending order, each as the difference to the last.
  void header(int field, Type type) {
    bytes_ += static_cast<char>((field - last_) << 4 | type);
    last_ = field;
  }
  void list_header(int field, Type type, std::size_t size) {
    header(field, kList);
    if (size < kShortList) {
      bytes_ += static_cast<char>(size << 4 | static_cast<std::size_t>(type));
    } else {
      bytes_ += static_cast<char>(0xF0 | type);
      varint(size);
    }
  }
  template <typename Fill>
  void element(Fill fill) {
    const int outer = last_;
    last_ = 0;
    fill();
    bytes_ += '\0';
    last_ = outer;
  }
  void integer(int field, Type type, std::int64_t value) {
    header(field, type);
    zigzag(value);
  }
  void zigzag(std::int64_t value) {
    varint(static_cast<std::uint64_t>(value) << 1 ^ static_cast<std::uint64_t>(value >> 63));
  }
  void varint(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) bytes_ += static_cast<char>(value | 0x80);
    bytes_ += static_cast<char>(value);
  }
  void append(std::string_view text) {
    varint(text.size());
    bytes_ += text;
  }

  std::string bytes_;
  int last_ = 0;
};

}  // namespace trama
