// One text of any length, as it comes.
#pragma once

#include <cstddef>
#include <string>
#include <utility>

#include "base/files.h"
#include "base/text_decoder.h"

namespace trama {

// Reads a file as UTF-8 text, piece by piece. Zero bytes become spaces, but where one is among the first kHeadBytes
// bytes, or the file is a PDF, it is no text.
class TextReader {
 public:
  static constexpr std::size_t kHeadBytes = 32;

  explicit TextReader(InputFile file) : file_(std::move(file)) {}

  enum class Result { kPiece, kBinary, kEnd };
  // Waits for kHeadBytes, later for the next byte, and gives what has come: whole characters, at least one. Throws as
  // InputFile::read().
  Result next(std::string& piece);
  // As InputFile::ready().
  bool ready() const { return file_.ready(); }

  const TextDecoder& decoder() const { return decoder_; }
  std::size_t zero_bytes() const { return zero_bytes_; }

 private:
  InputFile file_;
  TextDecoder decoder_;
  bool started_ = false;
  bool ended_ = false;
  std::size_t zero_bytes_ = 0;
};

}  // namespace trama
