// Documents with their statements from Parquet files, as `trama export --to parquet` and clusters write them
// (docs/records.md).
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/extracted_document.h"

namespace trama {

struct RecordSink {
  std::function<void(ExtractedDocument&&)> take;
  // A row that is no record, or a statement in it that is none: "part-0.parquet, row 12", and what is wrong. A record
  // with a statement that cannot be read is passed over whole.
  std::function<void(std::string_view where, std::string_view what)> skip;
};

// Whether a file begins as Parquet files do. Throws Error: kIo.
bool is_parquet(const std::filesystem::path& file);

// The files of a folder that have records, by path: *.parquet in it and in the folders inside, but for names that begin
// with "." or "_" (Spark's unfinished and own files), as long as they have a column `identity`. Throws Error: kIo,
// kFormat if a file is no Parquet file.
std::vector<std::filesystem::path> find_record_files(const std::filesystem::path& folder);

// Reads a file to its end, holding a page of each column. Throws Error: kIo, kFormat if it is damaged or has no
// records, kVersion for records of a newer trama.
void import_records(const std::filesystem::path& file, const RecordSink& sink);

}  // namespace trama
