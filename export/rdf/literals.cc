#include "export/rdf/literals.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/utf8.h"

namespace trama {
namespace {

constexpr std::string_view kDigits = "0123456789ABCDEF";

struct Escape {
  std::array<char, 6> text{};
  std::uint8_t size = 0;  // 0: the byte stands for itself.
};

constexpr std::array<Escape, 256> kLiteralEscapes = [] {
  std::array<Escape, 256> escapes{};
  const auto unicode = [&](unsigned char byte) {
    escapes[byte] = {{'\\', 'u', '0', '0', kDigits[byte >> 4], kDigits[byte & 15]}, 6};
  };
  for (unsigned char byte = 0; byte < 0x20; ++byte) unicode(byte);
  unicode(0x7F);
  constexpr std::string_view kShort = "\b\t\n\f\r\"\\";
  constexpr std::string_view kLetters = "btnfr\"\\";
  for (std::size_t i = 0; i < kShort.size(); ++i) {
    escapes[static_cast<unsigned char>(kShort[i])] = {{'\\', kLetters[i]}, 2};
  }
  return escapes;
}();

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_hexadecimal(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

}  // namespace

void append_quoted(std::string& out, std::string_view text) {
  if (!is_valid_utf8(text)) return append_quoted(out, repair_utf8(text).text);
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const Escape& escape = kLiteralEscapes[static_cast<unsigned char>(text[i])];
    if (escape.size == 0) continue;
    out.append(text, begin, i - begin).append(escape.text.data(), escape.size);
    begin = i + 1;
  }
  out.append(text, begin);
}

void append_integer(std::string& out, std::int64_t number) {
  char buffer[24];
  out.append(buffer, std::to_chars(buffer, buffer + sizeof buffer, number).ptr);
}

void append_double(std::string& out, double number) {
  char buffer[32];
  const char* end = std::to_chars(buffer, buffer + sizeof buffer, number, std::chars_format::scientific).ptr;
  const std::string_view text(buffer, static_cast<std::size_t>(end - buffer));  // "8e-01", "1.25e+03"
  const std::size_t exponent = text.find('e');
  out.append(text.substr(0, exponent));
  if (text.find('.') == std::string_view::npos) out += ".0";
  out += 'E';
  if (text[exponent + 1] == '-') out += '-';
  const std::size_t digits = std::min(text.find_first_not_of('0', exponent + 2), text.size() - 1);
  out.append(text.substr(digits));
}

void append_encoded(std::string& out, std::string_view text) {
  if (!is_valid_utf8(text)) return append_encoded(out, repair_utf8(text).text);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (is_letter_or_digit(c) || c == '_' || (c == '-' && i > 0)) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += '%';
      out += kDigits[byte >> 4];
      out += kDigits[byte & 15];
    }
  }
}

bool is_web_address(std::string_view text) {
  constexpr std::string_view kAllowed = "-._~:/?#@!$&'()*+,;=";
  const std::size_t host = text.starts_with("https://") ? 8 : text.starts_with("http://") ? 7 : 0;
  if (host == 0 || host == text.size() || !is_letter_or_digit(text[host])) return false;
  bool in_fragment = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      if (i + 2 >= text.size() || !is_hexadecimal(text[i + 1]) || !is_hexadecimal(text[i + 2])) return false;
    } else if (text[i] == '#') {
      if (in_fragment) return false;
      in_fragment = true;
    } else if (!is_letter_or_digit(text[i]) && kAllowed.find(text[i]) == std::string_view::npos) {
      return false;
    }
  }
  // A port is digits, and no name or password stands before the host: readers differ over the rest.
  const std::string_view authority = text.substr(host, text.find_first_of("/?#", host) - host);
  const std::size_t port = authority.find(':');
  if (authority.find('@') != std::string_view::npos) return false;
  return port == std::string_view::npos || std::all_of(authority.begin() + static_cast<std::ptrdiff_t>(port) + 1,
                                                       authority.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace trama
