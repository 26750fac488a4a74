// Inputs of every command: files, directories, standard input, JSON lines, gzip.
#pragma once

#include <cstddef>
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
  std::string where;     // "noticias/a.txt", "corpus.jsonl:12"
  std::string message;   // "not UTF-8, read as Latin-1"
  bool skipped = false;  // True: no document came of it. False: a warning.
};

// A whole document may have this many bytes of text (a few long novels); larger ones are reported and passed over, so
// that no input, packed or not, takes all memory.
inline constexpr std::size_t kMaxDocumentBytes = std::size_t{8} << 20;

// A part of a document's text, with all else that is known of it.
struct DocumentPiece {
  Document document;       // Its text is this piece.
  std::size_t offset = 0;  // Where the piece begins in the whole text. White space at its head may be left out.
  bool first = true;
  bool last = true;  // The text ends here. The last piece of several is empty.
};

// Yields documents one by one, in the order of the operands (directories: sorted by path, recursive). Reads as it goes:
// memory is bounded by the largest document.
//
// A text file is one document: the id is its path as given, the date that at the head of the file's name if there is
// one
// ("2025-07-02-ayuda.txt"), and all of the file is text. UTF-8, UTF-16 with a byte order mark and Windows-1252 are
// read. JSON documents are objects with "text" and, all optional, "id" (a string or a number), "title", "date", "url",
// "source"; other keys are passed over. Without an id they get "FILE:LINE" or, in .json files, "FILE#N". .json files
// hold one object, an array of objects, or several of these. Dates are ISO 8601; what follows the day is dropped.
class DocumentReader {
 public:
  // `inputs`: paths of .jsonl, .ndjson, .json, other files (which are read as text), each also with .gz; or
  // directories, of which files ending in .txt, .jsonl, .ndjson, .json (also .gz) are read; "-" is `standard_input`,
  // read as JSON lines if its first non-blank character is '{', else as one text; its name is "stdin". `on_problem` is
  // called inside next(), and `standard_input` must outlive the reader. Throws Error (kIo) if an operand is missing.
  DocumentReader(std::vector<std::string> inputs, std::istream& standard_input,
                 std::function<void(const ReadProblem&)> on_problem);
  ~DocumentReader();
  // The next document, or nullopt at the end. A document that cannot be read is reported and passed over: broken JSON,
  // no text, binary data, too large, a file that cannot be opened or unpacked.
  std::optional<Document> next();

  // For those who need no whole documents: the next piece of a text file of any length, or else a whole document, which
  // is one piece. Waits for input no longer than it must. Of a text file, the encoding is judged by its beginning
  // (base/text_decoder.h), zero bytes behind its first 32 are read as spaces, and if it fails to be read to its end,
  // that is reported and the piece that ends it comes all the same. Not to be mixed with next().
  std::optional<DocumentPiece> next_piece();
  // Whether next_piece() comes without waiting for input; false where that cannot be told.
  bool ready() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace trama
