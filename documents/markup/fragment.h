// The text of HTML that is all text: the content of a feed's item, a chapter, a field.
#pragma once

#include <string>
#include <string_view>

namespace trama {

// Whether a text holds tags or entities that are to be read as HTML.
bool looks_like_markup_fragment(std::string_view text);

// Its text (UTF-8), paragraphs separated by a blank line; scripts and styles left out. Never throws for bad markup.
std::string text_of_fragment(std::string_view html);

}  // namespace trama
