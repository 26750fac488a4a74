#pragma once

#include <string_view>

#include "base/json.h"

namespace trama {

// Reads a JSON text (RFC 8259, valid UTF-8) into `document`; the result says what is wrong and at which byte.
//
// Every number becomes the double, or the whole number of 64 bits, that is nearest to its digits, so that what a writer
// of shortest digits wrote comes back bit by bit. (RapidJSON's own kParseFullPrecisionFlag reads past a table for
// numbers of some hundred digits.) A number beyond the range of doubles is an error (kParseErrorTermination). Depth of
// nesting costs memory, not stack.
rapidjson::ParseResult parse_json(json::Document& document, std::string_view text);

}  // namespace trama
