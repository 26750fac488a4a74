// From the lines of pages to paragraphs.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace trama {

// A line as it stands on its page; lengths are in points, from the top left.
struct PageLine {
  std::string text;
  double left = 0, right = 0, top = 0, bottom = 0;
};

struct PagedText {
  std::string text;                // Paragraphs, divided by blank lines.
  std::vector<std::size_t> pages;  // Where each page begins in it.
};

// `pages`: the lines of each in reading order. Leaves out what is at the head or foot of most pages (figures count as
// equal) and page numbers that stand alone there. Joins lines to paragraphs by their distances, indents and lengths,
// also over the ends of columns and pages; a hyphen at a line's end goes where a small letter follows.
PagedText text_of_pages(const std::vector<std::vector<PageLine>>& pages);

}  // namespace trama
