#include "import/parquet/page.h"

#include <zlib.h>

#include <bit>
#include <cstring>
#include <limits>

#include "base/error.h"

namespace trama {
namespace {

static_assert(std::endian::native == std::endian::little, "plain values are read as they lie in memory");

[[noreturn]] void fail(const std::string& what) {
  throw Error(ErrorCode::kFormat, "a page " + what);
}

template <typename Number>
Number number_at(std::string_view bytes, std::size_t place) {
  Number number;
  if (place > bytes.size() || bytes.size() - place < sizeof number) fail("is cut off");
  std::memcpy(&number, bytes.data() + place, sizeof number);
  return number;
}

std::uint32_t varint(std::string_view bytes, std::size_t& place) {
  std::uint32_t value = 0;
  for (int shift = 0; shift < 32; shift += 7) {
    const auto part = number_at<std::uint8_t>(bytes, place++);
    value |= static_cast<std::uint32_t>(part & 0x7F) << shift;
    if (part < 0x80) return value;
  }
  fail("has a number without end");
}

std::string gunzip(std::string_view packed, std::size_t size) {
  constexpr int kWindowOfGzip = 15 + 16;
  z_stream stream{};
  if (inflateInit2(&stream, kWindowOfGzip) != Z_OK) throw std::bad_alloc();
  std::string bytes(size, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(bytes.data());
  stream.avail_out = static_cast<uInt>(size);
  const int result = inflate(&stream, Z_FINISH);
  const bool whole = result == Z_STREAM_END && stream.total_out == size;
  inflateEnd(&stream);
  if (!whole) fail("is damaged: its gzip data do not unpack");
  return bytes;
}

// https://github.com/google/snappy/blob/main/format_description.txt
std::string unsnap(std::string_view packed, std::size_t size) {
  std::size_t place = 0;
  if (varint(packed, place) != size) fail("is damaged: its Snappy data have another length");
  std::string bytes;
  bytes.reserve(size);
  const auto little = [&](int count) {
    std::uint32_t value = 0;
    for (int i = 0; i < count; ++i) value |= std::uint32_t{number_at<std::uint8_t>(packed, place++)} << 8 * i;
    return value;
  };
  while (place < packed.size()) {
    const auto tag = number_at<std::uint8_t>(packed, place++);
    std::size_t length = (tag >> 2) + std::size_t{1};
    if ((tag & 3) == 0) {
      constexpr std::size_t kShortLiteral = 60;
      if (length > kShortLiteral) length = std::size_t{little(static_cast<int>(length - kShortLiteral))} + 1;
      if (length > packed.size() - place || length > size - bytes.size()) fail("is damaged: its Snappy data end early");
      bytes += packed.substr(place, length);
      place += length;
      continue;
    }
    std::size_t offset = 0;
    if ((tag & 3) == 1) {
      length = (tag >> 2 & 7) + std::size_t{4};
      offset = std::size_t{tag} >> 5 << 8 | little(1);
    } else {
      offset = little((tag & 3) == 2 ? 2 : 4);
    }
    if (offset == 0 || offset > bytes.size() || length > size - bytes.size()) {
      fail("is damaged: its Snappy data point outside");
    }
    for (std::size_t i = 0; i < length; ++i) bytes += bytes[bytes.size() - offset];  // It may overlap itself.
  }
  if (bytes.size() != size) fail("is damaged: its Snappy data end early");
  return bytes;
}

}  // namespace

std::string unpack(std::string_view packed, std::size_t size, std::int64_t codec) {
  switch (codec) {
    case kUncompressed:
      if (packed.size() != size) fail("has another length than it says");
      return std::string(packed);
    case kSnappy:
      return unsnap(packed, size);
    case kGzip:
      return gunzip(packed, size);
    default:
      fail("is packed by codec " + std::to_string(codec) + "; Snappy, GZIP and none can be read");
  }
}

std::vector<std::uint32_t> read_hybrid(std::string_view bytes, int bits, std::size_t count) {
  if (bits < 0 || bits > 32) fail("has numbers of " + std::to_string(bits) + " bits");
  std::vector<std::uint32_t> values;
  if (bits == 0) return std::vector<std::uint32_t>(count, 0);
  const std::size_t width = (static_cast<std::size_t>(bits) + 7) / 8;
  std::size_t place = 0;
  while (values.size() < count) {
    const std::uint32_t header = varint(bytes, place);
    const std::size_t left = count - values.size();
    if ((header & 1) == 0) {
      std::uint32_t value = 0;
      for (std::size_t i = 0; i < width; ++i) {
        value |= std::uint32_t{number_at<std::uint8_t>(bytes, place++)} << 8 * i;
      }
      if (header >> 1 == 0) fail("has an empty run");
      values.insert(values.end(), std::min<std::size_t>(header >> 1, left), value);
      continue;
    }
    const std::size_t groups = header >> 1;
    if (groups == 0 ||
        groups > (bytes.size() - place + static_cast<std::size_t>(bits) - 1) / static_cast<std::size_t>(bits)) {
      fail("is cut off");
    }
    const std::size_t packed = std::min(groups * 8, left);
    for (std::size_t i = 0; i < packed; ++i) {
      std::uint64_t value = 0;
      const std::size_t first = i * static_cast<std::size_t>(bits), last = first + static_cast<std::size_t>(bits);
      for (std::size_t at = first / 8; at * 8 < last; ++at) {
        value |= std::uint64_t{number_at<std::uint8_t>(bytes, place + at)} << (at - first / 8) * 8;
      }
      values.push_back(static_cast<std::uint32_t>(value >> first % 8 & ((std::uint64_t{1} << bits) - 1)));
    }
    place = std::min(place + groups * static_cast<std::size_t>(bits), bytes.size());
  }
  return values;
}

ParquetValues read_plain(std::string_view bytes, std::int64_t type, std::size_t count) {
  ParquetValues values;
  std::size_t place = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (type == kParquetInt32) {
      values.numbers.push_back(number_at<std::int32_t>(bytes, place));
      place += sizeof(std::int32_t);
    } else if (type == kParquetInt64) {
      values.numbers.push_back(number_at<std::int64_t>(bytes, place));
      place += sizeof(std::int64_t);
    } else {
      const auto size = number_at<std::uint32_t>(bytes, place);
      place += sizeof size;
      if (size > bytes.size() - place) fail("is cut off");
      values.texts.push_back(bytes.substr(place, size));
      place += size;
    }
  }
  return values;
}

}  // namespace trama
