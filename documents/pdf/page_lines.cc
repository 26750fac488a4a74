#include "documents/pdf/page_lines.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string_view>

#include "base/divided_words.h"
#include "documents/text/printed_pages.h"

namespace trama {
namespace {

std::vector<std::vector<PageLine>> without_furniture(const std::vector<std::vector<PageLine>>& pages) {
  // By their places on the page rather than in the reading order.
  std::vector<std::vector<std::size_t>> orders;
  std::vector<std::vector<std::string_view>> lines;
  for (const auto& page : pages) {
    std::vector<std::size_t>& order = orders.emplace_back(page.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t line) { return page[line].top; });
    std::vector<std::string_view>& texts = lines.emplace_back();
    for (const std::size_t line : order) texts.push_back(page[line].text);
  }
  const std::vector<std::vector<bool>> furniture = find_furniture(lines);
  std::vector<std::vector<PageLine>> kept(pages.size());
  for (std::size_t p = 0; p < pages.size(); ++p) {
    std::vector<bool> drop(pages[p].size());
    for (std::size_t i = 0; i < drop.size(); ++i) drop[orders[p][i]] = furniture[p][i];
    for (std::size_t i = 0; i < drop.size(); ++i) {
      if (!drop[i]) kept[p].push_back(pages[p][i]);
    }
  }
  return kept;
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
  // Enough of both to tell what a hyphen between them is.
  constexpr std::size_t kLookedAt = 80;
  const std::size_t word = text.find_last_of(' ') + 1;
  for (const std::string_view hyphen : {"-", "\u00AD", "\u2010"}) {
    if (!text.ends_with(hyphen)) continue;
    const std::string around = text.substr(word) + '\n' + line.substr(0, kLookedAt);
    const LineEndHyphen found = line_end_hyphen(around, text.size() - hyphen.size() - word);
    if (found.kind == LineEndHyphen::Kind::kNone) break;
    if (found.kind == LineEndHyphen::Kind::kDivision) text.erase(text.size() - hyphen.size());
    text += line;
    return;
  }
  text += ' ' + line;
}

}  // namespace

PagedText text_of_pages(const std::vector<std::vector<PageLine>>& pages) {
  PagedText paged;
  for (const auto& lines : without_furniture(pages)) {
    const ParagraphBreaks breaks(lines);
    paged.pages.push_back(paged.text.size());
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const bool first_of_page = i == 0;
      const bool begins = first_of_page ? !goes_on(paged.text, lines[i].text) : breaks.before(i);
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
