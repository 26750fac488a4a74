// A stretch of text as a list of classified characters: what the segmenter works on.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"

namespace trama {

enum class CharacterClass : std::uint8_t {
  kSpace,   // White space and control characters.
  kLetter,  // Letters of any script, marks without a base, ª and º.
  kDigit,   // Decimal digits and numbers such as ½.
  kOther,   // Punctuation, symbols, emoji, marks without a base.
};

// What a reader takes for one character: a base with its combining marks, an emoji sequence, a flag. Invisible
// characters (soft hyphens, zero-width spaces, direction marks) belong to the character before them, and so does what
// divides a word at the end of a line (base/divided_words.h).
struct Character {
  char32_t code = 0;        // Of the base, composed with its first mark: U'á' for "a" and U+0301.
  std::uint32_t begin = 0;  // Byte offsets, relative to the start of the stretch.
  std::uint32_t end = 0;
  CharacterClass kind = CharacterClass::kSpace;
  bool upper = false;  // An upper-case or title-case letter.
  bool lower = false;
  bool plain = true;  // The bytes are the form: one code point that is in NFC whatever stands beside it.

  bool space() const { return kind == CharacterClass::kSpace; }
  bool letter() const { return kind == CharacterClass::kLetter; }
  bool digit() const { return kind == CharacterClass::kDigit; }
  bool word() const { return letter() || digit(); }
};

// The characters of `span` in `text`. Broken UTF-8 reads as U+FFFD. `span` is below 4 GiB.
std::vector<Character> read_characters(std::string_view text, Span span);

inline bool is_one_of(char32_t c, std::u32string_view set) {
  return set.find(c) != set.npos;
}

inline bool is_hyphen(char32_t c) {
  return c == U'-' || c == U'\u2010' || c == U'\u2011';
}

// Bytes of a token as a form: NFC, without what read_characters() passes over, ligatures as letters.
std::string clean_form(std::string_view bytes);

}  // namespace trama
