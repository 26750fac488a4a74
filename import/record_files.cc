#include "import/record_files.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <memory>
#include <utility>

#include "base/error.h"
#include "base/files.h"
#include "base/statement_json.h"
#include "base/utf8.h"
#include "import/parquet/parquet_file.h"

namespace trama {
namespace {

namespace fs = std::filesystem;

enum Column : std::size_t {
  kVersion,
  kIdentity,
  kHash,
  kId,
  kTitle,
  kDate,
  kUrl,
  kPublisher,
  kSketch,
  kMadeBy,
  kStatements,
  kColumns
};
constexpr std::array<std::string_view, kColumns> kNames = {
    "version", "identity", "hash", "id", "title", "date", "url", "publisher", "sketch", "made_by", "statements"};

ParquetFile open_parquet(const fs::path& file) {
  return {std::make_unique<std::ifstream>(open_file(file)), file.string()};
}

std::string text(ParquetCell& cell) {
  auto* value = std::get_if<std::string>(&cell);
  if (value == nullptr) return {};
  return is_valid_utf8(*value) ? std::move(*value) : repair_utf8(*value).text;
}

ExtractedDocument record(std::span<ParquetCell> cells) {
  ExtractedDocument document{
      text(cells[kIdentity]), text(cells[kHash]), text(cells[kSketch]),    text(cells[kId]),     text(cells[kTitle]),
      text(cells[kDate]),     text(cells[kUrl]),  text(cells[kPublisher]), text(cells[kMadeBy]), {}};
  const auto* lines = std::get_if<std::vector<std::string>>(&cells[kStatements]);
  if (lines == nullptr) throw Error(ErrorCode::kFormat, "has no list of statements");
  for (std::size_t i = 0; i < lines->size(); ++i) {
    document.statements.push_back(statement_from_json((*lines)[i], "statement " + std::to_string(i + 1)));
  }
  return document;
}

void check_version(const ParquetCell& cell, const std::string& where) {
  const auto* version = std::get_if<std::int64_t>(&cell);
  if (version == nullptr || *version < 1) throw Error(ErrorCode::kFormat, "version is missing or below 1");
  if (*version <= kRecordVersion) return;
  throw Error(ErrorCode::kVersion, where + ": record of version " + std::to_string(*version) +
                                       ", this program reads up to " + std::to_string(kRecordVersion));
}

}  // namespace

bool is_parquet(const fs::path& file) {
  std::ifstream stream = open_file(file);
  std::array<char, 4> magic{};
  stream.read(magic.data(), magic.size());
  return stream.gcount() == magic.size() && std::string_view(magic.data(), magic.size()) == "PAR1";
}

std::vector<fs::path> find_record_files(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  for (fs::recursive_directory_iterator i(folder, error), end; !error && i != end; i.increment(error)) {
    const std::string name = i->path().filename().string();
    const bool own = name.starts_with('.') || name.starts_with('_');
    if (own && i->is_directory()) i.disable_recursion_pending();
    if (own || i->is_directory() || i->path().extension() != ".parquet") continue;
    if (open_parquet(i->path()).has(kNames[kIdentity])) files.push_back(i->path());
  }
  if (error) throw Error(ErrorCode::kIo, folder.string() + ": " + error.message());
  std::sort(files.begin(), files.end());
  return files;
}

void import_records(const fs::path& file, const RecordSink& sink) {
  ParquetFile parquet = open_parquet(file);
  for (const Column needed : {kVersion, kIdentity, kHash, kId, kStatements}) {
    if (parquet.has(kNames[needed])) continue;
    throw Error(ErrorCode::kFormat, file.string() + ": has no column " + std::string(kNames[needed]) +
                                        "; expected records as trama export --to parquet writes them");
  }
  std::size_t row = 0;
  parquet.for_each_row(kNames, [&](std::span<ParquetCell> cells) {
    const std::string where = file.string() + ", row " + std::to_string(++row);
    ExtractedDocument document;
    try {
      check_version(cells[kVersion], where);
      document = record(cells);
    } catch (const Error& error) {
      if (error.code() == ErrorCode::kVersion) throw;
      return sink.skip(where, error.what());
    }
    sink.take(std::move(document));
  });
}

}  // namespace trama
