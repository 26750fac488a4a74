// What the commands that read texts tell the person at the terminal: warnings, skipped documents, progress.
#pragma once

#include <chrono>
#include <cstdint>
#include <exception>
#include <string>
#include <string_view>

#include "cli/command.h"
#include "extract/text/document_reader.h"
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
  Report(Streams& io, bool quiet);
  ~Report();
  Report(const Report&) = delete;
  Report& operator=(const Report&) = delete;

  void problem(const ReadProblem& problem);
  // A document that was read but could not be worked on.
  void skip(std::string_view document, std::string_view reason);
  // A document that was left out for its language.
  void skip_language(std::string_view document, const Language& language);
  // Sentences of a document that are too long to be read for statements.
  void too_long(std::string_view document, int sentences);
  void progress(std::int64_t documents, std::int64_t words);
  // Takes away what progress() shows, to make room for other messages.
  void clear_line();

  std::int64_t skipped() const { return skipped_; }
  double seconds() const;  // Since construction.
  int exit_code() const { return skipped_ == 0 ? kDone : kSomeSkipped; }

 private:
  Streams& io_;
  bool quiet_;
  std::int64_t skipped_ = 0;
  bool line_shown_ = false;
  std::chrono::steady_clock::time_point start_;
  std::chrono::steady_clock::time_point last_shown_;
};

}  // namespace trama::cli
