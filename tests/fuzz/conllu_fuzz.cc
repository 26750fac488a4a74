// Any bytes as a CoNLL-U file.
#include <cstdint>
#include <sstream>
#include <string>

#include "base/error.h"
#include "extract/analysis/conllu.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::istringstream in(std::string(reinterpret_cast<const char*>(data), size));
  try {
    for (const trama::AnalyzedDocument& document : trama::read_conllu(in, "fuzz")) {
      std::ostringstream out;
      trama::write_conllu(document, out);
    }
  } catch (const trama::Error&) {
    // Damaged, and said so.
  }
  return 0;
}
