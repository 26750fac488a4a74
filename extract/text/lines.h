// The lines of a text that comes in pieces.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

#include "base/span.h"

namespace trama {

struct Line {
  Span span;                     // In the whole text, without white space at its ends.
  std::size_t end = 0;           // Behind its line end; of a line that goes on, behind what was read of it.
  std::uint32_t width = 0;       // In code points. Blank lines have none.
  std::uint32_t first_word = 0;  // Width of its first word.
  bool complete : 1 = false;     // No longer goes on.
  bool first_word_complete : 1 = false;
  bool starts_lower : 1 = false;
  bool starts_item : 1 = false;      // With a bullet or a dash.
  bool starts_fresh : 1 = false;     // With a capital, a number, an opening mark: may begin a paragraph.
  bool starts_sentence : 1 = false;  // With a word that begins sentences ("El", "Según"); set with first_word_complete.
  bool ends_sentence : 1 = false;    // These two are set once it is complete.
  bool ends_open : 1 = false;        // With a letter, its hyphen, or a comma: may go on in the next line.

  bool blank() const { return complete && width == 0; }
};

// Reads lines off a text as it comes. Of neighbouring blank lines one is kept, and one is put behind each page. So much
// white space at the head of a line that nobody would indent it so far is a blank line, too.
class LineReader {
 public:
  explicit LineReader(std::size_t offset) : position_(offset) {}

  // `text` begins at byte `offset` of the whole text and reaches beyond what was read before, on character boundaries;
  // `last`: nothing follows it.
  void read(std::string_view text, std::size_t offset, bool last);

  // What was read and not yet taken; only the last line can be incomplete, and it has at least a character to show.
  const std::deque<Line>& lines() const { return lines_; }
  void pop_front() { lines_.pop_front(); }
  // Up to here the text was read.
  std::size_t position() const { return position_; }

 private:
  void add(char32_t c, std::size_t begin, std::size_t end);
  void complete_first_word();
  void finish(bool page_end);
  void show_draft();
  void append(const Line& line);

  std::deque<Line> lines_;
  bool draft_shown_ = false;    // The last of `lines_` is the line being read.
  bool after_blank_ = true;     // The line before the one being read was blank, or there is none.
  Line draft_;                  // The line being read.
  std::u32string head_;         // Its first word, as far as words that begin sentences are long,
  std::u32string tail_;         // and its last few visible characters.
  std::uint32_t leading_ = 0;   // White space at its head,
  std::uint32_t trailing_ = 0;  // and behind the last visible character.
  bool spaced_ = false;         // Whether there is some before that character.
  std::size_t position_;
};

}  // namespace trama
