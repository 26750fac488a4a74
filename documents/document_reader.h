// Inputs of every command: files and folders of whatever form news comes in, archives of them, standard input.
#pragma once

#include <cstddef>
#include <functional>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/document.h"
#include "documents/origin.h"
#include "documents/read_options.h"

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
std::string too_large();  // The reason why a document is passed over that has more.

// One line of visible text: what a field other than `text` may hold.
std::string clean_line(std::string_view text);

// A part of a document's text, with all else that is known of it.
struct DocumentPiece {
  Document document;       // Its text is this piece.
  std::size_t offset = 0;  // Where the piece begins in the whole text. White space at its head may be left out.
  bool first = true;
  bool last = true;  // The text ends here. The last piece of several is empty.
};

// Yields documents one by one, in the order of the operands (directories: sorted by path, recursive). Reads as it goes:
// memory is bounded by the largest document. The form of each file is told by its content (docs/inputs.md): plain text,
// Markdown, HTML, RSS and Atom, JSON, CSV, WARC, PDF, DOCX, ODT, EPUB, MHTML, messages and mailboxes; ZIP and tar of
// any, and gzip, xz, zst, bz2 of any. Nothing is fetched from anywhere.
//
// A text file is one document: the id is its path as given, and all of the file is text. Documents of files that hold
// several have the ids that these give, else "FILE:LINE" (JSON lines) or "FILE#N". The date is what the source tells,
// else that in the address, in the name of the file ("2025-07-02-ayuda.txt"), in the dateline, or when it was sent.
class DocumentReader {
 public:
  // `inputs`: files, directories, and "-" for `standard_input`, whose name is "stdin". `on_problem` is called inside
  // next(), and `standard_input` must outlive the reader. Throws Error: kIo if an operand is missing, kInvalid if the
  // options make no sense.
  DocumentReader(std::vector<std::string> inputs, std::istream& standard_input,
                 std::function<void(const ReadProblem&)> on_problem, ReadOptions options = {});
  ~DocumentReader();
  // The next document, or nullopt at the end. A document that cannot be read is reported and passed over: broken JSON,
  // no text, binary data, too large, a file that cannot be opened or unpacked.
  std::optional<Document> next();
  // Where the last one came from.
  const Origin& origin() const;

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
