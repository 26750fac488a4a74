#include "cli/texts/report.h"

#include <new>
#include <ostream>
#include <string>

#include "cli/process/signals.h"
#include "extract/relations/proposition.h"

namespace trama::cli {

namespace {

constexpr std::chrono::milliseconds kBetweenUpdates{200};
constexpr std::string_view kEraseLine = "\r\033[K";

}  // namespace

std::string reason_of(const std::exception& error) {
  return dynamic_cast<const std::bad_alloc*>(&error) != nullptr ? "out of memory" : error.what();
}

int report_stop(std::string_view graph, Streams& io) {
  io.err << "trama: stopped by a signal; " << graph << " is whole, and the same command again goes on from there\n";
  return kStopped + stop_signal();
}

Report::Report(Streams& io, bool quiet)
    : io_(io), quiet_(quiet), start_(std::chrono::steady_clock::now()), last_shown_(start_) {}

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

double Report::seconds() const {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
}

void Report::clear_line() {
  if (line_shown_) io_.err << kEraseLine << std::flush;
  line_shown_ = false;
}

}  // namespace trama::cli
