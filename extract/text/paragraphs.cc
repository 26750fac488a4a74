#include "extract/text/paragraphs.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "base/utf8.h"

namespace trama {
namespace {

// Lines broken at a width are not wider than this; paragraphs written on one line mostly are.
constexpr std::size_t kMaxWrapWidth = 120;
constexpr std::size_t kMinWrapWidth = 40;

struct Line {
  Span span;                     // Without white space at its ends.
  std::uint32_t width = 0;       // In code points. Blank lines have none.
  std::uint32_t first_word = 0;  // Width of its first word.
  bool starts_lower : 1 = false;
  bool starts_item : 1 = false;   // With a bullet or a dash.
  bool starts_fresh : 1 = false;  // With a capital, a number, an opening mark: may begin a paragraph.
  bool ends_sentence : 1 = false;
  bool ends_open : 1 = false;  // With a letter or a comma: may go on in the next line.
};

bool is_line_end(char32_t c) {
  return c == '\n' || c == '\r' || c == '\v' || c == '\f' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

bool is_blank(char32_t c) {
  return u_isUWhiteSpace(static_cast<UChar32>(c)) || u_iscntrl(static_cast<UChar32>(c)) || c == 0xFEFF || c == 0x200B;
}

bool ends_sentence(std::u32string_view last) {
  static constexpr std::u32string_view kClosers = U"\"')]”’»";
  while (!last.empty() && kClosers.find(last.back()) != last.npos) last.remove_suffix(1);
  return !last.empty() && std::u32string_view(U".?!…:").find(last.back()) != last.npos;
}

// Reads the line at `position`, which ends up behind its line end.
Line read_line(std::string_view text, std::size_t& position) {
  Line line;
  line.span = {position, position};
  std::u32string tail;  // The last few visible characters.
  std::uint32_t trailing = 0;
  bool first_word = true;
  while (position < text.size()) {
    const std::size_t begin = position;
    const char32_t c = decode_utf8(text, position);
    if (is_line_end(c)) {
      if (c == '\r' && position < text.size() && text[position] == '\n') ++position;
      break;
    }
    if (is_blank(c)) {
      if (line.width > 0) {
        ++trailing;
        first_word = false;
      } else {
        line.span = {position, position};
      }
      continue;
    }
    if (line.width == 0) {
      const auto code = static_cast<UChar32>(c);
      line.starts_lower = u_islower(code);
      line.starts_item = std::u32string_view(U"-–—*•·").find(c) != std::u32string_view::npos;
      line.starts_fresh = line.starts_item || u_isupper(code) || u_isdigit(code) ||
                          std::u32string_view(U"¿¡\"'“«‘([").find(c) != std::u32string_view::npos;
    }
    line.width += trailing + 1;
    trailing = 0;
    line.first_word += first_word;
    line.span.end = position;
    if (tail.size() == 4) tail.erase(0, 1);
    tail += c;
    if (begin == line.span.begin) line.span.begin = begin;
  }
  line.ends_sentence = ends_sentence(tail);
  line.ends_open = !tail.empty() && (u_isalpha(static_cast<UChar32>(tail.back())) || tail.back() == ',');
  return line;
}

std::vector<Line> read_lines(std::string_view text) {
  std::vector<Line> lines;
  for (std::size_t position = text.starts_with("\xEF\xBB\xBF") ? 3 : 0; position < text.size();) {
    const Line line = read_line(text, position);
    const std::string_view separator = text.substr(line.span.end, position - line.span.end);
    const bool page_end = separator.find('\f') != separator.npos || separator.find("\xE2\x80\xA9") != separator.npos;
    const bool after_blank = lines.empty() || lines.back().width == 0;
    if (line.width > 0 || !after_blank) lines.push_back(line);  // One blank line is as good as many,
    if (line.width > 0 && page_end) lines.emplace_back();       // and so is the end of a page.
  }
  return lines;
}

// The width at which the lines of a text are broken; 0 if each line is a paragraph.
std::size_t wrap_width(const std::vector<Line>& lines) {
  std::vector<std::uint32_t> widths;  // Of lines that are followed by a line.
  std::size_t ended = 0, continued = 0;
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    if (lines[i].width == 0 || lines[i + 1].width == 0) continue;
    widths.push_back(lines[i].width);
    ended += lines[i].ends_sentence;
    continued += lines[i + 1].starts_lower;
  }
  if (widths.size() < 2) return 0;
  std::sort(widths.begin(), widths.end());
  const std::size_t width = widths[widths.size() * 9 / 10];
  if (width < kMinWrapWidth || widths[widths.size() * 19 / 20] > kMaxWrapWidth) return 0;
  // In broken text most lines are nearly full, and few of them happen to end with a sentence.
  const auto full =
      static_cast<std::size_t>(widths.end() - std::lower_bound(widths.begin(), widths.end(), width * 3 / 4));
  const bool wrapped = full * 2 >= widths.size() && ended * 2 < widths.size() && continued * 4 >= widths.size();
  return wrapped ? width : 0;
}

bool is_paragraph_break(const Line& line, const Line& next, std::size_t width) {
  if (line.width == 0 || next.width == 0) return true;
  if (next.starts_item) return true;
  if (width == 0) return !(next.starts_lower && line.ends_open);
  // The next word would have fitted, by far.
  const bool short_line = line.width + 1 + next.first_word < width * (line.ends_sentence ? 17 : 12) / 20;
  return short_line && next.starts_fresh;
}

// Where to cut a paragraph that starts at `begin` and is too long.
std::size_t cut_position(std::string_view text, std::size_t begin) {
  const std::size_t limit = begin + kMaxParagraphBytes;
  const std::string_view tail = text.substr(limit - kMaxParagraphBytes / 4, kMaxParagraphBytes / 4);
  const std::size_t offset = limit - tail.size();
  if (const std::size_t stop = tail.rfind(". "); stop != tail.npos) return offset + stop + 1;
  if (const std::size_t space = tail.find_last_of(" \n\t"); space != tail.npos) return offset + space;
  std::size_t cut = limit;
  while (cut > offset && (static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80) --cut;
  return cut;
}

}  // namespace

std::vector<Span> find_paragraphs(std::string_view text) {
  const std::vector<Line> lines = read_lines(text);
  const std::size_t width = wrap_width(lines);
  std::vector<Span> paragraphs;
  for (std::size_t i = 0; i < lines.size();) {
    if (lines[i].width == 0) {
      ++i;
      continue;
    }
    Span span = lines[i].span;
    while (i + 1 < lines.size() && !is_paragraph_break(lines[i], lines[i + 1], width)) ++i;
    span.end = lines[i++].span.end;
    while (span.size() > kMaxParagraphBytes) {
      const std::size_t cut = cut_position(text, span.begin);
      paragraphs.push_back({span.begin, cut});
      span.begin = cut;
    }
    paragraphs.push_back(span);
  }
  return paragraphs;
}

}  // namespace trama
