// JSON for a <script> element of an HTML page. Private to export/.
#pragma once

#include <ostream>
#include <string_view>

namespace trama {

// A stream as RapidJSON writes to. What could end the element, begin a comment in it, or end a line of a script becomes
// \uXXXX, which JSON reads back as the same text: `<`, `>`, `&`, U+2028, U+2029. (They stand in JSON's texts only.)
class ScriptText {
 public:
  using Ch = char;

  explicit ScriptText(std::ostream& out) : out_(out) {}

  void Put(char byte) {
    if (held_ == 2 && (byte == '\xA8' || byte == '\xA9')) {
      out_ << (byte == '\xA8' ? "\\u2028" : "\\u2029");
      held_ = 0;
      return;
    }
    if (held_ == 1 && byte == '\x80') {
      held_ = 2;
      return;
    }
    release();
    if (byte == '\xE2') {
      held_ = 1;
    } else if (byte == '<') {
      out_ << "\\u003c";
    } else if (byte == '>') {
      out_ << "\\u003e";
    } else if (byte == '&') {
      out_ << "\\u0026";
    } else {
      out_.put(byte);
    }
  }
  void Flush() { out_.flush(); }

 private:
  // Bytes that might have begun one of the two line ends (E2 80 A8, E2 80 A9).
  void release() {
    out_ << std::string_view("\xE2\x80").substr(0, held_);
    held_ = 0;
  }

  std::ostream& out_;
  std::size_t held_ = 0;
};

}  // namespace trama
