// What makes a document itself in a graph file. Private to graph/.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/document.h"

namespace trama::store {

// SHA-256 of the text in normal form C with each run of white space as one space: 32 bytes.
std::string text_hash(std::string_view text);
// The same of that hash, the id, the medium and the address: one text in two media is two documents.
std::string document_identity(std::string_view text_hash, const Document& document);
// What a file keeps of either.
inline constexpr std::size_t kStoredHash = 16;

std::string hexadecimal(std::string_view bytes);
// The bytes of hexadecimal digits, as many as there are before something else.
std::string bytes_of_hexadecimal(std::string_view digits);

// The id under which a document is shown where several bear one id: all but that with the smallest identity get a part
// of theirs.
std::string shown_id(std::string_view id, std::string_view identity, bool first_of_its_id);

}  // namespace trama::store
