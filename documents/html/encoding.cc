#include "documents/html/encoding.h"

#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <memory>

#include "base/utf8.h"

namespace trama {

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return std::tolower(c); });
  return out;
}

namespace {

constexpr std::size_t kDeclarationBytes = 8192;

// The name behind "charset=" or "encoding=" near the start of the page.
std::string declared_charset(std::string_view bytes) {
  const std::string head = lower_ascii(bytes.substr(0, kDeclarationBytes));
  for (const std::string_view key : {"charset", "encoding"}) {
    for (std::size_t i = head.find(key); i != std::string::npos; i = head.find(key, i)) {
      i += key.size();
      std::size_t begin = head.find_first_not_of(" \t\r\n", i);
      if (begin == std::string::npos || head[begin] != '=') continue;
      begin = head.find_first_not_of(" \t\r\n\"'", begin + 1);
      if (begin == std::string::npos) break;
      const std::size_t end = std::min(head.find_first_of(" \t\r\n\"'>;/?", begin), head.size());
      if (end > begin) return head.substr(begin, end - begin);
    }
  }
  return {};
}

bool means_windows_1252(std::string_view name) {
  static constexpr std::array<std::string_view, 9> kNames = {
      "iso-8859-1", "iso8859-1", "latin1", "latin-1", "us-ascii", "windows-1252", "iso_8859-1", "cp1252", "ascii"};
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

// Converts by ICU; "" if it does not know the name.
std::string converted(std::string_view bytes, const std::string& name) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> from(ucnv_open(name.c_str(), &status), ucnv_close);
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> to(ucnv_open("UTF-8", &status), ucnv_close);
  if (U_FAILURE(status)) return {};
  std::string out;
  std::array<char, 1 << 14> buffer{};
  std::array<UChar, 1 << 12> pivot{};
  UChar *pivot_source = pivot.data(), *pivot_target = pivot.data();
  const char* source = bytes.data();
  bool first = true;
  do {
    char* target = buffer.data();
    status = U_ZERO_ERROR;
    ucnv_convertEx(to.get(), from.get(), &target, buffer.data() + buffer.size(), &source, bytes.data() + bytes.size(),
                   pivot.data(), &pivot_source, &pivot_target, pivot.data() + pivot.size(), static_cast<UBool>(first),
                   true, &status);
    out.append(buffer.data(), target);
    first = false;
  } while (status == U_BUFFER_OVERFLOW_ERROR);
  return out;
}

// The byte that Windows-1252 has for a character, or -1. The five bytes that it leaves open stand for themselves.
int windows_1252_byte(char32_t c) {
  if (c < 0x100) return static_cast<int>(c);
  static constexpr std::array<char32_t, 32> kHigh = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                     0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                                     0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                     0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
  const auto* const found = std::find(kHigh.begin(), kHigh.end(), c);
  return found == kHigh.end() ? -1 : 0x80 + static_cast<int>(found - kHigh.begin());
}

// If the characters at `position` are the bytes of one sequence of UTF-8, that sequence; `end` is set behind them.
std::string sequence_at(const std::string& text, std::size_t position, std::size_t& end) {
  end = position;
  const int lead = windows_1252_byte(decode_utf8(text, end));
  if (lead < 0xC2 || lead > 0xF4) return {};
  const int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  std::string bytes(1, static_cast<char>(lead));
  while (static_cast<int>(bytes.size()) < length) {
    if (end >= text.size()) return {};
    const int byte = windows_1252_byte(decode_utf8(text, end));
    if (byte < 0x80 || byte > 0xBF) return {};
    bytes += static_cast<char>(byte);
  }
  return is_valid_utf8(bytes) ? bytes : std::string();
}

}  // namespace

std::string decode_page(std::string_view bytes, std::string_view charset) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  const bool marked = bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
  const bool is_ascii = std::all_of(bytes.begin(), bytes.end(), [](char c) { return (c & 0x80) == 0; });
  std::string name = lower_ascii(charset);
  if (marked || (!is_ascii && is_valid_utf8(bytes))) {
    name.clear();
  } else if (name.empty()) {
    name = declared_charset(bytes);
    if (name.starts_with("utf-16")) name.clear();  // Were it so, the declaration could not be read.
  }
  std::string text;
  if (means_windows_1252(name)) {
    text = decode_windows_1252(bytes).text;
  } else if (!name.empty() && name != "utf-8" && name != "utf8") {
    text = converted(bytes, name);
  }
  if (text.empty()) text = decode_bytes(std::string(bytes)).text;
  std::replace(text.begin(), text.end(), '\0', ' ');  // The parser would stop there.
  return is_valid_utf8(text) ? text : repair_utf8(text).text;
}

std::string repair_mojibake(std::string text) {
  constexpr auto is_lead = [](const std::string& t, std::size_t i) {
    // Â Ã â ð and the like, U+00C2…U+00F4, are C3 and 82…B4.
    return t[i] == '\xC3' && i + 1 < t.size() && static_cast<unsigned char>(t[i + 1]) <= 0xB4;
  };
  std::size_t found = 0;
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    if (is_lead(text, i)) {
      if (const std::string bytes = sequence_at(text, i, end); !bytes.empty()) {
        out += bytes;
        ++found;
        i = end;
        continue;
      }
    }
    out += text[i++];
  }
  return found >= 2 ? out : text;
}

}  // namespace trama
