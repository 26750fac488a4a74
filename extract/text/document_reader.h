// Inputs of every command: files, directories, standard input, JSON lines, gzip.
#pragma once

#include <filesystem>
#include <functional>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/document.h"

namespace trama {

// What could not be read, or was read with a repair.
struct ReadProblem {
  std::string where;    // "noticias/a.txt", "corpus.jsonl:12"
  std::string message;  // "not UTF-8, read as Latin-1"
  bool skipped = false; // True: no document came of it. False: a warning.
};

// Yields documents one by one, in the order of the operands (directories: sorted by path, recursive). Reads as it goes:
// memory is bounded by the largest document.
class DocumentReader {
 public:
  // `inputs`: paths of .txt, .jsonl, .json, (each also .gz) or directories of them; "-" is `standard_input`, read as
  // JSON lines if its first non-blank character is '{', else as one text. Throws Error (kIo) if an operand is missing.
  DocumentReader(std::vector<std::string> inputs, std::istream& standard_input,
                 std::function<void(const ReadProblem&)> on_problem);
  ~DocumentReader();
  // The next document, or nullopt at the end. A document that cannot be read is reported and passed over.
  std::optional<Document> next();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace trama
