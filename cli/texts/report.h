// What the commands that read texts tell the person at the terminal: warnings, skipped documents, progress.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <exception>
#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command.h"
#include "documents/document_reader.h"
#include "extract/text/language.h"

namespace trama::cli {

// What went wrong, for people: "std::bad_alloc" tells nobody anything.
std::string reason_of(const std::exception& error);

// After a signal has asked to stop (cli/process/signals.h): says that the graph file is whole all the same, and how to
// go on. Gives the exit code.
int report_stop(std::string_view graph, Streams& io);

class Report {
 public:
  // `quiet` drops warnings and progress; skipped documents are always named. Progress is shown on a terminal only.
  // `file` takes what became of each input as JSON lines; none if empty. Throws Error (kIo) if it cannot be written.
  Report(Streams& io, bool quiet, const std::string& file = {});
  ~Report();
  Report(const Report&) = delete;
  Report& operator=(const Report&) = delete;

  void problem(const ReadProblem& problem);
  // A document that was read but could not be worked on.
  void skip(std::string_view document, std::string_view reason);
  // A file that was read to its end, or could not be.
  void file(const FileReport& file);
  // A document that came into a graph which has, or had, other versions of it: these ids.
  void versions(const Document& document, const std::vector<std::string>& others, bool replaced);
  // A document that goes on to be analysed, and where it came from.
  void document(const Document& document, const Origin& origin);
  // A document that was left out for its language.
  void skip_language(std::string_view document, const Language& language);
  // Sentences of a document that are too long to be read for statements.
  void too_long(std::string_view document, int sentences);
  void progress(std::int64_t documents, std::int64_t words);
  // Takes away what progress() shows, to make room for other messages.
  void clear_line();

  std::int64_t skipped() const { return skipped_; }
  // What became of the files, and how many documents have no date, or that of their file, for the summary; a line each.
  std::string files_summary() const;
  double seconds() const;  // Since construction.
  int exit_code() const { return skipped_ == 0 ? kDone : kSomeSkipped; }

 private:
  Streams& io_;
  bool quiet_;
  std::int64_t skipped_ = 0;
  std::ofstream file_;
  std::array<std::int64_t, 3> files_ = {};  // By FileStatus.
  std::map<std::string, std::int64_t> left_out_;
  std::int64_t undated_ = 0;
  std::int64_t dated_by_file_ = 0;
  bool line_shown_ = false;
  std::chrono::steady_clock::time_point start_;
  std::chrono::steady_clock::time_point last_shown_;
};

// The options with which a reader tells `report`, which must outlive it, what became of each file.
ReadOptions reported(ReadOptions options, Report& report);

}  // namespace trama::cli
