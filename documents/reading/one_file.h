// One file, of whatever form, as finished documents.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/files.h"
#include "documents/containers/archive.h"
#include "documents/forms/form.h"
#include "documents/reading/file_log.h"
#include "documents/reading/reader.h"

namespace trama {

// What all files of one run have in common. Must outlive them.
struct Reading {
  ReadOptions options;
  std::function<void(const ReadProblem&)> on_problem;
};

class OneFile {
 public:
  // `name`: as messages and ids have it. `walked`: nobody named it, so that what lies beside documents is passed over.
  // `form`: where it is known already.
  OneFile(InputFile file, std::string name, const Reading& reading, bool walked, int depth = 0,
          std::optional<DetectedForm> form = std::nullopt);
  ~OneFile();

  // The next document, all fields in order; nullopt at the end. What cannot be read is told and passed over.
  std::optional<ReadDocument> next();

 private:
  std::optional<ReadDocument> next_of_reader();
  std::optional<ReadDocument> next_of_members();
  void open(InputFile file, const DetectedForm& found, bool walked);
  bool open_member();

  std::string name_;
  const Reading& reading_;
  const int depth_;
  FileLog log_;
  std::string form_;
  std::unique_ptr<FormReader> reader_;  // Of the records, or
  std::optional<Archive> archive_;      // of members, each of which is a file:
  bool packed_ = false;                 // The only one, which bears the file's own name.
  std::unique_ptr<OneFile> member_;     // The one at hand.
};

// Which form a file is taken for, and what is known of others: by `options.form`, else by the bytes at its head and its
// name. `may_wait`: else the first 32 bytes have to do for what looks like a text, or like JSON lines.
DetectedForm form_of(InputFile& file, const std::string& name, const ReadOptions& options, bool may_wait);

// A message of InputFile without the name that it begins with, which a problem has anyway.
std::string without_name(std::string_view message, std::string_view name);

// Checks and completes a document: valid fields on one line, a day for a date, an id. False, and told to the log, if it
// has no text, or more than documents may have.
bool finish_document(ReadDocument& read, const std::string& name, ReadLog& log);

}  // namespace trama
