// Any bytes as the JSON of a statement: refused, or the same after being written and read again.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/error.h"
#include "base/statement_json.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const trama::Statement statement =
        trama::statement_from_json(std::string_view(reinterpret_cast<const char*>(data), size));
    if (trama::statement_from_json(trama::to_json(statement)) != statement) std::abort();
  } catch (const trama::Error&) {
    // Not a statement, and said so.
  }
  return 0;
}
