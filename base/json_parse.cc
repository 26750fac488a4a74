#include "base/json_parse.h"

#include <rapidjson/encodedstream.h>
#include <rapidjson/memorystream.h>

#include <charconv>
#include <cstdint>
#include <optional>
#include <system_error>

namespace trama {
namespace {

template <typename Number>
std::optional<Number> parse_number(std::string_view digits) {
  Number value{};
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

// Passes everything on to a document, numbers after reading their digits.
class Numbers {
 public:
  using Ch = char;
  explicit Numbers(rapidjson::Document& document) : document_(document) {}

  bool RawNumber(const char* digits, rapidjson::SizeType size, bool /*copy*/) {
    const std::string_view text(digits, size);
    if (text != "-0") {  // The whole number would lose its sign.
      if (const auto whole = parse_number<std::int64_t>(text)) return document_.Int64(*whole);
      if (const auto whole = parse_number<std::uint64_t>(text)) return document_.Uint64(*whole);
    }
    const auto number = parse_number<double>(text);
    return number && document_.Double(*number);
  }
  bool Null() { return document_.Null(); }
  bool Bool(bool value) { return document_.Bool(value); }
  bool Int(int value) { return document_.Int(value); }
  bool Uint(unsigned value) { return document_.Uint(value); }
  bool Int64(std::int64_t value) { return document_.Int64(value); }
  bool Uint64(std::uint64_t value) { return document_.Uint64(value); }
  bool Double(double value) { return document_.Double(value); }
  bool String(const char* text, rapidjson::SizeType size, bool copy) { return document_.String(text, size, copy); }
  bool StartObject() { return document_.StartObject(); }
  bool Key(const char* text, rapidjson::SizeType size, bool copy) { return document_.Key(text, size, copy); }
  bool EndObject(rapidjson::SizeType members) { return document_.EndObject(members); }
  bool StartArray() { return document_.StartArray(); }
  bool EndArray(rapidjson::SizeType elements) { return document_.EndArray(elements); }

 private:
  rapidjson::Document& document_;
};

}  // namespace

rapidjson::ParseResult parse_json(rapidjson::Document& document, std::string_view text) {
  rapidjson::ParseResult result;
  const auto parse = [&](rapidjson::Document& target) {
    constexpr unsigned kFlags =
        rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag | rapidjson::kParseNumbersAsStringsFlag;
    rapidjson::MemoryStream bytes(text.data(), text.size());
    rapidjson::EncodedInputStream<rapidjson::UTF8<>, rapidjson::MemoryStream> stream(bytes);
    Numbers handler(target);
    rapidjson::Reader reader;
    result = reader.Parse<kFlags>(stream, handler);
    return !result.IsError();
  };
  document.Populate(parse);
  return result;
}

}  // namespace trama
