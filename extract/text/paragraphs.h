// Where paragraphs begin and end.
#pragma once

#include <string_view>
#include <vector>

#include "base/span.h"

namespace trama {

// The paragraphs of a text, without the line ends around them. Blank lines always end one. Whether a single line end
// does is decided for the whole text: no if its lines are broken at a common width (e-mail, agency wires), unless a
// line stops well short of that width before a capital, a number or a bullet; else yes, unless the next line goes on in
// lower case. A paragraph longer than kMaxParagraphBytes is cut, at a sentence's end or at white space if there is any.
inline constexpr std::size_t kMaxParagraphBytes = std::size_t{1} << 18;
std::vector<Span> find_paragraphs(std::string_view text);

}  // namespace trama
