// The one exception type of the libraries; only cli/main.cc turns it into a message and an exit code.
#pragma once

#include <stdexcept>
#include <string>

namespace trama {

enum class ErrorCode {
  kIo,       // A file or stream could not be read or written.
  kFormat,   // Content is damaged or does not follow its format.
  kVersion,  // Content was made for another version of its format.
  kInvalid,  // An argument or an option makes no sense.
  kSyntax,   // A query cannot be parsed.
};

// `what()` names the file, the place in it, what was found and what was expected, in one line without a final full
// stop.
class Error : public std::runtime_error {
 public:
  Error(ErrorCode code, const std::string& message) : std::runtime_error(message), code_(code) {}
  ErrorCode code() const { return code_; }

 private:
  ErrorCode code_;
};

}  // namespace trama
