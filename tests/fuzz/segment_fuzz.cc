// Any bytes as a text: tokens must lie in the text, in order, on character boundaries.
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>

#include "base/utf8.h"
#include "documents/document_reader.h"
#include "extract/text/segmenter.h"

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

bool boundary(const std::string& text, std::size_t offset) {
  return offset == text.size() || (offset < text.size() && (static_cast<unsigned char>(text[offset]) & 0xC0) != 0x80);
}

void check(const std::string& text) {
  std::size_t end = 0;
  for (const trama::Sentence& sentence : trama::segment(text)) {
    require(!sentence.words.empty() && sentence.words.size() <= trama::kMaxSentenceWords);
    require(sentence.span.begin >= end && sentence.span.end <= text.size());
    for (const trama::Word& word : sentence.words) {
      require(!word.span.empty() && sentence.span.contains(word.span) && !word.form.empty());
      require(trama::to_nfc(word.form) == word.form);
      require(boundary(text, word.span.begin) && boundary(text, word.span.end));
    }
    end = sentence.span.end;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::istringstream in(std::string(reinterpret_cast<const char*>(data), size));
  trama::DocumentReader reader({"-"}, in, [](const trama::ReadProblem&) {});
  while (const auto document = reader.next()) check(document->text);
  return 0;
}
