// Bodies of HTTP messages as they travel.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace trama {

// The bodies of "Transfer-Encoding: chunked". Throws Error (kFormat) if the lengths make no sense; what is cut off at
// the end is given as far as it came.
std::string without_chunks(std::string_view body);

// What `encoding` ("gzip", "deflate", "br", "identity", …, as in Content-Encoding) packed. Throws Error (kFormat) if it
// is damaged, unknown, or larger than `limit` when unpacked.
std::string unpack_body(std::string_view body, std::string_view encoding, std::size_t limit);

}  // namespace trama
