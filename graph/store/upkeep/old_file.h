// Graph files of versions 1 and 2, for reading: documents, and their statements as JSON texts. Private to graph/.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/document.h"
#include "base/statement.h"
#include "graph/names/alias_rules.h"
#include "graph/store/sqlite/sqlite.h"
#include "graph/store/upkeep/upkeep.h"

namespace trama::store {

struct OldDocument {
  std::int64_t number = 0;
  Document document;      // Without its text, which the file does not have.
  std::string text_hash;  // 32 bytes, or none if the file is damaged there.
  std::vector<Statement> statements;
  std::int64_t left_out = 0;  // Statements that could not be read.
};

class OldFile {
 public:
  // Nobody can write the file while this lives. Throws Error: kIo also if somebody is writing.
  explicit OldFile(const std::filesystem::path& file);

  int version() const { return version_; }
  // What tells the file from another of the same name: not its place on the disk, which copying changes.
  std::string content() const;
  std::int64_t documents() const;
  // The next by number.
  std::optional<OldDocument> next_after(std::int64_t number, const Tell& tell);
  // Rules that cannot be read, or contradict those before them, are told of and left out.
  AliasRules alias_rules(const Tell& tell) const;

 private:
  sqlite::Database database_;
  std::optional<sqlite::Transaction> lock_;
  std::optional<sqlite::Query> document_, statements_;
  int version_ = 0;
};

}  // namespace trama::store
