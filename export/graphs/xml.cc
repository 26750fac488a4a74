#include "export/graphs/xml.h"

#include <algorithm>
#include <array>
#include <iterator>

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

struct LongEscape {
  std::string_view text, escape;
};

// U+FFFE and U+FFFF, which are no characters; U+0085 and U+2028, which are ends of lines in XML 1.1 and to some readers
// of XML 1.0.
constexpr LongEscape kLongEscapes[] = {{"\xEF\xBF\xBE", kReplacement},
                                       {"\xEF\xBF\xBF", kReplacement},
                                       {"\xC2\x85", "&#133;"},
                                       {"\xE2\x80\xA8", "&#8232;"}};

const LongEscape* find_long_escape(std::string_view text) {
  if (text.front() != '\xEF' && text.front() != '\xC2' && text.front() != '\xE2') return nullptr;
  const auto* found = std::find_if(std::begin(kLongEscapes), std::end(kLongEscapes),
                                   [&](const LongEscape& each) { return text.starts_with(each.text); });
  return found == std::end(kLongEscapes) ? nullptr : found;
}

}  // namespace

void append_xml(std::string& out, std::string_view text) {
  if (!is_valid_utf8(text)) return append_xml(out, repair_utf8(text).text);
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string_view escape = kEscapes[static_cast<unsigned char>(text[i])];
    std::size_t size = 1;
    if (escape.empty()) {
      const LongEscape* found = find_long_escape(text.substr(i));
      if (found == nullptr) continue;
      escape = found->escape;
      size = found->text.size();
    }
    out.append(text.substr(begin, i - begin)).append(escape);
    begin = i + size;
    i = begin - 1;
  }
  out.append(text.substr(begin));
}

}  // namespace trama
