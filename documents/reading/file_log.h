// What becomes of one file, told as it is read.
#pragma once

#include <functional>
#include <string>

#include "documents/document_reader.h"
#include "documents/reading/reader.h"

namespace trama {

class FileLog : public ReadLog {
 public:
  // Both functions must outlive this; either may be empty.
  FileLog(std::string name, const std::function<void(const ReadProblem&)>& on_problem,
          const std::function<void(const FileReport&)>& on_file);

  void warn(const std::string& where, const std::string& message) override;
  void pass_over(const std::string& where, const std::string& reason) override;
  void fail(const std::string& where, const std::string& reason) override;
  void leave_out(const std::string& reason) override;

  void set_form(std::string form) { report_.form = std::move(form); }
  void count_document() { ++report_.documents; }
  // Members of an archive tell of themselves: one without documents needs no word of its own.
  void set_has_members() { has_members_ = true; }
  // What is packed tells of itself under this name.
  void leave_to_member() { done_ = true; }
  // The file has come to its end. Tells of one that gave nothing and had nothing wrong. Only the first call counts.
  void done();

 private:
  void skip(const std::string& where, const std::string& reason);

  FileReport report_;
  const std::function<void(const ReadProblem&)>& on_problem_;
  const std::function<void(const FileReport&)>& on_file_;
  bool failed_ = false;
  bool has_members_ = false;
  bool done_ = false;
};

}  // namespace trama
