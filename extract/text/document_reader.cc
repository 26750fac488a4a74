#include "extract/text/document_reader.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <deque>
#include <filesystem>
#include <istream>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "base/files.h"
#include "base/utf8.h"
#include "extract/text/json_documents.h"
#include "extract/text/text_reader.h"

namespace trama {
namespace {

namespace fs = std::filesystem;

// Room for the keys and escapes of a JSON document beside its text.
constexpr std::size_t kMaxJsonBytes = kMaxDocumentBytes + kMaxDocumentBytes / 2;
std::string too_large() {
  return "larger than " + std::to_string(kMaxDocumentBytes >> 20) +
         " MiB: divide it into its articles; trama analyze reads text files of any length";
}

enum class FileType { kText, kJsonLines, kJson };

bool ends_with_any(std::string_view name, std::initializer_list<std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) { return name.ends_with(ending); });
}

std::string_view without_gz(std::string_view name) {
  return name.ends_with(".gz") ? name.substr(0, name.size() - 3) : name;
}

FileType type_of(std::string_view lower_name) {
  const std::string_view name = without_gz(lower_name);
  if (ends_with_any(name, {".jsonl", ".ndjson"})) return FileType::kJsonLines;
  return name.ends_with(".json") ? FileType::kJson : FileType::kText;
}

bool is_listed(std::string_view lower_name) {
  return ends_with_any(without_gz(lower_name), {".txt", ".jsonl", ".ndjson", ".json"});
}

// One line of visible text: what a field other than `text` may hold.
std::string clean_line(std::string_view text) {
  std::string visible;
  visible.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = decode_utf8(text, i);
    append_utf8(visible, u_iscntrl(static_cast<UChar32>(c)) ? U' ' : c);
  }
  return collapse_spaces(visible);
}

bool is_day(std::string_view date) {
  const auto digits = [&](std::size_t at, std::size_t count) {
    int value = 0;
    for (std::size_t i = at; i < at + count; ++i) {
      if (date[i] < '0' || date[i] > '9') return -1;
      value = value * 10 + (date[i] - '0');
    }
    return value;
  };
  if (date.size() != 10 || date[4] != '-' || date[7] != '-') return false;
  const int year = digits(0, 4), month = digits(5, 2), day = digits(8, 2);
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return day <= kDays[static_cast<std::size_t>(month) - 1] + (leap && month == 2);
}

// The day at the head of a text such as "2025-07-02T10:00:00Z" or "2025-07-02-ayuda.txt"; empty if there is none.
std::string leading_day(std::string_view text) {
  const std::string_view date = text.substr(0, 10);
  const bool ends = text.size() == 10 || (text.size() > 10 && (text[10] < '0' || text[10] > '9'));
  return ends && is_day(date) ? std::string(date) : std::string();
}

bool is_blank(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto c = static_cast<UChar32>(decode_utf8(text, i));
    if (!u_isUWhiteSpace(c) && !u_iscntrl(c) && c != 0xFEFF) return false;
  }
  return true;
}

// A file to read.
struct Source {
  fs::path path;
  std::string name;  // As users gave it, in valid UTF-8 on one line.
  bool standard_input = false;
};

std::string name_of(const fs::path& path) {
  return clean_line(repair_utf8(path.generic_string()).text);
}

}  // namespace

struct DocumentReader::Impl {
  std::vector<std::string> inputs;
  std::istream& standard_input;
  std::function<void(const ReadProblem&)> on_problem;
  std::size_t next_input = 0;
  std::deque<Source> sources;  // Of the operand at hand.

  // The JSON file at hand, if any.
  std::optional<InputFile> file;
  std::unique_ptr<JsonObjectReader> objects;  // Absent: JSON lines.
  Source source;
  // The text that is read in pieces, if any.
  std::optional<TextReader> text;
  std::size_t text_offset = 0;
  bool text_begun = false;  // A piece of it was given away.
  bool in_pieces = false;   // Whether texts are read so.
  std::size_t number = 0;   // Of the line, or the object.
  std::string line;

  Impl(std::vector<std::string> given, std::istream& in, std::function<void(const ReadProblem&)> report)
      : inputs(std::move(given)), standard_input(in), on_problem(std::move(report)) {
    for (const std::string& input : inputs) {
      std::error_code error;
      if (input != "-" && !fs::exists(input, error)) throw Error(ErrorCode::kIo, input + ": no such file or directory");
    }
  }

  void problem(const std::string& where, const std::string& message, bool skipped) {
    if (on_problem) on_problem({where, message, skipped});
  }

  std::optional<Document> next() {
    while (true) {
      try {
        if (file) {
          if (auto document = next_in_file()) return document;
          continue;
        }
        if (text || !next_source()) return std::nullopt;
        if (auto document = open_source()) return document;
      } catch (const Error& error) {
        close();
        problem(source.name, without_prefix(error.what()), true);
      }
    }
  }

  // The messages of InputFile begin with the path, which a problem has anyway.
  std::string without_prefix(std::string_view message) const {
    for (const std::string& prefix : {source.path.string() + ": ", source.name + ": "}) {
      if (message.starts_with(prefix)) message.remove_prefix(prefix.size());
    }
    return std::string(message);
  }

  void close() {
    objects.reset();
    file.reset();
    text.reset();
    text_begun = false;
    text_offset = 0;
    number = 0;
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
    if (text) return text->ready();
    if (file) return file->ready();
    if (!sources.empty() || next_input >= inputs.size()) return true;
    std::error_code error;
    const std::string& input = inputs[next_input];
    return input != "-" && (fs::is_regular_file(input, error) || fs::is_directory(input, error));
  }

  // The document of a text file, without its text.
  Document text_document() const {
    Document document;
    document.id = source.name;
    document.date = leading_day(source.path.filename().string());
    return document;
  }

  // The next piece of `text`; nullopt if there was a problem or it is blank to its end (then it is closed).
  std::optional<DocumentPiece> next_in_text() {
    DocumentPiece piece{text_document(), text_offset, !text_begun, true};
    TextReader::Result result = TextReader::Result::kEnd;
    try {
      result = text->next(piece.document.text);
    } catch (const Error& error) {
      problem(source.name, without_prefix(error.what()) + (text_begun ? "; what was read of it is kept" : ""), true);
      const bool begun = text_begun;
      close();
      return begun ? std::optional(std::move(piece)) : std::nullopt;
    }
    switch (result) {
      case TextReader::Result::kBinary:
        problem(source.name, "not a text but binary data", true);
        break;
      case TextReader::Result::kPiece:
        text_offset += piece.document.text.size();
        if (!text_begun && is_blank(piece.document.text)) return std::nullopt;
        text_begun = true;
        piece.last = false;
        return piece;
      case TextReader::Result::kEnd:
        report_repairs(text->decoder().encoding(), text->decoder().replaced(), source.name);
        if (text->zero_bytes() > 0) {
          problem(source.name, std::to_string(text->zero_bytes()) + " zero bytes became spaces", false);
        }
        if (!text_begun) problem(source.name, "no text", true);
    }
    const bool begun = text_begun;
    close();
    return begun ? std::optional(std::move(piece)) : std::nullopt;
  }

  // Sets `source` to the next file; false at the end.
  bool next_source() {
    while (sources.empty()) {
      if (next_input >= inputs.size()) return false;
      const std::string& input = inputs[next_input++];
      std::error_code error;
      if (input == "-") {
        sources.push_back({{}, "stdin", true});
      } else if (fs::is_directory(input, error)) {
        list_directory(input);
      } else {
        sources.push_back({input, name_of(input)});
      }
    }
    source = std::move(sources.front());
    sources.pop_front();
    return true;
  }

  void list_directory(const fs::path& directory) {
    std::error_code error;
    std::vector<std::string> paths;
    for (fs::recursive_directory_iterator i(directory, error), end; !error && i != end; i.increment(error)) {
      std::error_code ignored;
      if (!i->is_directory(ignored) && is_listed(to_lower(i->path().filename().string()))) {
        paths.push_back(i->path().generic_string());
      }
    }
    if (error) problem(name_of(directory), "cannot list the directory: " + error.message(), true);
    std::sort(paths.begin(), paths.end());
    for (const std::string& path : paths) sources.push_back({path, name_of(path)});
  }

  // The first character that is no white space, if it comes soon. Waits for no more than it needs.
  static char first_visible(InputFile& input) {
    constexpr std::size_t kFarthest = std::size_t{1} << 16;
    std::size_t at = input.peek(1) == "\xEF" && input.peek(3) == "\xEF\xBB\xBF" ? 3 : 0;
    for (; at < kFarthest; ++at) {
      const std::string_view head = input.peek(at + 1);
      if (head.size() <= at) break;
      if (std::string_view(" \t\r\n").find(head[at]) == std::string_view::npos) return head[at];
    }
    return ' ';
  }

  // Opens `source`; returns its document if it is a text that is read at once.
  std::optional<Document> open_source() {
    InputFile input = source.standard_input ? InputFile(standard_input, source.name) : InputFile(source.path);
    FileType type = type_of(to_lower(source.name));
    if (source.standard_input) {
      type = first_visible(input) == '{' ? FileType::kJsonLines : FileType::kText;
    }
    if (type == FileType::kText && in_pieces) {
      text.emplace(std::move(input));
      return std::nullopt;
    }
    if (type == FileType::kText) return read_text(input);
    const std::string_view head = input.peek(2);
    if (head == "\xFF\xFE" || head == "\xFE\xFF") {
      problem(source.name, "JSON in UTF-16: convert it to UTF-8", true);
      return std::nullopt;
    }
    file.emplace(std::move(input));
    if (type == FileType::kJson) objects = std::make_unique<JsonObjectReader>(*file, kMaxJsonBytes);
    return std::nullopt;
  }

  std::optional<Document> read_text(InputFile& input) {
    Document document = text_document();
    if (!input.read_rest(document.text, kMaxDocumentBytes)) {
      problem(source.name, too_large(), true);
      return std::nullopt;
    }
    const bool marked = document.text.starts_with("\xFF\xFE") || document.text.starts_with("\xFE\xFF");
    if ((!marked && document.text.find('\0') != std::string::npos) || document.text.starts_with("%PDF-")) {
      problem(source.name, "not a text but binary data", true);
      return std::nullopt;
    }
    document.text = to_utf8(std::move(document.text), source.name);
    return finish(std::move(document), source.name);
  }

  std::string to_utf8(std::string bytes, const std::string& where) {
    DecodedText decoded = decode_bytes(std::move(bytes));
    report_repairs(decoded.encoding, decoded.replaced, where);
    return std::move(decoded.text);
  }

  void report_repairs(Encoding encoding, std::size_t replaced, const std::string& where) {
    if (encoding == Encoding::kWindows1252) {
      problem(where, "not UTF-8, read as Windows-1252", false);
    } else if (replaced > 0) {
      problem(where, std::to_string(replaced) + " invalid sequences of bytes became U+FFFD", false);
    }
  }

  // The next document of the JSON file; nullopt if there was a problem or the file has ended (then it is closed).
  std::optional<Document> next_in_file() {
    ++number;
    const std::string where = source.name + (objects ? '#' : ':') + std::to_string(number);
    if (objects) {
      switch (objects->next(line)) {
        case JsonObjectReader::Result::kObject:
          return read_json(where);
        case JsonObjectReader::Result::kTooLong:
          problem(where, too_large(), true);
          return std::nullopt;
        case JsonObjectReader::Result::kBroken:
          problem(where, "not valid JSON: expected an object or an array of objects", true);
          break;
        case JsonObjectReader::Result::kEnd:
          break;
      }
      close();
      return std::nullopt;
    }
    switch (file->next_line(line, kMaxJsonBytes)) {
      case InputFile::Line::kLine:
        if (number == 1 && line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);
        if (line.find_first_not_of(" \t\r") != line.npos) return read_json(where);
        break;
      case InputFile::Line::kTooLong:
        problem(where, too_large(), true);
        break;
      case InputFile::Line::kEnd:
        close();
    }
    return std::nullopt;
  }

  // The document in `line`.
  std::optional<Document> read_json(const std::string& where) {
    if (!is_valid_utf8(line)) line = to_utf8(std::move(line), where);
    Document document;
    if (const std::string message = parse_json_document(line, document); !message.empty()) {
      problem(where, message, true);
      return std::nullopt;
    }
    return finish(std::move(document), where);
  }

  // Checks and completes what was read.
  std::optional<Document> finish(Document document, const std::string& where) {
    if (is_blank(document.text)) {
      problem(where, "no text", true);
      return std::nullopt;
    }
    if (document.text.size() > kMaxDocumentBytes) {
      problem(where, too_large(), true);
      return std::nullopt;
    }
    std::replace(document.text.begin(), document.text.end(), '\0', ' ');  // Keeps the offsets.
    for (std::string* field : {&document.id, &document.title, &document.url, &document.source}) {
      *field = clean_line(*field);
    }
    if (document.id.empty()) document.id = where;
    if (!document.date.empty()) {
      std::string day = leading_day(document.date);
      if (day.empty()) problem(where, "not an ISO date: \"" + clean_line(document.date.substr(0, 40)) + '"', false);
      document.date = std::move(day);
    }
    return document;
  }
};

DocumentReader::DocumentReader(std::vector<std::string> inputs, std::istream& standard_input,
                               std::function<void(const ReadProblem&)> on_problem)
    : impl_(std::make_unique<Impl>(std::move(inputs), standard_input, std::move(on_problem))) {}
DocumentReader::~DocumentReader() = default;
std::optional<Document> DocumentReader::next() {
  return impl_->next();
}
std::optional<DocumentPiece> DocumentReader::next_piece() {
  return impl_->next_piece();
}
bool DocumentReader::ready() const {
  return impl_->ready();
}

}  // namespace trama
