// A range of bytes in a text.
#pragma once

#include <compare>
#include <cstddef>
#include <string_view>

namespace trama {

// Half-open range [begin, end) of byte offsets into a UTF-8 text. Unless a comment says otherwise, the text is
// `Document::text`, and both ends lie on character boundaries.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;

  std::size_t size() const { return end - begin; }
  bool empty() const { return begin == end; }
  bool contains(const Span& other) const { return begin <= other.begin && other.end <= end; }
  bool overlaps(const Span& other) const { return begin < other.end && other.begin < end; }
  // The bytes of `text` that the span covers. The span must lie inside `text`.
  std::string_view of(std::string_view text) const { return text.substr(begin, size()); }

  auto operator<=>(const Span&) const = default;
};

}  // namespace trama
