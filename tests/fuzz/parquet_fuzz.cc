// Any bytes as a Parquet file of records: refused, or read to the end.
#include <array>
#include <cstdint>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>

#include "base/error.h"
#include "import/parquet/parquet_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::array<std::string_view, 4> kColumns = {"version", "id", "title", "statements"};
  constexpr std::int64_t kMostRows = 10'000;  // A footer may promise any number of empty ones.
  try {
    trama::ParquetFile file(
        std::make_unique<std::istringstream>(std::string(reinterpret_cast<const char*>(data), size)), "fuzz");
    if (file.rows() > kMostRows) return 0;
    file.for_each_row(kColumns, [](std::span<trama::ParquetCell>) {});
  } catch (const trama::Error&) {
    // Not such a file, and said so.
  }
  return 0;
}
