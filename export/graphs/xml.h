// XML as the graph formats write it. Private to export/.
#pragma once

#include <string>
#include <string_view>

namespace trama {

// Appends a text of any origin as content or as the value of an attribute in double quotes. What reads it back has the
// same text, except that what XML 1.0 cannot hold, escaped or not, and bytes that are no UTF-8 become U+FFFD.
void append_xml(std::string& out, std::string_view text);

}  // namespace trama
