// UTF-8: validity and repair, conversion from older encodings, normal forms, case, and keys for search.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace trama {

inline constexpr char32_t kReplacementCharacter = 0xFFFD;

// Decodes the character at `text[position]` and moves `position` behind it. What is not UTF-8 gives U+FFFD, one for
// each maximal part of a sequence (Unicode, section 3.9). `position` must be below `text.size()` and grows by at least
// one.
char32_t decode_utf8(std::string_view text, std::size_t& position);
// Appends one character; U+FFFD for what is no Unicode scalar value (surrogates, above U+10FFFF).
void append_utf8(std::string& out, char32_t character);

bool is_valid_utf8(std::string_view bytes);

// Text with every invalid sequence replaced by U+FFFD, and how many that were.
struct RepairedText {
  std::string text;
  std::size_t replaced = 0;
};
RepairedText repair_utf8(std::string_view bytes);

enum class Encoding { kUtf8, kUtf16, kWindows1252 };
const char* to_string(Encoding encoding);  // "UTF-8", "UTF-16", "Windows-1252"

// Bytes of unknown encoding as UTF-8. UTF-16 is known by its byte order mark (left out of `text`). Valid UTF-8 comes
// back unchanged, a mark included. Otherwise: more broken than sound sequences beyond ASCII mean Windows-1252 (of which
// Latin-1 is a part), fewer mean damaged UTF-8. `replaced` counts what became U+FFFD.
struct DecodedText {
  std::string text;
  Encoding encoding = Encoding::kUtf8;
  std::size_t replaced = 0;
};
DecodedText decode_bytes(std::string bytes);
// The same where the encoding is known.
DecodedText decode_windows_1252(std::string_view bytes);

// Normal form C. Text that is all ASCII, or already normal, comes back unchanged.
std::string to_nfc(std::string_view text);

// Case by character, without locale or context: "ÁNGEL" -> "ángel". Final sigma, ß and the like keep their one
// character.
std::string to_lower(std::string_view text);
std::string to_upper(std::string_view text);
char32_t to_lower(char32_t character);

// Key under which names are searched: no case, no accents ("Ñandú" and "nandu" are one), compatibility forms unified,
// invisible characters dropped, dashes and apostrophes unified, letters such as ł, ø, ß spelt out, white space
// collapsed.
std::string fold_key(std::string_view text);

// Whether the text has characters that show nothing by themselves: direction marks (which turn what stands behind
// them), zero-width spaces, soft hyphens, byte order marks. Joiners are none: emoji and other scripts need them.
bool has_invisible(std::string_view text);
// The text without them.
std::string without_invisible(std::string_view text);

// Every run of white space becomes one space; none at the ends, and no invisible characters. White space is Unicode's,
// line ends and NBSP included.
std::string collapse_spaces(std::string_view text);

}  // namespace trama
