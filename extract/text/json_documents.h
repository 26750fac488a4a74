// Documents in JSON: one object, or a file of them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/document.h"
#include "base/files.h"

namespace trama {

// Fills the fields that the object `json` has; values of other types than strings (for "id" also numbers) count as
// absent. Returns what is wrong if it is no JSON object, else an empty string. Needs no more memory than a few times
// the size of `json`, however it is nested.
std::string parse_json_document(std::string_view json, Document& document);

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

}  // namespace trama
