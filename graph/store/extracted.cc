#include "graph/store/extracted.h"

#include <utility>

#include "base/error.h"
#include "graph/resolve/stories.h"

namespace trama::store {
namespace {

std::string bytes_of(std::string_view digits, std::string_view what) {
  std::string bytes = bytes_of_hexadecimal(digits);
  if (hexadecimal(bytes) != digits) {
    throw Error(ErrorCode::kInvalid, std::string(what) + " is not in lower-case hexadecimal digits");
  }
  return bytes;
}

std::string stored_hash(std::string_view digits, std::string_view what) {
  std::string bytes = bytes_of(digits, what);
  if (bytes.size() == kStoredHash) return bytes;
  throw Error(ErrorCode::kInvalid, std::string(what) + " has " + std::to_string(digits.size()) + " digits; expected " +
                                       std::to_string(2 * kStoredHash));
}

}  // namespace

ExtractedDocument extracted(const WrittenDocument& document, std::vector<Statement> statements) {
  return {hexadecimal(document.identity),
          hexadecimal(document.hash),
          hexadecimal(document.sketch),
          document.id,
          document.title,
          document.date,
          document.url,
          document.publisher,
          document.made_by,
          std::move(statements)};
}

WrittenDocument written(const ExtractedDocument& document) {
  if (document.id.empty()) throw Error(ErrorCode::kInvalid, "id is empty");
  WrittenDocument result{stored_hash(document.identity, "identity"),
                         stored_hash(document.hash, "hash"),
                         document.id,
                         document.title,
                         document.date,
                         document.url,
                         document.publisher,
                         bytes_of(document.sketch, "sketch"),
                         document.made_by};
  try {
    StorySketch::from_bytes(result.sketch);
  } catch (const Error& error) {
    throw Error(ErrorCode::kInvalid, std::string("sketch: ") + error.what());
  }
  return result;
}

}  // namespace trama::store
