// Formats build their text in a string, which is quicker than a stream, and pass it on in pieces. Private to export/.
#pragma once

#include <cstddef>
#include <ostream>
#include <string>

namespace trama {

inline void flush_text(std::string& text, std::ostream& out) {
  out << text;
  text.clear();
}

// The same once it is worth it.
inline void flush_long_text(std::string& text, std::ostream& out) {
  constexpr std::size_t kLong = std::size_t{1} << 16;
  if (text.size() >= kLong) flush_text(text, out);
}

}  // namespace trama
