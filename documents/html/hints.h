// What the tables of documents/html/data know of pages: words of class names, and lines that are not of the article.
#pragma once

#include <string_view>

namespace trama {

enum class ClassHint { kNone, kOut, kComment, kCaption, kByline, kBody };
// What the names in the value of a class, id or data-testid attribute say; kOut and kComment win over the others.
ClassHint class_hint(std::string_view names);

enum class LineHint { kNone, kOut, kEnd };
// `folded`: the line as fold_key() gives it; `words`: how many it has.
LineHint line_hint(std::string_view folded, std::size_t words);

}  // namespace trama
