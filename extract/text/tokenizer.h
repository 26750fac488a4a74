// Surface tokens of a paragraph, as UD Spanish AnCora cuts them (multiword tokens still in one piece).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "extract/text/characters.h"

namespace trama {

enum class TokenKind : std::uint8_t {
  kWord,          // Letters, digits, and what joins them: "Coca-Cola", "1-0", "25%", "km/h", URLs, "#tag", "@user".
  kAbbreviation,  // With its full stop: "Sr.", "W.", "EE.UU."
  kPunctuation,   // A mark, a symbol, or a run of one mark such as "...".
};

// A range of characters of the paragraph.
struct Token {
  std::uint32_t first = 0;
  std::uint32_t last = 0;  // Inclusive.
  TokenKind kind = TokenKind::kWord;
  bool space_before = false;  // Also true for the first token.
};

// No token has more characters than this; longer ones are cut.
inline constexpr std::uint32_t kMaxTokenCharacters = 400;

// Where in its paragraph a list of characters stands.
struct Stretch {
  // Whether it begins with the last token of the sentence before, and ends where the next one begins: a sentence is
  // read with the same result whether or not those before it are still at hand.
  std::uint32_t previous = 0;  // Characters of that token; 0 at the head of a paragraph.
  // The paragraph may go on: only what does not depend on how is wanted.
  bool open = false;

  bool at_start() const { return previous == 0; }
};

// Tokens of a paragraph in order: every character but white space, and but the previous token, is in exactly one. Of an
// open stretch, those that no further text can change: what is read ahead of a token never goes beyond the next piece
// of text between white space.
std::vector<Token> tokenize(const std::vector<Character>& characters, const Stretch& stretch = {});

// Lower-case form of characters [first, last], for looking it up in tables.
std::string lower_key(const std::vector<Character>& characters, std::uint32_t first, std::uint32_t last);

// Whether an abbreviation ("uu.") ends a name, so that a capital behind it begins a sentence.
bool is_last_of_name(const std::string& lower_key);

// Whether a word with a capital begins a sentence rather than goes on with a name ("Según" against "Pérez").
bool is_sentence_starter(const std::string& lower_key);

}  // namespace trama
