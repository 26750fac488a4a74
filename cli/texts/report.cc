#include "cli/texts/report.h"

#include <new>
#include <ostream>
#include <string>

#include "base/error.h"
#include "base/json.h"
#include "cli/process/signals.h"
#include "extract/relations/proposition.h"

namespace trama::cli {

namespace {

constexpr std::chrono::milliseconds kBetweenUpdates{200};
constexpr std::string_view kEraseLine = "\r\033[K";

// One line of the report.
class ReportLine {
 public:
  ReportLine() { writer_.StartObject(); }
  void text(const char* key, const std::string& value) {
    writer_.Key(key);
    text(value);
  }
  void number(const char* key, std::uint64_t value) {
    writer_.Key(key);
    writer_.Uint64(value);
  }
  template <typename Items, typename Write>
  void list(const char* key, const Items& items, Write write) {
    writer_.Key(key);
    writer_.StartArray();
    for (const auto& item : items) write(item);
    writer_.EndArray();
  }
  void text(const std::string& value) { writer_.String(value.data(), static_cast<rapidjson::SizeType>(value.size())); }
  void number(std::uint64_t value) { writer_.Uint64(value); }
  void counts(const char* key, const std::map<std::string, std::int64_t>& counts) {
    writer_.Key(key);
    writer_.StartObject();
    for (const auto& [name, count] : counts) number(name.c_str(), static_cast<std::uint64_t>(count));
    writer_.EndObject();
  }
  void write_to(std::ostream& out) {
    writer_.EndObject();
    out << buffer_.GetString() << '\n' << std::flush;
  }

 private:
  json::StringBuffer buffer_;
  json::Writer<json::StringBuffer> writer_{buffer_};
};

}  // namespace

std::string reason_of(const std::exception& error) {
  return dynamic_cast<const std::bad_alloc*>(&error) != nullptr ? "out of memory" : error.what();
}

int report_stop(std::string_view graph, Streams& io) {
  io.err << "trama: stopped by a signal; " << graph << " is whole, and the same command again goes on from there\n";
  return kStopped + stop_signal();
}

Report::Report(Streams& io, bool quiet, const std::string& file)
    : io_(io), quiet_(quiet), start_(std::chrono::steady_clock::now()), last_shown_(start_) {
  if (file.empty()) return;
  file_.open(file, std::ios::binary);
  if (!file_) throw Error(ErrorCode::kIo, file + ": cannot be written");
}

Report::~Report() {
  clear_line();
}

void Report::problem(const ReadProblem& problem) {
  if (problem.skipped) {
    skip(problem.where, problem.message);
  } else if (!quiet_) {
    clear_line();
    io_.err << "trama: " << problem.where << ": " << problem.message << '\n';
  }
}

void Report::too_long(std::string_view document, int sentences) {
  const std::string count = sentences == 1 ? "a sentence" : std::to_string(sentences) + " sentences";
  problem({std::string(document),
           count + " of more than " + std::to_string(kMaxPropositionWords) + " words not read for statements", false});
}

void Report::skip(std::string_view document, std::string_view reason) {
  clear_line();
  io_.err << "trama: skipped " << document << ": " << reason << '\n';
  ++skipped_;
}

void Report::skip_language(std::string_view document, const Language& language) {
  clear_line();
  io_.err << "trama: " << document << ": looks like " << language.name << " (" << language.code
          << "), skipped; --lang es analyses it anyway\n";
  ++skipped_;
}

void Report::progress(std::int64_t documents, std::int64_t words) {
  if (quiet_ || !io_.err_is_terminal) return;
  const auto now = std::chrono::steady_clock::now();
  if (now - last_shown_ < kBetweenUpdates) return;
  last_shown_ = now;
  const auto rate = static_cast<std::int64_t>(static_cast<double>(words) / seconds());
  io_.err << kEraseLine << documents << " documents, " << words << " words, " << rate << " words/s" << std::flush;
  line_shown_ = true;
}

void Report::file(const FileReport& file) {
  ++files_[static_cast<std::size_t>(file.status)];
  for (const auto& [reason, count] : file.left_out) left_out_[reason] += count;
  if (!file_.is_open()) return;
  ReportLine line;
  line.text("file", file.name);
  line.text("form", file.form);
  line.text("status", to_string(file.status));
  line.text("reason", file.reason);
  line.number("documents", static_cast<std::uint64_t>(file.documents));
  line.number("skipped", static_cast<std::uint64_t>(file.skipped));
  line.counts("left_out", file.left_out);
  line.write_to(file_);
}

void Report::document(const Document& document, const Origin& origin) {
  undated_ += document.date.empty() ? 1 : 0;
  dated_by_file_ += origin.date_from == "transfer" ? 1 : 0;
  if (!file_.is_open()) return;
  ReportLine line;
  line.text("document", document.id);
  line.text("status", "document");
  line.text("file", origin.file);
  if (origin.record > 0) line.number("record", origin.record);
  if (!origin.pages.empty()) line.list("pages", origin.pages, [&](std::size_t page) { line.number(page); });
  line.text("date_from", origin.date_from);
  line.write_to(file_);
}

void Report::versions(const Document& document, const std::vector<std::string>& others, bool replaced) {
  if (!replaced) {
    std::string ids;
    for (const std::string& id : others) ids += (ids.empty() ? "" : ", ") + id;
    problem({document.id,
             "added beside " + ids + (others.size() == 1 ? ", which has its" : ", which have its") +
                 " id or address and another text, medium or address; --replace puts the newer in place of the older",
             false});
  }
  if (!file_.is_open()) return;
  ReportLine line;
  line.text("document", document.id);
  line.text("status", replaced ? "replaced" : "added beside");
  if (!document.url.empty()) line.text("url", document.url);
  line.list("versions", others, [&](const std::string& id) { line.text(id); });
  line.write_to(file_);
}

std::string Report::files_summary() const {
  const auto count = [&](FileStatus status) { return std::to_string(files_[static_cast<std::size_t>(status)]); };
  std::string lines = "files: " + count(FileStatus::kRead) + " read, " + count(FileStatus::kPassedOver) +
                      " passed over, " + count(FileStatus::kFailed) + " failed\n";
  for (const auto& [reason, records] : left_out_)
    lines += std::to_string(records) + " records left out: " + reason + '\n';
  if (undated_ > 0) {
    lines += std::to_string(undated_) + (undated_ == 1 ? " document has" : " documents have") +
             " no date: \"ayer\" is no day in them\n";
  }
  if (dated_by_file_ > 0) {
    lines += std::to_string(dated_by_file_) + (dated_by_file_ == 1 ? " document has" : " documents have") +
             " the date on which the file was made, saved or sent, for want of another\n";
  }
  return lines;
}

ReadOptions reported(ReadOptions options, Report& report) {
  options.on_file = [&report](const FileReport& file) { report.file(file); };
  return options;
}

double Report::seconds() const {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
}

void Report::clear_line() {
  if (line_shown_) io_.err << kEraseLine << std::flush;
  line_shown_ = false;
}

}  // namespace trama::cli
