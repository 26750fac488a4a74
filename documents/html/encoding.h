// Bytes of web pages as UTF-8.
#pragma once

#include <string>
#include <string_view>

namespace trama {

// The bytes of a page as valid UTF-8. Bytes that are UTF-8 (or, with its mark, UTF-16) are read as such. Others by
// `charset` (of the HTTP or MIME header), else by what the page declares in its first 8 KiB, else as damaged UTF-8 or
// Windows-1252, whichever has fewer errors. Latin-1 means Windows-1252, as browsers have it.
std::string decode_page(std::string_view bytes, std::string_view charset);

// Text whose UTF-8 was once read as Windows-1252 ("informaciÃ³n", "â€œsÃ­â€"), put right sequence by sequence where
// there are at least two; other text comes back unchanged.
std::string repair_mojibake(std::string text);

// `text` with small letters for the capitals of ASCII.
std::string lower_ascii(std::string_view text);

}  // namespace trama
