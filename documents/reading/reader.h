// What the reader of one form gives, and what it is given.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/document.h"
#include "documents/origin.h"
#include "documents/read_options.h"

namespace trama {

// A document as its source has it. The date is whatever stands there; the id may be empty.
struct ReadDocument {
  Document document;
  Origin origin;
  std::string transfer_date;  // When it was sent or saved: if nothing better is known. In any form.
  std::string where;          // For messages: "corpus.jsonl:12". Empty: the file's name.
};

// Where the readers of a file tell what they meet.
class ReadLog {
 public:
  virtual ~ReadLog() = default;
  virtual void warn(const std::string& where, const std::string& message) = 0;
  // No document came of a record, or of the file: it holds none, or it could not be read.
  virtual void pass_over(const std::string& where, const std::string& reason) = 0;
  virtual void fail(const std::string& where, const std::string& reason) = 0;
  // Records that are none of the news, such as pictures in a crawl: counted by reason and not named one by one.
  virtual void leave_out(const std::string& reason) = 0;
};

struct ReadContext {
  std::string name;  // Of the file, as messages have it.
  const ReadOptions& options;
  ReadLog& log;
  int depth = 0;  // Of archives around it.
};

class FormReader {
 public:
  virtual ~FormReader() = default;
  // The next document; nullopt at the end. Broken records are told to the log and passed over. Throws Error if what
  // follows cannot be read.
  virtual std::optional<ReadDocument> next() = 0;
};

}  // namespace trama
