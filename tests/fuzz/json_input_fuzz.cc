// Any bytes as a .json file, plain or gzip: the objects cut out of it, and each as a document.
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>

#include "base/error.h"
#include "base/files.h"
#include "documents/tables/json_documents.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kLimit = 1000;
  std::istringstream in(std::string(reinterpret_cast<const char*>(data), size));
  trama::InputFile file(in, "input");
  try {
    trama::JsonObjectReader objects(file, kLimit);
    std::string object;
    while (true) {
      switch (objects.next(object)) {
        case trama::JsonObjectReader::Result::kObject: {
          if (object.size() > kLimit || object.front() != '{' || object.back() != '}') std::abort();
          std::string problem;
          if (trama::parse_json_records(object, problem).empty() == problem.empty()) std::abort();
          break;
        }
        case trama::JsonObjectReader::Result::kTooLong:
          break;
        case trama::JsonObjectReader::Result::kBroken:
        case trama::JsonObjectReader::Result::kEnd:
          return 0;
      }
    }
  } catch (const trama::Error&) {
    // Damaged gzip data, and said so.
  }
  return 0;
}
