#include "base/utf8.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>
#include <new>

namespace trama {
namespace {

// What Windows-1252 has at 0x80..0x9F; elsewhere it is Latin-1. Zero: not assigned.
constexpr char32_t kWindows1252[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool is_invisible(char32_t c) {
  if (c < 0x80) return false;
  return c == 0xAD || c == 0x200B || c == 0x2060 || c == 0xFEFF ||
         u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_BIDI_CONTROL) != 0;
}

// ICU takes lengths as int32; longer texts are handled by the callers in pieces cut at ASCII characters.
constexpr std::size_t kPiece = std::size_t{1} << 24;

const icu::Normalizer2& normalizer(const icu::Normalizer2* (*get)(UErrorCode&)) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* instance = get(status);
  if (U_FAILURE(status)) throw std::bad_alloc();  // The data is linked in: only memory can be short.
  return *instance;
}

std::string normalized(const icu::Normalizer2& form, std::string_view text) {
  std::string out;
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString result;
  form.normalize(icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())}), result, status);
  if (U_FAILURE(status)) throw std::bad_alloc();
  result.toUTF8String(out);
  return out;
}

// End of a piece of at most about kPiece bytes that starts at `begin` and ends before an ASCII character, if there is
// one.
std::size_t piece_end(std::string_view text, std::size_t begin) {
  std::size_t end = begin + kPiece;
  if (end >= text.size()) return text.size();
  while (end > begin && static_cast<unsigned char>(text[end]) >= 0x80) --end;
  if (end > begin) return end;
  end = begin + kPiece;
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
  return end;
}

struct Soundness {
  std::size_t sound = 0;   // Valid sequences of several bytes.
  std::size_t broken = 0;  // Invalid parts.
};

Soundness soundness(std::string_view bytes) {
  Soundness result;
  for (std::size_t i = 0; i < bytes.size();) {
    if (static_cast<unsigned char>(bytes[i]) < 0x80) {
      ++i;
      continue;
    }
    const std::size_t begin = i;
    const bool replaced =
        decode_utf8(bytes, i) == kReplacementCharacter && bytes.substr(begin, i - begin) != "\xEF\xBF\xBD";
    ++(replaced ? result.broken : result.sound);
  }
  return result;
}

DecodedText from_windows_1252(std::string_view bytes) {
  DecodedText result{{}, Encoding::kWindows1252, 0};
  result.text.reserve(bytes.size() + bytes.size() / 8);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    char32_t character = byte >= 0x80 && byte < 0xA0 ? kWindows1252[byte - 0x80] : byte;
    if (character == 0 && byte != 0) {
      character = kReplacementCharacter;
      ++result.replaced;
    }
    append_utf8(result.text, character);
  }
  return result;
}

DecodedText from_utf16(std::string_view bytes, bool little_endian) {
  DecodedText result{{}, Encoding::kUtf16, 0};
  const auto unit = [&](std::size_t i) {
    const auto a = static_cast<unsigned char>(bytes[i]), b = static_cast<unsigned char>(bytes[i + 1]);
    return static_cast<char32_t>(little_endian ? a | b << 8 : a << 8 | b);
  };
  std::size_t i = 2;
  for (; i + 1 < bytes.size(); i += 2) {
    char32_t character = unit(i);
    if (U16_IS_LEAD(character) && i + 3 < bytes.size() && U16_IS_TRAIL(unit(i + 2))) {
      character = static_cast<char32_t>(U16_GET_SUPPLEMENTARY(character, unit(i + 2)));
      i += 2;
    } else if (U16_IS_SURROGATE(character)) {
      character = kReplacementCharacter;
      ++result.replaced;
    }
    append_utf8(result.text, character);
  }
  if (i < bytes.size()) {
    append_utf8(result.text, kReplacementCharacter);
    ++result.replaced;
  }
  return result;
}

template <typename Map>
std::string mapped(std::string_view text, Map map) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) append_utf8(out, map(decode_utf8(text, i)));
  return out;
}

// Letters that have no decomposition into a base letter and an accent.
void append_folded(std::string& out, char32_t c) {
  switch (c) {
    case U'ł':
      out += 'l';
      return;
    case U'ø':
      out += 'o';
      return;
    case U'đ':
    case U'ð':
      out += 'd';
      return;
    case U'ı':
      out += 'i';
      return;
    case U'ħ':
      out += 'h';
      return;
    case U'æ':
      out += "ae";
      return;
    case U'œ':
      out += "oe";
      return;
    case U'þ':
      out += "th";
      return;
    case U'‘':
    case U'’':
    case U'`':
    case U'´':
    case U'ʼ':
    case U'ʻ':
      out += '\'';
      return;
    default:
      break;
  }
  const auto category = u_charType(static_cast<UChar32>(c));
  if (category == U_NON_SPACING_MARK) return;
  append_utf8(out, category == U_DASH_PUNCTUATION || c == 0x2212 ? U'-' : c);
}

// The letter below the accent of á, é, í, ó, ú, ü, ñ or their capitals, by the second byte of their UTF-8 (the first is
// 0xC3); 0 of other characters.
char spanish_letter(unsigned char second) {
  switch (second | 0x20) {
    case 0xA1:
      return 'a';
    case 0xA9:
      return 'e';
    case 0xAD:
      return 'i';
    case 0xB3:
      return 'o';
    case 0xBA:
    case 0xBC:
      return 'u';
    case 0xB1:
      return 'n';
    default:
      return 0;
  }
}

// What fold_key() gives for texts of ASCII and the letters of Spanish, which nearly all are: without ICU, in a fifth of
// the time. False if there is something else.
bool fold_spanish(std::string_view text, std::string& out) {
  bool space = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    char c = text[i];
    if (byte == 0xC3 && i + 1 < text.size()) {
      c = spanish_letter(static_cast<unsigned char>(text[++i]));
      if (c == 0) return false;
    } else if (byte >= 0x80 || c == '`') {
      return false;
    } else if (c == ' ' || (c >= '\t' && c <= '\r')) {
      space = true;
      continue;
    } else if (c >= 'A' && c <= 'Z') {
      c = static_cast<char>(c - 'A' + 'a');
    }
    if (space && !out.empty()) out += ' ';
    space = false;
    out += c;
  }
  return true;
}

}  // namespace

char32_t decode_utf8(std::string_view text, std::size_t& position) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  if (bytes[position] < 0x80) return bytes[position++];
  // The macro wants signed positions; a window of one sequence keeps them small.
  const auto length = static_cast<std::int32_t>(std::min<std::size_t>(text.size() - position, 4));
  std::int32_t i = 0;
  UChar32 c = 0;
  U8_NEXT_OR_FFFD(bytes + position, i, length, c);
  position += static_cast<std::size_t>(i);
  return static_cast<char32_t>(c);
}

void append_utf8(std::string& out, char32_t character) {
  if (character < 0x80) {
    out += static_cast<char>(character);
    return;
  }
  if (character > 0x10FFFF || U_IS_SURROGATE(character)) character = kReplacementCharacter;
  std::uint8_t buffer[4];
  std::int32_t length = 0;
  U8_APPEND_UNSAFE(buffer, length, character);
  out.append(reinterpret_cast<const char*>(buffer), static_cast<std::size_t>(length));
}

bool is_valid_utf8(std::string_view bytes) {
  return soundness(bytes).broken == 0;
}

RepairedText repair_utf8(std::string_view bytes) {
  RepairedText result{{}, soundness(bytes).broken};
  if (result.replaced == 0) {
    result.text = bytes;
    return result;
  }
  result.text = mapped(bytes, [](char32_t c) { return c; });
  return result;
}

const char* to_string(Encoding encoding) {
  switch (encoding) {
    case Encoding::kUtf8:
      return "UTF-8";
    case Encoding::kUtf16:
      return "UTF-16";
    case Encoding::kWindows1252:
      return "Windows-1252";
  }
  return "";
}

DecodedText decode_bytes(std::string bytes) {
  if (bytes.starts_with("\xFF\xFE")) return from_utf16(bytes, true);
  if (bytes.starts_with("\xFE\xFF")) return from_utf16(bytes, false);
  const Soundness found = soundness(bytes);
  if (found.broken == 0) return {std::move(bytes), Encoding::kUtf8, 0};
  if (found.broken > found.sound) return from_windows_1252(bytes);
  return {repair_utf8(bytes).text, Encoding::kUtf8, found.broken};
}

DecodedText decode_windows_1252(std::string_view bytes) {
  return from_windows_1252(bytes);
}

std::string to_nfc(std::string_view text) {
  if (is_ascii(text)) return std::string(text);
  const icu::Normalizer2& nfc = normalizer(&icu::Normalizer2::getNFCInstance);
  std::string out;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = piece_end(text, begin);
    const std::string_view piece = text.substr(begin, end - begin);
    UErrorCode status = U_ZERO_ERROR;
    if (nfc.isNormalizedUTF8({piece.data(), static_cast<std::int32_t>(piece.size())}, status) && U_SUCCESS(status)) {
      out += piece;
    } else {
      out += normalized(nfc, piece);
    }
    begin = end;
  }
  return out;
}

char32_t to_lower(char32_t character) {
  return static_cast<char32_t>(u_tolower(static_cast<UChar32>(character)));
}

std::string to_lower(std::string_view text) {
  return mapped(text, [](char32_t c) { return to_lower(c); });
}

std::string to_upper(std::string_view text) {
  return mapped(text, [](char32_t c) { return static_cast<char32_t>(u_toupper(static_cast<UChar32>(c))); });
}

std::string fold_key(std::string_view text) {
  std::string out;
  if (fold_spanish(text, out)) return out;
  out.clear();
  const icu::Normalizer2& casefold = normalizer(&icu::Normalizer2::getNFKCCasefoldInstance);
  const icu::Normalizer2& nfd = normalizer(&icu::Normalizer2::getNFDInstance);
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = piece_end(text, begin);
    const std::string folded = normalized(nfd, normalized(casefold, text.substr(begin, end - begin)));
    for (std::size_t i = 0; i < folded.size();) append_folded(out, decode_utf8(folded, i));
    begin = end;
  }
  return collapse_spaces(out);
}

bool has_invisible(std::string_view text) {
  if (is_ascii(text)) return false;
  for (std::size_t i = 0; i < text.size();) {
    if (is_invisible(decode_utf8(text, i))) return true;
  }
  return false;
}

std::string without_invisible(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    if (!is_invisible(decode_utf8(text, i))) out += text.substr(begin, i - begin);
  }
  return out;
}

std::string collapse_spaces(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool space = false;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    while (i < text.size() && text[i] > ' ' && text[i] < '\x7f') ++i;  // Most of most texts.
    if (i > begin) {
      if (space && !out.empty()) out += ' ';
      space = false;
      out += text.substr(begin, i - begin);
      continue;
    }
    const char32_t c = decode_utf8(text, i);
    if (u_isUWhiteSpace(static_cast<UChar32>(c))) {
      space = true;
      continue;
    }
    if (is_invisible(c)) continue;
    if (space && !out.empty()) out += ' ';
    space = false;
    out += text.substr(begin, i - begin);
  }
  return out;
}

}  // namespace trama
