// Text of unknown origin made fit for a picture or an XML document.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace trama {

// One line of visible text: valid UTF-8; control characters, line separators and everything XML 1.0 forbids become
// spaces, runs of spaces one space, none at the ends; the invisible characters that reverse the direction of what
// follows are left out, because they could make a label read as another.
std::string plain_text(std::string_view text);

// At most `limit` characters of a plain_text (limit >= 1): cut, where possible between words, and ended by "…".
std::string shorten(std::string_view text, std::size_t limit);

// A plain_text in lines of at most `width` characters, broken at spaces and, in longer words, anywhere but before a
// combining mark. What does not fit in `max_lines` is cut off with "…". At least one line, which may be empty.
std::vector<std::string> wrap(std::string_view text, std::size_t width, std::size_t max_lines);

}  // namespace trama
