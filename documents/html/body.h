// The text of an article among the blocks of its page.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "documents/html/blocks.h"
#include "documents/html/page.h"

namespace trama {

// The paragraphs of the article, separated by blank lines, without its title; "" if the page holds none. `blocks` are
// those of the page; `author` (may be empty) tells lines that only name who wrote.
std::string find_body(const Page& page, std::vector<Block> blocks, std::string_view title, std::string_view author);

// The day that a short line near the headline names, as ISO 8601, or "".
std::string find_dateline(const std::vector<Block>& blocks, std::string_view title);

}  // namespace trama
