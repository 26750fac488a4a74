// Texts and numbers in the forms that all RDF syntaxes and JSON share. Private to export/.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace trama {

// The inside of a string in quotes, as N-Quads, Turtle and JSON read it alike: bytes that are not UTF-8 become U+FFFD;
// quotes, backslashes and control characters are escaped.
void append_quoted(std::string& out, std::string_view text);

void append_integer(std::string& out, std::int64_t number);

// The canonical form of xsd:double: "8.0E-1". `number` must be finite.
void append_double(std::string& out, double number);

// A text as a part of an IRI and of a name in Turtle: letters, digits, "_" and "-" (not as the first character) as they
// are, the rest as "%" and two digits.
void append_encoded(std::string& out, std::string_view text);

// Whether this is an address that can be written as an IRI as it is: http or https, ASCII, and only characters that
// RFC 3986 allows there.
bool is_web_address(std::string_view text);

}  // namespace trama
