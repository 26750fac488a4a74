// One news text with what is known of it, as every stage receives it.
#pragma once

#include <string>

namespace trama {

// `text` is valid UTF-8 and otherwise as it came: byte offsets of every later stage point into it. (Readers convert
// Latin-1 and replace invalid bytes by U+FFFD before they fill it, and say so; BOM, CRLF and NFD are left alone.)
struct Document {
  std::string id;     // Unique in a corpus: given, or the file name, or derived from the content. Never empty.
  std::string title;  // The headline; may be empty. Not part of `text`, and analysed apart from it.
  std::string text;
  std::string date;    // Publication date, ISO 8601 "YYYY-MM-DD"; empty if unknown.
  std::string url;     // May be empty.
  std::string source;  // Publisher; may be empty.
};

}  // namespace trama
