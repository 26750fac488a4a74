#include "base/text_decoder.h"

#include <algorithm>
#include <utility>

namespace trama {
namespace {

bool is_ascii(char c) {
  return static_cast<unsigned char>(c) < 0x80;
}

// How many bytes at the end of `bytes` may be the beginning of a sequence of UTF-8.
std::size_t open_sequence(std::string_view bytes) {
  for (std::size_t size = 1; size <= std::min<std::size_t>(bytes.size(), 3); ++size) {
    const auto byte = static_cast<unsigned char>(bytes[bytes.size() - size]);
    if ((byte & 0xC0) == 0x80) continue;
    const std::size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
    return length > size ? size : 0;
  }
  return 0;
}

// How many bytes at the end of UTF-16 `bytes`, which start with their mark, are half of something.
std::size_t open_unit(std::string_view bytes) {
  const std::size_t odd = bytes.size() % 2;
  if (bytes.size() < odd + 4) return odd;
  const bool little_endian = bytes.front() == '\xFF';
  const auto high = static_cast<unsigned char>(bytes[bytes.size() - odd - (little_endian ? 1 : 2)]);
  return high >= 0xD8 && high < 0xDC ? odd + 2 : odd;  // The first of a pair of surrogates.
}

}  // namespace

// Decides on the encoding, if it can: `rest_` starts with the first byte beyond ASCII.
void TextDecoder::find_encoding(bool last) {
  std::size_t sound = 0, broken = 0;
  for (std::size_t i = 0; i < rest_.size() && !decided_;) {
    const std::size_t begin = i;
    const char32_t c = decode_utf8(rest_, i);
    if (!last && rest_.size() - begin <= open_sequence(rest_)) break;  // Its other bytes are still to come.
    if (is_ascii(rest_[begin])) {
      decided_ = i >= kUndecidedBytes;
    } else {
      const bool replaced = c == kReplacementCharacter && rest_.compare(begin, i - begin, "\xEF\xBF\xBD") != 0;
      ++(replaced ? broken : sound);
      decided_ = sound > broken || broken >= sound + kLead || i >= kUndecidedBytes;
    }
  }
  decided_ |= last;
  if (decided_ && broken > sound) encoding_ = Encoding::kWindows1252;
}

// Decodes the first bytes of the rest.
std::string TextDecoder::take(std::size_t size) {
  const std::string_view bytes = std::string_view(rest_).substr(0, size);
  DecodedText decoded;
  if (encoding_ == Encoding::kUtf16) {
    decoded = decode_bytes(std::string(bytes));
    rest_.erase(2, size - 2);
  } else {
    if (encoding_ == Encoding::kWindows1252) {
      decoded = decode_windows_1252(bytes);
    } else {
      RepairedText repaired = repair_utf8(bytes);
      decoded = {std::move(repaired.text), Encoding::kUtf8, repaired.replaced};
    }
    rest_.erase(0, size);
  }
  replaced_ += decoded.replaced;
  return std::move(decoded.text);
}

std::string TextDecoder::decode(std::string_view bytes, bool last) {
  rest_ += bytes;
  if (!started_) {
    if (rest_.size() < 2 && !last) return {};
    started_ = true;
    if (rest_.starts_with("\xFF\xFE") || rest_.starts_with("\xFE\xFF")) {
      encoding_ = Encoding::kUtf16;
      decided_ = true;
    }
  }
  std::string text;
  if (!decided_) {
    const auto first = std::find_if_not(rest_.begin(), rest_.end(), is_ascii);
    text = take(static_cast<std::size_t>(first - rest_.begin()));
    if (!rest_.empty()) find_encoding(last);
    if (!decided_) return text;
  }
  std::size_t open = 0;
  if (!last && encoding_ != Encoding::kWindows1252) {
    open = encoding_ == Encoding::kUtf16 ? open_unit(rest_) : open_sequence(rest_);
  }
  return text + take(rest_.size() - open);
}

}  // namespace trama
