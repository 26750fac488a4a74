#include "export/graphs/xml.h"

#include <array>

#include "base/utf8.h"

namespace trama {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

// What stands for a byte; empty: itself. Line ends and tabs are written as references, since readers make spaces of
// them in attributes.
constexpr std::array<std::string_view, 256> kEscapes = [] {
  std::array<std::string_view, 256> escapes{};
  for (unsigned char c = 0; c < 0x20; ++c) escapes[c] = kReplacement;
  escapes['\t'] = "&#9;";
  escapes['\n'] = "&#10;";
  escapes['\r'] = "&#13;";
  escapes['&'] = "&amp;";
  escapes['<'] = "&lt;";
  escapes['>'] = "&gt;";
  escapes['"'] = "&quot;";
  return escapes;
}();

bool is_noncharacter(std::string_view text, std::size_t at) {
  return text.substr(at, 2) == "\xEF\xBF" && at + 2 < text.size() && (text[at + 2] == '\xBE' || text[at + 2] == '\xBF');
}

}  // namespace

void append_xml(std::string& out, std::string_view text) {
  if (!is_valid_utf8(text)) return append_xml(out, repair_utf8(text).text);
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string_view escape = kEscapes[static_cast<unsigned char>(text[i])];
    std::size_t size = 1;
    if (escape.empty()) {
      if (text[i] != '\xEF' || !is_noncharacter(text, i)) continue;
      escape = kReplacement;
      size = 3;
    }
    out.append(text.substr(begin, i - begin)).append(escape);
    begin = i + size;
    i = begin - 1;
  }
  out.append(text.substr(begin));
}

}  // namespace trama
