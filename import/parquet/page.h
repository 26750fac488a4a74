// One page of a column of a Parquet file, unpacked (https://parquet.apache.org/docs/file-format/data-pages/). Private
// to import/.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace trama {

// Names of the format's own enumerations (parquet.thrift).
enum ParquetType { kParquetInt32 = 1, kParquetInt64 = 2, kParquetBytes = 6 };
enum ParquetCodec { kUncompressed = 0, kSnappy = 1, kGzip = 2 };
enum ParquetEncoding { kPlain = 0, kPlainDictionary = 2, kRleDictionary = 8 };

// `size` bytes that were packed as `codec` says. Throws Error (kFormat) if they are damaged or the codec is another
// one.
std::string unpack(std::string_view packed, std::size_t size, std::int64_t codec);

// Numbers in the hybrid of runs and packed bits, so many bits each, at most 32. Throws Error (kFormat) if there are
// fewer than `count`.
std::vector<std::uint32_t> read_hybrid(std::string_view bytes, int bits, std::size_t count);

// Plain values of a column of `type`: whole numbers, or bytes that point into `bytes`. Throws Error (kFormat).
struct ParquetValues {
  std::vector<std::int64_t> numbers;
  std::vector<std::string_view> texts;
};
ParquetValues read_plain(std::string_view bytes, std::int64_t type, std::size_t count);

}  // namespace trama
