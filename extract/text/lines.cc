#include "extract/text/lines.h"

#include <unicode/uchar.h>

#include "base/utf8.h"
#include "extract/text/characters.h"
#include "extract/text/tokenizer.h"

namespace trama {
namespace {

// Widths beyond this are not told apart, so that lines of any length can be counted.
constexpr std::uint32_t kMaxWidth = 1'000'000;
constexpr std::uint32_t kMaxIndent = 10'000;
constexpr std::size_t kMaxStarter = 16;

bool is_line_end(char32_t c) {
  return c == '\n' || c == '\r' || c == '\v' || c == '\f' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

bool is_blank(char32_t c) {
  return u_isUWhiteSpace(static_cast<UChar32>(c)) || u_iscntrl(static_cast<UChar32>(c)) || c == 0xFEFF || c == 0x200B;
}

bool starts_sentence(std::u32string_view word) {
  std::string key;
  for (const char32_t c : word) append_utf8(key, to_lower(c));
  return is_sentence_starter(key);
}

bool ends_sentence(std::u32string_view last) {
  while (!last.empty() && is_one_of(last.back(), U"\"')]”’»")) last.remove_suffix(1);
  return !last.empty() && is_one_of(last.back(), U".?!…:");
}

// `spaced`: white space stands before the last of these characters.
bool ends_open(std::u32string_view last, bool spaced) {
  if (last.size() > 1 && !spaced && is_one_of(last.back(), U"-\u2010")) last.remove_suffix(1);
  return !last.empty() && (u_isalpha(static_cast<UChar32>(last.back())) != 0 || last.back() == U',');
}

}  // namespace

void LineReader::add(char32_t c, std::size_t begin, std::size_t end) {
  draft_.end = end;
  if (is_blank(c)) {
    if (draft_.width > 0) {
      if (trailing_ < kMaxWidth) ++trailing_;
      complete_first_word();
    } else if (++leading_ == kMaxIndent) {
      finish(false);
    }
    return;
  }
  if (draft_.width == 0) {
    const auto code = static_cast<UChar32>(c);
    draft_.span.begin = begin;
    draft_.starts_lower = u_islower(code);
    draft_.starts_item = is_one_of(c, U"-–—*•·");
    draft_.starts_fresh = draft_.starts_item || u_isupper(code) || u_isdigit(code) || is_one_of(c, U"¿¡\"'“«‘([");
  }
  if (draft_.width < kMaxWidth) draft_.width += trailing_ + 1;
  spaced_ = trailing_ > 0;
  trailing_ = 0;
  if (!draft_.first_word_complete && draft_.first_word < kMaxWidth) ++draft_.first_word;
  if (!draft_.first_word_complete && head_.size() <= kMaxStarter) head_ += c;
  draft_.span.end = end;
  if (tail_.size() == 4) tail_.erase(0, 1);
  tail_ += c;
}

void LineReader::complete_first_word() {
  if (!draft_.first_word_complete) draft_.starts_sentence = starts_sentence(head_);
  draft_.first_word_complete = true;
}

void LineReader::append(const Line& line) {
  if (line.blank() && after_blank_) return;
  after_blank_ = line.blank();
  lines_.push_back(line);
}

void LineReader::show_draft() {
  if (draft_shown_) {
    lines_.back() = draft_;
  } else {
    append(draft_);
    draft_shown_ = !lines_.empty() && !lines_.back().complete;
  }
}

void LineReader::finish(bool page_end) {
  complete_first_word();
  draft_.complete = true;
  draft_.ends_sentence = ends_sentence(tail_);
  draft_.ends_open = ends_open(tail_, spaced_);
  show_draft();
  draft_shown_ = false;
  if (draft_.width > 0 && page_end) {
    draft_ = Line();
    draft_.complete = true;
    append(draft_);
  }
  draft_ = Line();
  head_.clear();
  tail_.clear();
  leading_ = trailing_ = 0;
}

void LineReader::read(std::string_view text, std::size_t offset, bool last) {
  for (std::size_t at = position_ - offset; at < text.size(); position_ = offset + at) {
    const std::size_t begin = at;
    const char32_t c = decode_utf8(text, at);
    if (!is_line_end(c)) {
      add(c, offset + begin, offset + at);
      continue;
    }
    if (c == '\r') {
      if (at == text.size() && !last) break;  // A line feed may follow.
      if (at < text.size() && text[at] == '\n') ++at;
    }
    draft_.end = offset + at;
    finish(c == '\f' || c == 0x2029);
  }
  if (last && draft_.end > 0) {
    finish(false);
  } else if (draft_.width > 0) {
    show_draft();
  }
}

}  // namespace trama
