// Documents in JSON: one object, or a file of them.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "documents/reading/reader.h"
#include "documents/tables/record.h"

namespace trama {

// The objects that may be documents in the object `json`: itself, and those in its arrays ("articles": […]), each as
// its strings and numbers by key; of arrays of strings, their strings as paragraphs. Empty, and `problem` set, if it is
// no JSON object. Needs no more memory than a few times the size of `json`, however it is nested.
std::vector<Record> parse_json_records(std::string_view json, std::string& problem);

// Cuts a JSON file into the objects at its top or in arrays there. Looks for strings and braces in them and no further,
// so that a broken object does not spoil the next.
class JsonObjectReader {
 public:
  // An object may take up to `limit` bytes. `file` must outlive the reader. Throws as `file` does.
  JsonObjectReader(InputFile& file, std::size_t limit);

  enum class Result {
    kObject,
    kTooLong,  // Passed over.
    kBroken,   // Something else than objects and arrays, or the file stops inside one: reading ends here.
    kEnd,
  };
  // Reads the next object's bytes. Throws as `file` does.
  Result next(std::string& object);

 private:
  std::optional<char> take();
  Result read_object(std::string& object);

  InputFile& file_;
  const std::size_t limit_;
  std::vector<char> buffer_;
  std::size_t at_ = 0;
  bool ended_ = false;
  std::size_t open_arrays_ = 0;
};

// A file of JSON objects, which may be one a line.
std::unique_ptr<FormReader> make_json_reader(InputFile file, bool lines, const ReadContext& context);

}  // namespace trama
