#include "graph/store/tables/documents.h"

#include <sha256.h>

#include <array>

#include "base/utf8.h"

namespace trama::store {
namespace {

constexpr std::size_t kShortHash = 8;  // Letters of a hash that tell documents with one id apart.

std::string sha256(std::string_view bytes) {
  std::array<std::uint8_t, SHA256_DIGEST_LENGTH> digest{};
  SHA2_CTX context;
  SHA256Init(&context);
  SHA256Update(&context, reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
  SHA256Final(digest.data(), &context);
  return {digest.begin(), digest.end()};
}

}  // namespace

std::string text_hash(std::string_view text) {
  return sha256(collapse_spaces(to_nfc(text)));
}

std::string document_identity(std::string_view text_hash, const Document& document) {
  std::string all(text_hash);
  for (const std::string* field : {&document.id, &document.source, &document.url}) all.append(*field).append(1, '\0');
  return sha256(all);
}

std::string hexadecimal(std::string_view bytes) {
  constexpr const char* kDigits = "0123456789abcdef";
  std::string text;
  for (const char byte : bytes) {
    text += kDigits[static_cast<unsigned char>(byte) >> 4];
    text += kDigits[static_cast<unsigned char>(byte) & 15];
  }
  return text;
}

std::string bytes_of_hexadecimal(std::string_view digits) {
  const auto value = [](char digit) {
    if (digit >= '0' && digit <= '9') return digit - '0';
    if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
    return -1;
  };
  std::string bytes;
  for (std::size_t i = 0; i + 1 < digits.size() && value(digits[i]) >= 0 && value(digits[i + 1]) >= 0; i += 2) {
    bytes += static_cast<char>(value(digits[i]) << 4 | value(digits[i + 1]));
  }
  return bytes;
}

std::string shown_id(std::string_view id, std::string_view identity, bool first_of_its_id) {
  std::string shown(id);
  if (!first_of_its_id) shown += "#" + hexadecimal(identity).substr(0, kShortHash);
  return shown;
}

}  // namespace trama::store
