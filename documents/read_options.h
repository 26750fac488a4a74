// How inputs are read, where their content does not tell.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace trama {

enum class FileStatus {
  kRead,        // At least one document came of it.
  kPassedOver,  // It holds none that is read.
  kFailed,      // It could not be read.
};
const char* to_string(FileStatus status);  // "read", "passed over", "failed"

// What became of one file: operands, files of folders, members of archives.
struct FileReport {
  std::string name;
  std::string form;  // As --input takes it; also "archive", "packed", "other"; empty if it could not be opened.
  FileStatus status = FileStatus::kRead;
  std::string reason;  // Of the last problem, unless all went well.
  std::int64_t documents = 0;
  std::int64_t skipped = 0;                      // Records that should have been documents.
  std::map<std::string, std::int64_t> left_out;  // Records that are none, by reason: "not HTML or text".
};

struct ReadOptions {
  std::string form;  // Of all files; empty: told by content. "text", "html", "csv"… (see to_string(Form)).
  // Which key or column of a record is which field of the document: {"text", "body"}. Fields are text, title, date,
  // url, source, id, author, section, language. Others are found by known names (documents/data/fields.tsv).
  std::vector<std::pair<std::string, std::string>> fields;
  // Whether operands that are files are taken as if they had been found in a folder, where what lies beside documents
  // is passed over: for whoever lists the files of a folder to divide them.
  bool as_found = false;
  std::vector<std::string> columns;                     // Names of the columns of tables without a header.
  std::function<void(const FileReport&)> on_file = {};  // Called when a file is done.
};

}  // namespace trama
