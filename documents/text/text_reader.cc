#include "documents/text/text_reader.h"

#include <algorithm>
#include <string_view>

namespace trama {
namespace {

constexpr std::size_t kPieceBytes = std::size_t{1} << 15;

}  // namespace

TextReader::Result TextReader::next(std::string& piece) {
  piece.clear();
  std::string bytes;
  while (piece.empty() && !ended_) {
    if (!started_) {
      started_ = true;
      const std::string_view head = file_.peek(kHeadBytes);
      const bool marked = head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF");
      if ((!marked && head.find('\0') != head.npos) || head.starts_with("%PDF-")) return Result::kBinary;
    }
    bytes.resize(kPieceBytes);
    bytes.resize(file_.read(bytes.data(), bytes.size()));
    ended_ = bytes.empty();
    piece = decoder_.decode(bytes, ended_);
  }
  if (piece.empty()) return Result::kEnd;
  const auto zeros = std::count(piece.begin(), piece.end(), '\0');
  if (zeros > 0) std::replace(piece.begin(), piece.end(), '\0', ' ');
  zero_bytes_ += static_cast<std::size_t>(zeros);
  return Result::kPiece;
}

}  // namespace trama
