// Text of unknown encoding that comes in pieces.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/utf8.h"

namespace trama {

// Gives the UTF-8 of bytes piece by piece, the same however they are cut. UTF-16 is known by its byte order mark. Else
// the first sequences beyond ASCII decide: the text is UTF-8 once more of them are sound than broken, Windows-1252 (of
// which Latin-1 is a part) once kLead more are broken than sound, or any more at the end of the text or of
// kUndecidedBytes. What comes before is ASCII and does not wait.
class TextDecoder {
 public:
  static constexpr std::size_t kLead = 4;
  static constexpr std::size_t kUndecidedBytes = std::size_t{1} << 16;

  // Whole characters of what is known with `bytes`; `last`: nothing follows them.
  std::string decode(std::string_view bytes, bool last);

  Encoding encoding() const { return encoding_; }     // As far as it is known.
  std::size_t replaced() const { return replaced_; }  // How many U+FFFD were put so far.

 private:
  void find_encoding(bool last);
  std::string take(std::size_t size);

  std::string rest_;  // What is not yet decoded; starts with the mark of UTF-16 text.
  Encoding encoding_ = Encoding::kUtf8;
  bool started_ = false;  // No byte order mark can come any more.
  bool decided_ = false;
  std::size_t replaced_ = 0;
};

}  // namespace trama
