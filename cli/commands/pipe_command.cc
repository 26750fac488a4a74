// trama pipe: documents in, documents with their statements out, for programs that keep it running: a cluster's workers
// (scale/, docs/records.md).
#include <istream>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/files.h"
#include "base/json.h"
#include "base/json_parse.h"
#include "base/statement_json.h"
#include "base/utf8.h"
#include "cli/commands/commands.h"
#include "cli/texts/extraction.h"
#include "extract/text/language.h"
#include "graph/store/store.h"

namespace trama::cli {

namespace {

constexpr std::string_view kPipeExamples =
    "  trama convert noticias/ | trama pipe > extraidos.jsonl\n"
    "  trama pipe --describe      # by what statements are made, as in the greeting\n";

constexpr std::size_t kBatchBytes = std::size_t{64} * 1024;
constexpr std::size_t kLongestLine = 4 * kMaxDocumentBytes;  // A text may have escapes.

using Json = json::Writer<json::StringBuffer>;

void write(Json& out, const char* key, const std::string& text) {
  if (text.empty()) return;
  out.Key(key);
  out.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

std::string greeting(const std::string& made_by) {
  json::StringBuffer buffer;
  Json out(buffer);
  out.StartObject();
  out.Key("version");
  out.Int(kRecordVersion);
  write(out, "made_by", made_by);
  out.EndObject();
  return {buffer.GetString(), buffer.GetSize()};
}

// Fills in the document of a line, as trama convert prints it, the id first. Throws Error (kFormat).
void read_document(const std::string& line, Document& document) {
  json::Document object;
  if (parse_json(object, line).IsError() || !object.IsObject()) throw Error(ErrorCode::kFormat, "is no JSON object");
  const auto field = [&](const char* key, std::string& into) {
    if (!object.HasMember(key) || object[key].IsNull()) return;
    const json::Value& value = object[key];
    if (!value.IsString()) throw Error(ErrorCode::kFormat, std::string(key) + " is no text");
    into.assign(value.GetString(), value.GetStringLength());
    if (!is_valid_utf8(into)) throw Error(ErrorCode::kFormat, std::string(key) + " is not UTF-8");
  };
  field("id", document.id);
  field("title", document.title);
  field("date", document.date);
  field("url", document.url);
  field("source", document.source);
  field("text", document.text);
  if (document.id.empty()) throw Error(ErrorCode::kFormat, "has no id");
  if (document.text.empty()) throw Error(ErrorCode::kFormat, "has no text");
  if (document.text.size() > kMaxDocumentBytes) throw Error(ErrorCode::kFormat, too_large());
}

class Pipe {
 public:
  Pipe(const ExtractionOptions& options, std::string made_by, Streams& io)
      : options_(options), made_by_(std::move(made_by)), extraction_(options, true), io_(io) {}

  void run() {
    io_.out << greeting(made_by_) << std::endl;
    InputFile in(io_.in, "standard input");
    std::string line;
    for (InputFile::Line kind; (kind = in.next_line(line, kLongestLine)) != InputFile::Line::kEnd;) {
      if (kind == InputFile::Line::kLine && line.empty()) {
        answer();
        io_.out << std::flush;
      } else {
        take(line, kind == InputFile::Line::kTooLong);
      }
    }
    answer();
  }

 private:
  // What is known of a line before its batch is analysed.
  struct Waiting {
    std::string id, error, language;
  };

  void take(const std::string& line, bool too_long) {
    Waiting waiting;
    Document document;
    try {
      if (too_long) throw Error(ErrorCode::kFormat, too_large());
      read_document(line, document);
      waiting.id = document.id;
      const auto other = options_.input.language.empty() ? find_other_language(document.text) : std::nullopt;
      if (other) {
        waiting.language = other->code;
      } else {
        bytes_ += document.text.size();
        batch_.documents.push_back({std::move(document), {}});
      }
    } catch (const Error& error) {
      waiting.id = document.id;
      waiting.error = error.what();
    }
    waiting_.push_back(std::move(waiting));
    if (bytes_ >= kBatchBytes) answer();
  }

  void answer() {
    std::vector<AnalysisOutcome> outcomes;
    if (!batch_.documents.empty()) outcomes = analyze_batch(std::exchange(batch_, {}), extraction_.analyzer());
    auto outcome = outcomes.begin();
    for (const Waiting& waiting : waiting_) {
      if (!waiting.error.empty() || !waiting.language.empty()) {
        refuse(waiting);
      } else {
        answer(waiting, *outcome++);
      }
    }
    waiting_.clear();
    bytes_ = 0;
  }

  void answer(const Waiting& waiting, const AnalysisOutcome& outcome) {
    std::string error = outcome.error;
    std::string lines;
    try {
      if (error.empty()) lines = lines_of(outcome.document);
    } catch (const std::exception& failure) {
      error = reason_of(failure);
    }
    if (error.empty()) {
      io_.out << lines;
    } else {
      refuse({waiting.id, error, {}});
    }
  }

  std::string lines_of(const AnalyzedDocument& analyzed) {
    std::int64_t words = 0;
    for (const Sentence& sentence : analyzed.sentences) words += static_cast<std::int64_t>(sentence.words.size());
    const ExtractedDocument document = Store::extracted(analyzed.document, extraction_.statements(analyzed), made_by_);
    json::StringBuffer buffer;
    Json out(buffer);
    out.StartObject();
    write(out, "identity", document.identity);
    write(out, "hash", document.hash);
    write(out, "id", document.id);
    write(out, "title", document.title);
    write(out, "date", document.date);
    write(out, "url", document.url);
    write(out, "publisher", document.publisher);
    write(out, "sketch", document.sketch);
    out.Key("words");
    out.Int64(words);
    out.Key("statements");
    out.Uint64(document.statements.size());
    out.EndObject();
    std::string lines(buffer.GetString(), buffer.GetSize());
    for (const Statement& statement : document.statements) lines += '\n' + to_json(statement);
    return lines + '\n';
  }

  void refuse(const Waiting& waiting) {
    json::StringBuffer buffer;
    Json out(buffer);
    out.StartObject();
    write(out, "id", waiting.id);
    write(out, "error", waiting.error);
    write(out, "language", waiting.language);
    out.EndObject();
    io_.out << std::string_view(buffer.GetString(), buffer.GetSize()) << '\n';
  }

  const ExtractionOptions& options_;
  const std::string made_by_;
  const Extraction extraction_;
  Streams& io_;
  std::vector<Waiting> waiting_;
  DocumentBatch batch_;  // Of those of `waiting_` that are analysed.
  std::size_t bytes_ = 0;
};

}  // namespace

int run_pipe(std::span<const std::string> arguments, Streams& io) {
  CommandLine line(
      "pipe",
      "Answers each document, a line of JSON as trama convert prints it, by a line that says what became of "
      "it, and its statements behind that. A blank line asks for all answers that are due.",
      kPipeExamples);
  ExtractionOptions options;
  bool describe = false;
  add_extraction_options(line, options);
  line.app().add_flag("--describe", describe,
                      "Only the greeting: the version of the form and by what statements are made");
  line.app().remove_option(line.app().get_option("INPUT"));
  for (const char* name : {"--pretokenized", "--input", "--fields", "--columns", "--report", "--threads"}) {
    line.app().remove_option(line.app().get_option(name));
  }
  if (!line.parse(arguments, io)) return kDone;
  options.input.inputs = {"-"};
  const std::string maker = made_by(options);
  if (describe) {
    io.out << greeting(maker) << '\n';
  } else {
    Pipe(options, maker, io).run();
  }
  return kDone;
}

}  // namespace trama::cli
