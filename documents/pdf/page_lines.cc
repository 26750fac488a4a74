#include "documents/pdf/page_lines.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <map>

#include "base/utf8.h"

namespace trama {
namespace {

constexpr std::size_t kEdgeLines = 2;  // At the head and foot of a page that may be furniture.

// With all figures alike: "Página 3 de 12" and "Página 4 de 12" are one.
std::string shape_of(const std::string& line) {
  std::string shape;
  for (const char c : line) {
    if (c < '0' || c > '9') {
      shape += c;
    } else if (!shape.ends_with('#')) {
      shape += '#';
    }
  }
  return shape;
}

bool is_page_number(const std::string& line) {
  std::string shape = shape_of(fold_key(line));
  std::erase_if(shape, [](char c) { return c == ' ' || c == '-' || c == '.' || c == '|'; });
  return shape == "#" || shape == "pagina#" || shape == "pag#" || shape == "pagina#de#" || shape == "#/#" ||
         shape == "#de#";
}

// The lines at the head and the foot, by their places on the page rather than in the reading order.
std::vector<std::size_t> edge_lines(const std::vector<PageLine>& lines) {
  std::vector<std::size_t> order(lines.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return lines[a].top < lines[b].top; });
  if (order.size() <= 2 * kEdgeLines) return order;
  std::vector<std::size_t> edges(order.begin(), order.begin() + kEdgeLines);
  edges.insert(edges.end(), order.end() - kEdgeLines, order.end());
  return edges;
}

std::vector<std::vector<PageLine>> without_furniture(const std::vector<std::vector<PageLine>>& pages) {
  constexpr std::size_t kFewestPages = 2, kFewestLines = 4;
  std::map<std::string, std::size_t> counts;
  for (const auto& page : pages) {
    for (const std::size_t edge : edge_lines(page)) ++counts[shape_of(page[edge].text)];
  }
  std::vector<std::vector<PageLine>> kept;
  for (const auto& page : pages) {
    std::vector<bool> drop(page.size(), false);
    for (const std::size_t edge : edge_lines(page)) {
      const std::size_t count = counts[shape_of(page[edge].text)];
      const bool repeated = count >= kFewestPages && 2 * count >= pages.size() && pages.size() > 1;
      drop[edge] = repeated || (page.size() >= kFewestLines && is_page_number(page[edge].text));
    }
    auto& lines = kept.emplace_back();
    for (std::size_t i = 0; i < page.size(); ++i) {
      if (!drop[i]) lines.push_back(page[i]);
    }
  }
  return kept;
}

bool line_ends_sentence(std::string_view line) {
  while (line.ends_with('"') || line.ends_with(')') || line.ends_with("\u00BB") || line.ends_with("\u201D")) {
    line.remove_suffix(line.back() == '"' || line.back() == ')' ? 1 : line.ends_with("\u00BB") ? 2 : 3);
  }
  return line.ends_with('.') || line.ends_with('!') || line.ends_with('?') || line.ends_with(':');
}

bool begins_small(const std::string& line) {
  std::size_t at = 0;
  return !line.empty() && u_islower(static_cast<UChar32>(decode_utf8(line, at))) != 0;
}

// What the lines of a page have in common: where the columns of text begin and end is told line by line from those
// near.
class ParagraphBreaks {
 public:
  explicit ParagraphBreaks(const std::vector<PageLine>& lines) : lines_(lines) {
    std::vector<double> gaps;
    for (std::size_t i = 1; i < lines.size(); ++i) {
      const double gap = lines[i].top - lines[i - 1].top;
      if (gap > 0 && gap < 3 * height(i)) gaps.push_back(gap);
    }
    if (gaps.empty()) return;
    std::nth_element(gaps.begin(), gaps.begin() + static_cast<std::ptrdiff_t>(gaps.size() / 3), gaps.end());
    leading_ = gaps[gaps.size() / 3];
  }

  // Whether a paragraph begins with line `i`, which is not the first.
  bool before(std::size_t i) const {
    constexpr double kWider = 1.25, kIndent = 0.8, kShort = 0.8;
    const PageLine &line = lines_[i], &last = lines_[i - 1];
    const double gap = line.top - last.top;
    const bool next_column = gap <= 0;
    if (!next_column) {
      if (gap > kWider * leading_ || std::abs(height(i) - height(i - 1)) > 0.25 * height(i)) return true;
      if (line.left - last.left > kIndent * height(i) && line_ends_sentence(last.text)) return true;
    }
    const double width = right_edge(i) - last.left;
    return line_ends_sentence(last.text) && last.right - last.left < kShort * width;
  }

 private:
  double height(std::size_t i) const { return std::max(1.0, lines_[i].bottom - lines_[i].top); }

  // Where the lines around the one ahead of `i` end.
  double right_edge(std::size_t i) const {
    constexpr std::size_t kAround = 6;
    const PageLine& last = lines_[i - 1];
    double edge = last.right;
    for (std::size_t k = i < kAround ? 0 : i - kAround; k < std::min(lines_.size(), i + kAround); ++k) {
      if (std::abs(lines_[k].left - last.left) < 3 * height(i - 1)) edge = std::max(edge, lines_[k].right);
    }
    return edge;
  }

  const std::vector<PageLine>& lines_;
  double leading_ = 1e9;
};

// Appends a line of the same paragraph.
void join_line(std::string& text, const std::string& line) {
  constexpr std::string_view kSoftHyphen = "\u00AD", kHyphen = "\u2010";
  for (const std::string_view hyphen : {std::string_view("-"), kSoftHyphen, kHyphen}) {
    if (!text.ends_with(hyphen) || !begins_small(line)) continue;
    text.erase(text.size() - hyphen.size());
    text += line;
    return;
  }
  if (!text.ends_with('-')) text += ' ';  // "Castilla-" and "La Mancha" keep their hyphen.
  text += line;
}

}  // namespace

PagedText text_of_pages(const std::vector<std::vector<PageLine>>& pages) {
  PagedText paged;
  for (const auto& lines : without_furniture(pages)) {
    const ParagraphBreaks breaks(lines);
    paged.pages.push_back(paged.text.size());
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const bool first_of_page = i == 0;
      const bool begins =
          first_of_page ? line_ends_sentence(paged.text) || !begins_small(lines[i].text) : breaks.before(i);
      if (paged.text.empty()) {
        paged.text = lines[i].text;
      } else if (begins) {
        paged.text += "\n\n" + lines[i].text;
      } else {
        join_line(paged.text, lines[i].text);
      }
      if (first_of_page) paged.pages.back() = paged.text.size() - lines[i].text.size();
    }
  }
  return paged;
}

}  // namespace trama
