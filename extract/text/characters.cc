#include "extract/text/characters.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

#include "base/divided_words.h"
#include "base/utf8.h"

namespace trama {
namespace {

constexpr char32_t kZeroWidthJoiner = 0x200D;
constexpr char32_t kZeroWidthNonJoiner = 0x200C;
// A base with more marks than this is no writing; the rest starts a character of its own. Bounds the work of
// normalising.
constexpr int kMaxMarks = 24;

bool is_invisible(char32_t c) {
  if (c == 0xAD) return true;
  return c >= 0x0600 && u_charType(static_cast<UChar32>(c)) == U_FORMAT_CHAR && c != kZeroWidthJoiner &&
         c != kZeroWidthNonJoiner && !(c >= 0x0600 && c <= 0x08FF) && !(c >= 0xE0020 && c <= 0xE007F);
}

bool is_mark(char32_t c) {
  if (c < 0x300) return false;
  if (c == kZeroWidthJoiner || c == kZeroWidthNonJoiner || (c >= 0xE0020 && c <= 0xE007F)) return true;
  if (c >= 0x1F3FB && c <= 0x1F3FF) return true;  // Skin tones.
  return (U_GET_GC_MASK(static_cast<UChar32>(c)) & U_GC_M_MASK) != 0;
}

bool is_regional(char32_t c) {
  return c >= 0x1F1E6 && c <= 0x1F1FF;
}

void classify(Character& character) {
  const auto c = static_cast<UChar32>(character.code);
  if (c < 0x80) {
    character.upper = c >= 'A' && c <= 'Z';
    character.lower = c >= 'a' && c <= 'z';
    character.kind = character.upper || character.lower ? CharacterClass::kLetter
                     : c >= '0' && c <= '9'             ? CharacterClass::kDigit
                     : c <= ' ' || c == 0x7F            ? CharacterClass::kSpace
                                                        : CharacterClass::kOther;
    return;
  }
  const std::uint32_t mask = U_GET_GC_MASK(c);
  character.upper = (mask & (U_GC_LU_MASK | U_GC_LT_MASK)) != 0;
  character.lower = (mask & U_GC_LL_MASK) != 0;
  const bool lost_letter = character.code == kReplacementCharacter;  // Most often an accented letter was damaged.
  if ((mask & U_GC_L_MASK) != 0 || lost_letter) {
    character.kind = CharacterClass::kLetter;
  } else if ((mask & U_GC_N_MASK) != 0) {
    character.kind = CharacterClass::kDigit;
  } else if (u_isUWhiteSpace(c) || (mask & U_GC_CC_MASK) != 0) {
    character.kind = CharacterClass::kSpace;
  } else {
    character.kind = CharacterClass::kOther;
  }
}

const UNormalizer2* nfc() {
  UErrorCode status = U_ZERO_ERROR;
  return unorm2_getNFCInstance(&status);
}

// One character at `position`, which ends up behind it and its marks.
Character read_one(std::string_view text, std::size_t& position, std::size_t offset) {
  Character character;
  character.begin = static_cast<std::uint32_t>(position - offset);
  character.code = decode_utf8(text, position);
  character.plain = character.code < 0x300 || character.code == kReplacementCharacter ||
                    (character.code >= 0x2010 && character.code <= 0x2027);  // Dashes, quotes, ellipsis.
  classify(character);
  std::size_t end = position;
  for (int marks = 0;
       !character.space() && position < text.size() && static_cast<unsigned char>(text[position]) >= 0x80;) {
    const char32_t next = decode_utf8(text, position);
    const bool joined = is_regional(character.code) && is_regional(next) && marks == 0;
    if (!is_invisible(next)) {
      if (!(is_mark(next) || joined) || ++marks > kMaxMarks) break;
      if (marks == 1) {
        const UChar32 composed =
            unorm2_composePair(nfc(), static_cast<UChar32>(character.code), static_cast<UChar32>(next));
        if (composed >= 0) character.code = static_cast<char32_t>(composed);
      }
      // A joiner takes the emoji behind it along.
      const bool emoji = character.kind == CharacterClass::kOther;
      if (next == kZeroWidthJoiner && emoji && position < text.size() && text[position] != ' ') {
        std::size_t behind = position;
        Character other;
        other.code = decode_utf8(text, behind);
        classify(other);
        if (other.kind == CharacterClass::kOther) position = behind;
      }
    }
    character.plain = false;
    end = position;
  }
  position = end;
  character.end = static_cast<std::uint32_t>(end - offset);
  return character;
}

// Where a line ends inside a word, behind the letter or the hyphen that was read from `begin` to `position`: what only
// divides the word belongs to that character.
void take_line_end(std::string_view text, std::size_t begin, Character& character, std::size_t& position,
                   std::size_t offset) {
  if (position >= text.size()) return;
  const std::string_view rest = text.substr(position);
  std::size_t hyphen = position;
  if (is_hyphen(character.code)) {
    hyphen = begin;
  } else if (character.end > character.begin + 2 && text.substr(position - 2, 2) == "\u00AD") {
    hyphen = position - 2;
  } else if (!rest.starts_with('-') && !rest.starts_with("\u2010")) {
    return;
  }
  const LineEndHyphen found = line_end_hyphen(text, hyphen);
  const bool of_word = found.kind == LineEndHyphen::Kind::kOfWord;
  if (found.kind == LineEndHyphen::Kind::kNone || of_word != is_hyphen(character.code)) return;
  position = found.next;
  character.end = static_cast<std::uint32_t>(position - offset);
  character.plain = false;
}

}  // namespace

std::vector<Character> read_characters(std::string_view text, Span span) {
  text = text.substr(0, span.end);
  std::vector<Character> characters;
  characters.reserve(span.size() + 1);
  for (std::size_t position = span.begin; position < span.end;) {
    // Invisible characters that follow a space belong to nothing.
    std::size_t behind = position;
    if (static_cast<unsigned char>(text[position]) >= 0x80 && is_invisible(decode_utf8(text, behind))) {
      position = behind;
      continue;
    }
    const std::size_t begin = position;
    characters.push_back(read_one(text, position, span.begin));
    const bool behind_letter = characters.size() > 1 && characters[characters.size() - 2].letter();
    if (!characters.back().letter() && !(behind_letter && is_hyphen(characters.back().code))) continue;
    take_line_end(text, begin, characters.back(), position, span.begin);
  }
  return characters;
}

std::string clean_form(std::string_view bytes) {
  const std::string whole = whole_words(bytes);
  std::string visible;
  visible.reserve(whole.size());
  for (std::size_t i = 0; i < whole.size();) {
    const char32_t c = decode_utf8(whole, i);
    if (!is_invisible(c)) append_utf8(visible, c);
  }
  return to_nfc(visible);
}

}  // namespace trama
