#include "documents/document_reader.h"

#include <algorithm>
#include <deque>
#include <filesystem>
#include <istream>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "base/files.h"
#include "base/utf8.h"
#include "documents/forms/form.h"
#include "documents/reading/file_log.h"
#include "documents/reading/one_file.h"
#include "documents/reading/walk.h"
#include "documents/tables/record.h"
#include "documents/text/text_reader.h"
#include "documents/text/whole_file_reader.h"

namespace trama {
namespace {

namespace fs = std::filesystem;

bool shows_nothing(std::string_view text) {
  return collapse_spaces(text).empty();
}

// A text that is read in pieces.
struct PiecewiseText {
  TextReader reader;
  std::string name;
  FileLog log;
  Document document = {};  // Without its text.
  std::size_t offset = 0;
  bool begun = false;  // A piece of it was given away.
};

}  // namespace

struct DocumentReader::Impl {
  std::vector<std::string> inputs;
  std::istream& standard_input;
  Reading reading;
  std::size_t next_input = 0;
  std::deque<WalkedFile> files;  // Of the operand at hand.

  std::unique_ptr<OneFile> file;        // At hand, or
  std::unique_ptr<PiecewiseText> text;  // the text that is.
  bool in_pieces = false;               // Whether texts are read so.
  Origin origin;                        // Of the last document.

  Impl(std::vector<std::string> given, std::istream& in, std::function<void(const ReadProblem&)> report,
       ReadOptions options)
      : inputs(std::move(given)), standard_input(in), reading{std::move(options), std::move(report)} {
    if (!reading.options.form.empty() && find_form(reading.options.form) == Form::kOther) {
      throw Error(ErrorCode::kInvalid, "no form of input is called " + reading.options.form);
    }
    const RecordFields checked(reading.options.fields);
    for (const std::string& input : inputs) {
      std::error_code error;
      if (input != "-" && !fs::exists(input, error)) throw Error(ErrorCode::kIo, input + ": no such file or directory");
    }
  }

  std::optional<Document> next() {
    while (true) {
      if (file != nullptr) {
        if (auto read = file->next()) {
          origin = std::move(read->origin);
          return std::move(read->document);
        }
        file.reset();
      }
      if (text != nullptr || !open_next()) return std::nullopt;
    }
  }

  std::optional<DocumentPiece> next_piece() {
    in_pieces = true;
    while (true) {
      if (text) {
        if (auto piece = next_in_text()) return piece;
        continue;
      }
      auto document = next();
      if (document) return DocumentPiece{*std::move(document)};
      if (!text) return std::nullopt;
    }
  }

  bool ready() const {
    if (text) return text->reader.ready();
    if (file != nullptr) return waits_never;
    if (!files.empty() || next_input >= inputs.size()) return true;
    std::error_code error;
    const std::string& input = inputs[next_input];
    return input != "-" && (fs::is_regular_file(input, error) || fs::is_directory(input, error));
  }

  // The next piece of the text; nullopt if there was a problem or it is blank to its end (then it is closed).
  std::optional<DocumentPiece> next_in_text() {
    DocumentPiece piece{text->document, text->offset, !text->begun, true};
    TextReader::Result result = TextReader::Result::kEnd;
    try {
      result = text->reader.next(piece.document.text);
    } catch (const Error& error) {
      text->log.fail(text->name,
                     without_name(error.what(), text->name) + (text->begun ? "; what was read of it is kept" : ""));
      return end_text(std::move(piece));
    }
    switch (result) {
      case TextReader::Result::kBinary:
        text->log.pass_over(text->name, "not a text but binary data");
        break;
      case TextReader::Result::kPiece:
        text->offset += piece.document.text.size();
        if (!text->begun && shows_nothing(piece.document.text)) return std::nullopt;
        if (!std::exchange(text->begun, true)) text->log.count_document();
        piece.last = false;
        return piece;
      case TextReader::Result::kEnd: {
        const TextReader& reader = text->reader;
        report_repairs(text->log, text->name, reader.decoder().encoding(), reader.decoder().replaced());
        if (reader.zero_bytes() > 0) {
          text->log.warn(text->name, std::to_string(reader.zero_bytes()) + " zero bytes became spaces");
        }
        if (!text->begun) text->log.pass_over(text->name, "no text");
      }
    }
    return end_text(std::move(piece));
  }

  std::optional<DocumentPiece> end_text(DocumentPiece piece) {
    const bool begun = text->begun;
    text->log.done();
    text.reset();
    return begun ? std::optional(std::move(piece)) : std::nullopt;
  }

  // Opens the next file, if it can be opened; false when there is none.
  bool open_next() {
    while (files.empty()) {
      if (next_input >= inputs.size()) return false;
      const std::string& input = inputs[next_input++];
      std::error_code error;
      if (input == "-") {
        files.push_back({"stdin", false, {}, false, true});
      } else if (fs::is_directory(input, error)) {
        files = walk(input);
      } else {
        files.push_back({input, reading.options.as_found, {}});
      }
    }
    const WalkedFile next = std::move(files.front());
    files.pop_front();
    const std::string name = clean_line(next.path.generic_string());
    FileLog log(name, reading.on_problem, reading.options.on_file);
    try {
      if (next.problem.empty()) {
        std::error_code error;
        waits_never = !next.standard_input && fs::is_regular_file(next.path, error);
        open(next.standard_input ? InputFile(standard_input, name) : InputFile(next.path), name, next.walked);
        return true;
      }
      next.failed ? log.fail(name, next.problem) : log.pass_over(name, next.problem);
    } catch (const Error& error) {
      log.fail(name, without_name(error.what(), next.path.string()));
    }
    log.done();
    return true;
  }

  void open(InputFile input, const std::string& name, bool walked) {
    const bool beside = walked && !beside_documents(name).empty();
    DetectedForm form = form_of(input, name, reading.options, waits_never || !in_pieces);
    if (in_pieces && !beside && form.form == Form::kText) {
      text = std::make_unique<PiecewiseText>(PiecewiseText{TextReader(std::move(input)), name,
                                                           FileLog(name, reading.on_problem, reading.options.on_file)});
      text->log.set_form("text");
      ReadDocument read;
      read.document.text = "-";  // None is not yet known.
      finish_document(read, name, text->log);
      read.document.text.clear();
      text->document = std::move(read.document);
    } else {
      file = std::make_unique<OneFile>(std::move(input), name, reading, walked, 0, std::move(form));
    }
  }

  bool waits_never = true;  // The file at hand.
};

DocumentReader::DocumentReader(std::vector<std::string> inputs, std::istream& standard_input,
                               std::function<void(const ReadProblem&)> on_problem, ReadOptions options)
    : impl_(std::make_unique<Impl>(std::move(inputs), standard_input, std::move(on_problem), std::move(options))) {}
DocumentReader::~DocumentReader() = default;
std::optional<Document> DocumentReader::next() {
  return impl_->next();
}
const Origin& DocumentReader::origin() const {
  return impl_->origin;
}
std::optional<DocumentPiece> DocumentReader::next_piece() {
  return impl_->next_piece();
}
bool DocumentReader::ready() const {
  return impl_->ready();
}

}  // namespace trama
