#include "import/parquet/parquet_file.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "base/error.h"
#include "import/parquet/column.h"

namespace trama {
namespace {

constexpr std::string_view kMagic = "PAR1";
constexpr std::int64_t kMostFooterBytes = std::int64_t{64} << 20;
constexpr std::size_t kMostColumns = 10'000;
enum Repetition { kRequired = 0, kOptional = 1, kRepeated = 2 };
// Fields of FileMetaData, RowGroup, ColumnChunk and SchemaElement of parquet.thrift.
enum FileField { kSchema = 2, kRows = 3, kGroups = 4 };
enum GroupField { kChunks = 1, kRowsOfGroup = 3 };
constexpr int kChunkMetaData = 3;
enum ElementField { kType = 1, kRepetitionType = 3, kName = 4, kChildren = 5 };

// The columns of a schema, which lists its tree from the root on, each group before its members.
class SchemaReader {
 public:
  explicit SchemaReader(const std::vector<ThriftTree>& elements) : elements_(elements) {}

  std::vector<ParquetColumn> columns() {
    if (elements_.empty()) fail();
    for (std::int64_t left = elements_[place_++][kChildren].number; left > 0; --left) read({}, 0);
    return std::move(columns_);
  }

 private:
  [[noreturn]] static void fail() { throw Error(ErrorCode::kFormat, "its schema makes no sense"); }

  void read(ParquetColumn above, int level) {
    constexpr int kMostLevels = 32;
    if (place_ >= elements_.size() || level > kMostLevels || columns_.size() >= kMostColumns) fail();
    const ThriftTree& element = elements_[place_++];
    if (level == 0) above.name = element[kName].bytes;
    const std::int64_t repetition = element[kRepetitionType].number;
    if (repetition == kRepeated) ++above.repetition;
    if (repetition != kRequired) ++above.definition;
    if (repetition == kRepeated) above.item_definition = above.definition;
    if (!element.has(kChildren) || element[kChildren].number == 0) {
      above.type = element.has(kType) ? element[kType].number : -1;
      above.leaf = columns_.size();
      columns_.push_back(std::move(above));
      return;
    }
    for (std::int64_t left = element[kChildren].number; left > 0; --left) read(above, level + 1);
  }

  const std::vector<ThriftTree>& elements_;
  std::size_t place_ = 0;
  std::vector<ParquetColumn> columns_;
};

}  // namespace

struct ParquetFile::Impl {
  Impl(std::unique_ptr<std::istream> stream, std::string file_name)
      : file(std::move(stream)), name(std::move(file_name)) {
    try {
      read_footer();
      columns = SchemaReader(meta[kSchema].items).columns();
      std::int64_t rows = 0;
      for (const ThriftTree& group : meta[kGroups].items) rows += group[kRowsOfGroup].number;
      if (!meta.has(kRows) || !meta.has(kGroups) || rows != meta[kRows].number)
        throw Error(ErrorCode::kFormat, "its footer is damaged");
    } catch (const Error& error) {
      throw Error(error.code(), name + ": " + error.what());
    }
  }

  void read_footer() {
    file->seekg(0, std::ios::end);
    const auto size = static_cast<std::int64_t>(file->tellg());
    const auto read = [&](std::int64_t offset, std::int64_t count) {
      std::string bytes(static_cast<std::size_t>(count), '\0');
      file->clear();
      file->seekg(offset);
      file->read(bytes.data(), count);
      if (file->gcount() != count) throw Error(ErrorCode::kIo, "cannot be read");
      return bytes;
    };
    constexpr std::int64_t kEnd = 8;
    if (size < kEnd + static_cast<std::int64_t>(kMagic.size())) throw Error(ErrorCode::kFormat, "is no Parquet file");
    const std::string end = read(size - kEnd, kEnd);
    if (!end.ends_with(kMagic)) throw Error(ErrorCode::kFormat, "is no Parquet file, or one that is cut off");
    std::uint32_t length = 0;
    std::memcpy(&length, end.data(), sizeof length);
    if (length > kMostFooterBytes || length > size - kEnd) throw Error(ErrorCode::kFormat, "its footer is damaged");
    footer = read(size - kEnd - length, length);
    std::size_t used = 0;
    meta = read_thrift(footer, used);
  }

  const ParquetColumn* find(std::string_view column) const {
    const auto found =
        std::find_if(columns.begin(), columns.end(), [&](const ParquetColumn& one) { return one.name == column; });
    return found == columns.end() ? nullptr : &*found;
  }

  const ParquetColumn* find_readable(std::string_view column) const {
    const ParquetColumn* found = find(column);
    if (found == nullptr) return nullptr;
    const bool number = found->type == kParquetInt32 || found->type == kParquetInt64;
    const bool readable = found->repetition == 0 ? number || found->type == kParquetBytes
                                                 : found->repetition == 1 && found->type == kParquetBytes;
    if (readable) return found;
    throw Error(ErrorCode::kFormat, "column " + std::string(column) + " is neither whole numbers nor texts");
  }

  using Readers = std::vector<std::unique_ptr<ParquetColumnReader>>;

  Readers readers_of(const ThriftTree& group, std::span<const std::string_view> wanted) {
    Readers readers;
    const std::vector<ThriftTree>& chunks = group[kChunks].items;
    for (const std::string_view column : wanted) {
      const ParquetColumn* found = find_readable(column);
      if (found != nullptr && found->leaf >= chunks.size()) throw Error(ErrorCode::kFormat, "a column is missing");
      readers.push_back(
          found == nullptr ? nullptr
                           : std::make_unique<ParquetColumnReader>(*file, *found, chunks[found->leaf][kChunkMetaData]));
    }
    if (std::all_of(readers.begin(), readers.end(), [](const auto& reader) { return reader == nullptr; })) {
      throw Error(ErrorCode::kFormat, "has none of the columns asked for");
    }
    return readers;
  }

  void read_group(const ThriftTree& group, std::span<const std::string_view> wanted,
                  const std::function<void(std::span<ParquetCell>)>& take) {
    Readers readers;
    std::vector<ParquetCell> cells(wanted.size());
    const std::int64_t rows = group[kRowsOfGroup].number;
    for (std::int64_t row = 0; row < rows; ++row) {
      std::size_t column = 0;
      try {
        if (row == 0) readers = readers_of(group, wanted);
        for (; column < readers.size(); ++column) {
          if (readers[column] != nullptr) cells[column] = readers[column]->next();
        }
      } catch (const Error& error) {
        const std::string where =
            readers.empty() ? "" : "row " + std::to_string(rows_taken + 1) + ", " + std::string(wanted[column]) + ": ";
        throw Error(error.code(), name + ": " + where + error.what());
      }
      ++rows_taken;
      take(cells);
    }
    for (const auto& reader : readers) {
      if (reader != nullptr && reader->more()) throw Error(ErrorCode::kFormat, name + ": has more rows than it says");
    }
  }

  std::unique_ptr<std::istream> file;
  std::string name;
  std::string footer;
  ThriftTree meta;  // Points into the footer.
  std::vector<ParquetColumn> columns;
  std::int64_t rows_taken = 0;
};

ParquetFile::ParquetFile(std::unique_ptr<std::istream> file, std::string name)
    : impl_(std::make_unique<Impl>(std::move(file), std::move(name))) {}
ParquetFile::~ParquetFile() = default;

bool ParquetFile::has(std::string_view column) const {
  return impl_->find(column) != nullptr;
}

std::int64_t ParquetFile::rows() const {
  return impl_->meta[kRows].number;
}

void ParquetFile::for_each_row(std::span<const std::string_view> columns,
                               const std::function<void(std::span<ParquetCell>)>& take) {
  for (const ThriftTree& group : impl_->meta[kGroups].items) impl_->read_group(group, columns, take);
}

}  // namespace trama
