#include "extract/text/paragraphs.h"

#include <algorithm>

namespace trama {
namespace {

// Lines broken at a width are not wider than this; paragraphs written on one line mostly are.
constexpr std::size_t kMaxWrapWidth = 120;
constexpr std::size_t kMinWrapWidth = 40;
// Two lines alone tell less than three: the first may be a headline.
constexpr std::size_t kMinPairWidth = 60;
// So many pairs of lines say enough; beyond kRemembered of them the older ones count half.
constexpr std::size_t kEnough = 64;
constexpr std::size_t kRemembered = 1024;

}  // namespace

void LineWidths::add(const Line& line, const Line& next) {
  ++widths_[std::min<std::size_t>(line.width, kWidest)];
  ended_ += line.ends_sentence;
  continued_ += next.starts_lower;
  if (++count_ < kRemembered) return;
  count_ = 0;
  for (std::uint32_t& width : widths_) count_ += width /= 2;
  ended_ /= 2;
  continued_ /= 2;
}

// The width that numerator/denominator of the lines do not reach.
std::size_t LineWidths::quantile(std::size_t numerator, std::size_t denominator) const {
  const std::size_t rank = count_ * numerator / denominator;
  std::size_t width = 0;
  for (std::size_t below = widths_[0]; below <= rank && width < kWidest; below += widths_[width]) ++width;
  return width;
}

std::size_t LineWidths::wrap_width() const {
  if (count_ < 2) return 0;
  const std::size_t width = quantile(9, 10);
  if (width < kMinWrapWidth || quantile(19, 20) > kMaxWrapWidth) return 0;
  // In broken text most lines are nearly full, and few of them happen to end with a sentence.
  std::size_t full = 0;
  for (std::size_t i = width * 3 / 4; i <= kWidest; ++i) full += widths_[i];
  const bool wrapped = full * 2 >= count_ && ended_ * 2 < count_ && continued_ * 4 >= count_;
  return wrapped ? width : 0;
}

void ParagraphReader::read(std::string_view text, std::size_t offset, bool last) {
  last_ = last;
  reader_.read(text, offset, last);
}

void ParagraphReader::drop_front() {
  const Line& line = reader_.lines().front();
  before_ = line.blank() ? std::nullopt : std::optional(line);
  reader_.pop_front();
}

std::optional<ParagraphReader::Part> ParagraphReader::paragraph() {
  while (!reader_.lines().empty()) {
    const Line& line = reader_.lines().front();
    if (line.blank()) {
      drop_front();
      continue;
    }
    if (!begin_) begin_ = line.span.begin;
    if (before_) {
      widths_.add(*before_, line);
      before_.reset();
    }
    if (!line.complete) return Part{{*begin_, line.end}, false};
    switch (joint()) {
      case Joint::kUnknown:
        return Part{{*begin_, line.end}, false};
      case Joint::kBroken:
        return Part{{*begin_, line.span.end}, true};
      case Joint::kJoined:
        drop_front();
    }
  }
  return std::nullopt;
}

void ParagraphReader::next() {
  begin_.reset();
  drop_front();
}

// Whether the paragraph goes on behind the first of the reader's lines.
ParagraphReader::Joint ParagraphReader::joint() const {
  const std::deque<Line>& lines = reader_.lines();
  const Line& line = lines.front();
  const Line* next = lines.size() > 1 ? &lines[1] : nullptr;
  if (next == nullptr && last_) return Joint::kBroken;
  if (line.ends_sentence && widths_.wrap_width() == 0) return Joint::kBroken;
  if (next == nullptr) return Joint::kUnknown;
  if (next->blank() || next->starts_item) return Joint::kBroken;
  const bool goes_on = next->starts_lower && line.ends_open;
  if (goes_on) return Joint::kJoined;
  const std::optional<std::size_t> width = wrap_width();
  if (!width) return Joint::kUnknown;
  if (*width == 0) return Joint::kBroken;
  if (!next->starts_fresh) return Joint::kJoined;
  // A line that stops although the next word would have fitted, by far, ends a paragraph.
  const bool fits = line.width + 1 + next->first_word < *width * (line.ends_sentence ? 17 : 12) / 20;
  if (fits && !next->first_word_complete) return Joint::kUnknown;
  return fits ? Joint::kBroken : Joint::kJoined;
}

// How the first of the reader's lines, and those around it, are broken; nullopt if that depends on lines to come.
std::optional<std::size_t> ParagraphReader::wrap_width() const {
  const std::deque<Line>& lines = reader_.lines();
  if (lines.front().ends_sentence || widths_.count() >= kEnough) return widths_.wrap_width();
  constexpr std::size_t kEnoughAhead = 3;
  LineWidths widths = widths_;
  std::optional<std::size_t> block;  // How many lines there are before a blank one.
  for (std::size_t i = 0, ahead = 0; i < kLookAhead; ++i) {
    const Line& line = lines[i];
    if (line.width > kMaxWrapWidth && widths_.wrap_width() == 0) return 0;
    const bool end = i + 1 >= lines.size();
    if (end && !last_) return std::nullopt;
    if (!block && (end || lines[i + 1].blank())) block = i + 1;
    if (end) break;
    const Line& next = lines[i + 1];
    if (next.blank() && ahead >= kEnoughAhead) break;
    if (line.blank() || next.blank()) continue;
    widths.add(line, next);
    ++ahead;
  }
  const std::size_t common = widths.wrap_width();
  return common > 0 ? common : filled_width(block.value_or(kLookAhead));
}

// The width of the widest of the first `count` lines, if each line before the last one is too full for the first word
// of the next one or ends a sentence; else 0.
std::size_t ParagraphReader::filled_width(std::size_t count) const {
  const std::deque<Line>& lines = reader_.lines();
  count = std::min(count, lines.size());
  std::size_t widest = 0;
  for (std::size_t i = 0; i < count; ++i) widest = std::max<std::size_t>(widest, lines[i].width);
  if (count < 2 || widest < kMinWrapWidth || widest > kMaxWrapWidth) return 0;
  if (count == 2 && (widest < kMinPairWidth || lines[0].width < widest || lines[1].starts_sentence)) return 0;
  for (std::size_t i = 0; i + 1 < count; ++i) {
    const bool full = lines[i].width + 1 + lines[i + 1].first_word > widest;
    if (!full && !lines[i].ends_sentence) return 0;
    if (!lines[i].ends_open && !lines[i].ends_sentence) return 0;
  }
  return widest;
}

}  // namespace trama
