// What a page says of its article, by every convention that pages follow.
#pragma once

#include <string>

#include "documents/html/article.h"
#include "documents/html/page.h"

namespace trama {

// Fills every field of `article` but text and bound. Returns the text that JSON-LD gives (articleBody), or "".
std::string read_metadata(const Page& page, Article& article);

}  // namespace trama
