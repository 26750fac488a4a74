#include "export/tables/parquet.h"

#include <zlib.h>

#include <bit>
#include <cmath>
#include <cstring>
#include <new>

#include "base/utf8.h"
#include "export/tables/readme.h"
#include "export/tables/thrift.h"
#include "export/writers.h"
#include "graph/model/dates.h"
#include "graph/names/user_decisions.h"
#include "graph/store/store.h"

namespace trama {
namespace {

static_assert(std::endian::native == std::endian::little, "plain values are written as they lie in memory");

constexpr std::string_view kMagic = "PAR1";
constexpr std::size_t kBytesOfGroup = std::size_t{16} << 20;
constexpr std::int64_t kRowsOfGroup = 100'000;

// Names of the format's own enumerations (parquet.thrift).
enum PhysicalType { kBoolean = 0, kInt32 = 1, kInt64 = 2, kDouble = 5, kByteArray = 6 };
enum Repetition { kRequired = 0, kOptional = 1, kRepeated = 2 };
enum ConvertedType { kUtf8 = 0, kListType = 3, kDateType = 6 };
enum LogicalType { kStringLogical = 1, kListLogical = 3, kDateLogical = 6 };  // Fields of a union.
constexpr int kPlain = 0, kRle = 3, kGzip = 2, kDataPage = 0;

PhysicalType physical(PropertyType type) {
  switch (type) {
    case PropertyType::kTruth:
      return kBoolean;
    case PropertyType::kInteger:
      return kInt64;
    case PropertyType::kReal:
      return kDouble;
    case PropertyType::kDay:
      return kInt32;
    default:
      return kByteArray;
  }
}

template <typename Number>
void append_plain(std::string& bytes, Number number) {
  char raw[sizeof number];
  std::memcpy(raw, &number, sizeof number);
  bytes.append(raw, sizeof raw);
}

void append_text(std::string& bytes, const std::string& text) {
  if (!is_valid_utf8(text)) return append_text(bytes, repair_utf8(text).text);
  append_plain(bytes, static_cast<std::uint32_t>(text.size()));
  bytes += text;
}

// Levels of one bit as runs of equal ones, after their length in bytes.
void append_levels(std::string& bytes, const std::vector<bool>& levels) {
  std::string runs;
  for (std::size_t begin = 0; begin < levels.size();) {
    std::size_t end = begin;
    while (end < levels.size() && levels[end] == levels[begin]) ++end;
    for (std::size_t header = (end - begin) << 1;; header >>= 7) {
      runs += static_cast<char>(header >= 0x80 ? (header & 0x7F) | 0x80 : header);
      if (header < 0x80) break;
    }
    runs += static_cast<char>(levels[begin] ? 1 : 0);
    begin = end;
  }
  append_plain(bytes, static_cast<std::uint32_t>(runs.size()));
  bytes += runs;
}

void append_bits(std::string& bytes, const std::vector<bool>& bits) {
  for (std::size_t i = 0; i < bits.size(); ++i) {
    if (i % 8 == 0) bytes += '\0';
    if (bits[i]) bytes.back() = static_cast<char>(bytes.back() | 1 << i % 8);
  }
}

std::string gzip(const std::string& bytes) {
  constexpr int kGzipWindow = 15 + 16, kMemory = 8;
  z_stream stream{};
  if (deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, kGzipWindow, kMemory, Z_DEFAULT_STRATEGY) != Z_OK) {
    throw std::bad_alloc();
  }
  std::string packed(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);  // The bound holds all.
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

}  // namespace

ParquetSink::ParquetSink(const TableForm& form, std::ostream& out)
    : form_(form), out_(out), columns_(form.columns.size()) {
  write(kMagic);
}

void ParquetSink::write(std::string_view bytes) {
  out_ << bytes;
  written_ += static_cast<std::int64_t>(bytes.size());
}

void ParquetSink::add(std::span<const Value> row) {
  std::size_t size = 0;
  for (std::size_t i = 0; i < row.size(); ++i) {
    add_value(i, row[i]);
    size += columns_[i].values.size();
  }
  ++rows_;
  if (++rows_of_group_ >= kRowsOfGroup || size >= kBytesOfGroup) write_row_group();
}

void ParquetSink::add_value(std::size_t number, const Value& value) {
  Column& column = columns_[number];
  if (const auto* texts = std::get_if<std::vector<std::string>>(&value)) {
    for (std::size_t i = 0; i < texts->size(); ++i) {
      append_text(column.values, (*texts)[i]);
      column.present.push_back(true);
      column.continues.push_back(i > 0);
    }
    if (!texts->empty()) return;
    column.present.push_back(false);
    column.continues.push_back(false);
    return;
  }
  column.present.push_back(!std::holds_alternative<std::monostate>(value));
  if (const auto* truth = std::get_if<bool>(&value)) column.truths.push_back(*truth);
  if (const auto* integer = std::get_if<std::int64_t>(&value)) append_plain(column.values, *integer);
  if (const auto* real = std::get_if<double>(&value)) append_plain(column.values, std::isfinite(*real) ? *real : 0.0);
  if (const auto* text = std::get_if<std::string>(&value)) {
    if (form_.columns[number].type == PropertyType::kDay) {
      append_plain(column.values, static_cast<std::int32_t>(days_of(*text).value_or(0)));
    } else {
      append_text(column.values, *text);
    }
  }
}

void ParquetSink::write_row_group() {
  if (rows_of_group_ == 0) return;
  RowGroup group;
  group.rows = rows_of_group_;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    group.chunks.push_back(write_column(i));
    group.size += group.chunks.back().full_size;
    columns_[i] = {};
  }
  groups_.push_back(std::move(group));
  rows_of_group_ = 0;
}

ParquetSink::Chunk ParquetSink::write_column(std::size_t number) {
  const Column& column = columns_[number];
  std::string page;
  if (form_.columns[number].type == PropertyType::kTexts) append_levels(page, column.continues);
  append_levels(page, column.present);
  append_bits(page, column.truths);
  page += column.values;
  const std::string packed = gzip(page);
  ThriftWriter header;
  header.i32(1, kDataPage);
  header.i32(2, static_cast<std::int64_t>(page.size()));
  header.i32(3, static_cast<std::int64_t>(packed.size()));
  header.structure(5, [&] {
    header.i32(1, static_cast<std::int64_t>(column.present.size()));
    header.i32(2, kPlain);
    header.i32(3, kRle);
    header.i32(4, kRle);
  });
  const std::string header_bytes = header.take();
  Chunk chunk;
  chunk.offset = written_;
  chunk.places = static_cast<std::int64_t>(column.present.size());
  chunk.full_size = static_cast<std::int64_t>(header_bytes.size() + page.size());
  write(header_bytes);
  write(packed);
  chunk.size = written_ - chunk.offset;
  return chunk;
}

void ParquetSink::finish() {
  write_row_group();
  const std::string footer = description();
  std::string end = footer;
  append_plain(end, static_cast<std::uint32_t>(footer.size()));
  end += kMagic;
  write(end);
}

// FileMetaData of parquet.thrift. A list is a group of a repeated group of elements, none of which may be missing.
std::string ParquetSink::description() const {
  struct Element {
    std::string_view name;
    int type = -1, repetition = -1, children = 0, converted = -1, logical = 0;
  };
  std::vector<Element> schema{{"trama", -1, -1, static_cast<int>(form_.columns.size())}};
  for (const TableColumn& column : form_.columns) {
    const PhysicalType type = physical(column.type);
    if (column.type == PropertyType::kTexts) {
      schema.push_back({column.name, -1, kRequired, 1, kListType, kListLogical});
      schema.push_back({"list", -1, kRepeated, 1});
      schema.push_back({"element", type, kRequired, 0, kUtf8, kStringLogical});
    } else if (column.type == PropertyType::kDay) {
      schema.push_back({column.name, type, kOptional, 0, kDateType, kDateLogical});
    } else if (type == kByteArray) {
      schema.push_back({column.name, type, kOptional, 0, kUtf8, kStringLogical});
    } else {
      schema.push_back({column.name, type, kOptional});
    }
  }
  ThriftWriter out;
  out.i32(1, 1);
  out.structures(2, schema, [&](const Element& element) {
    if (element.type >= 0) out.i32(1, element.type);
    if (element.repetition >= 0) out.i32(3, element.repetition);
    out.text(4, element.name);
    if (element.children > 0) out.i32(5, element.children);
    if (element.converted >= 0) out.i32(6, element.converted);
    if (element.logical > 0) out.structure(10, [&] { out.structure(element.logical, [] {}); });
  });
  out.i64(3, rows_);
  out.structures(4, groups_, [&](const RowGroup& group) {
    std::size_t number = 0;
    out.structures(1, group.chunks, [&](const Chunk& chunk) {
      const TableColumn& column = form_.columns[number++];
      out.i64(2, chunk.offset);
      out.structure(3, [&] {
        out.i32(1, physical(column.type));
        out.i32s(2, {kPlain, kRle});
        if (column.type == PropertyType::kTexts) {
          out.texts(3, {column.name, "list", "element"});
        } else {
          out.texts(3, {column.name});
        }
        out.i32(4, kGzip);
        out.i64(5, chunk.places);
        out.i64(6, chunk.full_size);
        out.i64(7, chunk.size);
        out.i64(9, chunk.offset);
      });
    });
    out.i64(2, group.size);
    out.i64(3, group.rows);
  });
  out.text(6, "trama");
  return out.take();
}

void write_parquet(const GraphView& graph, const ExportOptions& options, OutputFolder& out) {
  write_tables(graph, options, [&](const TableForm& form) {
    return std::make_unique<ParquetSink>(form, out.file(std::string(form.name) + ".parquet"));
  });
  if (options.whole != nullptr) {
    ParquetSink records(record_form(), out.file(std::string(record_form().name) + ".parquet"));
    write_records(*options.whole, records);
    std::vector<UserDecision> decisions;
    for (const LoggedDecision& logged : options.whole->log()) {
      if (!logged.undone) decisions.push_back(logged.decision);
    }
    if (!decisions.empty()) out.file("decisions.tsv") << to_text(decisions);
  }
  write_readme("parquet", out, options.whole != nullptr);
}

}  // namespace trama
