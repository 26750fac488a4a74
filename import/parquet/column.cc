#include "import/parquet/column.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/error.h"

namespace trama {
namespace {

constexpr std::int64_t kMostPageBytes = std::int64_t{256} << 20;
constexpr std::int64_t kMostPageValues = std::int64_t{16} << 20;
constexpr std::int64_t kHeaderBytes = 4096, kMostHeaderBytes = std::int64_t{1} << 20;
enum PageType { kDataPage = 0, kDictionaryPage = 2, kDataPageV2 = 3 };
// Fields of PageHeader, and of the header of each kind of page in it.
enum HeaderField { kType = 1, kFullSize = 2, kPackedSize = 3, kData = 5, kDictionary = 7, kDataV2 = 8 };

[[noreturn]] void fail(const std::string& what) {
  throw Error(ErrorCode::kFormat, what);
}

int bits_of(int level) {
  return static_cast<int>(std::bit_width(static_cast<unsigned>(level)));
}

std::size_t count_of(const ThriftTree& header) {
  const std::int64_t count = header[1].number;
  if (count < 0 || count > kMostPageValues) fail("a page says that it has " + std::to_string(count) + " values");
  return static_cast<std::size_t>(count);
}

std::string_view first_bytes(std::string_view& bytes, std::int64_t size) {
  if (size < 0 || static_cast<std::uint64_t>(size) > bytes.size()) fail("a page is cut off");
  const std::string_view first = bytes.substr(0, static_cast<std::size_t>(size));
  bytes.remove_prefix(first.size());
  return first;
}

// What stands after its length in four bytes.
std::string_view measured_bytes(std::string_view& bytes) {
  std::uint32_t size = 0;
  const std::string_view length = first_bytes(bytes, sizeof size);
  std::memcpy(&size, length.data(), sizeof size);
  return first_bytes(bytes, size);
}

}  // namespace

ParquetColumnReader::ParquetColumnReader(std::istream& file, const ParquetColumn& column, const ThriftTree& chunk)
    : file_(file), column_(column), codec_(chunk[4].number), offset_(chunk[9].number), values_left_(chunk[5].number) {
  const std::int64_t dictionary = chunk[11].number;
  if (dictionary > 0 && dictionary < offset_) offset_ = dictionary;
  end_ = offset_ + chunk[7].number;
  if (offset_ < 0 || chunk[7].number < 0 || end_ < offset_ || values_left_ < 0) fail("a part lies outside the file");
}

std::string ParquetColumnReader::read_bytes(std::int64_t offset, std::int64_t size) {
  std::string bytes(static_cast<std::size_t>(size), '\0');
  file_.clear();
  file_.seekg(offset);
  file_.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (file_.bad()) throw Error(ErrorCode::kIo, "cannot be read");
  if (file_.gcount() != size) fail("is cut off");
  return bytes;
}

void ParquetColumnReader::read_page() {
  ThriftTree header;
  std::size_t header_size = 0;
  std::string header_bytes;
  for (std::int64_t size = std::min(kHeaderBytes, end_ - offset_);; size = std::min(size * 4, end_ - offset_)) {
    header_bytes = read_bytes(offset_, size);
    try {
      header = read_thrift(header_bytes, header_size);
      break;
    } catch (const Error&) {
      if (size >= std::min(kMostHeaderBytes, end_ - offset_)) throw;
    }
  }
  const std::int64_t packed = header[kPackedSize].number, full = header[kFullSize].number;
  offset_ += static_cast<std::int64_t>(header_size);
  if (packed < 0 || full < 0 || full > kMostPageBytes || packed > end_ - offset_) {
    fail("a page says that it has " + std::to_string(full) + " bytes");
  }
  const std::string packed_bytes = read_bytes(offset_, packed);
  offset_ += packed;
  const auto whole = static_cast<std::size_t>(full);
  if (header[kType].number == kDictionaryPage) {
    dictionary_bytes_ = unpack(packed_bytes, whole, codec_);
    dictionary_ = read_plain(dictionary_bytes_, column_.type, count_of(header[kDictionary]));
    return;
  }
  const bool second = header[kType].number == kDataPageV2;
  if (!second && header[kType].number != kDataPage) return;  // An index.
  const ThriftTree& data = header[second ? kDataV2 : kData];
  const std::size_t count = count_of(data);
  std::string_view repetitions, definitions, values;
  std::string_view rest = packed_bytes;
  if (second) {
    // Their lengths stand in the header, repetitions come first, and they are never packed.
    const std::int64_t definition_size = data[5].number, repetition_size = data[6].number;
    const std::string_view repeated = first_bytes(rest, repetition_size);
    const std::string_view defined = first_bytes(rest, definition_size);
    const bool is_packed = !data.has(7) || data[7].number != 0;
    const std::int64_t levels = definition_size + repetition_size;
    if (full < levels) fail("a page is cut off");
    page_bytes_ =
        std::string(repeated) + std::string(defined) +
        unpack(rest, static_cast<std::size_t>(full - levels), is_packed ? codec_ : std::int64_t{kUncompressed});
    values = page_bytes_;
    repetitions = first_bytes(values, repetition_size);
    definitions = first_bytes(values, definition_size);
  } else {
    page_bytes_ = unpack(packed_bytes, whole, codec_);
    values = page_bytes_;
    if (column_.repetition > 0) repetitions = measured_bytes(values);
    if (column_.definition > 0) definitions = measured_bytes(values);
  }
  repetitions_ = read_hybrid(repetitions, bits_of(column_.repetition), count);
  definitions_ = read_hybrid(definitions, bits_of(column_.definition), count);
  const auto there = std::count(definitions_.begin(), definitions_.end(), column_.definition);
  place_ = value_ = 0;
  read_values(values, static_cast<std::size_t>(there), data[second ? 4 : 2].number);
}

void ParquetColumnReader::read_values(std::string_view bytes, std::size_t count, std::int64_t encoding) {
  by_dictionary_ = encoding == kPlainDictionary || encoding == kRleDictionary;
  if (by_dictionary_) {
    if (count == 0) return;
    const std::string_view bits = first_bytes(bytes, 1);
    indices_ = read_hybrid(bytes, static_cast<unsigned char>(bits.front()), count);
  } else if (encoding == kPlain) {
    plain_ = read_plain(bytes, column_.type, count);
  } else {
    fail("values are written in encoding " + std::to_string(encoding) + "; PLAIN and RLE_DICTIONARY can be read");
  }
}

bool ParquetColumnReader::more() {
  if (place_ < definitions_.size()) return true;
  definitions_.clear();
  place_ = 0;
  while (values_left_ > 0 && offset_ < end_) {
    read_page();
    if (definitions_.empty()) continue;
    values_left_ -= static_cast<std::int64_t>(definitions_.size());
    return true;
  }
  return false;
}

void ParquetColumnReader::take_value(ParquetCell& cell) {
  std::size_t at = value_++;
  const ParquetValues* from = &plain_;
  if (by_dictionary_) {
    at = indices_[at];
    from = &dictionary_;
  }
  if (at >= std::max(from->numbers.size(), from->texts.size())) fail("a value is not in its dictionary");
  if (auto* list = std::get_if<std::vector<std::string>>(&cell)) {
    list->emplace_back(from->texts[at]);
  } else if (column_.type == kParquetBytes) {
    cell = std::string(from->texts[at]);
  } else {
    cell = from->numbers[at];
  }
}

ParquetCell ParquetColumnReader::next() {
  if (!more()) fail("ends before its rows do");
  ParquetCell cell;
  const bool is_list = column_.repetition > 0;
  if (is_list) cell = std::vector<std::string>();
  for (bool first = true; first || (is_list && more() && repetitions_[place_] > 0); first = false) {
    const auto definition = static_cast<int>(definitions_[place_++]);
    if (definition == column_.definition) {
      take_value(cell);
    } else if (is_list && definition >= column_.item_definition) {
      std::get<std::vector<std::string>>(cell).emplace_back();
    }
  }
  return cell;
}

}  // namespace trama
