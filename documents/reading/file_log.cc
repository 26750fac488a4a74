#include "documents/reading/file_log.h"

#include <utility>

namespace trama {

const char* to_string(FileStatus status) {
  switch (status) {
    case FileStatus::kRead:
      return "read";
    case FileStatus::kPassedOver:
      return "passed over";
    case FileStatus::kFailed:
      break;
  }
  return "failed";
}

FileLog::FileLog(std::string name, const std::function<void(const ReadProblem&)>& on_problem,
                 const std::function<void(const FileReport&)>& on_file)
    : on_problem_(on_problem), on_file_(on_file) {
  report_.name = std::move(name);
}

void FileLog::warn(const std::string& where, const std::string& message) {
  if (on_problem_) on_problem_({where, message, false});
}

void FileLog::skip(const std::string& where, const std::string& reason) {
  ++report_.skipped;
  report_.reason = reason;
  if (on_problem_) on_problem_({where, reason, true});
}

void FileLog::pass_over(const std::string& where, const std::string& reason) {
  skip(where, reason);
}

void FileLog::fail(const std::string& where, const std::string& reason) {
  failed_ = true;
  skip(where, reason);
}

void FileLog::leave_out(const std::string& reason) {
  ++report_.left_out[reason];
}

void FileLog::done() {
  if (std::exchange(done_, true)) return;
  if (report_.documents == 0 && report_.skipped == 0) {
    if (has_members_) {
      report_.reason = "no documents in it";
    } else {
      skip(report_.name, "no documents in it");
    }
  }
  report_.status = report_.documents > 0 ? FileStatus::kRead : failed_ ? FileStatus::kFailed : FileStatus::kPassedOver;
  if (on_file_) on_file_(report_);
}

}  // namespace trama
