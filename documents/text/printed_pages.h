// Texts that were laid out on pages.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace trama {

// Which lines are furniture: running heads, that is what stands at the head or foot of most pages (figures count as
// equal), and page numbers that stand alone there. `pages`: the lines of each, from head to foot, none blank.
std::vector<std::vector<bool>> find_furniture(const std::vector<std::vector<std::string_view>>& pages);

// Whether a paragraph that reaches to the end of a page goes on in the first line of the next one.
bool goes_on(std::string_view last_line, std::string_view next_page);

bool line_ends_sentence(std::string_view line);

// Takes the pages out of a plain text that form feeds divide: furniture becomes spaces, and so does what stands between
// two pages where a paragraph goes on, but for a line end. All else keeps its place.
void mend_pages(std::string& text);

}  // namespace trama
