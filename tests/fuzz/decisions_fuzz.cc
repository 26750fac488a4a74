// Any bytes as a file of decisions; what can be read is written so that it reads back the same.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/error.h"
#include "graph/names/user_decisions.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string text;
  try {
    text = trama::to_text(
        trama::parse_user_decisions(std::string(reinterpret_cast<const char*>(data), size), "decisions"));
  } catch (const trama::Error&) {
    return 0;  // No decisions, and said so.
  }
  if (trama::to_text(trama::parse_user_decisions(text, "written")) != text) std::abort();
  return 0;
}
