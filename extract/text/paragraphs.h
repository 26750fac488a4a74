// Where paragraphs begin and end.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/span.h"
#include "extract/text/lines.h"

namespace trama {

// How wide the lines of a text are so far, from which follows whether they are broken at a width. Forgets slowly, as
// one text can have parts of several kinds.
class LineWidths {
 public:
  // Adds a line and the one right behind it.
  void add(const Line& line, const Line& next);
  std::size_t count() const { return count_; }
  // The width at which lines are broken; 0 if each line is a paragraph.
  std::size_t wrap_width() const;

 private:
  static constexpr std::size_t kWidest = 121;
  std::size_t quantile(std::size_t numerator, std::size_t denominator) const;

  std::array<std::uint32_t, kWidest + 1> widths_ = {};
  std::size_t count_ = 0, ended_ = 0, continued_ = 0;
};

// Finds the paragraphs of a text as it comes. Blank lines always end one. Whether a single line end does depends on how
// the text is laid out: no if its lines are broken at a common width (e-mail, agency wires), unless a line stops well
// short of that width before a capital, a number or a bullet; else yes, unless the next line goes on in lower case. Few
// lines are broken at a width if each is so full that the next word would not have fitted. The layout is judged by the
// lines before, and, only where a line stops amid a sentence, by at most kLookAhead lines behind: so a text is divided
// in the same way however it comes, and a line that ends a sentence need not wait.
class ParagraphReader {
 public:
  static constexpr std::size_t kLookAhead = 8;

  // Offsets count from `offset`.
  explicit ParagraphReader(std::size_t offset) : reader_(offset) {}

  // As LineReader::read().
  void read(std::string_view text, std::size_t offset, bool last);

  struct Part {
    Span span;             // From the first character of the paragraph; up to its last one if it is complete.
    bool complete = true;  // False: it may go on.
  };
  // The paragraph at hand as far as it is known; nullopt if there is none yet.
  std::optional<Part> paragraph();
  // Leaves the paragraph at hand, which must be complete.
  void next();
  // The first byte that may be part of a paragraph to come. To be called when there is none at hand.
  std::size_t position() const { return reader_.position(); }

 private:
  enum class Joint { kUnknown, kJoined, kBroken };
  Joint joint() const;
  std::optional<std::size_t> wrap_width() const;
  std::size_t filled_width(std::size_t count) const;
  void drop_front();

  LineReader reader_;
  bool last_ = false;
  LineWidths widths_;
  std::optional<std::size_t> begin_;  // Of the paragraph at hand, whose last known line is the first of the reader's.
  std::optional<Line> before_;        // The line right before the first of the reader's, if not blank.
};

}  // namespace trama
