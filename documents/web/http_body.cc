#include "documents/web/http_body.h"

#include <brotli/decode.h>
#include <zlib.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <new>

#include "base/error.h"

namespace trama {
namespace {

constexpr std::size_t kStep = std::size_t{1} << 16;

void check_size(const std::string& out, std::size_t limit) {
  if (out.size() <= limit) return;
  throw Error(ErrorCode::kFormat, "unpacks to more than " + std::to_string(limit >> 20) + " MiB");
}

std::string inflate_body(std::string_view body, int window, std::size_t limit) {
  z_stream stream = {};
  if (inflateInit2(&stream, window) != Z_OK) throw std::bad_alloc();
  const std::unique_ptr<z_stream, int (*)(z_stream*)> owner(&stream, inflateEnd);
  // zlib takes its input without const and does not write to it.
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(body.data()));
  stream.avail_in = static_cast<uInt>(body.size());
  std::string out;
  int status = Z_OK;
  while (status == Z_OK && stream.avail_in > 0) {
    const std::size_t before = out.size();
    out.resize(before + kStep);
    stream.next_out = reinterpret_cast<Bytef*>(out.data() + before);
    stream.avail_out = static_cast<uInt>(kStep);
    status = inflate(&stream, Z_NO_FLUSH);
    out.resize(before + kStep - stream.avail_out);
    check_size(out, limit);
  }
  if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR) {
    throw Error(ErrorCode::kFormat, "its packed body is damaged");
  }
  return out;
}

std::string unbrotli_body(std::string_view body, std::size_t limit) {
  const std::unique_ptr<BrotliDecoderState, void (*)(BrotliDecoderState*)> state(
      BrotliDecoderCreateInstance(nullptr, nullptr, nullptr), BrotliDecoderDestroyInstance);
  if (state == nullptr) throw std::bad_alloc();
  std::size_t in_left = body.size();
  const auto* in = reinterpret_cast<const std::uint8_t*>(body.data());
  std::string out;
  while (true) {
    const std::size_t before = out.size();
    out.resize(before + kStep);
    auto* to = reinterpret_cast<std::uint8_t*>(out.data() + before);
    std::size_t room = kStep;
    const BrotliDecoderResult result = BrotliDecoderDecompressStream(state.get(), &in_left, &in, &room, &to, nullptr);
    out.resize(before + kStep - room);
    check_size(out, limit);
    if (result == BROTLI_DECODER_RESULT_SUCCESS || result == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT) return out;
    if (result == BROTLI_DECODER_RESULT_ERROR) throw Error(ErrorCode::kFormat, "its packed body is damaged");
  }
}

}  // namespace

std::string without_chunks(std::string_view body) {
  std::string out;
  while (!body.empty()) {
    std::size_t size = 0;
    const char* end = body.data() + body.size();
    const auto [rest, error] = std::from_chars(body.data(), end, size, 16);
    if (error != std::errc()) throw Error(ErrorCode::kFormat, "its chunks have no lengths");
    body.remove_prefix(static_cast<std::size_t>(rest - body.data()));
    const std::size_t line = body.find('\n');
    if (size == 0 || line == body.npos) break;
    body.remove_prefix(line + 1);
    const std::string_view chunk = body.substr(0, size);
    out += chunk;
    body.remove_prefix(chunk.size());
    body.remove_prefix(std::min(body.find_first_not_of("\r\n"), body.size()));
  }
  return out;
}

std::string unpack_body(std::string_view body, std::string_view encoding, std::size_t limit) {
  constexpr int kGzipOrZlib = 15 + 32, kRaw = -15;
  if (encoding == "gzip" || encoding == "x-gzip") {
    // Crawlers unpack bodies and keep the header that says they are packed.
    return body.starts_with("\x1f\x8b") ? inflate_body(body, kGzipOrZlib, limit) : std::string(body);
  }
  if (encoding == "deflate") {
    const bool zlib = body.size() > 1 && (body[0] & 0x0F) == 8 &&
                      (static_cast<unsigned char>(body[0]) * 256 + static_cast<unsigned char>(body[1])) % 31 == 0;
    return inflate_body(body, zlib ? kGzipOrZlib : kRaw, limit);
  }
  if (encoding == "br") return unbrotli_body(body, limit);
  if (encoding.empty() || encoding == "identity" || encoding == "none") return std::string(body);
  throw Error(ErrorCode::kFormat, "packed in a way that is not read: " + std::string(encoding));
}

}  // namespace trama
