// Words that the end of a line divides: "emba-" and, in the next line, "jador".
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace trama {

// What a hyphen at the end of a line is: '-', U+2010, or a soft hyphen.
struct LineEndHyphen {
  enum class Kind {
    kNone,      // It does not stand between two parts of a word, one line end between them: "pre-" and "y posguerra".
    kDivision,  // It only divides a word and is no part of it.
    kOfWord,    // Hyphen of a word that is written so: "Pérez-" and "Reverte", "ruso-" and "ucraniano".
  };
  Kind kind = Kind::kNone;
  std::size_t next = 0;  // Where the word goes on in the text, if it does.
};
// Judges what begins at byte `hyphen` of `text`. A hyphen before a small letter divides, unless what stands before it
// is the first part of compounds (base/data/compounds.tsv), or a single letter. A conjunction that follows is no part
// of a word, but only if it is seen to end inside `text`.
LineEndHyphen line_end_hyphen(std::string_view text, std::size_t hyphen);

// The letters of a ligature of U+FB00 to U+FB06; empty for all other characters.
std::string_view ligature_letters(char32_t c);

// As people would read it on one line: as collapse_spaces(), with divided words whole and ligatures as letters.
std::string whole_words(std::string_view text);

}  // namespace trama
