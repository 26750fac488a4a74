// The text of an article among the blocks of its page.
#pragma once

#include <string>
#include <string_view>

#include "documents/html/page.h"

namespace trama {

// The paragraphs of the article, separated by blank lines, without its title; "" if the page holds none. `author` (may
// be empty) tells lines that only name who wrote.
std::string find_body(const Page& page, std::string_view title, std::string_view author);

}  // namespace trama
